// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Funding} from "../../helpers/Funding.sol";

/// @dev Ann is one person with several accounts, any of which can be the one that she is known by: at once, and whenever she
/// says so. The last cycle before a deadline is there for others to find out.
contract SwitchesTest is Funding {
    address private second = makeAddr("second");
    address private third = makeAddr("third");
    ProjectId private project;

    function setUp() external {
        foundPool(IFundingPool.Rule.Priority);
        project = register(0, type(uint112).max);
        link(second, ann);
        link(third, ann);
    }

    /// P2
    function test_Attack_KnownByAnotherAccountJustBeforeTheDeadline() external {
        pledge(project, ann, 100);
        vm.warp(weights.cycleStartsAt(FIRST - 1) - 1);
        _switchTo(second);
        pledge(project, second, 100);
        assertEq(matchOf(project), 200, "two, until somebody says otherwise");
        // From here on nothing adds to that, and everything that takes off it can be said.
        vm.warp(weights.cycleStartsAt(FIRST - 1));
        _refusePledge(second);
        pool.reconcile(project, ann);
        assertEq(matchOf(project), 0);
        vm.warp(weights.cycleStartsAt(FIRST) - 1);
        _switchTo(third);
        _refusePledge(third);
    }

    /// P2
    function test_Attack_SplitByReconcilingJustBeforeTheDeadline() external {
        pledge(project, ann, 100);
        pledge(project, second, 100);
        vm.warp(weights.cycleStartsAt(FIRST) - 1);
        _switchTo(second);
        vm.expectEmit();
        emit IFundingPool.Pledged(project, second, address(0), 100);
        pool.reconcile(project, second);
        assertEq(matchOf(project), 0, "matched with nobody rather than apart");
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPledgeUnchanged.selector, project, second));
        pool.reconcile(project, second);
        // All of what is left goes over as a whole, and the rest joins it after the round.
        pool.reconcile(project, ann);
        assertEq(pool.projectOf(project).matched, 100);
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2));
        pool.reconcile(project, second);
        assertEq(pool.projectOf(project).matched, 200);
        assertEq(matchOf(project), 0);
    }

    function test_Attack_TeamKnownByAnotherAccountJustBeforeTheDeadline() external {
        ProjectId own = register(0, type(uint112).max, one(ann));
        pledge(own, ben, 100);
        vm.warp(weights.cycleStartsAt(FIRST - 1) - 1);
        _switchTo(second);
        pledge(own, second, 100);
        assertEq(matchOf(own), 200);
        vm.warp(weights.cycleStartsAt(FIRST) - 1);
        pool.extendTeam(own, ann);
        pool.reconcile(own, second);
        assertEq(matchOf(own), 0);
        assertEq(pool.projectOf(own).pledged, 200);
    }

    /// W1
    function test_Attack_SwitchingToAndFroToKeepTheVotesOfBoth() external {
        vote(project, ann, false, 1_000_000);
        int256 one_ = pool.projectOf(project).votes;
        _become(ben);
        vote(project, ben, false, 1_000_000);
        uint64 recallableAt = uint64(block.timestamp + kernel.cycleLength());
        // Whoever is struck has a cycle, and is back before that is over.
        vm.warp(recallableAt - 1);
        _become(ann);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotOverdrawn.selector, ann));
        pool.recall(project, ann);
        vm.warp(block.timestamp + kernel.cycleLength() - 1);
        _become(ben);
        (, , uint64 kept) = weights.overdraftOf(ann);
        assertEq(kept, recallableAt);
        pool.recall(project, ann);
        assertEq(pool.projectOf(project).votes, one_);
    }

    /// @dev Ann and Ben are one person, known by one of the two.
    function _become(address account) private {
        link(ann, account);
        link(ben, account);
        weights.sync(account == ann ? ben : ann);
        weights.sync(account);
    }

    function _switchTo(address account) private {
        link(ann, account);
        link(second, account);
        link(third, account);
    }

    function _refusePledge(address account) private {
        token.mint(account, 100);
        vm.startPrank(account);
        token.approve(address(pool), 100);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingPhaseWrong.selector, IFundingPool.Phase.Closing));
        pool.pledge(project, 100);
        vm.stopPrank();
    }
}
