// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {ConvictionLib} from "../commitments/ConvictionLib.sol";
import {IElections} from "../elections/IElections.sol";
import {TypedDataLib} from "../elections/TypedDataLib.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {ItemId, ListId} from "../types/Ids.sol";
import {Parcel, parcelOf} from "../types/Units.sol";
import {IPriorities} from "./IPriorities.sol";
import {Ranking} from "./Ranking.sol";
import {RankLib} from "./RankLib.sol";
import {SignedItemLib} from "./SignedItemLib.sol";

/// @title Priorities
/// @notice All lists of a community; see {IPriorities}.
contract Priorities is Ranking, Multicall {
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using RankLib for RankLib.Item;

    /// @dev Some ten years of cycles of an hour.
    uint256 private constant LONGEST_INTERVAL = 87_660;

    constructor(IKernel kernel) Ranking(kernel) {}

    // ---------------------------------------------------------------- the treasury

    /// @inheritdoc IPriorities
    function makeList(string calldata name, ListParameters calldata p) external returns (ListId id) {
        _onlyTreasury();
        _bound("halfLife", p.halfLife, ConvictionLib.LONGEST_HALF_LIFE);
        _bound("interval", p.interval, LONGEST_INTERVAL);
        _bound("floor", p.floor, uint256(WAD) - 1);
        id = ListId.wrap(++_listCount);
        _lists[id] = List(p.halfLife, p.interval, p.floor, 0, true, false);
        emit ListMade(id, name, p);
    }

    /// @inheritdoc IPriorities
    function retireList(ListId id) external {
        _onlyTreasury();
        _liveList(id).retired = true;
        emit ListRetired(id);
    }

    /// @inheritdoc IPriorities
    function serve(ItemId id) external {
        _onlyTreasury();
        RankLib.Item storage item = _open(id);
        RankLib.Clock memory clock = _clockOf(item);
        (RankLib.Tally memory tally, RankLib.Status memory status) = item.current(clock);
        _end(item, Stage.Served);
        emit ItemServed(id, item.owner, RankLib.ended(tally, clock), RankLib.rank(tally, status, clock));
    }

    // ---------------------------------------------------------------- owners and voters

    /// @inheritdoc IPriorities
    function openItem(ListId list, bytes32 content, string calldata uri) external returns (ItemId) {
        return _openItem(msg.sender, list, content, uri);
    }

    /// @inheritdoc IPriorities
    function dropItem(ItemId id) external {
        _dropItem(msg.sender, id);
    }

    /// @inheritdoc IPriorities
    function place(ItemId id, bool against, uint96 permanent, uint96 leased, ItemId[] calldata dead) external {
        _releaseDead(msg.sender, dead);
        _place(msg.sender, id, against, parcelOf(permanent, leased, 0));
    }

    /// @inheritdoc IPriorities
    function withdraw(ItemId id) external {
        _withdraw(msg.sender, id);
    }

    /// @inheritdoc IPriorities
    function openItemBySig(
        ListId list,
        bytes32 content,
        string calldata uri,
        IElections.Authorization calldata by
    ) external returns (ItemId) {
        _authorize(by, SignedItemLib.open(list, content, uri, by));
        return _openItem(by.signer, list, content, uri);
    }

    /// @inheritdoc IPriorities
    function dropItemBySig(ItemId id, IElections.Authorization calldata by) external {
        _authorize(by, SignedItemLib.drop(id, by));
        _dropItem(by.signer, id);
    }

    /// @inheritdoc IPriorities
    function placeBySig(
        ItemId id,
        bool against,
        uint96 permanent,
        uint96 leased,
        ItemId[] calldata dead,
        IElections.Authorization calldata by
    ) external {
        _authorize(by, SignedItemLib.place(id, against, permanent, leased, dead, by));
        _releaseDead(by.signer, dead);
        _place(by.signer, id, against, parcelOf(permanent, leased, 0));
    }

    /// @inheritdoc IPriorities
    function withdrawBySig(ItemId id, IElections.Authorization calldata by) external {
        _authorize(by, SignedItemLib.withdraw(id, by));
        _withdraw(by.signer, id);
    }

    /// @inheritdoc IPriorities
    function cancelNonce(uint256 nonce) external {
        TypedDataLib.useNonce(_nonces, msg.sender, nonce);
    }

    // ---------------------------------------------------------------- anyone

    /// @inheritdoc IPriorities
    function markIdle(ItemId id) external {
        RankLib.Item storage item = _open(id);
        if (item.status.idleSince != RankLib.NEVER) revert ItemAlreadyIdle(id, item.status.idleSince);
        uint32 interval = _lists[item.status.list].interval;
        if (interval == 0) revert ListKeepsIdleItems(item.status.list);
        uint32 cycle = _mustBeIdle(id, item);
        item.status.idleSince = cycle;
        emit ItemMarkedIdle(id, item.owner, cycle + interval);
    }

    /// @inheritdoc IPriorities
    function closeIdle(ItemId id) external {
        RankLib.Item storage item = _open(id);
        uint32 since = item.status.idleSince;
        if (since == RankLib.NEVER) revert ItemNotMarkedIdle(id);
        uint32 closableIn = since + _lists[item.status.list].interval;
        if (_mustBeIdle(id, item) < closableIn) revert ItemNotClosableYet(id, closableIn);
        _end(item, Stage.Closed);
        emit ItemClosed(id, item.owner);
    }

    /// @inheritdoc IPriorities
    function refresh(ItemId id, address voter) external {
        RankLib.Item storage item = _open(id);
        uint256 former = _placed[id][voter];
        Parcel parcel = Parcel.wrap(former);
        uint32 until = _weights().leaseOf(voter).until;
        bool alive = parcel.leasedOf() != 0 && parcel.untilOf() > _charter().cycle();
        if (!alive || until <= parcel.untilOf()) revert ItemPlacementNotRefreshable(id, voter);
        uint256 word = _word(parcelOf(parcel.permanentOf(), parcel.leasedOf(), until), former >> AGAINST_AT != 0);
        _exchange(id, item, former, word);
        _keep(id, voter, word);
    }

    /// @inheritdoc IPriorities
    function recall(ItemId id, address voter) external {
        (uint96 permanent, uint96 leased) = _weights().recallableOf(voter);
        Parcel parcel = Parcel.wrap(_mustHave(id, voter));
        if (parcel.permanentOf() < permanent) permanent = parcel.permanentOf();
        if (parcel.leasedOf() < leased) leased = parcel.leasedOf();
        emit ItemRecalled(id, voter, permanent, leased);
        _release(id, voter, permanent, leased);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IPriorities
    function counts() external view returns (uint32 lists, uint64 items) {
        return (_listCount, _itemCount);
    }

    /// @inheritdoc IPriorities
    function listOf(ListId id) external view returns (ListParameters memory, bool retired, uint32 open) {
        List storage list = _lists[id];
        if (!list.made) revert ListUnknown(id);
        return (ListParameters(list.halfLife, list.interval, list.floor), list.retired, list.open);
    }

    /// @inheritdoc IPriorities
    function itemOf(ItemId id) external view returns (ItemView memory) {
        RankLib.Item storage item = _known(id);
        RankLib.Clock memory clock = _clockOf(item);
        (RankLib.Tally memory tally, RankLib.Status memory status) = item.current(clock);
        int112 rank = RankLib.rank(tally, status, clock);
        return ItemView(status.list, item.owner, status.stage, tally.votes, rank, status.openedIn, status.idleSince);
    }

    /// @inheritdoc IPriorities
    function ranksOf(ListId list, ItemId[] calldata items) external view returns (int112[] memory ranks) {
        _liveList(list);
        ranks = new int112[](items.length);
        for (uint256 i = 0; i < items.length; ++i) {
            RankLib.Item storage item = _open(items[i]);
            if (!(item.status.list == list)) revert ItemOfAnotherList(items[i], list);
            RankLib.Clock memory clock = _clockOf(item);
            (RankLib.Tally memory tally, RankLib.Status memory status) = item.current(clock);
            ranks[i] = RankLib.rank(tally, status, clock);
            if (i == 0) continue;
            bool earlier = ItemId.unwrap(items[i - 1]) < ItemId.unwrap(items[i]);
            bool ordered = ranks[i - 1] > ranks[i] || (ranks[i - 1] == ranks[i] && earlier);
            if (!ordered) revert ItemsNotInOrder(items[i - 1], items[i]);
        }
    }

    /// @inheritdoc IPriorities
    function placementOf(
        ItemId id,
        address voter
    ) external view returns (bool against, uint96 permanent, uint96 leased, uint32 until) {
        uint256 word = _placed[id][voter];
        Parcel parcel = Parcel.wrap(word);
        return (word >> AGAINST_AT != 0, parcel.permanentOf(), parcel.leasedOf(), parcel.untilOf());
    }

    /// @inheritdoc IPriorities
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }
}
