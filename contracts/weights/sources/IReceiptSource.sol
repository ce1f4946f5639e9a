// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {Units} from "../../types/Units.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title A source that credits what was received off-chain
/// @notice Web-monetization income and other payments that never touch the chain (design 2.3). Per epoch the oracle publishes
/// one Merkle root over what every account has been receipted so far, and anyone claims for an account what it has not been
/// credited yet: at the same cost for one payment as for a million.
/// @dev A report's payload is `abi.encode(uint32 epoch, bytes32 root, uint96 totalUnits, uint64 totalValue)`, of totals that
/// never fall. A leaf is `keccak256(bytes.concat(keccak256(abi.encode(account, units, value))))` of `(address, uint96,
/// uint64)`, as OpenZeppelin's `StandardMerkleTree` makes it; both numbers are cumulative. Epoch `e` runs from `genesis +
/// e × epochLength` to `genesis + (e + 1) × epochLength`. A payment that was final in it is worth the units of its value at
/// the end of it, so claiming late gains nothing. Values are in 9 decimals of the reference currency.
interface IReceiptSource is IWeightSource, IReportConsumer {
    /// @notice What {prepare} takes, ABI-encoded.
    /// @param epochLength seconds, 1 day to 90 days
    /// @param mostValue how much more value a root may hold than the one before; more than 0
    struct Configuration {
        uint32 epochLength;
        uint64 mostValue;
    }

    /// @notice Cumulative units, and the value that they were credited for.
    struct Receipts {
        uint96 units;
        uint64 value;
    }

    /// @notice A root was published: accounts may claim against it, now and ever after.
    /// @param units of all leaves together
    /// @param value of all leaves together
    event ReceiptsPublished(uint32 indexed epoch, bytes32 indexed root, Units units, uint64 value);
    /// @notice `account` has been credited all that a root holds for it. What it gained is in the {IWeights-Credited} of the
    /// same call.
    /// @param units all that the account has claimed so far
    /// @param value all that the account has claimed so far
    event ReceiptsClaimed(address indexed account, bytes32 indexed root, Units units, uint64 value);

    /// @notice A field of the configuration lies outside its bounds.
    error ReceiptParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    error ReceiptCallerNotTreasury(address caller);
    /// @notice Every root is of a later epoch than the one before.
    error ReceiptEpochNotLater(uint32 epoch, uint32 earliest);
    error ReceiptEpochNotEnded(uint32 epoch, uint64 endsAt);
    /// @notice A total fell, or rose by more than the kernel allows for an epoch.
    error ReceiptTotalOutOfBounds(string total, uint256 value, uint256 least, uint256 most);
    error ReceiptRootUnknown(bytes32 root);
    error ReceiptForTreasury(address treasury);
    error ReceiptForNobody();
    /// @notice The account has claimed as much, or more, already.
    error ReceiptNotNew(address account, uint96 units, uint64 value);
    /// @notice A root's leaves hold more than the totals that it was published with.
    error ReceiptsBeyondTotal(string total, uint256 claimed, uint256 published);

    /// @notice Credits an account what a leaf holds beyond what the account has claimed before. Anyone.
    /// @param units cumulative, as in the leaf
    /// @param value cumulative, as in the leaf
    /// @param proof from the leaf to any root that was published
    /// @return gained units
    function claim(
        address account,
        uint96 units,
        uint64 value,
        bytes32[] calldata proof
    ) external returns (Units gained);

    /// @notice Names the inbox and the feed that roots come from. Only the treasury.
    function setFeed(address inbox, bytes32 feed) external;

    /// @notice Where roots come from; zero = nowhere yet.
    function feed() external view returns (address inbox, bytes32 feed);

    /// @notice Whether accounts can claim against a root.
    function isRoot(bytes32 root) external view returns (bool);

    /// @notice The totals of the last root.
    function published() external view returns (Receipts memory);

    /// @notice What all accounts together have claimed.
    function claimed() external view returns (Receipts memory);

    /// @notice What an account has claimed.
    function claimedOf(address account) external view returns (Receipts memory);

    /// @notice The first epoch that the next root can be of.
    function nextEpoch() external view returns (uint32);

    /// @notice When an epoch ends, seconds; its root can be published from then on.
    function epochEndsAt(uint32 epoch) external view returns (uint64);

    /// @notice Seconds.
    function epochLength() external view returns (uint32);

    /// @notice How much more value a root may hold than the one before.
    function mostValue() external view returns (uint64);
}
