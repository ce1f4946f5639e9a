// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {Parcel} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {Action, Ballot as Stored, BallotLib} from "./BallotLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {FieldLib} from "./FieldLib.sol";
import {IElections} from "./IElections.sol";
import {ReleaseLib} from "./ReleaseLib.sol";
import {TypedDataLib} from "./TypedDataLib.sol";

/// @title Voting
/// @notice What voters and owners do in {Elections}, whoever hands it in: the rules without the doors.
abstract contract Voting is IElections, EIP712("Perdure Elections", "1") {
    using BallotLib for ElectionLib.State;
    using BallotLib for Stored;
    using CharterLib for Charter;

    mapping(ElectionId => ElectionLib.State) internal _elections;
    mapping(address signer => BitMaps.BitMap) internal _nonces;
    uint64 internal _count;
    /// @dev How many elections are live, cycle by cycle; see LiveLib.
    uint64[] internal _liveSteps;

    function _castBallot(
        address voter,
        ElectionId id,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) internal {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, voter);
        _releaseDead(voter, dead);
        if (placements.length == 1 && scores.length == 0 && !action.scored) {
            Placement calldata p = placements[0];
            _castOne(election, action, BallotLib.packOne(p.candidacy, p.against, p.permanent, p.leased));
        } else {
            _castBallot(election, action, BallotLib.pack(placements, scores, action.scored));
        }
    }

    /// @dev The ballot that nearly all are: the steps of any other one, without its lists.
    function _castOne(ElectionLib.State storage election, Action memory action, uint256 word) internal {
        mapping(uint256 => uint256) storage stored = election.placed[action.voter];
        uint256 former = stored[0] & ~BallotLib.RELAYED;
        if (!BallotLib.isSingle(former)) {
            _castBallot(election, action, BallotLib.ofOne(word));
            return;
        }
        uint32 until = action.weights.placeInstead(action.voter, Parcel.wrap(former), Parcel.wrap(word));
        election.exchangeOne(former, word, until, action);
        word = BallotLib.single(word, until);
        stored[0] = word;
        emit BallotCast(action.id, action.voter, word);
    }

    function _castBallot(ElectionLib.State storage election, Action memory action, Stored memory ballot) internal {
        Stored memory former = _replace(election, action, ballot);
        _put(election, action, former, ballot);
    }

    function _nominate(
        address voter,
        ElectionId id,
        Nomination calldata nomination,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) internal returns (CandidacyId) {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, voter);
        _releaseDead(voter, dead);
        return _nominate(election, action, nomination, BallotLib.pack(placements, scores, action.scored));
    }

    function _nominate(
        ElectionLib.State storage election,
        Action memory action,
        Nomination calldata nomination,
        Stored memory ballot
    ) internal returns (CandidacyId candidacy) {
        Stored memory former = _replace(election, action, ballot);
        address owner = _consenting(election, action, nomination);
        candidacy = FieldLib.enter(election, action, owner, nomination, ballot);
        ballot.name(candidacy, action.scored);
        _put(election, action, former, ballot);
    }

    /// @dev Who will own the candidacy; for an office the nominee, who has to agree.
    function _consenting(
        ElectionLib.State storage election,
        Action memory action,
        Nomination calldata nomination
    ) internal returns (address owner) {
        if (election.head.kind == Kind.Document) {
            if (nomination.content == 0) revert NominationIllFormed(action.id, "content");
            return action.voter;
        }
        if (nomination.content != 0) revert NominationIllFormed(action.id, "content");
        owner = nomination.nominee;
        if (owner == action.voter) return owner;
        if (owner != nomination.consent.signer) revert NominationIllFormed(action.id, "consent");
        _authorize(nomination.consent, TypedDataLib.consent(action.id, action.voter, nomination.consent));
    }

    /// @dev Takes the voter's former ballot off the tallies and settles the difference with Weights, which calls nothing but
    /// the person gate, to read, and tells how long the lease lasts: the tallies need it, hence before them.
    function _replace(
        ElectionLib.State storage election,
        Action memory action,
        Stored memory ballot
    ) internal returns (Stored memory former) {
        former = election.load(action.voter, action.scored);
        if (former.placed.length != 0) election.discount(former, action);
        ballot.until = action.weights.placeInstead(action.voter, former.parcel(), ballot.parcel());
    }

    function _put(
        ElectionLib.State storage election,
        Action memory action,
        Stored memory former,
        Stored memory ballot
    ) internal {
        election.count(ballot, action);
        election.store(action.voter, former, ballot);
        ballot.announce(action);
    }

    function _withdrawBallot(address voter, ElectionId id) internal {
        ElectionLib.State storage election = _known(id);
        ReleaseLib.withdraw(election, _begin(election, id, voter));
    }

    function _releaseDead(address voter, ElectionId[] calldata dead) internal {
        for (uint256 i = 0; i < dead.length; ++i) {
            ElectionLib.State storage election = _known(dead[i]);
            ReleaseLib.releaseDead(election, _begin(election, dead[i], voter));
        }
    }

    /// @dev What the treasury alone may do, on an election that is up to date.
    function _ofExecutive(ElectionId id) internal returns (ElectionLib.State storage) {
        if (msg.sender != CharterLib.read().treasury) revert ElectionsCallerNotExecutive(msg.sender);
        return _upToDate(id);
    }

    function _upToDate(ElectionId id) internal returns (ElectionLib.State storage election) {
        election = _live(id);
        Charter memory charter = CharterLib.read();
        _close(election, id, charter, charter.cycle());
    }

    // ---------------------------------------------------------------- closing

    /// @dev Brings an election up to date before anything has an effect on it.
    function _begin(
        ElectionLib.State storage election,
        ElectionId id,
        address voter
    ) internal returns (Action memory action) {
        Charter memory charter = CharterLib.read();
        action.id = id;
        action.voter = voter;
        action.weights = IWeights(charter.weights());
        action.cycle = charter.cycle();
        action.quadratic = charter.quadratic();
        action.scored = election.head.method == Method.Score;
        if (!election.head.retired) _close(election, id, charter, action.cycle);
    }

    /// @dev Within a cycle there is nothing to close, and nothing but the cycle is looked at.
    function _close(ElectionLib.State storage election, ElectionId id, Charter memory charter, uint32 to) internal {
        if (election.head.cycle != to) ClosingLib.close(election, id, charter, to);
    }

    // ---------------------------------------------------------------- guards

    function _known(ElectionId id) internal view returns (ElectionLib.State storage election) {
        election = _elections[id];
        if (election.head.seats == 0) revert ElectionUnknown(id);
    }

    function _live(ElectionId id) internal view returns (ElectionLib.State storage election) {
        election = _known(id);
        if (election.head.retired) revert ElectionEnded(id);
    }

    function _authorize(Authorization calldata by, bytes32 structHash) internal {
        TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(structHash));
    }
}
