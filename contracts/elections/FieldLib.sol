// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IConstitution} from "../constitution/IConstitution.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../types/Ids.sol";
import {Action, Ballot, BallotLib} from "./BallotLib.sol";
import {BucketLib} from "./BucketLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";

/// @title Who stands in an election
/// @notice How elections begin, and how candidacies enter their field and leave it (design 3, "The field"). Linked, because it
/// is seldom used. The election has been brought up to date before.
library FieldLib {
    using BallotLib for Ballot;
    using BucketLib for BucketLib.Contest;
    using CharterLib for Charter;
    using ElectionLib for ElectionLib.State;

    uint8 private constant MOST_SEATS = 31;
    uint72 private constant MOST_FILL = 1000e18;

    /// @notice Begins an election. Reverts unless its parameters are within bounds.
    function begin(
        ElectionLib.State storage election,
        ElectionId id,
        IElections.ElectionParameters calldata p,
        Charter memory charter
    ) external {
        _check(id, p, charter);
        uint32 cycle = charter.cycle();
        election.head = ElectionLib.Head(cycle, 0, 0, p.seats, p.kind, p.method, false, 0);
        (election.nominationFill, election.stabilizationFill) = (p.nominationFill, p.stabilizationFill);
        (election.parentElection, election.parentDocument) = (p.parentElection, p.parentDocument);
        emit IElections.ElectionCreated(id, p, cycle);
    }

    /// @notice Carries an election over to another document.
    function amend(
        ElectionLib.State storage election,
        ElectionId id,
        IElections.ElectionParameters calldata p,
        Charter memory charter
    ) external {
        _check(id, p, charter);
        if (p.kind != election.head.kind) revert IElections.ElectionAmendmentForbidden(id, "kind");
        if (p.method != election.head.method) revert IElections.ElectionAmendmentForbidden(id, "method");
        uint32 from = charter.cycle() + 1;
        (election.head.seats, election.head.amendedFrom) = (p.seats, from);
        election.amended = ElectionLib.Fills(p.nominationFill, p.stabilizationFill);
        (election.parentElection, election.parentDocument) = (p.parentElection, p.parentDocument);
        _unseatBeyond(election, id, p.seats);
        emit IElections.ElectionAmended(id, p, from);
    }

    /// @notice How an election is held in the running cycle.
    function parametersOf(
        ElectionLib.State storage election,
        Charter memory charter
    ) external view returns (IElections.ElectionParameters memory) {
        ElectionLib.Head memory head = election.head;
        bool amended = head.amendedFrom != 0 && charter.cycle() >= head.amendedFrom;
        return
            IElections.ElectionParameters(
                head.kind,
                head.method,
                head.seats,
                amended ? election.amended.nomination : election.nominationFill,
                amended ? election.amended.stabilization : election.stabilizationFill,
                election.parentElection,
                election.parentDocument
            );
    }

    /// @notice Seats a document that no one has voted for yet: a community starts with it.
    function seat(
        ElectionLib.State storage election,
        Charter memory charter,
        address owner,
        bytes32 content,
        string calldata uri,
        bytes calldata clauses
    ) external {
        CandidacyId candidacy = election.add(owner, content);
        election.candidacies[candidacy].stage = IElections.Stage.Incumbent;
        emit IElections.Nominated(ROOT_ELECTION, candidacy, owner, owner, content, uri);
        emit IElections.SeatTaken(ROOT_ELECTION, candidacy, NO_CANDIDACY, 0);
        IConstitution(charter.constitution()).present(ROOT_ELECTION, candidacy, clauses, true);
    }

    /// @notice Takes the seat of an incumbent.
    function unseat(ElectionLib.State storage election, ElectionId id, CandidacyId candidacy) external {
        if (election.candidacies[candidacy].stage != IElections.Stage.Incumbent) {
            revert IElections.CandidacyNotIncumbent(id, candidacy);
        }
        _unseat(election, id, candidacy);
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
        if (election.head.kind == IElections.Kind.Document) {
            address constitution = CharterLib.read().constitution();
            IConstitution(constitution).present(action.id, candidacy, nomination.clauses, false);
        } else if (nomination.clauses.length != 0) {
            revert IElections.NominationIllFormed(action.id, "clauses");
        }
    }

    /// @notice An officer steps down and is a candidate again.
    function resign(ElectionLib.State storage election, ElectionId id, CandidacyId candidacy, address owner) external {
        ElectionLib.Candidacy storage held = _owned(election, id, candidacy, owner);
        if (held.stage != IElections.Stage.Incumbent) revert IElections.CandidacyNotIncumbent(id, candidacy);
        if (election.head.kind == IElections.Kind.Document) revert IElections.DocumentInForce(id, candidacy);
        (held.stage, held.bucket) = (IElections.Stage.Candidate, 0);
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

    function _check(ElectionId id, IElections.ElectionParameters calldata p, Charter memory charter) private view {
        (uint72 nomination, uint72 stabilization) = IKernel(charter.kernel()).leastFills();
        if (id == ROOT_ELECTION) (nomination, stabilization) = (0, 0);
        _within("seats", p.seats, 1, p.kind == IElections.Kind.Document ? 1 : MOST_SEATS);
        _within("nominationFill", p.nominationFill, nomination, MOST_FILL);
        _within("stabilizationFill", p.stabilizationFill, stabilization, MOST_FILL);
    }

    function _unseat(ElectionLib.State storage election, ElectionId id, CandidacyId candidacy) private {
        ElectionLib.Candidacy storage seated = election.candidacies[candidacy];
        (seated.stage, seated.bucket) = (IElections.Stage.Candidate, 0);
        emit IElections.SeatLost(id, candidacy);
    }

    /// @dev Takes seats, of the weakest first, until there are no more incumbents than seats.
    function _unseatBeyond(ElectionLib.State storage election, ElectionId id, uint256 seats) private {
        BucketLib.Contest memory contest = election.load();
        uint256 seated = 0;
        for (uint256 i = 0; i < contest.entries.length; ++i) {
            if (contest.entries[i].stage == IElections.Stage.Incumbent) ++seated;
        }
        for (; seated > seats; --seated) {
            (, uint256 weakest) = contest.barOf();
            contest.entries[weakest].stage = IElections.Stage.Candidate;
            _unseat(election, id, CandidacyId.wrap(contest.entries[weakest].candidacy));
        }
    }

    function _within(string memory parameter, uint72 value, uint72 least, uint72 most) private pure {
        if (value < least || value > most) {
            revert IElections.ElectionParameterOutOfBounds(parameter, value, least, most);
        }
    }
}
