// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {ICommunityRegistry} from "../../../contracts/kernel/ICommunityRegistry.sol";
import {ForkId, IForks} from "../../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {WaywardToken} from "../../../contracts/test/WaywardToken.sol";
import {ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {Weights} from "../../../contracts/weights/Weights.sol";
import {Dividing} from "../../helpers/Dividing.sol";

/// What assets, and members, can try while a fork divides a community.
contract ForkAttacksTest is Dividing {
    // ---------------------------------------------------------------- assets

    function test_LeftOut_CanBeClaimedWhileMembersCanFollow() external {
        unpriced.mint(treasury, 1000);
        leaveWith(alice);
        assertEq(forks.claimableOf(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, COIN), 0);
        assertEq(forks.claim(FORK, address(unpriced)), 250);
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(forks.claim(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, address(unpriced)), 250);
        uint64 until = forks.forkOf(FORK).followableUntil;
        vm.warp(until + 1);
        refuse(IForks.ForkClosed.selector, abi.encode(FORK, until));
        forks.claim(FORK, COIN);
    }

    function test_Attack_AssetsListedTwice() external {
        join(alice);
        skipCycles(1);
        address[] memory assets = new address[](4);
        (assets[2], assets[3]) = (COIN, COIN);
        execute(assets);
        assertEq(treasuryOfChild().balance, 100 gwei);
    }

    function test_Attack_AssetsThatRefuseAreSkippedAndClaimable() external {
        wayward.mint(treasury, 1000);
        WaywardToken.Manner[3] memory manners = [
            WaywardToken.Manner.Refuse,
            WaywardToken.Manner.Deny,
            WaywardToken.Manner.Bomb
        ];
        for (uint256 i = 0; i < manners.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            wayward.behave(manners[i]);
            join(alice);
            skipCycles(1);
            vm.expectEmit();
            emit IForks.ForkAssetSkipped(FORK, address(wayward));
            execute(listOf(address(wayward), COIN));
            assertEq(treasuryOfChild().balance, 100 gwei);
            refuse(IForks.ForkAssetRefused.selector, abi.encode(address(wayward)));
            forks.claim(FORK, address(wayward));
            wayward.behave(WaywardToken.Manner.Plain);
            assertEq(forks.claim(FORK, address(wayward)), 250);
            vm.revertToState(snapshot);
        }
    }

    function test_Attack_AssetsThatTakeAFee() external {
        wayward.mint(treasury, 1000);
        wayward.behave(WaywardToken.Manner.Fee);
        leaveWith(alice, address(wayward), address(wayward));
        assertEq(wayward.balanceOf(treasuryOfChild()), 125);
        assertEq(wayward.balanceOf(treasury), 750);
        assertEq(forks.claim(FORK, address(wayward)), 0);
    }

    function test_Attack_AssetsThatCallBack() external {
        wayward.mint(treasury, 1000);
        wayward.arm(address(forks), 0, abi.encodeCall(IForks.claim, (FORK, COIN)));
        leaveWith(alice, address(wayward), COIN);
        assertTrue(wayward.tried());
        assertFalse(wayward.succeeded());
        assertEq(treasuryOfChild().balance, 100 gwei);
        assertEq(wayward.balanceOf(treasuryOfChild()), 250);
    }

    function test_Attack_AssetsThatAreNoTokens() external {
        address till = leaveWith(alice, alice, address(kernel));
        assertEq(till.balance, 0);
    }

    function test_Attack_APricedAssetThatBurnsGasBlocksNobody() external {
        KernelParameters memory p = selling();
        IPurchaseSource.Configuration memory c = configuration();
        c.assets[1].token = address(wayward);
        (p.name, p.sources[0].configuration) = ("burning", abi.encode(c));
        foundGoverned(p);
        shop = PurchaseSource(kernel.sources()[0]);
        buy(alice, 100);
        buy(bob, 100);
        wayward.mint(treasury, 10);
        wayward.behave(WaywardToken.Manner.Burn);
        p.name = "child";
        forks.propose(p);
        join(alice);
        skipCycles(1);
        forks.execute(FORK, p, new address[](1));
        assertEq(treasuryOfChild().balance, 100 gwei);
    }

    function test_Attack_AFeedThatDiesBlocksNobody() external {
        priced.mint(treasury, 1000);
        skipCycles(2);
        // Stale by now: nobody can tell how much of it would be too much.
        leaveWith(alice, COIN, address(priced));
        address till = treasuryOfChild();
        assertEq(till.balance, 100 gwei);
        assertEq(priced.balanceOf(till), 0);
        assertEq(forks.claimableOf(FORK, address(priced)), 0);
    }

    function test_Attack_MoneySentBetweenExecutionAndFollowing() external {
        unpriced.mint(treasury, 1000);
        leaveWith(alice, COIN, address(unpriced));
        vm.deal(treasury, treasury.balance + 1000 gwei);
        unpriced.mint(treasury, 9000);
        assertEq(forks.claim(FORK, COIN), 0);
        assertEq(forks.claim(FORK, address(unpriced)), 0);
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(forks.claim(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, address(unpriced)), 250);
    }

    // ---------------------------------------------------------------- members

    function test_Attack_LeavingEarlyTakesTheThresholdAlong() external {
        KernelParameters memory p = selling();
        (p.name, p.fork.threshold) = ("half", 0.5e18);
        foundGoverned(p);
        shop = PurchaseSource(kernel.sources()[0]);
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) buy(all[i], 100);
        p.name = "child";
        forks.propose(p);
        join(alice);
        join(bob);
        skipCycles(1);
        assertTrue(forks.forkOf(FORK).isReady);
        vm.prank(bob);
        forks.unjoin(FORK);
        // Who held the threshold at the cycle's end has to hold it now.
        refuse(IForks.ForkNotReady.selector, abi.encode(FORK, 100, 200, 0.2e18, 0.2e18));
        forks.execute(FORK, p, new address[](0));
    }

    function test_Attack_ThresholdMovedByOthersWhoLeave() external {
        // Another fork takes half of the electorate away; a quarter is half of what is left, and must show it at a cycle's end.
        KernelParameters memory p = child();
        p.name = "rival";
        vm.prank(dave);
        forks.propose(p);
        ForkId rival = ForkId.wrap(1);
        vm.prank(carol);
        forks.join(rival);
        vm.prank(dave);
        forks.join(rival);
        join(alice);
        skipCycles(1);
        forks.execute(rival, p, new address[](0));
        forks.arrive(rival, carol);
        forks.arrive(rival, dave);
        assertEq(weights.electorate(), 200);
        execute(listOf(COIN, COIN));
        // Of what was given by those still there; the rival's members took none of the coins yet, and cannot lose them.
        assertEq(treasuryOfChild().balance, 100 gwei);
        assertEq(forks.claim(rival, COIN), 200 gwei);
        assertEq(treasury.balance, 100 gwei);
    }

    function test_Attack_JoiningAndVotingInOneTransaction() external {
        join(alice);
        vm.prank(alice);
        refuse(IWeights.WeightsInsufficient.selector, abi.encode(alice, 100, 101));
        elections.nominate(ROOT_ELECTION, documentOf(""), placement(id(0), 1), noScores(), noDead());
        vm.prank(alice);
        forks.unjoin(FORK);
        present(ROOT_ELECTION, alice, "");
        refuse(IForks.ForkMemberPlaced.selector, abi.encode(alice, 100));
        join(alice);
    }

    function test_Attack_UnitsCountedTwice() external {
        leaveWith(alice, COIN, COIN);
        Weights there = Weights(Kernel(forks.forkOf(FORK).child).weights());
        uint256 all = 400;
        assertEq(weights.electorate() + there.electorate(), all);
        forks.arrive(FORK, alice);
        assertEq(weights.electorate() + there.electorate(), all);
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(weights.electorate() + there.electorate(), all);
        assertEq(weights.totalContributed() + there.totalContributed(), all);
    }

    function test_Brake_DoesNotStopAFork() external {
        vm.prank(address(offices));
        ITreasury(treasury).brake(7 days);
        assertEq(leaveWith(alice, COIN, COIN).balance, 100 gwei);
    }

    function test_OutsideTreasury_KeepsItsMoney() external {
        KernelParameters memory p = selling();
        (p.name, p.treasury) = ("outside", makeAddr("outside"));
        foundGoverned(p);
        shop = PurchaseSource(kernel.sources()[0]);
        buy(alice, 100);
        (p.name, p.treasury) = ("child", address(0));
        forks.propose(p);
        join(alice);
        skipCycles(1);
        forks.execute(FORK, p, new address[](1));
        assertEq(treasury.balance, 100 gwei);
        forks.arrive(FORK, alice);
    }

    function test_Attack_TakingTheNameOfAFork() external {
        join(alice);
        skipCycles(1);
        KernelParameters memory p = selling();
        p.name = "child";
        address squatter = factory.create(p);
        address[] memory assets = listOf(COIN, COIN);
        Kernel there = Kernel(forks.execute(FORK, child(), assets));
        assertEq(there.treasury().balance, 100 gwei);
        ICommunityRegistry registry = ICommunityRegistry(factory.registry());
        assertEq(registry.kernelOf("child"), squatter);
        assertEq(registry.kernelOf(there.name()), address(there));
        assertEq(bytes(there.name()).length, 16);
    }
}
