// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Commitments} from "../../../contracts/commitments/Commitments.sol";
import {ICommitments} from "../../../contracts/commitments/ICommitments.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {CommitmentId, DO_NOTHING, ElectionId, OptionId} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Committing} from "../../helpers/Committing.sol";

/// Commitments: who opens them, what is placed on them, and what they come to.
///
/// given a commitment to be decided once
/// ├── support goes half the way to the votes in each half-life, and half the way back
/// ├── who abstains adds to doing nothing: an equal share across all that is live, with the electorate as it changes
/// ├── the most support wins; of equals doing nothing, then the earlier option
/// └── it ends with its deadline; what is placed can be withdrawn for ever
/// given one that recurs: options that stand again keep their support, others end
/// given one that allots: what is given is divided in proportion
contract CommitmentsTest is Committing {
    CommitmentId private matter;

    function setUp() external {
        foundCommitting();
        matter = open(once(), true);
    }

    function test_Open_ByTheTreasuryAndItsModules() external {
        assertEq(commitments.count(), 1);
        ICommitments.CommitmentView memory seen = commitments.commitmentOf(matter);
        assertEq(seen.opener, treasury);
        assertEq(seen.deadline, DEADLINE);
        assertFalse(seen.ended);
        address module = makeAddr("module");
        vm.prank(treasury);
        weights.installModule(module);
        vm.prank(module);
        CommitmentId second = commitments.open(once(), two(false));
        assertEq(CommitmentId.unwrap(second), 2);
        vm.prank(module);
        assertEq(OptionId.unwrap(commitments.addOption(second, option(3, false))), 3);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentsCallerNotOpener.selector, alice));
        commitments.addOption(second, option(4, false));
    }

    function test_RevertWhen_OpenedByAnybodyElse() external {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentsCallerNotOpener.selector, alice));
        commitments.open(once(), two(true));
    }

    function _refused(string memory field, ICommitments.CommitmentParameters memory p, uint256[3] memory is_) private {
        vm.prank(treasury);
        vm.expectRevert(
            abi.encodeWithSelector(ICommitments.CommitmentParameterOutOfBounds.selector, field, is_[0], is_[1], is_[2])
        );
        commitments.open(p, two(true));
    }

    function test_RevertWhen_ParametersAreOutOfBounds() external {
        uint256 century = 100 * 365 days;
        ICommitments.CommitmentParameters memory p = once();
        p.halfLife = 0;
        _refused("halfLife", p, [uint256(0), 1, century]);
        p.halfLife = uint32(century + 1);
        _refused("halfLife", p, [century + 1, 1, century]);
        p = once();
        p.deadline = 0;
        _refused("deadline", p, [uint256(0), 1, 87_660]);
        p.deadline = 87_661;
        _refused("deadline", p, [uint256(87_661), 1, 87_660]);
        _refused("period", every(87_661), [uint256(87_661), 0, 87_660]);
    }

    function test_RevertWhen_AnOptionIsEmptyOrOneTooMany() external {
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.OptionContentEmpty.selector, matter));
        commitments.addOption(matter, option(0, true));
        for (uint256 i = 0; i < 14; ++i) addOption(matter, i + 3, true);
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.OptionsTooMany.selector, matter, 16));
        commitments.addOption(matter, option(17, true));
        vm.prank(treasury);
        commitments.strikeOption(matter, SECOND);
        assertEq(OptionId.unwrap(addOption(matter, 17, true)), 17, "a place is free, its number is not given twice");
    }

    function test_RevertGiven_SixtyFourAreLive() external {
        for (uint256 i = 1; i < 64; ++i) open(once(), true);
        assertEq(commitments.liveAt(0), 64);
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentsTooManyLive.selector, 64));
        commitments.open(once(), two(true));
    }

    function test_RevertGiven_NoSuchCommitment() external {
        CommitmentId none = CommitmentId.wrap(9);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUnknown.selector, none));
        commitments.advance(none, 1);
    }

    function test_Support_GoesHalfTheWayInEachHalfLife() external {
        commit(matter, alice, FIRST, HELD);
        assertEq(supportOf(matter, FIRST), 0, "what is placed now counts at the cycle's end");
        skipCycles(1);
        assertEq(supportOf(matter, FIRST), HELD / 2);
        skipCycles(1);
        assertEq(supportOf(matter, FIRST), (HELD / 4) * 3);
        uncommit(matter, alice);
        assertEq(optionOf(matter, FIRST).votes, 0);
        skipCycles(2);
        assertEq(supportOf(matter, FIRST), (HELD / 16) * 3);
        assertEq(weights.accountOf(alice).placed, 0);
    }

    /// @dev E = 4 held; one of four is engaged; two elections and the commitment are live.
    function test_DoNothing_IsGivenAnEqualShareOfWhoAbstains() external {
        commit(matter, alice, FIRST, 1);
        skipCycles(1);
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), HELD / 2, 1, "3 held over 3, half the way");
        commit(matter, bob, DO_NOTHING, HELD);
        skipCycles(1);
        uint256 x = uint256(HELD) + (uint256(HELD) * 2) / 3;
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), HELD / 2 + (x - HELD / 2) / 2, 2);
        assertEq(optionOf(matter, DO_NOTHING).votes, HELD, "placed outright");
    }

    function test_DoNothing_CountsWhatIsLive() external {
        skipCycles(1);
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), (uint256(HELD) * 4) / 3 / 2, 1, "n = 3");
        ElectionId more = create(document());
        (uint32 live, ) = elections.liveAt(1);
        assertEq(live, 3);
        CommitmentId brief = open(ICommitments.CommitmentParameters(false, 1, 2, 0), true);
        uint256 y = supportOf(matter, DO_NOTHING);
        skipCycles(1);
        uint256 x = (uint256(HELD) * 4) / 5;
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), (y + x) / 2, 1, "n = 5");
        retire(more);
        y = supportOf(matter, DO_NOTHING);
        skipCycles(1);
        x = (uint256(HELD) * 4) / 3;
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), (y + x) / 2, 1, "n = 3: both have ended");
        assertEq(commitments.liveAt(1), 2);
        assertEq(commitments.liveAt(2), 1);
        assertTrue(commitments.commitmentOf(brief).ended);
    }

    function test_DoNothing_UnderQuadraticScaling() external {
        KernelParameters memory p = defaults();
        p.name = "quadratic";
        foundCommitting(p);
        matter = open(once(), true);
        commit(matter, alice, FIRST, HELD / 4);
        skipCycles(1);
        uint256 votes = weights.votesOf(HELD / 4);
        assertEq(supportOf(matter, FIRST), votes / 2);
        uint256 e = weights.electorate() - weights.votesOf(HELD);
        // sqrt(3) of a third: e / sqrt(3), half the way.
        uint256 x = supportOf(matter, DO_NOTHING) * 2;
        assertApproxEqRel(x * x * 3, e * e, 1e9);
    }

    function test_Cast_CountsWhatTheVoterHeldAtTheLastCast() external {
        commit(matter, alice, FIRST, HELD);
        source.credit(alice, uint64(HELD));
        skipCycles(1);
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), (uint256(HELD) * 4) / 3 / 2, 1, "5 held, 1 engaged");
        commit(matter, alice, FIRST, HELD);
        uint256 y = supportOf(matter, DO_NOTHING);
        skipCycles(1);
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), (y + HELD) / 2, 1, "5 held, 2 engaged");
    }

    function test_Ballot_OfSeveralOptionsIsKeptAndReplaced() external {
        vm.prank(alice);
        commitments.cast(matter, support(DO_NOTHING, 5, SECOND, 7), noneDead());
        (ICommitments.OptionPlacement[] memory placements, uint32 until) = commitments.ballotOf(matter, alice);
        assertEq(placements.length, 2);
        assertEq(OptionId.unwrap(placements[1].option), 2);
        assertEq(placements[0].permanent, 5);
        assertEq(placements[1].permanent, 7);
        assertEq(until, 0);
        assertEq(weights.accountOf(alice).placed, 12);
        commit(matter, alice, FIRST, 3);
        assertEq(optionOf(matter, SECOND).votes, 0);
        assertEq(optionOf(matter, DO_NOTHING).votes, 0);
        assertEq(optionOf(matter, FIRST).votes, 3);
        assertEq(weights.accountOf(alice).placed, 3);
    }

    function _illFormed(ICommitments.OptionPlacement[] memory placements, uint256 index) private {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentBallotIllFormed.selector, matter, index));
        commitments.cast(matter, placements, noneDead());
    }

    function test_RevertWhen_TheBallotIsIllFormed() external {
        _illFormed(new ICommitments.OptionPlacement[](0), 0);
        _illFormed(new ICommitments.OptionPlacement[](18), 18);
        _illFormed(support(FIRST, 0, 0), 0);
        _illFormed(support(SECOND, 1, FIRST, 1), 1);
        _illFormed(support(FIRST, 1, FIRST, 1), 1);
        vm.prank(alice);
        OptionId none = OptionId.wrap(3);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.OptionUnknown.selector, matter, none));
        commitments.cast(matter, support(none, 1, 0), noneDead());
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsInsufficient.selector, alice, HELD, HELD + 1));
        commitments.cast(matter, support(FIRST, HELD + 1, 0), noneDead());
    }

    function test_RevertGiven_NothingIsPlaced() external {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentBallotAbsent.selector, matter, alice));
        commitments.withdraw(matter);
    }

    function test_Outcome_IsTheMostSupport() external {
        commit(matter, alice, FIRST, HELD);
        commit(matter, bob, SECOND, HELD);
        commit(matter, carol, SECOND, HELD);
        skipCycles(DEADLINE - 1);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUndecided.selector, matter, 0));
        commitments.outcomeOf(matter, 0);
        skipCycles(1);
        assertWinner(matter, 0, SECOND);
        assertEq(commitments.outcomeOf(matter, 0).content, bytes32(uint256(2)));
        assertEq(commitments.outcomeOf(matter, 0).deadline, DEADLINE);
        commitments.advance(matter, 1000);
        assertWinner(matter, 0, SECOND);
        assertTrue(commitments.commitmentOf(matter).ended);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUndecided.selector, matter, 1));
        commitments.outcomeOf(matter, 1);
    }

    function test_Outcome_OfEqualsIsTheEarlierOption() external {
        // The first leaves its place, so that a later one stands before the second.
        vm.prank(treasury);
        commitments.strikeOption(matter, FIRST);
        OptionId third = addOption(matter, 3, true);
        commit(matter, bob, SECOND, HELD);
        commit(matter, carol, third, HELD);
        vm.prank(alice);
        commitments.cast(matter, support(SECOND, HELD / 2, third, HELD / 2), noneDead());
        vm.prank(dave);
        commitments.cast(matter, support(SECOND, HELD / 2, third, HELD / 2), noneDead());
        skipCycles(DEADLINE);
        assertEq(supportOf(matter, SECOND), supportOf(matter, third));
        assertWinner(matter, 0, SECOND);
    }

    function test_Outcome_OfEqualsIsToDoNothing() external {
        commit(matter, alice, FIRST, HELD);
        commit(matter, bob, DO_NOTHING, HELD);
        vm.prank(carol);
        commitments.cast(matter, support(DO_NOTHING, HELD / 2, FIRST, HELD / 2), noneDead());
        vm.prank(dave);
        commitments.cast(matter, support(DO_NOTHING, HELD / 2, FIRST, HELD / 2), noneDead());
        skipCycles(DEADLINE);
        assertEq(supportOf(matter, DO_NOTHING), supportOf(matter, FIRST));
        assertWinner(matter, 0, DO_NOTHING);
    }

    function test_Ended_TakesNothingAndGivesEverythingBack() external {
        commit(matter, alice, FIRST, HELD);
        skipCycles(DEADLINE);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentHasEnded.selector, matter));
        commitments.cast(matter, support(FIRST, 1, 0), noneDead());
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentHasEnded.selector, matter));
        commitments.addOption(matter, option(3, true));
        uint256 support_ = supportOf(matter, FIRST);
        vm.prank(treasury);
        weights.retireModule(address(commitments));
        uncommit(matter, alice);
        assertEq(weights.accountOf(alice).placed, 0);
        assertEq(supportOf(matter, FIRST), support_, "what was decided stays");
    }

    function test_Stopped_DecidesNothing() external {
        commit(matter, alice, FIRST, HELD);
        vm.prank(treasury);
        commitments.stop(matter);
        assertEq(commitments.liveAt(0), 0);
        skipCycles(DEADLINE + 1);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUndecided.selector, matter, 0));
        commitments.outcomeOf(matter, 0);
        uncommit(matter, alice);
        assertEq(weights.accountOf(alice).placed, 0);
        assertEq(commitments.liveAt(DEADLINE), 0);
    }

    function test_Dead_IsReleasedByTheNextCast() external {
        CommitmentId other = open(every(10), true);
        commit(matter, alice, FIRST, HELD / 2);
        vm.prank(alice);
        commitments.cast(other, support(FIRST, HELD / 4, SECOND, HELD / 4), noneDead());
        CommitmentId[] memory dead = new CommitmentId[](1);
        dead[0] = other;
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentBallotNotDead.selector, other, alice));
        commitments.cast(matter, support(FIRST, HELD, 0), dead);
        vm.prank(treasury);
        commitments.strikeOption(other, FIRST);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.OptionHasEnded.selector, other, FIRST));
        commitments.cast(other, support(FIRST, 1, 0), noneDead());
        vm.prank(alice);
        commitments.cast(matter, support(FIRST, (HELD / 4) * 3, 0), dead);
        (ICommitments.OptionPlacement[] memory left, ) = commitments.ballotOf(other, alice);
        assertEq(left.length, 1);
        assertEq(OptionId.unwrap(left[0].option), 2);
        skipCycles(DEADLINE);
        dead[0] = matter;
        vm.prank(alice);
        commitments.cast(other, support(SECOND, HELD, 0), dead);
        assertEq(weights.accountOf(alice).placed, HELD);
    }

    function test_Recurring_CarriesSupportOver() external {
        matter = open(every(2), true);
        OptionId brief = addOption(matter, 3, false);
        for (uint256 i = 0; i < 3; ++i) commit(matter, [alice, bob, carol][i], FIRST, HELD);
        commit(matter, dave, brief, HELD);
        skipCycles(DEADLINE);
        assertWinner(matter, 0, FIRST);
        uint256 held = supportOf(matter, FIRST);
        assertGt(held, uint256(HELD) * 2);
        assertEq(supportOf(matter, brief), 0, "does not stand again");
        vm.prank(dave);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.OptionHasEnded.selector, matter, brief));
        commitments.cast(matter, support(brief, 1, 0), noneDead());
        for (uint256 i = 0; i < 3; ++i) uncommit(matter, [alice, bob, carol][i]);
        skipCycles(1);
        assertApproxEqAbs(supportOf(matter, FIRST), held / 2, 1, "carries over, and fades");
        skipCycles(9);
        ICommitments.CommitmentView memory seen = commitments.commitmentOf(matter);
        assertEq(seen.round, 6);
        assertEq(seen.deadline, 22);
        assertEq(seen.parameters.deadline, DEADLINE);
        commitments.advance(matter, 1000);
        assertWinner(matter, 0, FIRST);
        assertWinner(matter, 5, DO_NOTHING);
    }

    function test_Allotting_IsInProportion() external {
        ICommitments.CommitmentParameters memory p = every(5);
        p.allots = true;
        matter = open(p, true);
        vm.prank(alice);
        commitments.cast(matter, support(FIRST, HELD / 4, SECOND, (HELD / 4) * 3), noneDead());
        commit(matter, bob, DO_NOTHING, HELD);
        commit(matter, carol, DO_NOTHING, HELD);
        commit(matter, dave, SECOND, HELD);
        skipCycles(DEADLINE);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUndecided.selector, matter, 0));
        commitments.allotted(matter, 0, FIRST, 1000);
        commitments.advance(matter, 1000);
        assertApproxEqAbs(commitments.allotted(matter, 0, FIRST, 160_000), 10_000, 1);
        assertApproxEqAbs(commitments.allotted(matter, 0, SECOND, 160_000), 70_000, 1);
        assertApproxEqAbs(commitments.allotted(matter, 0, DO_NOTHING, 160_000), 80_000, 1);
    }

    function test_Allotting_OfNobodyGivesNothingAway() external {
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentChoosesOne.selector, matter));
        commitments.allotted(matter, 0, FIRST, 1000);
        KernelParameters memory kernel_ = plain();
        kernel_.name = "empty";
        found(kernel_);
        commitments = Commitments(deploy("Commitments", abi.encode(kernel)));
        ICommitments.CommitmentParameters memory p = once();
        p.allots = true;
        matter = open(p, true);
        skipCycles(DEADLINE);
        commitments.advance(matter, 1000);
        assertEq(commitments.allotted(matter, 0, FIRST, 1000), 0);
        assertEq(commitments.allotted(matter, 0, DO_NOTHING, 1000), 1000);
    }

    function test_Advance_ClosesSoManyCyclesAtMost() external {
        matter = open(every(1), true);
        commit(matter, alice, FIRST, HELD);
        skipCycles(30);
        commitments.advance(matter, 12);
        vm.prank(alice);
        commitments.withdraw(matter);
        assertEq(commitments.commitmentOf(matter).round, 21);
    }
}
