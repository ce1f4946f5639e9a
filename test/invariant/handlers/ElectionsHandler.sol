// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {WeightsHandler} from "./WeightsHandler.sol";

/// @title What voters, nominees, anybody and the treasury do in elections
abstract contract ElectionsHandler is WeightsHandler {
    uint64 private constant MOST_ELECTIONS = 5;
    uint64 private constant FIRST_NEW = 3;
    uint256 private constant MOST_NAMED = 3;

    // ---------------------------------------------------------------- voters

    function cast(uint256 seed) external counted(seed) {
        (ElectionId id, address voter) = _electionAndVoter();
        IElections.CandidacyView[] memory field = elections.standing(id);
        if (_isScored(id)) {
            IElections.Placement[] memory piles = _piles(id, voter, false);
            if (piles.length == 0) return;
            IElections.Score[] memory scores = _scores(field, false);
            _castBallot(voter, id, piles, scores);
            return;
        }
        IElections.Placement[] memory placements = _placements(id, voter, field, false);
        if (placements.length != 0) _castBallot(voter, id, placements, noScores());
    }

    /// @notice The cheapest ballot, on one candidacy.
    function place(uint256 seed) external counted(seed) {
        (ElectionId id, address voter) = _electionAndVoter();
        if (_isScored(id)) return;
        IElections.CandidacyView[] memory field = elections.standing(id);
        (uint256 permanent, uint256 leased) = _purse(id, voter);
        if (field.length == 0 || permanent + leased == 0) return;
        CandidacyId candidacy = field[_roll(field.length)].candidacy;
        (uint96 units, uint96 lent) = (uint96(_roll(permanent + 1)), uint96(_roll(leased + 1)));
        if (units | lent == 0) return;
        bool against = _roll(8) == 0;
        _elect(voter, abi.encodeCall(IElections.place, (id, candidacy, against, units, lent)));
    }

    function nominate(uint256 seed) external counted(seed) {
        (ElectionId id, address voter) = _electionAndVoter();
        IElections.CandidacyView[] memory field = elections.standing(id);
        if (_ownedIn(field, voter) != NO_CANDIDACY) return;
        bool scored = _isScored(id);
        IElections.Placement[] memory placements =
            scored ? _piles(id, voter, true) : _placements(id, voter, field, true);
        if (placements.length == 0) return;
        IElections.Score[] memory scores = scored ? _scores(field, true) : noScores();
        IElections.Nomination memory nomination = nominationOf(voter);
        if (_kindOf(id) == IElections.Kind.Document) nomination.content = keccak256(abi.encode(seed));
        _elect(voter, abi.encodeCall(IElections.nominate, (id, nomination, placements, scores, _dead(voter))));
    }

    function withdrawBallot(uint256 seed) external counted(seed) {
        (ElectionId id, address voter) = _ballot();
        if (voter != address(0)) _elect(voter, abi.encodeCall(IElections.withdrawBallot, (id)));
    }

    // ---------------------------------------------------------------- owners

    function withdrawCandidacy(uint256 seed) external counted(seed) {
        (ElectionId id, CandidacyId candidacy, address owner) = _owned(_roll(4) == 0);
        if (owner != address(0)) _elect(owner, abi.encodeCall(IElections.withdrawCandidacy, (id, candidacy)));
    }

    function resign(uint256 seed) external counted(seed) {
        (ElectionId id, CandidacyId candidacy, address owner) = _owned(true);
        if (owner != address(0)) _elect(owner, abi.encodeCall(IElections.resign, (id, candidacy)));
    }

    // ---------------------------------------------------------------- anybody

    /// @notice Closes some cycles, here alone: what a second community does at its own pace must not matter.
    function advance(uint256 seed) external counted(seed) {
        _actHere(
            _anybody(),
            address(elections),
            abi.encodeCall(IElections.advance, (_liveElection(), uint32(_roll(4))))
        );
    }

    /// @notice Where there is nothing to recall some voter loses what is placed, so that there will be.
    function recall(uint256 seed) external counted(seed) {
        (ElectionId id, address voter) = _ballotWhere(_isRecallable);
        if (voter != address(0)) {
            _elect(_anybody(), abi.encodeCall(IElections.recall, (id, voter)));
            return;
        }
        (id, voter) = _ballotWhere(_holdsUnits);
        if (voter != address(0)) _revoke(voter, uint96(_credited[voter] - _roll(_credited[voter] / 2 + 1)));
    }

    /// @notice Where there is nothing to refresh some voter's lease is renewed, so that there will be.
    function refresh(uint256 seed) external counted(seed) {
        (ElectionId id, address voter) = _ballotWhere(_isRefreshable);
        if (voter != address(0)) {
            _elect(_anybody(), abi.encodeCall(IElections.refresh, (id, voter)));
            return;
        }
        (id, voter) = _ballotWhere(_holdsLease);
        if (voter != address(0)) _lease(voter);
    }

    // ---------------------------------------------------------------- the treasury

    /// @notice An election begins; one of those that began so ends, where there are many.
    function restructure(uint256 seed) external counted(seed) {
        uint64 count = elections.count();
        if (count < MOST_ELECTIONS) {
            IElections.Method method = _roll(2) == 0 ? IElections.Method.Resource : IElections.Method.Score;
            uint72 fill = uint72(_roll(0.2e18));
            IElections.ElectionParameters memory p = office(method, uint8(1 + _roll(3)), fill / 4, fill);
            _elect(treasury, abi.encodeCall(IElections.create, (p)));
        }
        if (count < FIRST_NEW + 2) return;
        ElectionId id = ElectionId.wrap(FIRST_NEW + uint64(_roll(count - FIRST_NEW)));
        if (_isLive(id)) _elect(treasury, abi.encodeCall(IElections.retire, (id)));
    }

    // ---------------------------------------------------------------- what must be refused

    /// @notice A voter places more than there is. Should it go through, the audits will see it.
    function overplace(uint256 seed) external rolled(seed) {
        (ElectionId id, address voter) = (_liveElection(), _anybody());
        IElections.CandidacyView[] memory field = elections.standing(id);
        if (_isScored(id) || field.length == 0) return;
        (uint256 units, uint256 lent) = _purse(id, voter);
        uint256 more = 1 + _roll(1e12);
        if (_roll(2) == 0) units += more;
        else lent += more;
        CandidacyId candidacy = field[_roll(field.length)].candidacy;
        _try(
            voter,
            address(elections),
            abi.encodeCall(IElections.place, (id, candidacy, false, uint96(units), uint96(lent)))
        );
    }

    /// @notice Somebody who is no source makes, lends or takes units.
    function usurp(uint256 seed) external rolled(seed) {
        address[3] memory usurpers = [_anybody(), treasury, address(elections)];
        (address account, Units units) = (_anybody(), Units.wrap(uint96(1 + _roll(1e12))));
        bytes[3] memory wishes = [
            abi.encodeCall(IWeights.credit, (uint64(1 + _roll(1e12)), account)),
            abi.encodeCall(IWeights.lease, (account, units, weights.cycle() + 1)),
            abi.encodeCall(IWeights.revoke, (account, units))
        ];
        _try(usurpers[_roll(3)], address(weights), wishes[_roll(3)]);
    }

    // ---------------------------------------------------------------- ballots

    function _elect(address sender, bytes memory data) private {
        _act(sender, address(elections), 0, data);
    }

    function _castBallot(
        address voter,
        ElectionId id,
        IElections.Placement[] memory placements,
        IElections.Score[] memory scores
    ) private {
        _elect(voter, abi.encodeCall(IElections.castBallot, (id, placements, scores, _dead(voter))));
    }

    /// @dev What a voter can place in an election, with what lies there already.
    function _purse(ElectionId id, address voter) private view returns (uint256, uint256) {
        (uint256 permanent, uint256 leased, uint32 until) = _placedIn(id, voter);
        return _spendable(voter, permanent, leased, until);
    }

    function _placedIn(
        ElectionId id,
        address voter
    ) internal view returns (uint256 permanent, uint256 leased, uint32 until) {
        IElections.Ballot memory ballot;
        (ballot, until) = elections.ballotOf(id, voter);
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            permanent += ballot.placements[i].permanent;
            leased += ballot.placements[i].leased;
        }
    }

    /// @dev Some placements on the field, a nominee's own first; none if the voter has too little.
    function _placements(
        ElectionId id,
        address voter,
        IElections.CandidacyView[] memory field,
        bool opening
    ) private returns (IElections.Placement[] memory list) {
        CandidacyId[] memory named = _named(field, opening);
        list = new IElections.Placement[](named.length);
        (uint256 permanent, uint256 leased) = _purse(id, voter);
        for (uint256 i = 0; i < list.length; ++i) {
            (uint96 units, uint96 lent) = (uint96(_roll(permanent / list.length + 1)), uint96(_roll(leased + 1)));
            if (units | lent == 0) return new IElections.Placement[](0);
            bool against = _roll(8) == 0 && !(opening && i == 0);
            list[i] = IElections.Placement(named[i], against, units, lent);
            leased -= lent;
        }
    }

    /// @dev The approving pile, the disapproving one, or both; none if the voter has too little.
    function _piles(ElectionId id, address voter, bool opening) private returns (IElections.Placement[] memory piles) {
        (uint256 permanent, uint256 leased) = _purse(id, voter);
        piles = new IElections.Placement[](1 + _roll(2));
        bool against = piles.length == 1 && !opening && _roll(2) == 0;
        for (uint256 i = 0; i < piles.length; ++i) {
            (uint96 units, uint96 lent) = (uint96(_roll(permanent / piles.length + 1)), uint96(_roll(leased + 1)));
            if (units | lent == 0) return new IElections.Placement[](0);
            piles[i] = IElections.Placement(NO_CANDIDACY, against || i == 1, units, lent);
            leased -= lent;
        }
    }

    function _scores(
        IElections.CandidacyView[] memory field,
        bool opening
    ) private returns (IElections.Score[] memory scores) {
        CandidacyId[] memory named = _named(field, opening);
        scores = new IElections.Score[](named.length);
        for (uint256 i = 0; i < scores.length; ++i) {
            int256 score = opening && i == 0 ? int256(1 + _roll(100)) : int256(_roll(201)) - 100;
            scores[i] = IElections.Score(named[i], int8(score));
        }
    }

    /// @dev Some candidacies of the field, ascending, behind the nominee in an opening ballot.
    function _named(
        IElections.CandidacyView[] memory field,
        bool opening
    ) private returns (CandidacyId[] memory named) {
        uint256 first = opening ? 1 : 0;
        uint256 length = first + _roll((field.length < MOST_NAMED ? field.length : MOST_NAMED) + 1);
        if (length == 0 && field.length != 0) length = 1;
        named = new CandidacyId[](length);
        uint256 skipped = _roll(field.length - (length - first) + 1);
        uint32 above = 0;
        for (uint256 i = 0; i < skipped + length - first; ++i) {
            above = _nextAbove(field, above);
            if (i >= skipped) named[first + i - skipped] = CandidacyId.wrap(above);
        }
    }

    function _nextAbove(IElections.CandidacyView[] memory field, uint32 above) private pure returns (uint32 next) {
        next = type(uint32).max;
        for (uint256 i = 0; i < field.length; ++i) {
            uint32 candidacy = CandidacyId.unwrap(field[i].candidacy);
            if (candidacy > above && candidacy < next) next = candidacy;
        }
    }

    // ---------------------------------------------------------------- finding something to do

    /// @dev Those of the founding never end.
    function _liveElection() private returns (ElectionId id) {
        id = ElectionId.wrap(uint64(_roll(elections.count())));
        if (!_isLive(id)) id = ElectionId.wrap(uint64(_roll(FIRST_NEW)));
    }

    /// @dev A live election and, if there is one, a voter who has something to place in it.
    function _electionAndVoter() private returns (ElectionId id, address voter) {
        id = _liveElection();
        uint256 start = _roll(MEMBERS);
        for (uint256 i = 0; i < MEMBERS; ++i) {
            voter = members[(start + i) % MEMBERS];
            (uint256 permanent, uint256 leased) = _purse(id, voter);
            if (permanent + leased > MOST_NAMED) return (id, voter);
        }
    }

    function _ballot() private returns (ElectionId id, address voter) {
        return _ballotWhere(_isAny);
    }

    /// @dev A ballot that fits, from a place where the dice say to begin; nobody's if there is none.
    function _ballotWhere(
        function(ElectionId, address) view returns (bool) fits
    ) private returns (ElectionId id, address voter) {
        uint64 count = elections.count();
        (uint256 from, uint256 who) = (_roll(count), _roll(MEMBERS));
        for (uint256 i = 0; i < MEMBERS * count; ++i) {
            (id, voter) = (ElectionId.wrap(uint64((from + i) % count)), members[(who + i / count) % MEMBERS]);
            (uint256 permanent, uint256 leased, ) = _placedIn(id, voter);
            if (permanent + leased != 0 && fits(id, voter)) return (id, voter);
        }
        return (id, address(0));
    }

    function _isAny(ElectionId, address) private pure returns (bool) {
        return true;
    }

    function _holdsUnits(ElectionId, address voter) private view returns (bool) {
        return _credited[voter] != 0;
    }

    function _holdsLease(ElectionId id, address voter) private view returns (bool) {
        (, uint256 leased, uint32 until) = _placedIn(id, voter);
        return leased != 0 && until > weights.cycle();
    }

    function _isRecallable(ElectionId, address voter) private view returns (bool) {
        (uint96 permanent, uint96 leased, uint64 recallableAt) = weights.overdraftOf(voter);
        return permanent | leased != 0 && _now() >= recallableAt;
    }

    function _isRefreshable(ElectionId id, address voter) private view returns (bool) {
        (, uint256 leased, uint32 until) = _placedIn(id, voter);
        IWeights.Lease memory held = weights.leaseOf(voter);
        return _isLive(id) && leased != 0 && until > weights.cycle() && held.until > until;
    }

    /// @dev An election in which the voter's ballot holds something that can no longer count, if the dice find one.
    function _dead(address voter) private returns (ElectionId[] memory dead) {
        ElectionId id = ElectionId.wrap(uint64(_roll(elections.count())));
        if (!_holdsDead(id, voter)) return noDead();
        dead = new ElectionId[](1);
        dead[0] = id;
    }

    function _holdsDead(ElectionId id, address voter) private view returns (bool) {
        (IElections.Ballot memory ballot, ) = elections.ballotOf(id, voter);
        if (!_isLive(id)) return ballot.placements.length != 0;
        if (_isScored(id)) return false;
        IElections.CandidacyView[] memory field = elections.standing(id);
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            if (!_stands(field, ballot.placements[i].candidacy)) return true;
        }
        return false;
    }

    function _stands(IElections.CandidacyView[] memory field, CandidacyId candidacy) private pure returns (bool) {
        for (uint256 i = 0; i < field.length; ++i) {
            if (field[i].candidacy == candidacy) return true;
        }
        return false;
    }

    function _ownedIn(IElections.CandidacyView[] memory field, address owner) private pure returns (CandidacyId) {
        for (uint256 i = 0; i < field.length; ++i) {
            if (field[i].owner == owner) return field[i].candidacy;
        }
        return NO_CANDIDACY;
    }

    /// @dev A candidacy of a live election that has a seat, or has none; nobody's if there is none.
    function _owned(bool seated) private returns (ElectionId id, CandidacyId candidacy, address owner) {
        uint64 count = elections.count();
        (uint256 from, uint256 start) = (_roll(count), _roll(MEMBERS));
        for (uint256 e = 0; e < count; ++e) {
            id = ElectionId.wrap(uint64((from + e) % count));
            if (!_isLive(id)) continue;
            IElections.CandidacyView[] memory field = elections.standing(id);
            for (uint256 i = 0; i < field.length; ++i) {
                IElections.CandidacyView memory one = field[(start + i) % field.length];
                bool sits = one.stage == IElections.Stage.Incumbent;
                if (sits == seated && !(sits && _kindOf(id) == IElections.Kind.Document)) {
                    return (id, one.candidacy, one.owner);
                }
            }
        }
    }

    function _isScored(ElectionId id) internal view returns (bool) {
        (IElections.ElectionParameters memory p, , ) = elections.electionOf(id);
        return p.method == IElections.Method.Score;
    }

    function _kindOf(ElectionId id) internal view returns (IElections.Kind) {
        (IElections.ElectionParameters memory p, , ) = elections.electionOf(id);
        return p.kind;
    }
}
