// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReportConsumer} from "../../contracts/oracle/IReportConsumer.sol";
import {IReportInbox} from "../../contracts/oracle/IReportInbox.sol";
import {ReportInbox} from "../../contracts/oracle/ReportInbox.sol";
import {Electing} from "./Electing.sol";

/// @title Communities that listen to operators
/// @notice {foundInbox} gives the community an inbox with three operators, of whom two make a report.
abstract contract Reporting is Electing {
    bytes32 internal constant FEED = "feed";

    ReportInbox internal inbox;
    address[] private _operators;
    uint256[] private _keys;

    function foundInbox(address consumer, IReportInbox.FeedKind kind) internal {
        string[3] memory names = ["first operator", "second operator", "third operator"];
        delete _operators;
        delete _keys;
        for (uint256 i = 0; i < names.length; ++i) _add(names[i]);
        inbox = ReportInbox(deploy("ReportInbox", abi.encode(kernel, _operators, 2)));
        vm.prank(treasury);
        inbox.setFeed(FEED, consumer, kind, IReportInbox.Door.Quorum);
    }

    /// @notice Sends a report by two operators.
    /// @return delivered whether the consumer took it
    function report(bytes memory payload) internal returns (bool delivered) {
        IReportInbox.Report memory r = IReportInbox.Report({
            feed: FEED,
            sequence: inbox.feedOf(FEED).sequence + 1,
            observedAt: uint64(block.timestamp),
            expiresAt: uint64(block.timestamp + 1 hours),
            payload: payload
        });
        bytes32 digest = inbox.digestOf(r);
        bytes[] memory signatures = new bytes[](2);
        (signatures[0], signatures[1]) = (_sign(_keys[0], digest), _sign(_keys[1], digest));
        inbox.submit(r, signatures);
        try inbox.redeliver(r) {
            return true;
        } catch (bytes memory reason) {
            return bytes4(reason) == IReportInbox.ReportNotUndelivered.selector;
        }
    }

    /// @notice Expects the consumer to refuse a payload that its inbox brings.
    function refuseReport(address consumer, bytes memory payload, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(address(inbox));
        IReportConsumer(consumer).consume(FEED, 1, uint64(block.timestamp), payload);
    }

    function _sign(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Kept in ascending order.
    function _add(string memory name) private {
        (address operator, uint256 key) = makeAddrAndKey(name);
        _operators.push(operator);
        _keys.push(key);
        for (uint256 i = _operators.length - 1; i > 0 && _operators[i - 1] > _operators[i]; --i) {
            (_operators[i - 1], _operators[i]) = (_operators[i], _operators[i - 1]);
            (_keys[i - 1], _keys[i]) = (_keys[i], _keys[i - 1]);
        }
    }
}
