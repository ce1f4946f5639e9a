// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../types/Ids.sol";
import {Action, Ballot, BallotLib} from "./BallotLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";

/// @title Who stands in an election
/// @notice How elections begin, and how candidacies enter their field and leave it (design 3, "The field"). Linked, because it
/// is seldom used. The election has been brought up to date before.
library FieldLib {
    using BallotLib for Ballot;
    using ElectionLib for ElectionLib.State;

    uint8 private constant MOST_SEATS = 31;
    uint72 private constant MOST_FILL = 1000e18;

    /// @notice Begins an election. Reverts unless its parameters are within bounds.
    /// @param cycle the running cycle
    /// @param leastNomination, leastStabilization the least fills of any election but the root, WAD electorate-cycles
    function begin(
        ElectionLib.State storage election,
        ElectionId id,
        IElections.ElectionParameters calldata p,
        uint32 cycle,
        uint72 leastNomination,
        uint72 leastStabilization
    ) external {
        bool isRoot = id == ROOT_ELECTION;
        _within("seats", p.seats, 1, p.kind == IElections.Kind.Document ? 1 : MOST_SEATS);
        _within("nominationFill", p.nominationFill, isRoot ? 0 : leastNomination, MOST_FILL);
        _within("stabilizationFill", p.stabilizationFill, isRoot ? 0 : leastStabilization, MOST_FILL);
        election.head = ElectionLib.Head(cycle, 0, 0, p.seats, p.kind, p.method, false);
        (election.nominationFill, election.stabilizationFill) = (p.nominationFill, p.stabilizationFill);
        (election.parentElection, election.parentDocument) = (p.parentElection, p.parentDocument);
        emit IElections.ElectionCreated(id, p, cycle);
    }

    /// @notice Adds a nominee to the field; into a full one by ending the candidacy of somebody weaker.
    /// @param owner who will own the candidacy, and has agreed to
    /// @param ballot the voter's opening ballot, not yet counted
    function enter(
        ElectionLib.State storage election,
        Action memory action,
        address owner,
        IElections.Nomination calldata nomination,
        Ballot memory ballot
    ) external returns (CandidacyId candidacy) {
        CandidacyId owned = election.ownedBy[owner];
        if (owned != NO_CANDIDACY) revert IElections.CandidacyAlreadyOwned(action.id, owned, owner);
        int256 opening = ballot.opening(action);
        if (opening <= 0) revert IElections.NominationNotSupported(action.id);
        if (election.isFull()) {
            (CandidacyId weakest, int256 votes) = election.weakest();
            if (opening <= votes) revert IElections.NominationTooWeak(action.id, opening, votes);
            election.end(weakest);
            emit IElections.CandidacyCrowdedOut(action.id, weakest);
        }
        candidacy = election.add(owner, nomination.content);
        emit IElections.Nominated(action.id, candidacy, owner, action.voter, nomination.content, nomination.uri);
    }

    /// @notice An officer steps down and is a candidate again.
    function resign(ElectionLib.State storage election, ElectionId id, CandidacyId candidacy, address owner) external {
        ElectionLib.Candidacy storage seat = _owned(election, id, candidacy, owner);
        if (seat.stage != IElections.Stage.Incumbent) revert IElections.CandidacyNotIncumbent(id, candidacy);
        if (election.head.kind == IElections.Kind.Document) revert IElections.DocumentInForce(id, candidacy);
        (seat.stage, seat.bucket) = (IElections.Stage.Candidate, 0);
        emit IElections.SeatResigned(id, candidacy);
    }

    /// @notice Ends a candidacy by its owner's will.
    function withdraw(
        ElectionLib.State storage election,
        ElectionId id,
        CandidacyId candidacy,
        address owner
    ) external {
        bool seated = _owned(election, id, candidacy, owner).stage == IElections.Stage.Incumbent;
        if (seated && election.head.kind == IElections.Kind.Document) revert IElections.DocumentInForce(id, candidacy);
        election.end(candidacy);
        emit IElections.CandidacyWithdrawn(id, candidacy);
    }

    function _owned(
        ElectionLib.State storage election,
        ElectionId id,
        CandidacyId candidacy,
        address owner
    ) private view returns (ElectionLib.Candidacy storage owned) {
        owned = election.candidacies[candidacy];
        if (election.owners[candidacy] != owner) revert IElections.CandidacyNotOwned(id, candidacy, owner);
        if (owned.stage == IElections.Stage.Ended) revert IElections.CandidacyHasEnded(candidacy);
    }

    function _within(string memory parameter, uint72 value, uint72 least, uint72 most) private pure {
        if (value < least || value > most) {
            revert IElections.ElectionParameterOutOfBounds(parameter, value, least, most);
        }
    }
}
