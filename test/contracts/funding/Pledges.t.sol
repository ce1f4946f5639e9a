// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICommitments} from "../../../contracts/commitments/ICommitments.sol";
import {FundingPool} from "../../../contracts/funding/FundingPool.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {MatchLib} from "../../../contracts/funding/MatchLib.sol";
import {WaywardToken} from "../../../contracts/test/WaywardToken.sol";
import {CommitmentId, ProjectId} from "../../../contracts/types/Ids.sol";
import {Funding} from "../../helpers/Funding.sol";

/// Pledges
/// ├── are matched per person, whichever account they came from, and whenever it was linked
/// ├── of the team, and of accounts that nobody is known to be behind, count as money alone
/// ├── can be taken back until one cycle before a deadline, and of a retired project always
/// └── are what arrives, and never more than the pool holds
contract PledgesTest is Funding {
    uint112 private constant NO_CEILING = type(uint112).max;
    ProjectId private project;

    function setUp() external {
        foundPool(IFundingPool.Rule.Priority);
        project = register(1000, NO_CEILING);
    }

    // ---------------------------------------------------------------- matching

    function test_Pledge_ManySmallOnesAreMatchedMore() external {
        pledge(project, ann, 100);
        assertEq(matchOf(project), 0, "one backer");
        pledge(project, ben, 100);
        assertEq(matchOf(project), 200, "(10 + 10)^2 - 200");
        pledge(project, cat, 100);
        assertEq(matchOf(project), 600);
        pledge(project, cat, 300);
        assertEq(matchOf(project), 1600 - 600, "(10 + 10 + 20)^2 - 600");
        assertEq(amountOf(project, cat), 400);
        assertEq(pool.projectOf(project).pledged, 600);
        assertSolvent(600);
    }

    function test_Match_IsAtMostTheCeiling() external {
        ProjectId low = register(0, 150);
        pledge(low, ann, 100);
        pledge(low, ben, 100);
        assertEq(matchOf(low), 150);
    }

    function testFuzz_Match_IsTheFormula(uint112 a, uint112 b) external {
        a = uint112(bound(a, 1, type(uint112).max / 4));
        b = uint112(bound(b, 1, type(uint112).max / 4));
        pledge(project, ann, a);
        pledge(project, ben, b);
        uint256 roots = MatchLib.rootDown(a) + MatchLib.rootDown(b);
        uint256 total = (roots * roots) >> 64;
        uint256 sum = uint256(a) + b;
        uint256 expected = total > sum ? total - sum : 0;
        assertEq(matchOf(project), expected < NO_CEILING ? expected : NO_CEILING);
        // (√a + √b)² − a − b = 2√(ab), to the rounding of both roots.
        assertLe(matchOf(project), sum);
    }

    function test_Attack_PledgeSplitAThousandWays() external {
        for (uint160 i = 1; i <= 1000; ++i) {
            address account = address(i << 20);
            link(account, ann);
            pledge(project, account, 1);
        }
        assertEq(pool.projectOf(project).pledged, 1000);
        assertEq(matchOf(project), 0);
        (, , uint256 counted) = pool.pledgeOf(project, ann);
        assertEq(counted, 1000);
    }

    /// P2
    function testFuzz_SplittingAmongOnesAccountsChangesNoMatch(uint96[4] memory parts, uint96 other) external {
        ProjectId whole = register(0, NO_CEILING);
        uint112 sum = 0;
        for (uint160 i = 0; i < parts.length; ++i) {
            address account = i == 0 ? ann : address((i + 1) << 30);
            link(account, ann);
            uint96 part = parts[i] == 0 ? 1 : parts[i];
            pledge(project, account, part);
            sum += part;
        }
        pledge(whole, ann, sum);
        pledge(project, ben, uint112(other) + 1);
        pledge(whole, ben, uint112(other) + 1);
        assertEq(matchOf(project), matchOf(whole));
        assertEq(pool.projectOf(project).roots, pool.projectOf(whole).roots);
    }

    function test_Attack_SybilsWithDust() external {
        pledge(project, ann, 100);
        for (uint160 i = 1; i <= 100; ++i) pledge(project, address(i << 20), 1);
        assertEq(matchOf(project), 0, "nobody is known to be behind them");
        assertEq(pool.projectOf(project).pledged, 200);
        // Even a hundred persons with dust add only what their dust comes to beside a larger pledge.
        assertEq(pool.projectOf(project).matched, 100);
    }

    function test_Reconcile_CountsAnAccountThatWasLinkedLater() external {
        address phone = makeAddr("phone");
        pledge(project, ann, 100);
        pledge(project, ben, 100);
        pledge(project, phone, 300);
        assertEq(matchOf(project), 200);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPledgeUnchanged.selector, project, phone));
        pool.reconcile(project, phone);
        link(phone, ann);
        pool.reconcile(project, phone);
        assertEq(matchOf(project), 900 - 500, "(20 + 10)^2 - 500");
        (uint256 amount, address identity, ) = pool.pledgeOf(project, phone);
        assertEq(amount, 300);
        assertEq(identity, ann);
        // Whoever is not known any more is matched no more, and anybody says so.
        gate.set(phone, address(0), false);
        pool.reconcile(project, phone);
        assertEq(matchOf(project), 200);
        vm.prank(phone);
        pool.unpledge(project, 300, phone);
        assertEq(token.balanceOf(phone), 300);
        assertEq(matchOf(project), 200);
    }

    function test_Attack_TwoPersonsWhoTurnOutToBeOne() external {
        pledge(project, ann, 100);
        pledge(project, ben, 100);
        link(ben, ann);
        pool.reconcile(project, ben);
        assertEq(matchOf(project), 0);
        assertEq(pool.projectOf(project).matched, 200);
    }

    function test_Attack_SelfPledgeByTheTeam() external {
        ProjectId own = register(1000, NO_CEILING, one(ann));
        pledge(own, ann, 100);
        pledge(own, ben, 100);
        assertEq(matchOf(own), 0);
        assertEq(pool.projectOf(own).pledged, 200);
        assertTrue(pool.isOfTeam(own, ann));
        assertFalse(pool.isOfTeam(own, ben));
    }

    /// @dev Who is paid is of the team, listed or not.
    function test_Attack_SelfPledgeByTheRecipient() external {
        link(shop, ann);
        ProjectId own = register(1000, NO_CEILING);
        assertTrue(pool.isOfTeam(own, shop) && pool.isOfTeam(own, ann));
        pledge(own, shop, 100);
        pledge(own, ann, 100);
        pledge(own, ben, 100);
        assertEq(matchOf(own), 0);
        assertEq(pool.projectOf(own).pledged, 300);
    }

    function test_Attack_SelfPledgeByALinkedAccount() external {
        address phone = makeAddr("phone");
        link(phone, ann);
        ProjectId own = register(1000, NO_CEILING, one(phone));
        assertTrue(pool.isOfTeam(own, ann), "the person behind a member is of the team");
        pledge(own, ann, 100);
        pledge(own, phone, 100);
        address tablet = makeAddr("tablet");
        link(tablet, ann);
        pledge(own, tablet, 100);
        pledge(own, ben, 100);
        assertEq(matchOf(own), 0);
    }

    function test_Attack_TeamMemberLinkedAfterPledging() external {
        ProjectId own = register(1000, NO_CEILING, one(ann));
        pledge(own, cat, 100);
        pledge(own, ben, 100);
        assertEq(matchOf(own), 200);
        // Ann's account turns out to be Cat's, who is the person known.
        link(ann, cat);
        vm.expectEmit();
        emit IFundingPool.TeamExtended(own, ann, cat);
        pool.extendTeam(own, ann);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingTeamUnchanged.selector, own, ann));
        pool.extendTeam(own, ann);
        pool.reconcile(own, cat);
        assertEq(matchOf(own), 0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingNotOfTeam.selector, own, ben));
        pool.extendTeam(own, ben);
    }

    function test_Reciprocity_IsSeenInWhoPledgedWhere() external {
        ProjectId a = register(0, NO_CEILING, one(ann));
        ProjectId b = register(0, NO_CEILING, one(ben));
        pledge(a, ben, 100);
        pledge(b, ann, 100);
        // Each alone draws nothing from the pool: a single identity is never matched.
        assertEq(matchOf(a) + matchOf(b), 0);
        (uint256 given, , ) = pool.pledgeOf(a, ben);
        (uint256 returned, , ) = pool.pledgeOf(b, ann);
        assertTrue(given == returned && pool.isOfTeam(a, ann) && pool.isOfTeam(b, ben));
    }

    // ---------------------------------------------------------------- withdrawing

    function test_Unpledge_UntilOneCycleBeforeTheDeadline() external {
        pledge(project, ann, 100);
        pledge(project, ben, 100);
        vm.warp(weights.cycleStartsAt(FIRST - 1) - 1);
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        vm.prank(ann);
        vm.expectEmit();
        emit IFundingPool.Pledged(project, ann, ann, 60);
        pool.unpledge(project, 40, dan);
        assertEq(token.balanceOf(dan), 40);
        assertEq(amountOf(project, ann), 60);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPledgeInsufficient.selector, project, ann, 60, 61));
        vm.prank(ann);
        pool.unpledge(project, 61, ann);
        vm.expectRevert(IFundingPool.FundingAmountZero.selector);
        pool.unpledge(project, 0, ann);
    }

    function test_Attack_PledgeWithdrawnJustBeforeSettlement() external {
        pledge(project, ann, 100);
        vm.warp(weights.cycleStartsAt(FIRST - 1));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Closing));
        vm.prank(ann);
        pool.unpledge(project, 100, ann);
        vm.warp(weights.cycleStartsAt(FIRST));
        token.mint(cat, 1);
        vm.startPrank(cat);
        token.approve(address(pool), 1);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Settling));
        pool.pledge(project, 1);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Settling));
        pool.reconcile(project, ann);
        vm.stopPrank();
    }

    function test_Round_ThatNobodySettlesLetsPledgesGo() external {
        pledge(project, ann, 100);
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2) - 1);
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Settling));
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2));
        assertEq(uint256(pool.phase()), uint256(IFundingPool.Phase.Open));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Open));
        pool.decide(plain());
        vm.prank(ann);
        pool.unpledge(project, 100, ann);
        assertEq(token.balanceOf(ann), 100);
    }

    function test_Retire_ReturnsPledgesAtAnyTime() external {
        pledge(project, ann, 100);
        vm.prank(treasury);
        vm.expectEmit();
        emit IFundingPool.ProjectRetired(project);
        pool.retire(project);
        assertEq(pool.live(), 0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectNotLive.selector, project));
        pool.pledge(project, 1);
        vm.warp(weights.cycleStartsAt(FIRST - 1));
        vm.prank(ann);
        pool.unpledge(project, 100, ann);
        assertEq(token.balanceOf(ann), 100);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectNotFunded.selector, project));
        pool.claim(project, shop);
    }

    // ---------------------------------------------------------------- money

    function test_Pledge_CountsWhatArrives() external {
        // A token that takes half on every transfer.
        token.mint(ann, 100);
        vm.startPrank(ann);
        token.approve(address(pool), 100);
        token.behave(WaywardToken.Manner.Fee);
        pool.pledge(project, 100);
        vm.stopPrank();
        assertEq(amountOf(project, ann), token.balanceOf(address(pool)));
        vm.expectRevert(IFundingPool.FundingAmountZero.selector);
        pool.pledge(project, 0);
    }

    function test_Attack_TokenThatCallsBack() external {
        token.mint(ann, 100);
        token.mint(address(token), 100);
        vm.prank(address(token));
        token.approve(address(pool), 100);
        pledge(project, address(token), 50);
        // On its way out the token tries to take the same pledge again.
        token.arm(address(pool), 0, abi.encodeCall(pool.unpledge, (project, 50, address(token))));
        vm.prank(address(token));
        pool.unpledge(project, 50, ann);
        assertTrue(token.tried());
        assertFalse(token.succeeded());
        assertEq(amountOf(project, address(token)), 0);
    }

    function test_Absorb_CountsWhatWasSentOtherwise() external {
        pledge(project, ann, 100);
        topUp(30);
        token.mint(address(pool), 70);
        assertEq(pool.available(), 30);
        vm.expectEmit();
        emit IFundingPool.ToppedUp(address(0), 70);
        pool.absorb();
        assertEq(pool.available(), 100);
        assertSolvent(100);
        vm.expectRevert(IFundingPool.FundingAmountZero.selector);
        pool.absorb();
    }

    // ---------------------------------------------------------------- whose it is

    function test_RevertWhen_NotTheTreasury() external {
        bytes memory refused = abi.encodeWithSelector(IFundingPool.FundingCallerNotTreasury.selector, address(this));
        vm.expectRevert(refused);
        pool.register(shop, 0, 0, new address[](0), "");
        vm.expectRevert(refused);
        pool.retire(project);
        vm.expectRevert(refused);
        pool.schedule(CommitmentId.wrap(1));
    }

    function test_RevertWhen_AProjectIsIllFormed() external {
        vm.startPrank(treasury);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectIllFormed.selector, "recipient"));
        pool.register(address(0), 0, 0, new address[](0), "");
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingTeamTooLarge.selector, 33, 32));
        pool.register(shop, 0, 0, new address[](33), "");
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectUnknown.selector, ProjectId.wrap(9)));
        pool.projectOf(ProjectId.wrap(9));
        vm.stopPrank();
    }

    function test_RevertWhen_TheCommitmentDoesNotFit() external {
        vm.startPrank(treasury);
        ICommitments.CommitmentParameters memory p = every(1);
        p.allots = true;
        CommitmentId allotting = commitments.open(p, standing());
        _expectUnfit(allotting, FIRST, PERIOD);
        pool.schedule(allotting);
        (p.allots, p.period) = (false, 2);
        CommitmentId hasty = commitments.open(p, standing());
        _expectUnfit(hasty, FIRST, 2);
        pool.schedule(hasty);
        // At once: pledges would rest without notice.
        vm.warp(weights.cycleStartsAt(FIRST - 1) - 1);
        pool.schedule(rounds);
        vm.warp(weights.cycleStartsAt(FIRST - 1));
        _expectUnfit(rounds, FIRST, PERIOD);
        pool.schedule(rounds);
        commitments.stop(rounds);
        _expectUnfit(rounds, FIRST, PERIOD);
        pool.schedule(rounds);
        vm.stopPrank();
    }

    function _expectUnfit(CommitmentId commitment, uint32 deadline, uint32 period) private {
        vm.expectRevert(
            abi.encodeWithSelector(IFundingPool.FundingScheduleUnfit.selector, commitment, deadline, period)
        );
    }

    /// @dev A commitment that nobody has touched for long is taken at its next deadline, not at the first.
    function test_Schedule_BeginsWithTheNextDeadline() external {
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2));
        vm.expectEmit();
        emit IFundingPool.ScheduleSet(rounds, FIRST + PERIOD, PERIOD);
        vm.prank(treasury);
        pool.schedule(rounds);
        decideAt(1, plain());
        assertEq(pool.round().deadline, FIRST + PERIOD);
    }

    function test_WithoutASchedule_PledgesComeAndGo() external {
        FundingPool idle = new FundingPool(kernel, IERC20(address(token)), IFundingPool.Rule.Priority, commitments);
        vm.prank(treasury);
        ProjectId id = idle.register(shop, 0, 0, new address[](0), "");
        token.mint(ann, 5);
        vm.startPrank(ann);
        token.approve(address(idle), 5);
        idle.pledge(id, 5);
        idle.unpledge(id, 5, ann);
        vm.stopPrank();
        assertEq(uint256(idle.phase()), uint256(IFundingPool.Phase.Open));
        assertEq(idle.round().deadline, 0);
        assertEq(idle.token(), address(token));
    }
}
