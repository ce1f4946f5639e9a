// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ForkId} from "../../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {Dividing} from "../../helpers/Dividing.sol";

/// Money follows money: what the joiners take of a treasury worth as much as members gave, more, or less; what raiders get;
/// and who inherits.
contract ForkMoneyTest is Dividing {
    // ---------------------------------------------------------------- shares

    function test_Share_OfATreasuryWorthWhatMembersGave() external {
        unpriced.mint(treasury, 1000);
        address till = leaveWith(alice, COIN, address(unpriced));
        assertEq(till.balance, 100 gwei);
        assertEq(unpriced.balanceOf(till), 250);
        assertEq(treasury.balance, 300 gwei);
    }

    function test_Share_OfATreasuryWorthMore() external {
        // The treasury earned as much again, and half of it in tokens worth two each.
        vm.deal(treasury, 400 gwei);
        priced.mint(treasury, 200);
        leaveWith(alice, COIN, address(priced));
        // What alice gave, 100, of what there is, 800.
        address till = treasuryOfChild();
        assertEq(till.balance, 50 gwei);
        assertEq(priced.balanceOf(till), 25);
    }

    function test_Share_OfATreasuryWorthLess() external {
        vm.deal(treasury, 40 gwei);
        address till = leaveWith(alice, COIN, COIN);
        assertEq(till.balance, 10 gwei);
    }

    /// @notice Whatever the treasury holds, nobody leaves with more of what has a price than they gave, nothing is lost, and
    /// both treasuries add up to what there was.
    function testFuzz_Share_IsNeverMoreThanWasGiven(uint96 coins, uint64 tokens, uint8 price, uint64 bought) external {
        vm.deal(treasury, coins);
        priced.mint(treasury, tokens);
        feed.set(int256(bound(price, 1, 255)));
        uint256 given = bound(bought, 1, 1e12);
        buy(bob, given);
        leaveWith(bob, COIN, address(priced));
        address till = treasuryOfChild();
        uint256 worth = till.balance / 1 gwei + priced.balanceOf(till) * uint256(bound(price, 1, 255));
        assertLe(worth, 100 + given);
        assertEq(till.balance + treasury.balance, uint256(coins) + given * 1 gwei);
        assertEq(priced.balanceOf(till) + priced.balanceOf(treasury), tokens);
    }

    function test_Attack_RaidersGainNothing() external {
        // Far above and far below what members gave.
        uint256[2] memory treasuries = [uint256(400_000 gwei), 4 gwei];
        for (uint256 i = 0; i < treasuries.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.deal(treasury, treasuries[i]);
            address raider = makeAddr("raider");
            buy(raider, 10_000);
            leaveWith(raider, COIN, COIN);
            assertLe(treasuryOfChild().balance, 10_000 gwei);
            vm.revertToState(snapshot);
        }
    }

    /// @notice Whoever buys most of a community inherits it, as they could by a document; and as with a document, whoever
    /// does not want to go along can leave with what they gave before.
    function test_Attack_RaidersWhoInheritLetOthersLeaveFirst() external {
        address raider = makeAddr("raider");
        buy(raider, 10_000);
        join(raider);
        skipCycles(1);
        execute(listOf(COIN, COIN));
        uint64 restFrom = forks.forkOf(FORK).restFrom;
        assertEq(restFrom, block.timestamp + 10 days);
        assertEq(treasuryOfChild().balance, 10_000 gwei);
        forks.arrive(FORK, raider);
        KernelParameters memory p = child();
        p.name = "others";
        forks.propose(p);
        ForkId others = ForkId.wrap(1);
        vm.prank(alice);
        forks.join(others);
        vm.prank(bob);
        forks.join(others);
        skipCycles(1);
        assertLt(block.timestamp, restFrom);
        address till = Kernel(forks.execute(others, p, new address[](1))).treasury();
        assertEq(till.balance, 200 gwei);
        assertEq(forks.claim(FORK, COIN), 0);
        vm.warp(restFrom);
        assertEq(forks.claim(FORK, COIN), 200 gwei);
    }

    function test_Attack_RaidersWhoFollowGainNothing() external {
        vm.deal(treasury, 400_000 gwei);
        leaveWith(alice, COIN, COIN);
        uint256 before = treasuryOfChild().balance;
        address raider = makeAddr("raider");
        buy(raider, 10_000);
        vm.prank(raider);
        forks.follow(FORK);
        forks.claim(FORK, COIN);
        assertLe(treasuryOfChild().balance - before, 10_000 gwei);
    }

    function test_Attack_HundredPercentLeave() external {
        priced.mint(treasury, 10);
        join(alice);
        join(bob);
        join(carol);
        join(dave);
        skipCycles(1);
        execute(listOf(COIN, address(priced)));
        // Of 420 they gave 400; the rest follows, because the child is the successor, when nobody else can want it.
        assertEq(treasuryOfChild().balance, uint256(400 gwei * 400) / 420);
        vm.warp(forks.forkOf(FORK).restFrom);
        forks.claim(FORK, COIN);
        forks.claim(FORK, address(priced));
        assertEq(treasury.balance, 0);
        assertEq(treasuryOfChild().balance, 400 gwei);
        assertEq(priced.balanceOf(treasuryOfChild()), 10);
        forks.arrive(FORK, alice);
        forks.arrive(FORK, bob);
        forks.arrive(FORK, carol);
        forks.arrive(FORK, dave);
        assertEq(weights.electorate(), 0);
        assertEq(weights.totalContributed(), 0);
        // What arrives later follows.
        vm.deal(treasury, 5 gwei);
        vm.warp(block.timestamp + 1000 days);
        assertEq(forks.claimableOf(FORK, COIN), 5 gwei);
        forks.claim(FORK, COIN);
        assertEq(treasuryOfChild().balance, 405 gwei);
    }
}
