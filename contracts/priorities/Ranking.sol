// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IElections} from "../elections/IElections.sol";
import {TypedDataLib} from "../elections/TypedDataLib.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {ItemId, ListId} from "../types/Ids.sol";
import {Parcel, parcelOf} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {QuadraticLib} from "../weights/QuadraticLib.sol";
import {IPriorities} from "./IPriorities.sol";
import {RankLib} from "./RankLib.sol";

/// @title Ranking
/// @notice What happens to the items of {Priorities}, whoever hands it in: the rules without the doors.
abstract contract Ranking is IPriorities, EIP712("Perdure Priorities", "1") {
    using CharterLib for Charter;
    using RankLib for RankLib.Item;

    int256 internal constant WAD = 1e18;
    /// @dev Where a placement's word says that it counts against the item.
    uint256 internal constant AGAINST_AT = 216;

    struct List {
        uint32 halfLife;
        uint32 interval;
        uint64 floor;
        uint32 open;
        bool made;
        bool retired;
    }

    uint256 internal immutable _clock;
    uint256 internal immutable _seat;
    address internal immutable _treasury;

    mapping(ListId => List) internal _lists;
    mapping(ItemId => RankLib.Item) internal _items;
    /// @dev A word each: a Parcel, and above it whether it counts against the item.
    mapping(ItemId => mapping(address voter => uint256)) internal _placed;
    mapping(address signer => BitMaps.BitMap) internal _nonces;
    uint32 internal _listCount;
    uint64 internal _itemCount;

    constructor(IKernel kernel) {
        Charter memory charter = CharterLib.ofOrgan(kernel.weights());
        (_clock, _seat, _treasury) = (charter.clock, charter.seat, charter.treasury);
    }

    // ---------------------------------------------------------------- items come and go

    function _openItem(address owner, ListId list, bytes32 content, string calldata uri) internal returns (ItemId id) {
        ++_liveList(list).open;
        if (content == 0) revert ItemContentEmpty(list);
        id = ItemId.wrap(++_itemCount);
        uint32 cycle = _charter().cycle();
        RankLib.Item storage item = _items[id];
        item.tally = RankLib.Tally(0, 0, cycle);
        item.status = RankLib.Status(0, list, cycle, RankLib.NEVER, Stage.Open);
        item.owner = owner;
        emit ItemOpened(id, list, owner, content, uri);
    }

    function _dropItem(address owner, ItemId id) internal {
        RankLib.Item storage item = _open(id);
        if (item.owner != owner) revert ItemNotOwned(id, owner);
        _end(item, Stage.Dropped);
        emit ItemDropped(id, owner);
    }

    function _end(RankLib.Item storage item, Stage stage) internal {
        item.status.stage = stage;
        --_lists[item.status.list].open;
    }

    /// @dev Votes of cycles that are running decide nothing.
    /// @return cycle the running one
    function _mustBeIdle(ItemId id, RankLib.Item storage item) internal view returns (uint32 cycle) {
        RankLib.Clock memory clock = _clockOf(item);
        cycle = clock.cycle;
        uint32 openedIn = item.status.openedIn;
        if (openedIn == cycle) revert ItemCycleNotEnded(id, openedIn);
        (RankLib.Tally memory tally, ) = item.current(clock);
        int256 votes = RankLib.ended(tally, clock);
        uint256 electorate = _weights().electorateAt(cycle - 1);
        int256 floor = int256(uint256(_lists[item.status.list].floor) * electorate);
        if (votes * WAD > floor) revert ItemNotIdle(id, votes, electorate);
    }

    // ---------------------------------------------------------------- weight comes and goes

    function _place(address voter, ItemId id, bool against, Parcel parcel) internal {
        RankLib.Item storage item = _open(id);
        if (Parcel.unwrap(parcel) == 0) revert ItemPlacementEmpty(id);
        uint256 former = _placed[id][voter];
        // Weights calls nothing but the person gate, to read, and tells how long the lease lasts.
        uint32 until = _weights().placeInstead(voter, Parcel.wrap(former), parcel);
        uint256 word = _word(parcelOf(parcel.permanentOf(), parcel.leasedOf(), until), against);
        _exchange(id, item, former, word);
        _keep(id, voter, word);
    }

    function _withdraw(address voter, ItemId id) internal {
        Parcel parcel = Parcel.wrap(_mustHave(id, voter));
        _release(id, voter, parcel.permanentOf(), parcel.leasedOf());
    }

    function _releaseDead(address voter, ItemId[] calldata dead) internal {
        for (uint256 i = 0; i < dead.length; ++i) {
            if (_isOpen(_known(dead[i])) || _placed[dead[i]][voter] == 0) {
                revert ItemPlacementNotDead(dead[i], voter);
            }
            _withdraw(voter, dead[i]);
        }
    }

    /// @dev Takes weight off an item. The tally of an ended one stays as it is.
    function _release(ItemId id, address voter, uint96 permanent, uint96 leased) internal {
        RankLib.Item storage item = _known(id);
        uint256 former = _placed[id][voter];
        Parcel parcel = Parcel.wrap(former);
        (uint96 keptPermanent, uint96 keptLeased) = (parcel.permanentOf() - permanent, parcel.leasedOf() - leased);
        uint256 word = 0;
        if (keptPermanent | keptLeased != 0) {
            word = _word(parcelOf(keptPermanent, keptLeased, parcel.untilOf()), former >> AGAINST_AT != 0);
        }
        _weights().placeInstead(voter, parcelOf(permanent, leased, parcel.untilOf()), Parcel.wrap(0));
        if (_isOpen(item)) _exchange(id, item, former, word);
        _keep(id, voter, word);
    }

    /// @dev Counts a placement instead of a former one.
    function _exchange(ItemId id, RankLib.Item storage item, uint256 former, uint256 word) internal {
        RankLib.Clock memory clock = _clockOf(item);
        (RankLib.Tally memory tally, RankLib.Status memory status) = item.current(clock);
        RankLib.settle(tally, status, clock, clock.cycle);
        (int256 less, int256 lessDrops) = _counted(former, clock.cycle);
        (int256 more, int256 moreDrops) = _counted(word, clock.cycle);
        tally.votes = SafeCast.toInt112(tally.votes + more - less);
        if (more > less && status.idleSince != RankLib.NEVER) {
            status.idleSince = RankLib.NEVER;
            emit ItemPropped(id);
        }
        item.tally = tally;
        item.status = status;
        if (lessDrops != 0) item.schedule(-lessDrops, Parcel.wrap(former).untilOf());
        if (moreDrops != 0) item.schedule(moreDrops, Parcel.wrap(word).untilOf());
    }

    function _keep(ItemId id, address voter, uint256 word) internal {
        _placed[id][voter] = word;
        Parcel parcel = Parcel.wrap(word);
        bool against = word >> AGAINST_AT != 0;
        emit ItemPlaced(id, voter, against, parcel.permanentOf(), parcel.leasedOf(), parcel.untilOf());
    }

    /// @dev What a placement counts for now, and how much of it ends with the lease: `votes(p + l)`, then `votes(p)` (design
    /// 2.4).
    function _counted(uint256 word, uint32 cycle) internal view returns (int256 votes, int256 drops) {
        if (word == 0) return (0, 0);
        bool quadratic = _charter().quadratic();
        Parcel parcel = Parcel.wrap(word);
        uint256 permanent = parcel.permanentOf();
        uint256 leased = parcel.leasedOf();
        votes = int256(QuadraticLib.votesDown(permanent, quadratic));
        if (leased != 0 && parcel.untilOf() > cycle) {
            drops = int256(QuadraticLib.votesDown(permanent + leased, quadratic)) - votes;
            votes += drops;
        }
        if (word >> AGAINST_AT != 0) (votes, drops) = (-votes, -drops);
    }

    function _word(Parcel parcel, bool against) internal pure returns (uint256) {
        return Parcel.unwrap(parcel) | (against ? 1 << AGAINST_AT : 0);
    }

    // ---------------------------------------------------------------- guards, and what everybody needs

    function _known(ItemId id) internal view returns (RankLib.Item storage item) {
        item = _items[id];
        if (item.status.stage == Stage.None) revert ItemUnknown(id);
    }

    function _open(ItemId id) internal view returns (RankLib.Item storage item) {
        item = _known(id);
        if (!_isOpen(item)) revert ItemHasEnded(id);
    }

    function _isOpen(RankLib.Item storage item) internal view returns (bool) {
        return item.status.stage == Stage.Open && !_lists[item.status.list].retired;
    }

    function _liveList(ListId id) internal view returns (List storage list) {
        list = _lists[id];
        if (!list.made) revert ListUnknown(id);
        if (list.retired) revert ListHasEnded(id);
    }

    function _mustHave(ItemId id, address voter) internal view returns (uint256 word) {
        word = _placed[id][voter];
        if (word == 0) revert ItemPlacementAbsent(id, voter);
    }

    function _onlyTreasury() internal view {
        if (msg.sender != _treasury) revert PrioritiesCallerNotTreasury(msg.sender);
    }

    function _bound(string memory parameter, uint256 value, uint256 most) internal pure {
        if (value > most) revert ListParameterOutOfBounds(parameter, value, 0, most);
    }

    function _clockOf(RankLib.Item storage item) internal view returns (RankLib.Clock memory) {
        Charter memory charter = _charter();
        uint32 halfLife = _lists[item.status.list].halfLife;
        return RankLib.Clock(charter.cycle(), charter.cycleLength(), halfLife, charter.leasing() != 0);
    }

    function _weights() internal view returns (IWeights) {
        return IWeights(_charter().weights());
    }

    function _charter() internal view returns (Charter memory) {
        return Charter(_clock, _seat, _treasury);
    }

    function _authorize(IElections.Authorization calldata by, bytes32 structHash) internal {
        TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(structHash));
    }
}
