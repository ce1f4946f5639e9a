// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {FeedLib} from "../../oracle/FeedLib.sol";
import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {Units} from "../../types/Units.sol";
import {IWeights} from "../IWeights.sol";
import {IReceiptSource} from "./IReceiptSource.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title ReceiptSource
/// @notice Credits what was received off-chain; see {IReceiptSource}.
contract ReceiptSource is IReceiptSource {
    using CharterLib for Charter;
    using FeedLib for FeedLib.State;

    uint256 private constant SHORTEST_EPOCH = 1 days;
    uint256 private constant LONGEST_EPOCH = 90 days;

    FeedLib.State private _feed;
    Receipts private _published;
    /// @inheritdoc IReceiptSource
    uint32 public nextEpoch;
    Receipts private _claimed;
    /// @inheritdoc IReceiptSource
    mapping(bytes32 root => bool) public isRoot;
    mapping(address account => Receipts) private _claimedOf;

    // ---------------------------------------------------------------- roots

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed_, uint64, uint64, bytes calldata payload) external {
        _feed.check(feed_);
        (Charter memory charter, Configuration memory c) = _read();
        (uint32 epoch, bytes32 root, uint96 units, uint64 value) = abi.decode(
            payload,
            (uint32, bytes32, uint96, uint64)
        );
        if (epoch < nextEpoch) revert ReceiptEpochNotLater(epoch, nextEpoch);
        uint64 endsAt = _endsAt(charter, c, epoch);
        if (block.timestamp < endsAt) revert ReceiptEpochNotEnded(epoch, endsAt);

        Receipts memory last = _published;
        _within("value", value, last.value, uint256(last.value) + c.mostValue);
        // What is worth most was final in this epoch. Each payment's units are rounded down, so their sum is no greater.
        Units most = IWeights(charter.weights()).unitsFor(value - last.value, endsAt);
        _within("units", units, last.units, uint256(last.units) + Units.unwrap(most));

        (_published, nextEpoch, isRoot[root]) = (Receipts(units, value), epoch + 1, true);
        emit ReceiptsPublished(epoch, root, Units.wrap(units), value);
    }

    /// @inheritdoc IReceiptSource
    function setFeed(address inbox, bytes32 feed_) external {
        if (msg.sender != CharterLib.read().treasury) revert ReceiptCallerNotTreasury(msg.sender);
        _feed.name(inbox, feed_);
    }

    // ---------------------------------------------------------------- claims

    /// @inheritdoc IReceiptSource
    /// @dev Against any root, not the last alone: one that forgets an account takes nothing from it.
    function claim(
        address account,
        uint96 units,
        uint64 value,
        bytes32[] calldata proof
    ) external returns (Units gained) {
        // Hashed twice, so that no inner node, which is hashed once, can be shown as a leaf.
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(account, units, value))));
        bytes32 root = MerkleProof.processProofCalldata(proof, leaf);
        if (!isRoot[root]) revert ReceiptRootUnknown(root);
        Charter memory charter = CharterLib.read();
        if (account == charter.treasury) revert ReceiptForTreasury(account);
        if (account == address(0)) revert ReceiptForNobody();

        Receipts memory before = _claimedOf[account];
        bool grown = units > before.units || value > before.value;
        if (!grown || units < before.units || value < before.value) revert ReceiptNotNew(account, units, value);
        _claimedOf[account] = Receipts(units, value);
        gained = Units.wrap(units - before.units);
        uint64 paid = value - before.value;
        _count(Units.unwrap(gained), paid);

        emit ReceiptsClaimed(account, root, Units.wrap(units), value);
        IWeights(charter.weights()).creditUnits(gained, paid, account);
    }

    // ---------------------------------------------------------------- founding

    /// @inheritdoc IWeightSource
    function leases() external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IWeightSource
    function isGoverned(bytes4 selector) external pure returns (bool) {
        return selector == IReceiptSource.setFeed.selector;
    }

    /// @inheritdoc IWeightSource
    /// @dev Takes an ABI-encoded {Configuration}.
    function prepare(bytes calldata configuration) external pure returns (bytes memory) {
        Configuration memory c = abi.decode(configuration, (Configuration));
        _bounded("epochLength", c.epochLength, SHORTEST_EPOCH, LONGEST_EPOCH);
        _bounded("mostValue", c.mostValue, 1, type(uint64).max);
        return abi.encode(c);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IReceiptSource
    function feed() external view returns (address, bytes32) {
        return (_feed.inbox, _feed.feed);
    }

    /// @inheritdoc IReceiptSource
    function published() external view returns (Receipts memory) {
        return _published;
    }

    /// @inheritdoc IReceiptSource
    function claimed() external view returns (Receipts memory) {
        return _claimed;
    }

    /// @inheritdoc IReceiptSource
    function claimedOf(address account) external view returns (Receipts memory) {
        return _claimedOf[account];
    }

    /// @inheritdoc IReceiptSource
    function epochEndsAt(uint32 epoch) external view returns (uint64) {
        (Charter memory charter, Configuration memory c) = _read();
        return _endsAt(charter, c, epoch);
    }

    /// @inheritdoc IReceiptSource
    function epochLength() external view returns (uint32) {
        (, Configuration memory c) = _read();
        return c.epochLength;
    }

    /// @inheritdoc IReceiptSource
    function mostValue() external view returns (uint64) {
        (, Configuration memory c) = _read();
        return c.mostValue;
    }

    // ---------------------------------------------------------------- inside

    function _read() private view returns (Charter memory, Configuration memory) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (Charter, Configuration));
    }

    function _endsAt(Charter memory charter, Configuration memory c, uint32 epoch) private pure returns (uint64) {
        return charter.genesisAt() + (uint64(epoch) + 1) * c.epochLength;
    }

    /// @dev Whatever the leaves say, all accounts together get no more than what was published.
    function _count(uint96 units, uint64 value) private {
        (Receipts memory total, Receipts memory sum) = (_published, _claimed);
        uint256 allUnits = uint256(sum.units) + units;
        uint256 allValue = uint256(sum.value) + value;
        if (allUnits > total.units) revert ReceiptsBeyondTotal("units", allUnits, total.units);
        if (allValue > total.value) revert ReceiptsBeyondTotal("value", allValue, total.value);
        _claimed = Receipts(uint96(allUnits), uint64(allValue));
    }

    function _within(string memory total, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert ReceiptTotalOutOfBounds(total, value, least, most);
    }

    function _bounded(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert ReceiptParameterOutOfBounds(parameter, value, least, most);
    }
}
