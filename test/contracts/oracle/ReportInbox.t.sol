// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiver} from "@chainlink/contracts/src/v0.8/keystone/interfaces/IReceiver.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IReportInbox} from "../../../contracts/oracle/IReportInbox.sol";
import {ReportInbox} from "../../../contracts/oracle/ReportInbox.sol";
import {Consumer} from "../../../contracts/test/Consumer.sol";
import {Community} from "../../helpers/Community.sol";

/// Reports
/// ├── come in with a quorum of signatures of one set, each once, in ascending order
/// ├── of an event feed in their order, none left out; of a state feed any later one
/// ├── once: a re-sent one has no effect
/// ├── by the one door that their feed takes
/// └── are kept for later where their consumer refuses them
contract ReportInboxTest is Community {
    bytes32 private constant EVENTS = "events";
    bytes32 private constant STATES = "states";
    bytes32 private constant FORWARDED = "forwarded";
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    ReportInbox private _inbox;
    Consumer private _consumer;
    address[] private _operators;
    mapping(address operator => uint256) private _keys;

    function setUp() external {
        found(defaults());
        for (uint256 i = 0; i < 5; ++i) _add(vm.toString(i));
        _consumer = new Consumer();
        _inbox = new ReportInbox(kernel, _first(4), 3);
        vm.startPrank(treasury);
        _inbox.setFeed(EVENTS, address(_consumer), IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
        _inbox.setFeed(STATES, address(_consumer), IReportInbox.FeedKind.State, IReportInbox.Door.Quorum);
        _inbox.setFeed(FORWARDED, address(_consumer), IReportInbox.FeedKind.State, IReportInbox.Door.Forwarder);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- what comes in

    function test_Submit_BringsAReportToItsConsumer() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 3);
        vm.expectEmit();
        emit IReportInbox.ReportAccepted(EVENTS, 1, _inbox.digestOf(report), true);
        assertTrue(_inbox.submit(report, signatures));
        assertEq(_consumer.count(), 1);
        assertEq(_consumer.payload(), report.payload);
        assertEq(_inbox.feedOf(EVENTS).sequence, 1);
    }

    function test_Submit_OfAReportSentAgainHasNoEffect() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 3);
        _inbox.submit(report, signatures);
        // Not even expired: who sends it again learns that it is there.
        vm.warp(report.expiresAt + 1);
        assertFalse(_inbox.submit(report, signatures));
        assertFalse(_inbox.submit(report, new bytes[](0)));
        assertEq(_consumer.count(), 1);
        report.payload = "else";
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSuperseded.selector, EVENTS, 1, 1));
        _inbox.submit(report, signatures);
    }

    function test_EventFeed_LeavesNothingOut() external {
        _submit(EVENTS, 1);
        IReportInbox.Report memory report = _report(EVENTS, 3);
        bytes[] memory signatures = _signed(report, 3);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportOutOfSequence.selector, EVENTS, 3, 2, 2));
        _inbox.submit(report, signatures);
        _submit(EVENTS, 2);
        _submit(EVENTS, 3);
        assertEq(_consumer.count(), 3);
    }

    function test_StateFeed_TakesAnyLaterOne() external {
        _submit(STATES, 5);
        _submit(STATES, 5 + (1 << 32));
        IReportInbox.Report memory report = _report(STATES, 6);
        bytes[] memory signatures = _signed(report, 3);
        uint64 last = 5 + (1 << 32);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSuperseded.selector, STATES, 6, last));
        _inbox.submit(report, signatures);
        report = _report(STATES, last + (1 << 32) + 1);
        signatures = _signed(report, 3);
        vm.expectRevert(
            abi.encodeWithSelector(
                IReportInbox.ReportOutOfSequence.selector,
                STATES,
                report.sequence,
                last + 1,
                last + (1 << 32)
            )
        );
        _inbox.submit(report, signatures);
    }

    function test_RevertWhen_TheTimesAreOff() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        report.observedAt = uint64(block.timestamp + 5 minutes + 1);
        bytes[] memory signatures = _signed(report, 3);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportFromFuture.selector, EVENTS, report.observedAt));
        _inbox.submit(report, signatures);
        (report.observedAt, report.expiresAt) = (uint64(block.timestamp + 5 minutes), uint64(block.timestamp));
        signatures = _signed(report, 3);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportExpired.selector, EVENTS, report.expiresAt));
        _inbox.submit(report, signatures);
        vm.warp(report.expiresAt);
        _inbox.submit(report, signatures);
    }

    // ---------------------------------------------------------------- who signs

    function test_RevertWhen_SignaturesAreTooFewTwiceOrUnsorted() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 2);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignaturesTooFew.selector, 2, 3));
        _inbox.submit(report, signatures);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignaturesTooFew.selector, 0, 3));
        _inbox.submit(report, new bytes[](0));
        signatures = _signed(report, 3);
        signatures[2] = signatures[1];
        address twice = _operators[1];
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignersNotAscending.selector, twice, twice));
        _inbox.submit(report, signatures);
        signatures = _signed(report, 3);
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        vm.expectRevert(
            abi.encodeWithSelector(IReportInbox.ReportSignersNotAscending.selector, _operators[1], _operators[0])
        );
        _inbox.submit(report, signatures);
    }

    function test_RevertWhen_ASignatureIsForgedMalleableOrOfAnotherInbox() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 3);
        // Of something else.
        report.payload = "forged";
        vm.expectPartialRevert(IReportInbox.ReportSignerUnknown.selector);
        _inbox.submit(report, signatures);
        // The other signature that the same key could have made.
        report = _report(EVENTS, 1);
        signatures[0] = _malleated(_keys[_operators[0]], _inbox.digestOf(report));
        vm.expectPartialRevert(ECDSA.ECDSAInvalidSignatureS.selector);
        _inbox.submit(report, signatures);
        // For another inbox, or on another chain.
        ReportInbox other = new ReportInbox(kernel, _first(4), 3);
        vm.prank(treasury);
        other.setFeed(EVENTS, address(_consumer), IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
        signatures = _signed(report, 3);
        vm.expectPartialRevert(IReportInbox.ReportSignerUnknown.selector);
        other.submit(report, signatures);
        vm.chainId(block.chainid + 1);
        vm.expectPartialRevert(IReportInbox.ReportSignerUnknown.selector);
        _inbox.submit(report, signatures);
    }

    function test_RevertWhen_ASignerIsNotOfTheSet() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 5);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignerUnknown.selector, _operators[4]));
        _inbox.submit(report, signatures);
    }

    function test_Rotate_KeepsTheFormerSetForACycle() external {
        uint256 rotatedAt = block.timestamp;
        address[] memory latter = new address[](2);
        (latter[0], latter[1]) = (_operators[3], _operators[4]);
        vm.prank(treasury);
        _inbox.rotate(latter, 2);
        assertEq(_inbox.currentSet(), 2);
        assertEq(_inbox.setOf(1).endedAt, rotatedAt);
        assertTrue(_inbox.isSigner(1, _operators[0]));
        assertFalse(_inbox.isSigner(2, _operators[0]));
        // By the former set, by the current one, but not by some of each.
        _submit(EVENTS, 1);
        IReportInbox.Report memory report = _report(EVENTS, 2);
        bytes[] memory signatures = new bytes[](2);
        (signatures[0], signatures[1]) = (_sign(_operators[3], report), _sign(_operators[4], report));
        _inbox.submit(report, signatures);
        report = _report(EVENTS, 3);
        signatures = new bytes[](3);
        for (uint256 i = 0; i < 3; ++i) signatures[i] = _sign(_operators[i + 2], report);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignerUnknown.selector, _operators[4]));
        _inbox.submit(report, signatures);
        vm.warp(rotatedAt + 1 days);
        _submit(EVENTS, 3);
        vm.warp(rotatedAt + 1 days + 1);
        report = _report(EVENTS, 4);
        signatures = _signed(report, 3);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignerUnknown.selector, _operators[0]));
        _inbox.submit(report, signatures);
    }

    function test_Rotate_WorksAcrossTheWordsThatSetsAreKeptIn() external {
        for (uint256 i = 0; i < 255; ++i) {
            vm.prank(treasury);
            _inbox.rotate(_first(3), 3);
        }
        assertEq(_inbox.currentSet(), 256);
        assertTrue(_inbox.isSigner(255, _operators[0]));
        _submit(EVENTS, 1);
        address[] memory others = new address[](1);
        others[0] = _operators[4];
        vm.prank(treasury);
        _inbox.rotate(others, 1);
        _submit(EVENTS, 2);
    }

    function test_RevertWhen_ASetIsIllFormed() external {
        vm.startPrank(treasury);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.InboxParameterOutOfBounds.selector, "signers", 0, 1, 31));
        _inbox.rotate(new address[](0), 0);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.InboxParameterOutOfBounds.selector, "quorum", 2, 3, 4));
        _inbox.rotate(_first(4), 2);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.InboxParameterOutOfBounds.selector, "quorum", 5, 3, 4));
        _inbox.rotate(_first(4), 5);
        address[] memory signers = _first(2);
        (signers[0], signers[1]) = (signers[1], signers[0]);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.InboxSignersNotAscending.selector, signers[0], signers[1]));
        _inbox.rotate(signers, 2);
    }

    // ---------------------------------------------------------------- doors

    function test_Forwarder_BringsReportsOfItsFeeds() external {
        IReportInbox.Report memory report = _report(FORWARDED, 1);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.InboxCallerNotForwarder.selector, address(this)));
        _inbox.onReport("", abi.encode(report));
        vm.prank(treasury);
        _inbox.setForwarder(address(this), true);
        _inbox.onReport("", abi.encode(report));
        assertEq(_consumer.count(), 1);
        // A forwarder may try again.
        _inbox.onReport("", abi.encode(report));
        assertEq(_consumer.count(), 1);
        report = _report(EVENTS, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IReportInbox.FeedTakesOtherDoor.selector, EVENTS, IReportInbox.Door.Quorum)
        );
        _inbox.onReport("", abi.encode(report));
        report = _report(FORWARDED, 2);
        bytes[] memory signatures = _signed(report, 3);
        vm.expectRevert(
            abi.encodeWithSelector(IReportInbox.FeedTakesOtherDoor.selector, FORWARDED, IReportInbox.Door.Forwarder)
        );
        _inbox.submit(report, signatures);
        assertTrue(_inbox.supportsInterface(type(IReceiver).interfaceId));
        assertTrue(_inbox.supportsInterface(type(IERC165).interfaceId));
        assertFalse(_inbox.supportsInterface(0xffffffff));
    }

    function test_RevertGiven_CallerIsNotTheTreasury() external {
        bytes memory refusal = abi.encodeWithSelector(IReportInbox.InboxCallerNotTreasury.selector, address(this));
        vm.expectRevert(refusal);
        _inbox.setFeed("new", address(_consumer), IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
        vm.expectRevert(refusal);
        _inbox.rotate(_first(3), 2);
        vm.expectRevert(refusal);
        _inbox.setForwarder(address(this), true);
    }

    function test_RevertWhen_AFeedIsIllFormedOrUnknown() external {
        vm.startPrank(treasury);
        vm.expectRevert(
            abi.encodeWithSelector(IReportInbox.InboxParameterOutOfBounds.selector, "consumer", 0, 1, type(uint256).max)
        );
        _inbox.setFeed("new", address(1), IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.InboxParameterOutOfBounds.selector, "kind", 0, 1, 2));
        _inbox.setFeed("new", address(_consumer), IReportInbox.FeedKind.None, IReportInbox.Door.Quorum);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.FeedUnknown.selector, bytes32("new")));
        _inbox.submit(_report("new", 1), new bytes[](0));
    }

    // ---------------------------------------------------------------- consumers

    function test_Refused_IsKeptAndDeliveredLater() external {
        _consumer.behave(true, false);
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 3);
        vm.expectEmit();
        emit IReportInbox.ReportAccepted(EVENTS, 1, _inbox.digestOf(report), false);
        _inbox.submit(report, signatures);
        // It keeps nobody behind it out.
        _consumer.behave(false, false);
        _submit(EVENTS, 2);
        _inbox.redeliver(report);
        assertEq(_consumer.count(), 2);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportNotUndelivered.selector, EVENTS, 1));
        _inbox.redeliver(report);
    }

    function test_Refused_StateGivesWayToALaterOne() external {
        _consumer.behave(true, false);
        IReportInbox.Report memory report = _report(STATES, 1);
        _inbox.submit(report, _signed(report, 3));
        _consumer.behave(false, false);
        _submit(STATES, 2);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSuperseded.selector, STATES, 1, 2));
        _inbox.redeliver(report);
    }

    function test_Attack_StarvingAConsumerLosesNothing() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 3);
        for (uint256 left = 60_000; left < 400_000; left += 20_000) {
            uint256 snapshot = vm.snapshotState();
            try _inbox.submit{gas: left}(report, signatures) {
                if (_consumer.count() == 0) _inbox.redeliver(report);
                assertEq(_consumer.count(), 1);
            } catch {
                assertEq(_inbox.feedOf(EVENTS).sequence, 0);
            }
            vm.revertToState(snapshot);
        }
        // One that burns all it is given is passed over, too.
        _consumer.behave(false, true);
        _inbox.submit{gas: 5_000_000}(report, signatures);
        assertEq(_inbox.feedOf(EVENTS).sequence, 1);
    }

    function test_Attack_AConsumerThatCallsBack() external {
        IReportInbox.Report memory report = _report(EVENTS, 1);
        bytes[] memory signatures = _signed(report, 3);
        _consumer.arm(address(_inbox), 0, abi.encodeCall(IReportInbox.submit, (report, signatures)));
        _inbox.submit(report, signatures);
        assertTrue(_consumer.tried());
        assertFalse(_consumer.succeeded());
        assertEq(_consumer.count(), 1);
    }

    // ---------------------------------------------------------------- set-up

    function _report(bytes32 feed, uint64 sequence) private view returns (IReportInbox.Report memory) {
        bytes memory payload = abi.encode("payload", sequence);
        return IReportInbox.Report(feed, sequence, uint64(block.timestamp), uint64(block.timestamp + 1 hours), payload);
    }

    function _submit(bytes32 feed, uint64 sequence) private {
        IReportInbox.Report memory report = _report(feed, sequence);
        _inbox.submit(report, _signed(report, 3));
    }

    /// @dev By the first of the operators.
    function _signed(
        IReportInbox.Report memory report,
        uint256 count
    ) private view returns (bytes[] memory signatures) {
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) signatures[i] = _sign(_operators[i], report);
    }

    function _sign(address operator, IReportInbox.Report memory report) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[operator], _inbox.digestOf(report));
        return abi.encodePacked(r, s, v);
    }

    function _malleated(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? 28 : 27);
    }

    function _first(uint256 count) private view returns (address[] memory list) {
        list = new address[](count);
        for (uint256 i = 0; i < count; ++i) list[i] = _operators[i];
    }

    /// @dev Kept in ascending order.
    function _add(string memory name) private {
        (address operator, uint256 key) = makeAddrAndKey(name);
        _keys[operator] = key;
        _operators.push(operator);
        for (uint256 i = _operators.length - 1; i > 0 && _operators[i - 1] > _operators[i]; --i) {
            (_operators[i - 1], _operators[i]) = (_operators[i], _operators[i - 1]);
        }
    }
}
