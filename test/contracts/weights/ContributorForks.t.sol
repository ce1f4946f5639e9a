// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Forks} from "../../../contracts/kernel/Forks.sol";
import {ForkId} from "../../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {Contributing} from "../../helpers/Contributing.sol";

/// @dev Carol is the sole contributor, weighs 300 as the highest patron does, and leaves by a fork with all of it. In the parent
/// she is listed still. What she gets there afterwards (a grant here stands for a purchase) cannot be told from what she had.
contract ContributorForksTest is Contributing {
    uint64 private constant HAD = 300;

    function setUp() external {
        KernelParameters memory p = teamwork();
        (p.name, p.treasury, p.fork.fill) = ("left", address(0), 0);
        foundTeam(p);
        give(alice, HAD, HAD);
        patrons.nameHighest(alice);
        list(carol, 7);
        Forks forks = Forks(kernel.forks());
        p.name = "child";
        vm.startPrank(carol);
        ForkId fork = forks.propose(p);
        forks.join(fork);
        vm.stopPrank();
        skipCycles(2);
        forks.execute(fork, p, new address[](0));
        forks.arrive(fork, carol);
    }

    function test_Left_IsNotCreditedAnew() external {
        team.settle(carol);
        assertEq(weights.unitsOf(carol), 0);
        assertEq(team.contributorOf(carol).units, HAD, "given once");
        assertEq(Units.unwrap(team.totalUnits()), HAD);
    }

    /// @dev Else whoever follows a successor fork could take the same along again and again.
    function test_Attack_LeftAndCreditedAnewAfterAFall() external {
        commit(alice, 0);
        team.settle(carol);
        assertEq(team.contributorOf(carol).units, BASE);
        assertEq(team.contributorOf(carol).owed, HAD - BASE);
        commit(alice, uint64(HAD));
        team.settle(carol);
        strike(carol);
        list(carol, 7);
        assertEq(weights.unitsOf(carol), 0);
        assertEq(team.contributorOf(carol).units, HAD);
        assertEq(team.contributorOf(carol).owed, 0);
    }

    /// @dev The worst case: what she bought since goes for what she took along, and nothing beyond that.
    function testFuzz_Attack_StruckOffAfterLeavingAndBuyingAnew(uint64 bought) external {
        bought = uint64(bound(bought, 1, 1e18));
        source.credit(carol, bought);
        strike(carol);
        assertEq(weights.unitsOf(carol), bought > HAD ? bought - HAD : 0);
        assertEq(team.contributorOf(carol).units, 0);
        // Once: whatever the office does next, it takes what it gave.
        uint256 kept = weights.unitsOf(carol);
        list(carol, 7);
        strike(carol);
        assertEq(weights.unitsOf(carol), kept);
    }

    /// @dev Whoever is struck off, or settled down, before buying keeps all of what is bought.
    function test_Left_StruckOffBeforeBuyingLosesNothing() external {
        strike(carol);
        assertEq(Units.unwrap(team.totalUnits()), 0);
        source.credit(carol, 1000);
        team.settle(carol);
        assertEq(weights.unitsOf(carol), 1000);
    }

    /// @dev Until then what she took along leaves the others less room; anyone makes it.
    function test_Left_SettlingMakesRoomForOthers() external {
        list(dave, 60);
        uint256 before = weights.unitsOf(dave);
        assertLt(before, 60, "no room yet");
        vm.prank(bob);
        team.settle(carol);
        assertEq(team.contributorOf(carol).units, 7);
        assertEq(weights.unitsOf(carol), 0);
        team.settle(dave);
        assertEq(weights.unitsOf(dave), 60);
    }
}
