// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriorities} from "../../../contracts/priorities/IPriorities.sol";
import {ItemId, ListId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Prioritising} from "../../helpers/Prioritising.sol";

/// Lists of priorities.
///
/// a list: made and retired by the treasury alone
/// an item
/// ├── opened by anyone, dropped by its owner, served by the treasury; what is placed on it is free then
/// ├── ranks by the votes at the end of the last cycle, for or against, or by what has accrued of them
/// └── stands where a page says, or the page is refused
/// a placement: one a voter and item; leased parts end by themselves, can be refreshed and recalled
contract PrioritiesTest is Prioritising {
    ItemId private issue;
    ItemId private hour;

    function setUp() external {
        foundPrioritising();
        issue = openItem(issues, alice);
        hour = openItem(hours_, bob);
    }

    // ---------------------------------------------------------------- lists

    function test_Lists_AreMadeAndRetiredByTheTreasury() external {
        (IPriorities.ListParameters memory p, bool retired, uint32 open) = priorities.listOf(issues);
        assertEq(p.interval, 3);
        assertEq(p.floor, 0.1e18);
        assertFalse(retired);
        assertEq(open, 1);
        (uint32 lists, uint64 items) = priorities.counts();
        assertEq(lists, 2);
        assertEq(items, 2);
        prop(issue, alice, HELD);
        vm.prank(treasury);
        priorities.retireList(issues);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemHasEnded.selector, issue));
        priorities.place(issue, false, 1, 0, noneDead());
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ListHasEnded.selector, issues));
        priorities.openItem(issues, keccak256("what"), "");
        ItemId[] memory dead = new ItemId[](1);
        dead[0] = issue;
        vm.prank(alice);
        priorities.place(hour, false, HELD, 0, dead);
        assertEq(weights.accountOf(alice).placed, HELD);
    }

    function test_RevertWhen_AnybodyElseKeepsLists() external {
        bytes memory refused = abi.encodeWithSelector(IPriorities.PrioritiesCallerNotTreasury.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(refused);
        priorities.makeList("mine", IPriorities.ListParameters(0, 0, 0));
        vm.expectRevert(refused);
        priorities.retireList(issues);
        vm.expectRevert(refused);
        priorities.serve(issue);
        vm.stopPrank();
    }

    function _refused(string memory field, uint256 value, uint256 most, IPriorities.ListParameters memory p) private {
        vm.prank(treasury);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ListParameterOutOfBounds.selector, field, value, 0, most));
        priorities.makeList("odd", p);
    }

    function test_RevertWhen_ParametersAreOutOfBounds() external {
        uint32 century = 100 * 365 days;
        _refused("halfLife", century + 1, century, IPriorities.ListParameters(century + 1, 0, 0));
        _refused("interval", 87_661, 87_660, IPriorities.ListParameters(0, 87_661, 0));
        _refused("floor", 1e18, 1e18 - 1, IPriorities.ListParameters(0, 1, 1e18));
    }

    function test_RevertGiven_NoSuchListOrItem() external {
        ListId noList = ListId.wrap(9);
        ItemId noItem = ItemId.wrap(9);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ListUnknown.selector, noList));
        priorities.openItem(noList, keccak256("what"), "");
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ListUnknown.selector, noList));
        priorities.listOf(noList);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemUnknown.selector, noItem));
        priorities.itemOf(noItem);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemContentEmpty.selector, issues));
        priorities.openItem(issues, 0, "");
    }

    // ---------------------------------------------------------------- items

    function test_Item_IsDroppedByItsOwner() external {
        prop(issue, carol, HELD);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemNotOwned.selector, issue, bob));
        priorities.dropItem(issue);
        vm.expectEmit(address(priorities));
        emit IPriorities.ItemDropped(issue, alice);
        vm.prank(alice);
        priorities.dropItem(issue);
        assertEnded(issue, IPriorities.Stage.Dropped);
        (, , uint32 open) = priorities.listOf(issues);
        assertEq(open, 0);
        unprop(issue, carol);
        assertEq(weights.accountOf(carol).placed, 0);
        assertEq(votesOf(issue), int256(uint256(HELD)), "what it had come to stays");
    }

    function test_Item_IsServedAndFreesTheWeightOnIt() external {
        prop(hour, carol, HELD);
        skipCycles(2);
        prop(hour, carol, HELD / 2);
        int112 held = int112(uint112(HELD));
        vm.expectEmit(address(priorities));
        emit IPriorities.ItemServed(hour, bob, held, (held / 4) * 3);
        vm.prank(treasury);
        priorities.serve(hour);
        assertEnded(hour, IPriorities.Stage.Served);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemHasEnded.selector, hour));
        priorities.place(hour, false, 1, 0, noneDead());
        vm.prank(treasury);
        weights.retireModule(address(priorities));
        unprop(hour, carol);
        assertEq(weights.accountOf(carol).placed, 0);
    }

    // ---------------------------------------------------------------- ranks

    function test_Rank_IsTheVotesAtTheEndOfTheLastCycle() external {
        prop(issue, alice, HELD);
        oppose(issue, bob, HELD / 4);
        assertEq(rankOf(issue), 0);
        skipCycles(1);
        int256 net = int256(uint256((HELD / 4) * 3));
        assertEq(rankOf(issue), net);
        unprop(issue, alice);
        assertEq(votesOf(issue), -int256(uint256(HELD / 4)));
        assertEq(rankOf(issue), net, "what is withdrawn now counted then");
        skipCycles(1);
        assertEq(rankOf(issue), -int256(uint256(HELD / 4)));
    }

    function test_Rank_AccruesWithItsHalfLife() external {
        oppose(hour, alice, HELD);
        skipCycles(2);
        int256 held = int256(uint256(HELD));
        assertEq(rankOf(hour), (-held / 4) * 3);
        prop(hour, alice, HELD);
        assertEq(rankOf(hour), (-held / 4) * 3);
        skipCycles(1);
        assertEq(rankOf(hour), held / 8);
        unprop(hour, alice);
        skipCycles(2);
        assertEq(rankOf(hour), held / 32);
    }

    function test_Ranks_OfAPageAreVerified() external {
        ItemId second = openItem(issues, bob);
        prop(second, bob, HELD);
        prop(issue, alice, HELD / 2);
        assertEq(
            priorities.ranksOf(issues, pair(issue, second))[1],
            0,
            "equal before a cycle's end: the earlier first"
        );
        skipCycles(1);
        int112[] memory ranks = priorities.ranksOf(issues, pair(second, issue));
        assertEq(ranks[0], int112(uint112(HELD)));
        assertEq(ranks[1], int112(uint112(HELD / 2)));
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemsNotInOrder.selector, issue, second));
        priorities.ranksOf(issues, pair(issue, second));
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemsNotInOrder.selector, second, second));
        priorities.ranksOf(issues, pair(second, second));
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemOfAnotherList.selector, hour, issues));
        priorities.ranksOf(issues, pair(second, hour));
        vm.prank(treasury);
        priorities.serve(issue);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemHasEnded.selector, issue));
        priorities.ranksOf(issues, pair(second, issue));
    }

    // ---------------------------------------------------------------- placements

    function test_Place_ReplacesWhatWasThere() external {
        prop(issue, alice, HELD);
        oppose(issue, alice, 7);
        (bool against, uint96 permanent, uint96 leased, uint32 until) = priorities.placementOf(issue, alice);
        assertTrue(against);
        assertEq(permanent, 7);
        assertEq(leased, 0);
        assertEq(until, 0);
        assertEq(votesOf(issue), -7);
        assertEq(weights.accountOf(alice).placed, 7);
    }

    function test_RevertWhen_ThePlacementIsOutOfBounds() external {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemPlacementEmpty.selector, issue));
        priorities.place(issue, false, 0, 0, noneDead());
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsInsufficient.selector, alice, HELD, HELD + 1));
        priorities.place(issue, false, HELD + 1, 0, noneDead());
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemPlacementAbsent.selector, issue, alice));
        priorities.withdraw(issue);
        ItemId[] memory dead = new ItemId[](1);
        dead[0] = hour;
        vm.expectRevert(abi.encodeWithSelector(IPriorities.ItemPlacementNotDead.selector, hour, alice));
        priorities.place(issue, false, 1, 0, dead);
        vm.stopPrank();
    }

    function test_Lease_IsRefreshedByAnyoneOnceRenewed() external {
        leaser.lease(carol, Units.wrap(HELD), 3);
        vm.prank(carol);
        priorities.place(issue, true, 5, HELD, noneDead());
        bytes memory refused = abi.encodeWithSelector(IPriorities.ItemPlacementNotRefreshable.selector, issue, carol);
        vm.expectRevert(refused);
        priorities.refresh(issue, carol);
        leaser.lease(carol, Units.wrap(HELD), 6);
        priorities.refresh(issue, carol);
        (, , , uint32 until) = priorities.placementOf(issue, carol);
        assertEq(until, 6);
        skipCycles(5);
        assertEq(votesOf(issue), -int256(uint256(HELD)) - 5);
        skipCycles(1);
        assertEq(votesOf(issue), -5);
        assertEq(rankOf(issue), -int256(uint256(HELD)) - 5, "it counted to the end of the last cycle");
        vm.expectRevert(refused);
        priorities.refresh(issue, carol);
        unprop(issue, carol);
        assertEq(votesOf(issue), 0, "taken off once");
    }

    function test_Lease_LeavesAccruedRankByItself() external {
        leaser.lease(carol, Units.wrap(HELD), 3);
        vm.prank(carol);
        priorities.place(hour, false, 0, HELD, noneDead());
        skipCycles(5);
        int256 held = int256(uint256(HELD));
        assertEq(rankOf(hour), ((held / 8) * 7) / 4);
        prop(hour, alice, HELD);
        assertEq(rankOf(hour), ((held / 8) * 7) / 4);
    }
}
