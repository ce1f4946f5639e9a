// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {IOffices} from "../../../contracts/constitution/IOffices.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {MandateLib} from "../../../contracts/constitution/MandateLib.sol";
import {IOutcomes} from "../../../contracts/oracle/IOutcomes.sol";
import {IReportInbox} from "../../../contracts/oracle/IReportInbox.sol";
import {Outcomes} from "../../../contracts/oracle/Outcomes.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {People} from "../../helpers/People.sol";

/// Outcomes
/// ├── have the treasury make the one call that a document in force lets them, after a delay, within three days
/// ├── of polls that closed after the document was enacted, once a poll
/// ├── which a later report, a brake, or another document stops
/// └── and nothing else: not another function, argument, policy or feed
contract OutcomesTest is People {
    bytes32 private constant OUTCOMES = "outcomes";
    bytes32 private constant POLICY = keccak256("turn the dial");
    bytes32 private constant POLL = keccak256("discourse:forum.example.org/17");
    bytes4 private constant TURN = Dial.turn.selector;

    Outcomes private _outcomes;
    Dial private _dial;

    function setUp() external {
        foundGoverned();
        openInbox();
        _dial = new Dial(treasury);
        _outcomes = _new(false, 0);
        openFeed(OUTCOMES, address(_outcomes));
    }

    // ---------------------------------------------------------------- what they do

    function test_Outcome_MakesTheCallAfterTheDelay() external {
        pass(_document(1 days));
        assertEq(offices.mandateOf(address(_outcomes), address(_dial), TURN).delay, 1 days);
        uint64 readyAt = uint64(block.timestamp + 1 + 1 days);
        vm.warp(block.timestamp + 1);
        vm.expectEmit(address(offices));
        emit IOffices.CallDirected(address(_outcomes), POLL, address(_dial), _data(3), readyAt);
        _report(_passed(3));
        assertEq(_dial.count(), 0);
        _refuseCarryOut(3, abi.encodeWithSelector(MandateLib.DirectionNotReady.selector, _outcomes, POLL, readyAt));
        vm.warp(readyAt);
        // What was decided, not what somebody hands in.
        _refuseCarryOut(4, abi.encodeWithSelector(MandateLib.DirectionUnknown.selector, _outcomes, POLL));
        vm.expectEmit(address(offices));
        emit IOffices.DirectionTaken(address(_outcomes), POLL, address(_dial));
        _carryOut(3);
        assertEq(_dial.count(), 3);
        _refuseCarryOut(3, abi.encodeWithSelector(MandateLib.DirectionTakenAlready.selector, _outcomes, POLL));
        assertTrue(offices.directionOf(address(_outcomes), address(_dial), TURN, POLL).over);
    }

    function test_Outcome_OfAnotherPolicyOrNotPassedIsToldAlone() external {
        _pass();
        IOutcomes.Outcome memory o = _passed(3);
        o.policy = keccak256("another");
        vm.expectEmit();
        emit IOutcomes.OutcomeReported(POLL, o.policy, 1, 2, o.closedAt, "text", o.data);
        _report(o);
        assertEq(offices.directionOf(address(_outcomes), address(_dial), TURN, POLL).readyAt, 0);
        o = _passed(3);
        o.status = 2;
        _expectWithout(abi.encodeWithSelector(MandateLib.DirectionUnknown.selector, _outcomes, POLL));
        _report(o);
    }

    function test_Outcome_ThatIsCorrectedIsDropped() external {
        _pass();
        _report(_passed(3));
        IOutcomes.Outcome memory o = _passed(3);
        o.status = 2;
        vm.expectEmit(address(offices));
        emit IOffices.DirectionDropped(address(_outcomes), POLL, address(_dial));
        _report(o);
        vm.warp(block.timestamp + 1 days);
        _refuseCarryOut(3, abi.encodeWithSelector(MandateLib.DirectionTakenAlready.selector, _outcomes, POLL));
        _expectWithout(abi.encodeWithSelector(MandateLib.DirectionTakenAlready.selector, _outcomes, POLL));
        _report(o);
    }

    // ---------------------------------------------------------------- attacks

    function test_Attack_OnePollTwice() external {
        _pass();
        _report(_passed(3));
        vm.warp(block.timestamp + 1 days);
        _carryOut(3);
        _expectWithout(abi.encodeWithSelector(MandateLib.DirectionTakenAlready.selector, _outcomes, POLL));
        _report(_passed(5));
        assertEq(_dial.count(), 3);
    }

    /// @dev A quorum keeps an old outcome until a document comes that would let it act.
    function test_Attack_APollFromBeforeTheDocument() external {
        IOutcomes.Outcome memory o = _passed(3);
        _expectWithout(abi.encodeWithSelector(MandateLib.MandateAbsent.selector, _outcomes, _dial, TURN));
        _report(o);
        _pass();
        uint64 grantedAt = offices.mandateOf(address(_outcomes), address(_dial), TURN).grantedAt;
        o.closedAt = grantedAt;
        _expectWithout(
            abi.encodeWithSelector(MandateLib.MandateGrantedLater.selector, _outcomes, grantedAt, grantedAt)
        );
        _report(o);
        o.closedAt = uint64(block.timestamp + 1);
        assertFalse(report(OUTCOMES, abi.encode(o)), "from the future");
    }

    function test_Attack_ADishonestQuorumIsBrakedUntilItsTimeIsOver() external {
        IConstitution.Clause[] memory list = and(none(), IConstitution.ClauseKind.Module, _module());
        list = andOffice(list, 1);
        list = and(list, IConstitution.ClauseKind.Power, _power(1 days));
        bytes memory brake = abi.encode(IConstitution.PowerClause(1, address(0), ITreasury.brake.selector, 0, 1));
        pass(abi.encode(and(list, IConstitution.ClauseKind.Power, brake)));
        leaveAll(ROOT_ELECTION);
        ElectionId guardians = ElectionId.wrap(1);
        seat(guardians, alice, 100);
        _report(_passed(99));
        vm.warp(block.timestamp + 23 hours);
        act(alice, callOf(guardians, treasury, brakeData(7 days)));
        vm.warp(block.timestamp + 2 hours);
        _refuseCarryOut(99, abi.encodeWithSelector(ITreasury.TreasuryIsBraked.selector, block.timestamp + 166 hours));
        uint64 readyAt = offices.directionOf(address(_outcomes), address(_dial), TURN, POLL).readyAt;
        vm.warp(block.timestamp + 166 hours);
        bytes4 expired = MandateLib.DirectionExpired.selector;
        _refuseCarryOut(99, abi.encodeWithSelector(expired, _outcomes, POLL, readyAt + 3 days));
        assertEq(_dial.count(), 0);
    }

    function test_Attack_ActingUnderADocumentThatHasGone() external {
        _pass();
        _report(_passed(3));
        uint256 decidedAt = block.timestamp;
        // Another document takes its place and gives the same: what waits was decided under the former one.
        bytes memory second = _document(2 days);
        win(ROOT_ELECTION, authorOf(ROOT_ELECTION), second);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(ROOT_ELECTION, second);
        vm.warp(decidedAt + 1 days > block.timestamp ? decidedAt + 1 days : block.timestamp);
        _refuseCarryOut(3, abi.encodeWithSelector(MandateLib.DirectionUnknown.selector, _outcomes, POLL));
        // One that gives nothing leaves nothing.
        pass("");
        bytes memory absent = abi.encodeWithSelector(MandateLib.MandateAbsent.selector, _outcomes, _dial, TURN);
        _refuseCarryOut(3, absent);
        _expectWithout(absent);
        _report(_passed(3));
    }

    function test_Attack_AnArgumentThatTheMandateDoesNotName() external {
        _outcomes = _new(true, bytes32(uint256(3)));
        openFeed(OUTCOMES, address(_outcomes));
        _pass();
        _expectWithout(abi.encodeWithSelector(IOutcomes.OutcomeOutOfMandate.selector, uint256(4)));
        _report(_passed(4));
        IOutcomes.Outcome memory o = _passed(3);
        o.data = "";
        _expectWithout(abi.encodeWithSelector(IOutcomes.OutcomeOutOfMandate.selector, uint256(0)));
        _report(o);
        _report(_passed(3));
        vm.warp(block.timestamp + 1 days);
        _carryOut(3);
        assertEq(_dial.count(), 3);
    }

    /// @dev Whatever gas it is given: the outcome has its effect, or the inbox learns that it had none and keeps it.
    /// With this power, a quorum that reports one poll that never was would choose who reports from then on.
    function test_Attack_AQuorumThatDirectsItsOwnInbox() external {
        bytes4[3] memory selectors = [
            IReportInbox.rotate.selector,
            IReportInbox.setFeed.selector,
            IReportInbox.setForwarder.selector
        ];
        for (uint256 i = 0; i < selectors.length; ++i) {
            IOutcomes.Mandate memory m = _mandate(false, 0);
            (m.target, m.selector) = (address(inbox), selectors[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IOutcomes.OutcomesDirectOwnInbox.selector, address(inbox), selectors[i])
            );
            new Outcomes(kernel, m);
        }
    }

    function test_Attack_StarvingAnOutcomeLosesNothing() external {
        _pass();
        bytes memory payload = abi.encode(_passed(3));
        uint256 snapshot = vm.snapshotState();
        uint256 starved = 0;
        uint256 taken = 0;
        for (uint256 gas = 20_000; gas < 320_000; gas += 5_000) {
            vm.revertToState(snapshot);
            vm.prank(address(inbox));
            try _outcomes.consume{gas: gas}(OUTCOMES, 1, uint64(block.timestamp), payload) {
                assertGt(offices.directionOf(address(_outcomes), address(_dial), TURN, POLL).readyAt, 0, "lost");
                ++taken;
            } catch {
                ++starved;
            }
        }
        assertGt(starved, 0, "never starved");
        assertGt(taken, 0, "always starved");
    }

    function test_Attack_SomebodyElseDirects() external {
        _pass();
        bytes memory absent = abi.encodeWithSelector(MandateLib.MandateAbsent.selector, alice, _dial, TURN);
        vm.prank(alice);
        vm.expectRevert(absent);
        offices.direct(address(_dial), _data(3), POLL, uint64(block.timestamp));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(MandateLib.DirectionUnknown.selector, alice, POLL));
        offices.drop(address(_dial), TURN, POLL);
        vm.expectRevert(abi.encodeWithSelector(IOutcomes.OutcomesCallerNotFeed.selector, address(this), OUTCOMES));
        _outcomes.consume(OUTCOMES, 1, 1, "");
        vm.prank(address(inbox));
        vm.expectRevert(abi.encodeWithSelector(IOutcomes.OutcomesCallerNotFeed.selector, inbox, bytes32("other")));
        _outcomes.consume("other", 1, 1, "");
        IConstitution.PowerClause memory clause = abi.decode(_power(1 days), (IConstitution.PowerClause));
        vm.expectRevert(abi.encodeWithSelector(IOffices.OfficesCallerNotConstitution.selector, address(this)));
        offices.grantMandate(alice, ROOT_ELECTION, id(1), clause);
        assertEq(_outcomes.mandate().policy, POLICY);
    }

    // ---------------------------------------------------------------- what documents may say

    function test_Clause_OfAModulesPowerIsBounded() external {
        _refused(IConstitution.PowerClause(0, address(_dial), TURN, 1 days - 1, 1), true, "delay");
        _refused(IConstitution.PowerClause(0, address(_dial), TURN, 365 days + 1, 1), true, "delay");
        _refused(IConstitution.PowerClause(0, address(_dial), TURN, 1 days, 2), true, "confirmations");
        _refused(IConstitution.PowerClause(0, address(_dial), TURN, 1 days, 1), false, "office");
        _refused(IConstitution.PowerClause(0, address(0), ITreasury.brake.selector, 1 days, 1), true, "selector");
        bytes memory data = abi.encode(IConstitution.PowerClause(0, address(elections), TURN, 1 days, 1));
        IConstitution.Clause[] memory list = and(none(), IConstitution.ClauseKind.Module, _module());
        vm.expectRevert(abi.encodeWithSelector(IConstitution.RequiresFork.selector, elections));
        constitution.check(ROOT_ELECTION, abi.encode(and(list, IConstitution.ClauseKind.Power, data)));
    }

    function _refused(IConstitution.PowerClause memory clause, bool installed, string memory reason) private {
        bytes memory module = abi.encode(IConstitution.ModuleClause(address(_outcomes), installed));
        IConstitution.Clause[] memory list = and(none(), IConstitution.ClauseKind.Module, module);
        list = and(list, IConstitution.ClauseKind.Power, abi.encode(clause));
        vm.expectRevert(abi.encodeWithSelector(IConstitution.ClauseIllTyped.selector, 1, reason));
        constitution.check(ROOT_ELECTION, abi.encode(list));
    }

    // ---------------------------------------------------------------- inside

    function _new(bool constrained, bytes32 argument) private returns (Outcomes) {
        return new Outcomes(kernel, _mandate(constrained, argument));
    }

    function _mandate(bool constrained, bytes32 argument) private view returns (IOutcomes.Mandate memory) {
        return IOutcomes.Mandate(address(inbox), OUTCOMES, POLICY, address(_dial), TURN, constrained, argument);
    }

    function _pass() private {
        pass(_document(1 days));
        vm.warp(block.timestamp + 1);
    }

    function _document(uint32 delay) private view returns (bytes memory) {
        IConstitution.Clause[] memory list = and(none(), IConstitution.ClauseKind.Module, _module());
        return abi.encode(and(list, IConstitution.ClauseKind.Power, _power(delay)));
    }

    function _module() private view returns (bytes memory) {
        return abi.encode(IConstitution.ModuleClause(address(_outcomes), true));
    }

    function _power(uint32 delay) private view returns (bytes memory) {
        return abi.encode(IConstitution.PowerClause(0, address(_dial), TURN, delay, 1));
    }

    function _passed(uint256 by) private view returns (IOutcomes.Outcome memory) {
        return IOutcomes.Outcome(POLL, POLICY, 1, 2, uint64(block.timestamp), "text", abi.encode(by));
    }

    function _report(IOutcomes.Outcome memory o) private {
        assertTrue(report(OUTCOMES, abi.encode(o)), "delivered");
    }

    function _data(uint256 by) private pure returns (bytes memory) {
        return abi.encodeCall(Dial.turn, (by));
    }

    function _carryOut(uint256 by) private {
        offices.carryOut(address(_outcomes), address(_dial), _data(by), POLL);
    }

    function _refuseCarryOut(uint256 by, bytes memory refusal) private {
        vm.expectRevert(refusal);
        _carryOut(by);
    }

    function _expectWithout(bytes memory reason) private {
        vm.expectEmit(address(_outcomes));
        emit IOutcomes.OutcomeWithoutEffect(POLL, reason);
    }
}
