// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriorities} from "../../contracts/priorities/IPriorities.sol";
import {Priorities} from "../../contracts/priorities/Priorities.sol";
import {ItemId, ListId} from "../../contracts/types/Ids.sol";
import {Vouching} from "./Vouching.sol";

/// @title Priorities that are easy to calculate
/// @notice {foundPrioritising} founds a plain community of alice, bob, carol and dave with {HELD} units each, and its lists: on
/// `issues` the rank is the votes, and items at or below a tenth of the electorate can be closed after 3 cycles; on `hours`
/// ranks accrue with a half-life of one cycle of a day, and items stay open.
abstract contract Prioritising is Vouching {
    uint96 internal constant HELD = 2 ** 40;

    Priorities internal priorities;
    ListId internal issues;
    ListId internal hours_;

    function foundPrioritising() internal {
        found(plain());
        source.credit(alice, uint64(HELD));
        source.credit(bob, uint64(HELD));
        source.credit(carol, uint64(HELD));
        source.credit(dave, uint64(HELD));
        priorities = Priorities(deploy("Priorities", abi.encode(kernel)));
        vm.startPrank(treasury);
        weights.installModule(address(priorities));
        issues = priorities.makeList("issues", IPriorities.ListParameters(0, 3, 0.1e18));
        hours_ = priorities.makeList("hours", IPriorities.ListParameters(1 days, 0, 0));
        vm.stopPrank();
    }

    function openItem(ListId list, address owner) internal returns (ItemId) {
        vm.prank(owner);
        return priorities.openItem(list, keccak256("what"), "ipfs://what");
    }

    function noneDead() internal pure returns (ItemId[] memory) {
        return new ItemId[](0);
    }

    function prop(ItemId item, address voter, uint96 units) internal {
        vm.prank(voter);
        priorities.place(item, false, units, 0, noneDead());
    }

    function oppose(ItemId item, address voter, uint96 units) internal {
        vm.prank(voter);
        priorities.place(item, true, units, 0, noneDead());
    }

    function unprop(ItemId item, address voter) internal {
        vm.prank(voter);
        priorities.withdraw(item);
    }

    function votesOf(ItemId item) internal view returns (int256) {
        return priorities.itemOf(item).votes;
    }

    function rankOf(ItemId item) internal view returns (int256) {
        return priorities.itemOf(item).rank;
    }

    function assertEnded(ItemId item, IPriorities.Stage stage) internal view {
        assertEq(uint8(priorities.itemOf(item).stage), uint8(stage), "stage");
    }

    function pair(ItemId a, ItemId b) internal pure returns (ItemId[] memory items) {
        items = new ItemId[](2);
        (items[0], items[1]) = (a, b);
    }
}
