// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {Action, Ballot as Stored, BallotLib} from "./BallotLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";
import {ReleaseLib} from "./ReleaseLib.sol";
import {TypedDataLib} from "./TypedDataLib.sol";

/// @title Voting
/// @notice What voters and owners do in {Elections}, whoever hands it in: the rules without the doors.
abstract contract Voting is IElections, EIP712("Perdure Elections", "1") {
    using BallotLib for ElectionLib.State;
    using BallotLib for Stored;
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using ElectionLib for ElectionLib.State;

    mapping(ElectionId => ElectionLib.State) internal _elections;
    mapping(address signer => BitMaps.BitMap) internal _nonces;
    uint64 internal _count;

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
        _castBallot(election, action, BallotLib.pack(placements, scores, action.scored));
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
    ) internal returns (CandidacyId candidacy) {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, voter);
        _releaseDead(voter, dead);
        Stored memory ballot = BallotLib.pack(placements, scores, action.scored);
        Stored memory former = _replace(election, action, ballot);
        candidacy = _enter(election, action, nomination, ballot);
        _put(election, action, former, ballot);
    }

    /// @dev Adds a nominee to the field; into a full one by ending the candidacy of somebody weaker.
    function _enter(
        ElectionLib.State storage election,
        Action memory action,
        Nomination calldata nomination,
        Stored memory ballot
    ) internal returns (CandidacyId candidacy) {
        ElectionId id = action.id;
        address owner = _consenting(election, action, nomination);
        CandidacyId owned = election.ownedBy[owner];
        if (owned != NO_CANDIDACY) revert CandidacyAlreadyOwned(id, owned, owner);
        int256 opening = ballot.opening(action);
        if (opening <= 0) revert NominationNotSupported(id);
        if (election.isFull()) {
            (CandidacyId weakest, int256 votes) = election.weakest();
            if (opening <= votes) revert NominationTooWeak(id, opening, votes);
            election.end(weakest);
            emit CandidacyCrowdedOut(id, weakest);
        }
        candidacy = election.add(owner, nomination.content);
        ballot.name(candidacy, action.scored);
        emit Nominated(id, candidacy, owner, action.voter, nomination.content, nomination.uri);
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

    function _resign(address owner, ElectionId id, CandidacyId candidacy) internal {
        ElectionLib.State storage election = _owned(owner, id, candidacy);
        ElectionLib.Candidacy storage seat = election.candidacies[candidacy];
        if (seat.stage != Stage.Incumbent) revert CandidacyNotIncumbent(id, candidacy);
        if (election.head.kind == Kind.Document) revert DocumentInForce(id, candidacy);
        (seat.stage, seat.bucket) = (Stage.Candidate, 0);
        emit SeatResigned(id, candidacy);
    }

    function _withdrawCandidacy(address owner, ElectionId id, CandidacyId candidacy) internal {
        ElectionLib.State storage election = _owned(owner, id, candidacy);
        bool seated = election.candidacies[candidacy].stage == Stage.Incumbent;
        if (seated && election.head.kind == Kind.Document) revert DocumentInForce(id, candidacy);
        election.end(candidacy);
        emit CandidacyWithdrawn(id, candidacy);
    }

    function _owned(
        address owner,
        ElectionId id,
        CandidacyId candidacy
    ) internal returns (ElectionLib.State storage election) {
        election = _live(id);
        Charter memory charter = CharterLib.read();
        _close(election, id, charter, charter.cycle());
        if (election.owners[candidacy] != owner) revert CandidacyNotOwned(id, candidacy, owner);
        if (election.candidacies[candidacy].stage == Stage.Ended) revert CandidacyHasEnded(candidacy);
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
        if (block.timestamp > by.deadline) revert SignatureExpired(by.deadline);
        _useNonce(by.signer, by.nonce);
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNow(by.signer, digest, by.signature)) revert SignatureInvalid(by.signer);
    }

    function _useNonce(address signer, uint256 nonce) internal {
        if (_nonces[signer].get(nonce)) revert NonceAlreadyUsed(signer, nonce);
        _nonces[signer].set(nonce);
        emit NonceUsed(signer, nonce);
    }
}
