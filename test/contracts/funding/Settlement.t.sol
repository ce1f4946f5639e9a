// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {ThreeProjects} from "../../helpers/ThreeProjects.sol";

/// Settling a round
/// ├── carries out what the commitment decided, once, and nothing else
/// └── funds by priority, or in proportion, whoever ranks and in however many pages
contract SettlementTest is ThreeProjects {
    // ---------------------------------------------------------------- by priority

    function test_Priority_FundsInFullAndWaits() external {
        _three(IFundingPool.Rule.Priority);
        topUp(450);
        decideAt(0, plain());
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Settling));
        assertEq(pool.round().toRank, 3);
        vm.expectEmit();
        emit IFundingPool.RoundRanked(FIRST, address(this), 2, 400);
        vm.expectEmit();
        emit IFundingPool.ProjectsFunded(FIRST, _awards(a, 200, b, 200));
        pool.rank(list(a, b, c));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        assertEq(pool.available(), 50);
        assertEq(pool.live(), 1);
        assertEq(pool.claim(a, shop), 400);
        assertEq(pool.claim(b, shop), 400);
        assertEq(token.balanceOf(shop), 800);
        assertEq(stageOf(c), uint256(IFundingPool.Stage.Live));
        assertSolvent(200);
        // What was not funded waits for the next round, or is taken back.
        vm.prank(ann);
        pool.unpledge(c, 100, ann);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectNotLive.selector, a));
        vm.prank(ann);
        pool.unpledge(a, 100, ann);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectNotFunded.selector, a));
        pool.claim(a, shop);
    }

    function test_Note_WhatTheLastPageDidNotHold() external {
        _three(IFundingPool.Rule.Priority);
        topUp(450);
        decideAt(0, plain());
        pool.rank(list(a));
        vm.expectEmit();
        emit IFundingPool.RoundRanked(FIRST, address(this), 2, 400);
        pool.rank(list(b, c));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Noting));
        assertEq(pool.round().toNote, 2);
        assertEq(stageOf(a), uint256(IFundingPool.Stage.Live));
        vm.expectEmit();
        emit IFundingPool.ProjectsFunded(FIRST, _awards(a, 200, b, 200));
        pool.note(list(a, b), 0);
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        assertEq(pool.available(), 50);
        assertEq(pool.live(), 1);
        assertEq(pool.claim(b, shop), 400);
    }

    function test_Attack_UnfundableHead() external {
        _three(IFundingPool.Rule.Priority);
        ProjectId giant = register(0, NO_CEILING);
        pledge(giant, ann, 1e9);
        pledge(giant, ben, 1e9);
        vm.prank(dan);
        pool.place(giant, false, 1_000_000, 0, new ProjectId[](0));
        topUp(600);
        decideAt(0, plain());
        // Its match is so large that its many votes do not bring it to the head.
        ProjectId[] memory order = new ProjectId[](4);
        (order[0], order[1], order[2], order[3]) = (a, b, c, giant);
        _settle(order, list(a, b, c));
        assertEq(pool.available(), 0);
        assertEq(stageOf(giant), uint256(IFundingPool.Stage.Live));
    }

    function test_Queue_WaitsAtTheFirstThatDoesNotFit() external {
        _three(IFundingPool.Rule.Priority);
        pledge(a, cat, 100);
        pledge(a, dan, 100);
        vote(a, ann, false, 1_000_000);
        topUp(500);
        decideAt(0, plain());
        // The head needs 1,200: nobody is funded, though the others would fit.
        pool.rank(list(a, b, c));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        assertEq(pool.round().toNote, 0);
        assertEq(pool.available(), 500);
        assertEq(pool.live(), 3);
    }

    function test_Attack_NoMatchAndMatchOfOneJumpNoQueue() external {
        _three(IFundingPool.Rule.Priority);
        ProjectId none = register(100, NO_CEILING);
        pledge(none, dan, 100);
        vote(none, dan, false, 1);
        ProjectId tiny = register(0, 1);
        _back(tiny);
        topUp(450);
        decideAt(0, plain());
        // Without votes it is not queued, however small its match; without a match it is paid its pledges.
        ProjectId[] memory order = new ProjectId[](5);
        (order[0], order[1], order[2], order[3], order[4]) = (a, b, c, none, tiny);
        _settle(order, list(a, b, none));
        assertEq(pool.claim(none, shop), 100);
        assertEq(stageOf(tiny), uint256(IFundingPool.Stage.Live));
        assertEq(pool.available(), 50);
    }

    function test_Attack_PledgingToARivalToRaiseItsMatch() external {
        _three(IFundingPool.Rule.Priority);
        topUp(450);
        // With 300 more from one who wants it to fall behind, b's match grows, and so does what its goal is worth; it falls
        // behind c only because much more is given to it, which the rival has paid.
        pledge(b, dan, 1600);
        decideAt(0, plain());
        assertEq(matchOf(b), 3600 - 1800, "(10 + 10 + 40)^2 - 1800");
        _settle(list(a, c, b), list(a, c));
        assertEq(amountOf(b, dan), 1600, "it stays with b until dan takes it back");
    }

    function test_Attack_ProjectSplitInFour() external {
        _three(IFundingPool.Rule.Priority);
        // b as four projects, each with a quarter of its pledges and of its voters' weight.
        ProjectId[] memory order = new ProjectId[](6);
        order[0] = a;
        for (uint256 i = 0; i < 4; ++i) {
            ProjectId part = register(0, NO_CEILING);
            pledge(part, ann, 25);
            pledge(part, ben, 25);
            vote(part, dan, false, 22_500);
            order[i + 2] = part;
        }
        order[1] = b;
        topUp(1000);
        decideAt(0, plain());
        // Each ties with the whole and follows it as registered later: V² / M is blind to the split.
        ProjectId[] memory all = new ProjectId[](7);
        for (uint256 i = 0; i < 6; ++i) all[i] = order[i];
        all[6] = c;
        pool.rank(all);
        assertEq(pool.round().matches, 800, "200 + 200 + 4 * 50 + 200");
    }

    function test_Attack_VotesPlacedAfterTheDeadline() external {
        _three(IFundingPool.Rule.Priority);
        topUp(200);
        toDeadline(0);
        vote(c, cat, false, 1_000_000);
        pool.decide(plain());
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingOrderWrong.selector, a, c));
        pool.rank(list(c, a, b));
        _settle(list(a, b, c), list(a));
        assertEq(pool.projectOf(c).votesKept, 200 << 32);
        assertEq(pool.projectOf(c).votes, 1000 << 32);
    }

    function test_Votes_OfTheLastSecondCount() external {
        _three(IFundingPool.Rule.Priority);
        topUp(200);
        vm.warp(weights.cycleStartsAt(FIRST) - 1);
        vote(c, cat, false, 1_000_000);
        decideAt(0, plain());
        _settle(list(c, a, b), list(c));
        assertEq(stageOf(c), uint256(IFundingPool.Stage.Funded));
    }

    function test_ZeroTurnout_QueuesNobody() external {
        foundPool(IFundingPool.Rule.Priority);
        a = register(0, NO_CEILING);
        _back(a);
        topUp(450);
        decideAt(0, plain());
        pool.rank(list(a));
        assertEq(pool.available(), 450);
        assertEq(stageOf(a), uint256(IFundingPool.Stage.Live));
    }

    // ---------------------------------------------------------------- in proportion

    function test_Proportional_SharesAndKeepsTheDust() external {
        _three(IFundingPool.Rule.Proportional);
        topUp(500);
        decideAt(0, plain());
        _settle(list(a, b, c), list(a, b, c));
        // 500 / 600 of 200, rounded down.
        assertEq(pool.available(), 2);
        assertEq(pool.claim(a, shop), 200 + 166);
        pool.claim(b, shop);
        pool.claim(c, shop);
        assertSolvent(0);
        assertEq(pool.live(), 0);
    }

    /// @dev Nothing in the first page is funded, so nothing is left to note, and nothing can be noted twice.
    function test_Proportional_AllThatIsFundedInTheLastPage() external {
        foundPool(IFundingPool.Rule.Proportional);
        ProjectId dear = register(1000, NO_CEILING);
        (a, b) = (register(0, NO_CEILING), register(0, NO_CEILING));
        _back(dear);
        _back(a);
        _back(b);
        topUp(300);
        decideAt(0, plain());
        pool.rank(list(dear));
        vm.expectEmit();
        emit IFundingPool.ProjectsFunded(FIRST, _awards(a, 150, b, 150));
        pool.rank(list(a, b));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        assertEq(pool.live(), 1);
        assertEq(pool.available(), 0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Open));
        pool.note(list(a, b), 0);
        assertEq(pool.claim(a, shop), 350);
        assertSolvent(200 + 350);
    }

    function test_Proportional_GoalsThatAreNotMetWait() external {
        _three(IFundingPool.Rule.Proportional);
        ProjectId dear = register(1000, NO_CEILING);
        _back(dear);
        topUp(600);
        decideAt(0, plain());
        ProjectId[] memory order = new ProjectId[](4);
        (order[0], order[1], order[2], order[3]) = (a, b, c, dear);
        _settle(order, list(a, b, c));
        assertEq(stageOf(dear), uint256(IFundingPool.Stage.Live));
        assertEq(pool.available(), 0);
        assertEq(pool.claim(c, shop), 400);
    }

    // ---------------------------------------------------------------- what was decided

    function test_Decide_ToDoNothingClosesTheRound() external {
        _three(IFundingPool.Rule.Priority);
        topUp(600);
        chooseNothing();
        toDeadline(0);
        vm.expectEmit();
        emit IFundingPool.RoundDecided(FIRST, false, 0, 600);
        pool.decide(plain());
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        assertEq(pool.live(), 3);
        // The next round goes by the next deadline.
        decideAt(1, plain());
        _settle(list(a, b, c), list(a, b, c));
        assertEq(pool.round().deadline, FIRST + PERIOD);
    }

    function test_Decide_StrikesGuaranteesAndAddsALumpSum() external {
        _three(IFundingPool.Rule.Priority);
        ProjectId roof = register(1000, 10);
        _back(roof);
        token.mint(treasury, 700);
        IFundingPool.Decision memory decision;
        decision.struck = list(a, a);
        decision.guaranteed = list(roof, a);
        decision.lumpSum = 700;
        topUp(300);
        choose(decision);
        toDeadline(0);
        vm.expectEmit();
        emit IFundingPool.ProjectGuaranteed(roof, FIRST, 800);
        pool.decide(decision);
        assertEq(pool.round().pool, 200);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectStruck.selector, a));
        pool.rank(list(a, b, c));
        _settle(list(b, c), list(b));
        assertEq(pool.claim(roof, shop), 1000);
        assertEq(stageOf(a), uint256(IFundingPool.Stage.Live));
        assertEq(pool.available(), 0);
        assertSolvent(200 + 400 + 200);
        // Struck for one round only.
        topUp(400);
        decideAt(1, plain());
        _settle(list(a, c), list(a, c));
    }

    function test_Decide_AGuaranteeBeyondThePoolLetsTheQueueWait() external {
        _three(IFundingPool.Rule.Priority);
        IFundingPool.Decision memory decision;
        ProjectId roof = register(5000, 10);
        decision.guaranteed = list(roof);
        topUp(600);
        decideAt(0, decision);
        ProjectId[] memory order = new ProjectId[](4);
        (order[0], order[1], order[2], order[3]) = (a, b, c, roof);
        pool.rank(order);
        assertEq(pool.available(), 600);
        assertEq(pool.live(), 4);
    }

    function test_Decide_ALumpSumThatIsNotThereStaysAway() external {
        _three(IFundingPool.Rule.Priority);
        IFundingPool.Decision memory decision;
        decision.lumpSum = 700;
        token.mint(treasury, 699);
        decideAt(0, decision);
        assertEq(pool.round().pool, 0);
        assertEq(token.balanceOf(treasury), 699);
    }

    function test_Decide_AllStruckClosesTheRound() external {
        _three(IFundingPool.Rule.Priority);
        IFundingPool.Decision memory decision;
        decision.struck = list(a, b, c);
        decideAt(0, decision);
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
    }

    function test_RevertWhen_TheDecisionIsAnother() external {
        _three(IFundingPool.Rule.Priority);
        topUp(600);
        toDeadline(0);
        bytes32 content = pool.contentOf(plain());
        IFundingPool.Decision memory other;
        other.guaranteed = list(c);
        vm.expectRevert(
            abi.encodeWithSelector(IFundingPool.FundingDecisionMismatch.selector, keccak256(abi.encode(other)), content)
        );
        pool.decide(other);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingUndecided.selector, FIRST));
        pool.rank(list(a, b, c));
        pool.decide(plain());
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingAlreadyDecided.selector, FIRST));
        pool.decide(plain());
    }

    function test_RevertWhen_TheDecisionIsTooLong() external {
        _three(IFundingPool.Rule.Priority);
        IFundingPool.Decision memory decision;
        decision.struck = new ProjectId[](33);
        choose(decision);
        toDeadline(0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingDecisionTooLong.selector, 33, 32));
        pool.decide(decision);
    }

    function test_Boundary_ASecondBeforeAndAtTheDeadline() external {
        _three(IFundingPool.Rule.Priority);
        vm.warp(weights.cycleStartsAt(FIRST) - 1);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Closing));
        pool.decide(plain());
        vm.warp(weights.cycleStartsAt(FIRST));
        pool.decide(plain());
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2) - 1);
        uint256 snapshot = vm.snapshotState();
        pool.rank(list(a, b, c));
        vm.revertToState(snapshot);
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Open));
        pool.rank(list(a, b, c));
    }

    /// @dev As {ProjectsFunded} tells them.
    function _awards(
        ProjectId first,
        uint256 ofFirst,
        ProjectId second,
        uint256 ofSecond
    ) private pure returns (uint256[] memory words) {
        words = new uint256[](2);
        words[0] = (ofFirst << 32) | ProjectId.unwrap(first);
        words[1] = (ofSecond << 32) | ProjectId.unwrap(second);
    }
}
