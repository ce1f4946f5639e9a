// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IContributorSource} from "../../../contracts/weights/sources/IContributorSource.sol";
import {Contributing} from "../../helpers/Contributing.sol";

/// @dev Carol contributes with an account behind which dave's stands: her units go to the one that she is known by, and lie there
/// out of reach as long as nobody is known by it.
contract ContributorHidingTest is Contributing {
    ListGate private gate;

    function setUp() external {
        gate = new ListGate();
        KernelParameters memory p = teamwork();
        (p.name, p.gate) = ("gated", address(gate));
        foundTeam(p);
        gate.set(alice, alice, true);
        gate.set(bob, bob, true);
        _appear();
        give(alice, 1000, 1000);
        patrons.nameHighest(alice);
    }

    /// @dev One donation and two accounts would make any weight there is.
    function test_Attack_HiddenUnitsAreCreditedAnew() external {
        list(carol, 7);
        weights.consolidate(carol);
        for (uint256 i = 0; i < 3; ++i) {
            commit(alice, 0);
            _hide();
            team.settle(carol);
            _appear();
            commit(alice, 1000);
            team.settle(carol);
            weights.consolidate(carol);
        }
        assertEq(weights.unitsOf(dave), 1000, "none above the highest patron");
    }

    function test_Attack_HiddenWhileBeingStruckOff() external {
        list(carol, 7);
        weights.consolidate(carol);
        _hide();
        vm.expectEmit(address(team));
        emit IContributorSource.ContributorOwes(carol, Units.wrap(1000));
        strike(carol);
        _appear();
        assertEq(weights.unitsOf(dave), 1000, "not found");
        vm.prank(bob);
        vm.expectEmit(address(team));
        emit IContributorSource.ContributorOwes(carol, Units.wrap(0));
        team.settle(carol);
        assertEq(weights.unitsOf(dave), 0);
        assertEq(weights.electorate(), 1000, "alice's");
        assertEq(Units.unwrap(team.totalUnits()), 0);
    }

    /// @dev An office that merges records may take votes, never weight.
    function test_Attack_TakenFromWhoeverTheRegistrarNames() external {
        list(carol, 7);
        weights.consolidate(carol);
        source.credit(bob, 5000);
        gate.set(dave, bob, false);
        gate.set(carol, bob, false);
        weights.sync(dave);
        strike(carol);
        assertEq(weights.unitsOf(bob), 5000);
        _appear();
        weights.sync(dave);
        team.settle(carol);
        assertEq(weights.unitsOf(dave), 0);
        assertEq(weights.unitsOf(bob), 5000);
    }

    /// @dev What comes back by an account of the same person, without a call of the source, is taken there.
    function test_Attack_HiddenBehindAnotherPrimary() external {
        list(carol, 7);
        weights.consolidate(carol);
        gate.set(dave, carol, true);
        gate.set(carol, carol, true);
        weights.sync(dave);
        strike(carol);
        assertEq(team.contributorOf(carol).owed, 1000);
        weights.consolidate(dave);
        assertEq(weights.unitsOf(carol), 1000);
        team.settle(carol);
        assertEq(weights.unitsOf(carol), 0);
    }

    function _hide() private {
        gate.set(carol, address(0), false);
        gate.set(dave, address(0), false);
        weights.sync(dave);
    }

    function _appear() private {
        gate.set(carol, dave, true);
        gate.set(dave, dave, true);
        weights.sync(dave);
    }
}
