// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriorities} from "../../../contracts/priorities/IPriorities.sol";
import {ItemId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Prioritising} from "../../helpers/Prioritising.sol";

/// Attempts to close what others want, to keep or rank what nobody wants, and to count what is not there.
///
/// closing by anyone
/// ├── given the item's votes at a cycle's end were above the floor: not marked
/// ├── given it was marked: closed after the interval, not a second before
/// ├── given somebody propped it up in between: the mark is gone
/// └── given it rose above the floor in another way: not closed as long as it is
contract AttacksPrioritiesTest is Prioritising {
    address private whale = makeAddr("whale");
    ItemId private item;

    function setUp() external {
        foundPrioritising();
        item = openItem(issues, alice);
    }

    function _notIdle(int256 votes, uint256 electorate) private {
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemNotIdle.selector, item, votes, electorate));
    }

    // ---------------------------------------------------------------- windows

    function test_Attack_BoundariesOfClosing() external {
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemNotMarkedIdle.selector, item));
        priorities.closeIdle(item);
        vm.warp(weights.cycleStartsAt(1) - 1);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemCycleNotEnded.selector, item, 0));
        priorities.markIdle(item);
        vm.warp(weights.cycleStartsAt(1));
        vm.expectEmit(address(priorities));
        emit IPriorities.ItemMarkedIdle(item, alice, 4);
        priorities.markIdle(item);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemAlreadyIdle.selector, item, 1));
        priorities.markIdle(item);
        vm.warp(weights.cycleStartsAt(4) - 1);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemNotClosableYet.selector, item, 4));
        priorities.closeIdle(item);
        vm.warp(weights.cycleStartsAt(4));
        vm.expectEmit(address(priorities));
        emit IPriorities.ItemClosed(item, alice);
        priorities.closeIdle(item);
        assertEnded(item, IPriorities.Stage.Closed);
    }

    function test_RevertGiven_TheListKeepsIdleItems() external {
        ItemId hour = openItem(hours_, bob);
        skipCycles(1);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ListKeepsIdleItems.selector, hours_));
        priorities.markIdle(hour);
    }

    // ---------------------------------------------------------------- the floor

    /// @dev A tenth of 4 held, exactly, is idle; one unit more is not.
    function test_Attack_FloorIsAShareOfTheElectorate() external {
        uint96 tenth = uint96((uint256(HELD) * 4) / 10);
        prop(item, alice, tenth + 1);
        skipCycles(1);
        _notIdle(int256(uint256(tenth)) + 1, uint256(HELD) * 4);
        priorities.markIdle(item);
        prop(item, alice, tenth);
        _notIdle(int256(uint256(tenth)) + 1, uint256(HELD) * 4);
        priorities.markIdle(item);
        skipCycles(1);
        priorities.markIdle(item);
    }

    /// @dev Weight withdrawn, bought or leased now moves neither votes nor electorate of the cycle that has ended.
    function test_Attack_FlashWeightMarksNothing() external {
        prop(item, alice, HELD);
        skipCycles(1);
        source.credit(whale, uint64(HELD) * 1000);
        oppose(item, whale, HELD * 1000);
        _notIdle(int256(uint256(HELD)), uint256(HELD) * 4);
        priorities.markIdle(item);
        unprop(item, whale);
        skipCycles(1);
        // The whale holds on to it: what is a small part of all is idle, by design.
        priorities.markIdle(item);
    }

    function test_Attack_SupportInBetweenClearsTheMark() external {
        skipCycles(1);
        priorities.markIdle(item);
        vm.expectEmit(address(priorities));
        emit IPriorities.ItemPropped(item);
        prop(item, bob, 1);
        unprop(item, bob);
        skipCycles(10);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemNotMarkedIdle.selector, item));
        priorities.closeIdle(item);
    }

    /// @dev Weight against an item, and taking some off it, is no support.
    function test_Attack_OppositionDoesNotClearTheMark() external {
        prop(item, bob, 100);
        skipCycles(1);
        priorities.markIdle(item);
        oppose(item, carol, HELD);
        prop(item, bob, 50);
        prop(item, bob, 50);
        assertEq(priorities.itemOf(item).idleSince, 1);
        skipCycles(3);
        priorities.closeIdle(item);
    }

    /// @dev Nobody propped it up, but the lease that opposed it ended.
    function test_Attack_RisenItemIsNotClosed() external {
        leaser.lease(whale, Units.wrap(HELD), 4);
        prop(item, alice, HELD);
        vm.prank(whale);
        priorities.place(item, true, 0, HELD, noneDead());
        skipCycles(1);
        priorities.markIdle(item);
        skipCycles(4);
        _notIdle(int256(uint256(HELD)), uint256(HELD) * 4);
        priorities.closeIdle(item);
    }

    // ---------------------------------------------------------------- ranks

    /// @dev Weight of the last second of a cycle counts for that cycle alone, and of an accruing list for one step.
    function test_Attack_FlashWeightAtACyclesEnd() external {
        ItemId hour = openItem(hours_, bob);
        source.credit(whale, uint64(HELD) * 100);
        vm.warp(weights.cycleStartsAt(1) - 1);
        prop(hour, whale, HELD * 64);
        vm.warp(weights.cycleStartsAt(1));
        unprop(hour, whale);
        assertEq(rankOf(hour), int256(uint256(HELD)) * 32);
        skipCycles(5);
        assertEq(rankOf(hour), int256(uint256(HELD)));
        assertEq(votesOf(hour), 0);
    }

    function testFuzz_Attack_RecastsGainNothing(uint96 units, uint8 times, bool accrues) external {
        units = uint96(bound(units, 1, HELD));
        ItemId fuzzed = openItem(accrues ? hours_ : issues, bob);
        prop(fuzzed, carol, units);
        ItemId plain_ = openItem(accrues ? hours_ : issues, bob);
        skipCycles(2);
        prop(plain_, dave, units);
        unprop(fuzzed, carol);
        for (uint256 i = 0; i < times % 8; ++i) {
            if (i % 2 == 0) oppose(fuzzed, carol, units);
            prop(fuzzed, carol, units);
        }
        if (times % 8 == 0) prop(fuzzed, carol, units);
        int256 rank = rankOf(fuzzed);
        skipCycles(1);
        assertEq(votesOf(fuzzed), votesOf(plain_));
        if (!accrues) assertEq(rankOf(fuzzed), rankOf(plain_));
        else assertApproxEqAbs(rankOf(fuzzed), (rank + int256(uint256(units))) / 2, 1);
    }

    /// @dev W4: the tally is the sum of its placements in every cycle, leases included.
    function testFuzz_Tally_IsTheSumOfItsPlacements(uint256 seed) external {
        address[4] memory voters = [alice, bob, carol, dave];
        uint32[4] memory untils;
        for (uint256 i = 0; i < 12; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + (dice % 3 days));
            uint256 who = (dice >> 16) % 4;
            uint32 cycle = weights.cycle();
            if ((dice >> 32) % 3 == 0 && untils[who] <= cycle) {
                untils[who] = cycle + 1 + uint32((dice >> 64) % 4);
                leaser.lease(voters[who], Units.wrap(HELD), untils[who]);
            }
            uint96 leased = untils[who] > cycle ? uint96((dice >> 96) % HELD) : 0;
            vm.prank(voters[who]);
            priorities.place(item, dice % 2 == 0, uint96((dice >> 160) % HELD) + 1, leased, noneDead());
        }
        for (uint256 i = 0; i < 6; ++i) {
            assertEq(votesOf(item), _sum(voters));
            skipCycles(1);
        }
    }

    function _sum(address[4] memory voters) private view returns (int256 sum) {
        for (uint256 i = 0; i < 4; ++i) {
            (bool against, uint96 permanent, uint96 leased, uint32 until) = priorities.placementOf(item, voters[i]);
            int256 counted = int256(uint256(permanent));
            if (until > weights.cycle()) counted += int256(uint256(leased));
            sum += against ? -counted : counted;
        }
    }

    // ---------------------------------------------------------------- weight that is taken back

    function test_Attack_OverdrawnWeightIsRecalled() external {
        ItemId other = openItem(issues, alice);
        prop(item, bob, HELD / 2);
        prop(other, bob, HELD / 2);
        source.revoke(bob, Units.wrap((HELD / 4) * 3));
        (, , uint64 recallableAt) = weights.overdraftOf(bob);
        vm.warp(recallableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotRecallableYet.selector, bob, recallableAt));
        priorities.recall(item, bob);
        vm.warp(recallableAt);
        priorities.recall(item, bob);
        assertEq(votesOf(item), 0);
        priorities.recall(other, bob);
        assertEq(votesOf(other), int256(uint256(HELD / 4)));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotOverdrawn.selector, bob));
        priorities.recall(other, bob);
        assertEq(weights.accountOf(bob).placed, HELD / 4);
    }
}
