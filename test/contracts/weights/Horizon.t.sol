// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {CandidacyId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Community} from "../../helpers/Community.sol";

/// @title The end of a kernel's clock
/// @notice Nothing is credited any more; all that is there stays, as large as it can be, and can be moved for ever.
contract HorizonTest is Community {
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() external {
        KernelParameters memory p = defaults();
        p.halfLife = 90 days;
        found(p);
    }

    /// @dev The most units there can be: their root counts in 80 bits, and the electorate holds many of them.
    function test_Electorate_HoldsTheLargestAccounts() external {
        vm.warp(weights.horizonAt() - 1);
        uint256 sum = 0;
        for (uint160 i = 1; i <= 40; ++i) {
            source.credit(address(i << 32), (1 << 56) - 1);
            uint256 votes = weights.votesOf(weights.unitsOf(address(i << 32)));
            assertLe(votes, type(uint80).max);
            sum += votes;
        }
        assertEq(weights.electorate(), sum);
    }

    function test_Credit_RevertGiven_TheHorizonIsLongGone() external {
        uint64 horizonAt = weights.horizonAt();
        vm.warp(uint256(horizonAt) * 8);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        source.credit(alice, 1);
    }

    function test_Ballots_MoveAfterTheHorizon() external {
        source.credit(alice, 100e9);
        source.credit(bob, 400e9);
        vm.warp(uint256(weights.horizonAt()) * 8);
        CandidacyId candidacy = nominate(OFFICE, alice, 100e9);
        cast(OFFICE, bob, candidacy, 300e9);
        skipCycles(3);
        assertEq(elections.incumbents(OFFICE)[0], alice);
        cast(OFFICE, bob, candidacy, 400e9);
        assertEq(viewOf(OFFICE, candidacy).votes, int256(100 * (weights.votesOf(100e9) + weights.votesOf(400e9))));
        source.revoke(bob, Units.wrap(400e9));
        assertEq(weights.electorate(), weights.votesOf(100e9));
        assertEq(weights.balanceOf(alice), 0);
        assertEq(weights.unitsOf(alice), 100e9);
    }

    /// @dev Not a number that has lost its upper bits.
    function test_UnitsFor_RevertWhen_NothingCanBeCreditedThen() external {
        uint64 horizonAt = weights.horizonAt();
        assertGt(Units.unwrap(weights.unitsFor(1e9, horizonAt - 1)), 1e9 << 39);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        weights.unitsFor(1e9, horizonAt);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        weights.unitsFor(1, horizonAt * 7);
        vm.expectPartialRevert(bytes4(keccak256("SafeCastOverflowedUintDowncast(uint8,uint256)")));
        weights.unitsFor(uint256(1) << 190, horizonAt - 1);
    }
}
