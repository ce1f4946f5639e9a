// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {IKernel} from "../../kernel/IKernel.sol";
import {FeedLib} from "../../oracle/FeedLib.sol";
import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {Units} from "../../types/Units.sol";
import {DropLib} from "../DropLib.sol";
import {IWeights} from "../IWeights.sol";
import {IMembershipSource} from "./IMembershipSource.sol";
import {IPersonGate} from "./IPersonGate.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title MembershipSource
/// @notice A source that leases every person the same; see {IMembershipSource}.
contract MembershipSource is IMembershipSource, IReportConsumer {
    using CharterLib for Charter;
    using FeedLib for FeedLib.State;

    uint256 private constant MOST_MEMBERS = 64;

    FeedLib.State private _feed;

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed_, uint64, uint64 observedAt, bytes calldata payload) external {
        _feed.check(feed_);
        address[] memory accounts = abi.decode(payload, (address[]));
        if (accounts.length > MOST_MEMBERS) revert MembershipsTooMany(accounts.length, MOST_MEMBERS);
        Charter memory charter = CharterLib.read();
        Configuration memory c = configuration();
        // From when it was seen, so that a report that comes late, or comes after the next, gives nothing that it would not have.
        uint32 until = _cycleAt(charter, observedAt) + c.cycles;
        for (uint256 i = 0; i < accounts.length; ++i) _renew(charter, accounts[i], c.value, until);
    }

    /// @inheritdoc IMembershipSource
    function setFeed(address inbox, bytes32 feed_) external {
        if (msg.sender != CharterLib.read().treasury) revert MembershipCallerNotTreasury(msg.sender);
        _feed.name(inbox, feed_);
    }

    // ---------------------------------------------------------------- founding

    /// @inheritdoc IWeightSource
    function leases() external pure returns (bool) {
        return true;
    }

    /// @inheritdoc IWeightSource
    function isGoverned(bytes4 selector) external pure returns (bool) {
        return selector == IMembershipSource.setFeed.selector;
    }

    /// @inheritdoc IWeightSource
    /// @dev Takes an ABI-encoded {Configuration}. Asked by the kernel that is being founded, which says what else it is like.
    function prepare(bytes calldata encoded) external view returns (bytes memory) {
        Configuration memory c = abi.decode(encoded, (Configuration));
        _within("value", c.value, 1, type(uint64).max);
        _within("cycles", c.cycles, 1, DropLib.LONGEST_LEASE - 1);
        if (msg.sender.code.length != 0) {
            // What decays is not equal for long, and who is nobody cannot be one of the members.
            if (IKernel(msg.sender).halfLife() != 0) revert MembershipForbids("halfLife");
            if (IKernel(msg.sender).gate() == address(0)) revert MembershipForbids("gate");
        }
        return abi.encode(c);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IMembershipSource
    function feed() external view returns (address, bytes32) {
        return (_feed.inbox, _feed.feed);
    }

    /// @inheritdoc IMembershipSource
    function configuration() public view returns (Configuration memory) {
        return abi.decode(Bytes.slice(Clones.fetchCloneArgs(address(this)), CharterLib.SIZE), (Configuration));
    }

    // ---------------------------------------------------------------- inside

    /// @dev One lease a person, whichever of its accounts is named, however often.
    function _renew(Charter memory charter, address account, uint64 value, uint32 until) private {
        address primary = IPersonGate(charter.gate()).primaryOf(account);
        IWeights weights = IWeights(charter.weights());
        if (primary == address(0) || until <= charter.cycle() || !_lengthens(charter, weights, primary, value, until)) {
            emit MembershipPassedOver(account);
            return;
        }
        emit MembershipRenewed(primary, account, until);
        weights.lease(primary, Units.wrap(value), until);
    }

    /// @dev One that was brought along from a parent community, and is placed beyond what a member has here, ends first.
    function _lengthens(
        Charter memory charter,
        IWeights weights,
        address primary,
        uint64 value,
        uint32 until
    ) private view returns (bool) {
        IWeights.Lease memory held = weights.leaseOf(primary);
        if (held.until <= charter.cycle()) return true;
        return held.placed <= value && (until > held.until || (until == held.until && held.units != value));
    }

    function _cycleAt(Charter memory charter, uint64 timestamp) private pure returns (uint32) {
        uint64 genesis = charter.genesisAt();
        return timestamp < genesis ? 0 : uint32((timestamp - genesis) / charter.cycleLength());
    }

    function _within(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert MembershipParameterOutOfBounds(parameter, value, least, most);
    }
}
