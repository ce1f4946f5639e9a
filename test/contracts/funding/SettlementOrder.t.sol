// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {WaywardToken} from "../../../contracts/test/WaywardToken.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {ThreeProjects} from "../../helpers/ThreeProjects.sol";

/// Settling a round, by whomever
/// ├── refuses every order but the right one, and nobody can stand in another's way
/// └── owes each funded project its money, whatever becomes of the others
contract SettlementOrderTest is ThreeProjects {
    // ---------------------------------------------------------------- the order

    function test_Attack_OrderWithAMissingDoubledOrSwappedProject() external {
        _three(IFundingPool.Rule.Priority);
        topUp(200);
        decideAt(0, plain());
        // One is missing: nothing is settled, whatever has been ranked.
        pool.rank(list(b, c));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Settling));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingOrderWrong.selector, a, c));
        pool.rank(list(a));
        pool.rerank();
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingOrderWrong.selector, a, a));
        pool.rank(list(a, a, b));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingOrderWrong.selector, a, b));
        pool.rank(list(b, a, c));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectNotLive.selector, ProjectId.wrap(77)));
        pool.rank(list(ProjectId.wrap(77)));
        // Nobody is funded but by a full ranking.
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Settling));
        pool.note(list(b), 0);
        _settle(list(a, b, c), list(a));
    }

    function test_Attack_QueuedAmongTheOthers() external {
        _three(IFundingPool.Rule.Priority);
        ProjectId unvoted = register(0, NO_CEILING);
        _back(unvoted);
        topUp(600);
        decideAt(0, plain());
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingOrderWrong.selector, b, unvoted));
        pool.rank(list(a, unvoted, b));
        ProjectId[] memory twice = list(a, b, c);
        pool.rank(twice);
        pool.rank(list(unvoted));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Noting));
        pool.rank(list(unvoted));
    }

    function test_Attack_AnothersWrongPagesStandInNobodysWay() external {
        _three(IFundingPool.Rule.Priority);
        topUp(400);
        decideAt(0, plain());
        vm.prank(dan);
        pool.rank(list(c));
        pool.rank(list(a));
        vm.prank(dan);
        pool.rerank();
        vm.prank(dan);
        pool.rank(list(b));
        (uint32 ranked, uint32 funded, ) = pool.rankedBy(address(this));
        assertEq(ranked, 1);
        assertEq(funded, 1);
        pool.rank(list(b));
        pool.rank(list(c));
        assertEq(pool.round().toNote, 2);
    }

    /// @dev Of a round that was settled by its last page, those before it are left over.
    function test_RankedBy_TellsNothingOfAFormerRound() external {
        _three(IFundingPool.Rule.Priority);
        decideAt(0, plain());
        pool.rank(list(a, b));
        assertRanked(2);
        pool.rank(list(c));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        decideAt(1, plain());
        assertRanked(0);
        pool.rank(list(a));
        assertRanked(1);
    }

    function test_Attack_NotingOthersThanWereRanked() external {
        _three(IFundingPool.Rule.Priority);
        topUp(400);
        decideAt(0, plain());
        pool.rank(list(a));
        pool.rank(list(b, c));
        bytes32 wanted = pool.chainOf(0, list(a, b));
        ProjectId[][4] memory wrong = [list(a, c), list(b, a), list(a, b, c), list(a)];
        for (uint256 i = 0; i < wrong.length; ++i) {
            bytes32 chain = pool.chainOf(0, wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingListMismatch.selector, chain, wanted));
            pool.note(wrong[i], 0);
        }
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingListMismatch.selector, wanted, wanted));
        pool.note(list(), wanted);
        // A page at a time, from the last to the first; meanwhile everything stays as it is, however long it takes.
        pool.note(list(b), pool.chainOf(0, list(a)));
        vm.warp(weights.cycleStartsAt(FIRST + 2 * PERIOD));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Noting));
        assertEq(pool.round().deadline, FIRST);
        assertEq(pool.claim(b, shop), 400);
        pool.note(list(a), 0);
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Settling));
    }

    function test_Attack_DonationMidSettlement() external {
        _three(IFundingPool.Rule.Priority);
        topUp(400);
        decideAt(0, plain());
        pool.rank(list(a, b));
        // Enough for the third, but it comes too late for this round.
        topUp(200);
        token.mint(address(pool), 5);
        pool.absorb();
        pool.rank(list(c));
        pool.note(list(a, b), 0);
        assertEq(stageOf(c), uint256(IFundingPool.Stage.Live));
        assertEq(pool.available(), 205);
        assertSolvent(800 + 200);
    }

    // ---------------------------------------------------------------- payouts

    function test_Attack_RecipientWhoCannotBePaid() external {
        _three(IFundingPool.Rule.Priority);
        topUp(600);
        decideAt(0, plain());
        _settle(list(a, b, c), list(a, b, c));
        token.behave(WaywardToken.Manner.Refuse);
        vm.expectRevert(WaywardToken.WaywardRefusal.selector);
        pool.claim(a, shop);
        assertEq(stageOf(a), uint256(IFundingPool.Stage.Funded), "still owed");
        token.behave(WaywardToken.Manner.Plain);
        // Others are paid all the same, and the recipient can have it sent elsewhere.
        pool.claim(b, shop);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingCallerNotRecipient.selector, a, address(this)));
        pool.claim(a, dan);
        vm.prank(shop);
        pool.claim(a, dan);
        assertEq(token.balanceOf(dan), 400);
    }

    function test_Attack_RecipientThatClaimsTwice() external {
        foundPool(IFundingPool.Rule.Priority);
        vm.prank(treasury);
        a = pool.register(address(token), 0, NO_CEILING, new address[](0), "");
        _back(a);
        vote(a, ann, false, 160_000);
        topUp(600);
        decideAt(0, plain());
        _settle(list(a), list(a));
        token.arm(address(pool), 0, abi.encodeCall(pool.claim, (a, address(token))));
        pool.claim(a, address(token));
        assertTrue(token.tried());
        assertFalse(token.succeeded());
        assertEq(token.balanceOf(address(token)), 400);
        assertSolvent(0);
    }

    function test_Multicall_SettlesInOneTransaction() external {
        _three(IFundingPool.Rule.Priority);
        topUp(600);
        toDeadline(0);
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(pool.decide, (plain()));
        calls[1] = abi.encodeCall(pool.rank, (list(a, b)));
        calls[2] = abi.encodeCall(pool.rank, (list(c)));
        calls[3] = abi.encodeCall(pool.note, (list(a, b, c), bytes32(0)));
        pool.multicall(calls);
        assertEq(pool.live(), 0);
    }

    function assertRanked(uint32 expected) private view {
        (uint32 ranked, , ) = pool.rankedBy(address(this));
        assertEq(ranked, expected);
    }
}
