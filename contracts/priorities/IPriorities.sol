// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {ItemId, ListId} from "../types/Ids.sol";

/// @title Priorities: named lists that weight ranks
/// @notice Issues, feature requests, questions, consulting hours (design 5). Anyone opens an item; weight, for or against,
/// ranks it. Items that nobody props up can be closed by anyone; an item that is served by the office in charge frees the
/// weight on it.
interface IPriorities {
    enum Stage {
        None,
        Open,
        /// @dev Served by the office in charge.
        Served,
        /// @dev Idle for the list's interval.
        Closed,
        /// @dev Taken back by its owner.
        Dropped
    }

    /// @notice How a list is kept.
    /// @param halfLife seconds in which an item's rank goes half the way to its votes, up to 100 years; 0 = it is its votes
    /// @param interval cycles for which an item has to be idle until it can be closed; 0 = idle items stay open
    /// @param floor WAD share of the electorate up to which an item's votes leave it idle; less than 1
    struct ListParameters {
        uint32 halfLife;
        uint32 interval;
        uint64 floor;
    }

    /// @notice An item as it stands.
    /// @param votes placed on it now, for minus against
    /// @param rank at the end of the last ended cycle: its votes then, or what has accrued of them; 0 before
    /// @param openedIn the cycle in which it was opened
    /// @param idleSince the cycle in which it was marked as idle; the largest number = it is not
    struct ItemView {
        ListId list;
        address owner;
        Stage stage;
        int112 votes;
        int112 rank;
        uint32 openedIn;
        uint32 idleSince;
    }

    event ListMade(ListId indexed list, string name, ListParameters parameters);
    event ListRetired(ListId indexed list);
    event ItemOpened(ItemId indexed item, ListId indexed list, address indexed owner, bytes32 content, string uri);
    /// @notice What `voter` has on the item is now this; nothing if all is 0.
    /// @param until first cycle in which the leased units no longer count
    event ItemPlaced(
        ItemId indexed item,
        address indexed voter,
        bool against,
        uint96 permanent,
        uint96 leased,
        uint32 until
    );
    /// @notice Weight that the voter no longer held was taken off the item; what is left follows as placed.
    event ItemRecalled(ItemId indexed item, address indexed voter, uint96 permanent, uint96 leased);
    /// @notice Unless somebody props it up, the item can be closed from cycle `closableIn` on.
    event ItemMarkedIdle(ItemId indexed item, address indexed owner, uint32 closableIn);
    event ItemPropped(ItemId indexed item);
    event ItemClosed(ItemId indexed item, address indexed owner);
    /// @param votes, rank at the end of the last ended cycle
    event ItemServed(ItemId indexed item, address indexed owner, int112 votes, int112 rank);
    event ItemDropped(ItemId indexed item, address indexed owner);

    error PrioritiesCallerNotTreasury(address caller);
    error ListUnknown(ListId list);
    error ListHasEnded(ListId list);
    error ListParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    error ListKeepsIdleItems(ListId list);
    error ItemUnknown(ItemId item);
    error ItemHasEnded(ItemId item);
    error ItemNotOwned(ItemId item, address caller);
    error ItemContentEmpty(ListId list);
    error ItemPlacementEmpty(ItemId item);
    error ItemPlacementAbsent(ItemId item, address voter);
    error ItemPlacementNotDead(ItemId item, address voter);
    error ItemPlacementNotRefreshable(ItemId item, address voter);
    error ItemNotIdle(ItemId item, int256 votes, uint256 electorate);
    error ItemAlreadyIdle(ItemId item, uint32 since);
    error ItemNotMarkedIdle(ItemId item);
    error ItemNotClosableYet(ItemId item, uint32 closableIn);
    error ItemCycleNotEnded(ItemId item, uint32 openedIn);
    error ItemOfAnotherList(ItemId item, ListId list);
    error ItemsNotInOrder(ItemId item, ItemId next);

    /// @notice Makes a list. Only the treasury.
    function makeList(string calldata name, ListParameters calldata parameters) external returns (ListId list);

    /// @notice Ends a list: nothing can be opened or placed in it any more, everything can be withdrawn. Only the treasury.
    function retireList(ListId list) external;

    /// @notice Ends an item that has been dealt with: the weight on it is free. Only the treasury, through which the office in
    /// charge acts.
    function serve(ItemId item) external;

    /// @notice Opens an item, which the caller owns. Anyone.
    /// @param content hash of what it says; not zero
    function openItem(ListId list, bytes32 content, string calldata uri) external returns (ItemId item);

    /// @notice Ends an item of the caller's.
    function dropItem(ItemId item) external;

    /// @notice Places weight on an item, instead of what the caller had on it.
    /// @param against counts against the item
    /// @param permanent units
    /// @param leased units of the caller's lease
    /// @param dead ended items from which to release first what the caller has on them
    function place(ItemId item, bool against, uint96 permanent, uint96 leased, ItemId[] calldata dead) external;

    /// @notice Takes what the caller has on an item off it, in live and ended ones alike.
    function withdraw(ItemId item) external;

    /// @notice As {openItem}, for an owner who signed `OpenItem`.
    function openItemBySig(
        ListId list,
        bytes32 content,
        string calldata uri,
        IElections.Authorization calldata owner
    ) external returns (ItemId item);

    /// @notice As {dropItem}, for an owner who signed `DropItem`.
    function dropItemBySig(ItemId item, IElections.Authorization calldata owner) external;

    /// @notice As {place}, for a voter who signed `PlaceOnItem`.
    function placeBySig(
        ItemId item,
        bool against,
        uint96 permanent,
        uint96 leased,
        ItemId[] calldata dead,
        IElections.Authorization calldata voter
    ) external;

    /// @notice As {withdraw}, for a voter who signed `WithdrawFromItem`.
    function withdrawBySig(ItemId item, IElections.Authorization calldata voter) external;

    /// @notice Makes one of the caller's nonces unusable, and with it whatever was signed with it.
    function cancelNonce(uint256 nonce) external;

    /// @notice Marks an item as idle whose votes, at the end of the last ended cycle, were at most the list's share of the
    /// electorate then. Anyone; whatever raises its votes clears the mark.
    function markIdle(ItemId item) external;

    /// @notice Ends an item that has been marked as idle for the list's interval, and still is. Anyone.
    function closeIdle(ItemId item) external;

    /// @notice Gives the leased part of a placement that still counts the end of the voter's renewed lease. Anyone.
    function refresh(ItemId item, address voter) external;

    /// @notice Takes off an item what its overdrawn voter no longer holds, at most all that is missing. Anyone, one cycle
    /// after the overdraft.
    function recall(ItemId item, address voter) external;

    /// @notice How many lists and items there have been; both are numbered from 1.
    function counts() external view returns (uint32 lists, uint64 items);

    /// @notice How a list is kept, and how many of its items are open.
    function listOf(ListId list) external view returns (ListParameters memory parameters, bool retired, uint32 open);

    function itemOf(ItemId item) external view returns (ItemView memory);

    /// @notice The ranks of a page of a list. Reverts unless these are open items of the list, in order of rank, of equal
    /// ranks the earlier first. A page goes on behind another if it begins with the other's last item; pages that hold as many
    /// items as the list has open ones are all of it.
    function ranksOf(ListId list, ItemId[] calldata items) external view returns (int112[] memory ranks);

    /// @notice What a voter has on an item; nothing if both parts are 0.
    /// @param until first cycle in which the leased units no longer count
    function placementOf(
        ItemId item,
        address voter
    ) external view returns (bool against, uint96 permanent, uint96 leased, uint32 until);

    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
}
