// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommitments} from "../../../contracts/commitments/ICommitments.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {CommitmentId, DO_NOTHING, OptionId, ProjectId} from "../../../contracts/types/Ids.sol";
import {Funding} from "../../helpers/Funding.sol";

/// Whole rounds: people commit themselves to what shall be done, and at the deadline the pool does it
/// ├── given a decision document that wins: it strikes, guarantees and adds, for that round only
/// ├── given the rule wins: the pool funds by it, at one deadline after the other
/// ├── given nobody comes: nothing happens, and everybody keeps their pledges
/// └── given a document that comes late: it loses to what has stood for longer, whatever is behind it
/// Conviction has a half-life of five cycles. Root and office are the other two elections that are live.
contract RoundsTest is Funding {
    uint112 private constant NO_CEILING = type(uint112).max;
    uint32 private constant HALF_LIFE = 5 days;
    uint96 private constant HALF = 500_000;

    ProjectId private school;
    ProjectId private garden;
    ProjectId private roof;

    /// @dev School and garden match 200 each; the roof lacks 800 of which the rule would give 10. The school comes first.
    function _begin(IFundingPool.Rule rule) private {
        foundRounds(rule, HALF_LIFE);
        (school, garden, roof) = (register(0, NO_CEILING), register(0, NO_CEILING), register(1000, 10));
        for (uint256 i = 0; i < 3; ++i) {
            pledge([school, garden, roof][i], ann, 100);
            pledge([school, garden, roof][i], ben, 100);
        }
        vote(school, ann, false, 160_000);
        vote(garden, ben, false, 90_000);
        vote(roof, cat, false, 250_000);
    }

    /// @dev The treasury's own 500 first, the school left out, the roof in any case.
    function _document() private view returns (IFundingPool.Decision memory decision) {
        (decision.struck, decision.guaranteed, decision.lumpSum) = (list(school), list(roof), 500);
    }

    function test_Round_ADocumentWinsOneRoundAndTheRuleTheNext() external {
        _begin(IFundingPool.Rule.Priority);
        token.mint(treasury, 500);
        topUp(500);
        OptionId document = addDecision(_document());
        support(ann, document, HALF);
        support(ben, document, HALF);
        support(cat, BY_THE_RULE, HALF);

        toDeadline(0);
        vm.expectEmit();
        emit IFundingPool.RoundDecided(FIRST, true, 500, 200);
        pool.decide(_document());
        assertTrue(pool.isStruck(school));
        pool.rank(list(garden));
        assertEq(pool.claim(roof, shop), 1000);
        assertEq(pool.claim(garden, shop), 400);
        assertEq(pool.available(), 0);
        assertSolvent(200);

        // The document has ended with its round. Of its supporters one says so, and the rule stands as it stood before.
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.OptionHasEnded.selector, rounds, document));
        commitments.cast(rounds, _on(document), new CommitmentId[](0));
        support(ann, BY_THE_RULE, HALF);
        topUp(200);
        toDeadline(1);
        bytes32 wanted = pool.contentOf(plain());
        bytes32 former = pool.contentOf(_document());
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingDecisionMismatch.selector, former, wanted));
        pool.decide(_document());
        pool.decide(plain());
        assertFalse(pool.isStruck(school));
        pool.rank(list(school));
        assertEq(pool.claim(school, shop), 400);
        assertSolvent(0);
        assertEq(pool.live(), 0);
    }

    function test_Round_TheRuleInProportion() external {
        _begin(IFundingPool.Rule.Proportional);
        topUp(300);
        support(ann, BY_THE_RULE, HALF);
        support(ben, BY_THE_RULE, HALF);
        toDeadline(0);
        pool.decide(plain());
        pool.rank(list(school, garden, roof));
        assertEq(pool.claim(school, shop), 350);
        assertEq(pool.claim(garden, shop), 350);
        assertEq(stageOf(roof), uint256(IFundingPool.Stage.Live), "its goal is not met");
        assertSolvent(200);
    }

    function test_ZeroTurnout_DoesNothingAndEverybodyKeepsTheirs() external {
        _begin(IFundingPool.Rule.Priority);
        topUp(1000);
        toDeadline(0);
        vm.expectEmit();
        emit IFundingPool.RoundDecided(FIRST, false, 0, 1000);
        pool.decide(plain());
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        vm.prank(ann);
        pool.unpledge(school, 100, ann);
        assertEq(token.balanceOf(ann), 100);
        // Whoever comes alone does not outweigh the silence of three.
        support(dan, BY_THE_RULE, HALF);
        toDeadline(1);
        assertEq(OptionId.unwrap(commitments.outcomeOf(rounds, 1).winner), OptionId.unwrap(DO_NOTHING));
        pool.decide(plain());
        assertEq(pool.available(), 1000);
        assertSolvent(500);
    }

    /// @dev Twice the weight of those who have said all along to go by the rule, in the last second.
    function test_Attack_DocumentInsertedLate() external {
        _begin(IFundingPool.Rule.Priority);
        topUp(1000);
        support(ann, BY_THE_RULE, HALF);
        support(ben, BY_THE_RULE, HALF);
        vm.warp(weights.cycleStartsAt(FIRST) - 1);
        address whale = makeAddr("whale");
        gate.set(whale, whale, true);
        source.credit(whale, 8_000_000);
        OptionId late = addDecision(_document());
        support(whale, late, 8_000_000);

        toDeadline(0);
        assertEq(OptionId.unwrap(commitments.outcomeOf(rounds, 0).winner), OptionId.unwrap(BY_THE_RULE));
        bytes32 wanted = pool.contentOf(plain());
        bytes32 theirs = pool.contentOf(_document());
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingDecisionMismatch.selector, theirs, wanted));
        pool.decide(_document());
        pool.decide(plain());
        pool.rank(list(school, garden, roof));
        assertEq(pool.claim(school, shop), 400);
        assertEq(stageOf(roof), uint256(IFundingPool.Stage.Live));
        // The same weight from the beginning of a round would have decided it.
        late = addDecision(_document());
        support(whale, late, 8_000_000);
        toDeadline(1);
        assertEq(OptionId.unwrap(commitments.outcomeOf(rounds, 1).winner), OptionId.unwrap(late));
    }

    /// @dev A commitment that is stopped decides nothing more; its pool waits until another is followed.
    function test_Stopped_IsFollowedByAnother() external {
        _begin(IFundingPool.Rule.Priority);
        vm.prank(treasury);
        commitments.stop(rounds);
        toDeadline(0);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUndecided.selector, rounds, 0));
        pool.decide(plain());
        vm.prank(ann);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Settling));
        pool.unpledge(school, 100, ann);
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2));
        vm.prank(ann);
        pool.unpledge(school, 100, ann);
        ICommitments.CommitmentParameters memory p = every(HALF_LIFE);
        p.deadline = FIRST + 2 * PERIOD;
        vm.startPrank(treasury);
        rounds = commitments.open(p, standing());
        pool.schedule(rounds);
        vm.stopPrank();
        support(ben, BY_THE_RULE, HALF);
        support(cat, BY_THE_RULE, HALF);
        topUp(200);
        toDeadline(2);
        pool.decide(plain());
        pool.rank(list(garden, school, roof));
        assertEq(pool.round().deadline, FIRST + 2 * PERIOD);
        assertEq(pool.round().matches, 200);
    }

    function _on(OptionId option) private pure returns (ICommitments.OptionPlacement[] memory placements) {
        placements = new ICommitments.OptionPlacement[](1);
        placements[0] = ICommitments.OptionPlacement(option, HALF, 0);
    }
}

/// @dev A treasury of the community's own, that has approved what decisions may add.
contract BrakedRoundsTest is Funding {
    function test_Attack_LumpSumWhileOutflowsAreStopped() external {
        KernelParameters memory p = defaults();
        p.treasury = address(0);
        foundPool(p, IFundingPool.Rule.Priority);
        register(1000, 1000);
        token.mint(treasury, 1400);
        IFundingPool.Decision memory decision;
        decision.lumpSum = 700;
        choose(decision);
        toDeadline(0);
        vm.prank(kernel.offices());
        ITreasury(treasury).brake(7 days);
        pool.decide(decision);
        assertEq(token.balanceOf(treasury), 1400);
        assertEq(pool.round().pool, 0);
        decideAt(1, decision);
        assertEq(pool.round().pool, 700);
    }
}
