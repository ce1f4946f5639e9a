// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CharterLib} from "../../../contracts/kernel/CharterLib.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {NO_UNITS, Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Community} from "../../helpers/Community.sol";

/// A lease for what was paid
/// ├── is what a lease and a credit without units are, of a person or of nobody known, whatever was leased before
/// ├── tells both
/// ├── is for the leasing source alone, not even for one that credits
/// └── is refused before genesis and from the horizon on
contract LeaseForTest is Community {
    uint64 private constant HELD = 5e9;
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    ListGate private gate = new ListGate();

    function setUp() external {
        KernelParameters memory p = defaults();
        p.gate = address(gate);
        found(p);
        source.credit(alice, HELD);
        source.credit(bob, HELD);
    }

    /// @dev Bob gets by two calls what Alice gets by one; that the totals tell the two apart is shown between.
    function testFuzz_LeaseFor_IsALeaseAndACredit(
        uint64[6] calldata values,
        uint64[6] calldata paid,
        uint8[6] calldata cycles,
        uint8 person
    ) external {
        for (uint256 i = 0; i < values.length; ++i) {
            // Becomes a person some time, or has always been one, or never.
            if (person % 8 == i) _meet();
            if (cycles[i] % 3 == 0) skipCycles(cycles[i] % 16);
            uint32 until = weights.cycle() + 1 + (cycles[i] % 32);
            uint64 given = paid[i] / 16;
            (uint256 votes, uint256 contributed) = (weights.electorate(), weights.totalContributed());
            vm.prank(address(leaser));
            weights.leaseForValue(values[i], uint64(block.timestamp), until, given, alice);
            assertEq(weights.totalContributed(), contributed + given);
            uint256 more = weights.electorate();

            Units units = weights.unitsFor(values[i], uint64(block.timestamp));
            leaser.lease(bob, units, until);
            vm.prank(address(source));
            weights.creditUnits(NO_UNITS, given, bob);
            assertEq(abi.encode(weights.accountOf(alice)), abi.encode(weights.accountOf(bob)));
            assertEq(abi.encode(weights.leaseOf(alice)), abi.encode(weights.leaseOf(bob)));
            assertEq(abi.encode(weights.dormantOf(alice)), abi.encode(weights.dormantOf(bob)));
            // Each of the two has changed it by as much.
            assertEq(weights.electorate() + votes, 2 * more);
            assertEq(weights.totalContributed(), contributed + 2 * uint256(given));
            assertEq(
                weights.electorate(),
                _isPerson(alice) ? 2 * weights.votesOf(uint256(Units.unwrap(units)) + HELD) : 0
            );
        }
        skipCycles(40);
        assertEq(weights.electorate(), _isPerson(alice) ? 2 * weights.votesOf(HELD) : 0);
        assertEq(weights.totalSupply(), 2 * HELD);
    }

    function test_LeaseFor_TellsBoth() external {
        gate.set(alice, alice, false);
        (uint64 timestamp, uint32 until) = (uint64(block.timestamp), weights.cycle() + 3);
        vm.expectEmit(address(weights));
        emit IWeights.Leased(alice, Units.wrap(7), until);
        vm.expectEmit(address(weights));
        emit IWeights.Credited(alice, address(leaser), NO_UNITS, 9);
        vm.prank(address(leaser));
        weights.leaseForValue(7, timestamp, until, 9, alice);
        assertEq(weights.electorate(), weights.votesOf(HELD + 7));
        assertEq(weights.totalContributed(), 2 * HELD + 9);
    }

    function test_Attack_WhoCreditsLeases() external {
        uint64 timestamp = uint64(block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotSource.selector, address(source)));
        vm.prank(address(source));
        weights.leaseForValue(1, timestamp, 1, 1, alice);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotSource.selector, address(this)));
        weights.leaseForValue(1, timestamp, 1, 1, alice);
    }

    function test_LeaseFor_RevertGiven_NotStartedOrOver() external {
        KernelParameters memory p = defaults();
        (p.name, p.genesisAt, p.halfLife) = ("later", uint64(block.timestamp + 100 days), 90 days);
        found(p);
        vm.expectRevert(abi.encodeWithSelector(CharterLib.CharterNotStarted.selector, p.genesisAt));
        vm.prank(address(leaser));
        weights.leaseForValue(1, p.genesisAt, 1, 1, alice);

        uint64 horizonAt = weights.horizonAt();
        vm.warp(horizonAt);
        uint32 until = weights.cycle() + 1;
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        vm.prank(address(leaser));
        weights.leaseForValue(1, horizonAt - 1, until, 1, alice);
        vm.warp(horizonAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        vm.prank(address(leaser));
        weights.leaseForValue(1, horizonAt, until, 1, alice);
    }

    function _meet() private {
        gate.set(alice, alice, false);
        gate.set(bob, bob, false);
        weights.sync(alice);
        weights.sync(bob);
    }

    function _isPerson(address account) private view returns (bool) {
        return gate.primaryOf(account) == account;
    }
}
