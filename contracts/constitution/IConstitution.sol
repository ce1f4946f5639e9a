// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";

/// @title The constitution: documents that are elected, take effect, and can be replaced
/// @notice A document election seats documents; each is a text and up to 64 typed clauses (design 4). The one that holds the
/// seat is queued for the enactment delay, counted from the end of the cycle in which it took the seat, and anyone may enact it
/// afterwards: all clauses in order, or none. Nothing is stored for the queue, so a document that is displaced has left it, and
/// one in force that wins again never runs twice.
/// @dev Clauses are handed in ABI-encoded, as `Clause[]`, and only their hash is kept.
interface IConstitution {
    /// @dev Which of the structs below a clause's `data` holds.
    enum ClauseKind {
        Election,
        Power,
        Budget,
        Parameter,
        Module,
        Call
    }

    struct Clause {
        ClauseKind kind;
        bytes data;
    }

    /// @notice A sub-election: an office, a committee, or an election of lower documents.
    /// @param carried the election of the document in force that goes on, ballots and all; 0 = a new one
    /// @param scope of a lower document election: which kinds of clauses its documents may hold, a bit each; 0 for an office
    /// @param title what people call it, in up to 32 bytes of UTF-8
    struct ElectionClause {
        ElectionId carried;
        IElections.Kind kind;
        IElections.Method method;
        uint8 seats;
        uint72 nominationFill;
        uint72 stabilizationFill;
        uint8 scope;
        bytes32 title;
    }

    /// @notice The holders of an office may have the treasury call a function, without coins; or a module may, to which reports
    /// bring what polls and policies outside decided (`IOutcomes`).
    /// @param office the place, in the document, of the `Election` clause of the office, or of the `Module` clause that installs
    /// the module: its delay is then at least a day, and there is one confirmation, its own
    /// @param target what is called; zero = the community's own treasury, of which only `brake` can be asked
    /// @param delay seconds between what they decide and its effect
    /// @param confirmations how many of the seats have to agree
    struct PowerClause {
        uint8 office;
        address target;
        bytes4 selector;
        uint32 delay;
        uint8 confirmations;
    }

    /// @notice An office may pay out of the treasury.
    /// @param office, delay, confirmations as in {PowerClause}
    /// @param asset an ERC-20; zero = the native coin
    /// @param amount per period, in the asset's own decimals
    /// @param period seconds, counted from the enactment that gave the budget
    /// @param carries whether what is not paid out stays available in later periods
    struct BudgetClause {
        uint8 office;
        address asset;
        uint128 amount;
        uint32 period;
        bool carries;
        uint32 delay;
        uint8 confirmations;
    }

    /// @notice A value for a parameter of a module (`IGoverned`).
    struct ParameterClause {
        address module;
        bytes32 name;
        uint256 value;
    }

    /// @notice Installs a module, which may place weight for its users, or retires it.
    struct ModuleClause {
        address module;
        bool installed;
    }

    /// @notice A call by the treasury.
    /// @param codehash of the target, which must not have changed when the document takes effect; zero for a bare payment, and
    /// for a source of the kernel, whose code the kernel fixed
    struct CallClause {
        address target;
        uint256 value;
        bytes data;
        bytes32 codehash;
    }

    /// @notice What a document election has come to.
    /// @param inForce the document in force; 0 = there is none yet
    /// @param depth 1 for the root election
    /// @param scope which kinds of clauses its documents may hold, a bit each
    struct Law {
        CandidacyId inForce;
        uint8 depth;
        uint8 scope;
    }

    /// @notice What a candidacy for a document election holds beside its text.
    event DocumentPresented(ElectionId indexed election, CandidacyId indexed candidacy, bytes clauses);
    /// @notice The document is in force.
    /// @param created by clause: the election that it made or carried over; 0 for clauses of other kinds
    event DocumentEnacted(
        ElectionId indexed election,
        CandidacyId indexed candidacy,
        CandidacyId indexed former,
        ElectionId[] created
    );
    /// @notice The document was not enacted in time and has lost its seat.
    event DocumentLapsed(ElectionId indexed election, CandidacyId indexed candidacy);

    /// @notice A clause is not well-typed, or says what it may not.
    /// @param index its place in the document, from 0
    error ClauseIllTyped(uint256 index, string reason);
    /// @notice What the document would change is the kernel's, and can only be left (design 4 and 6).
    error RequiresFork(address target);
    /// @notice The clauses are no ABI-encoded list of clauses.
    error DocumentUnreadable();
    error DocumentTooLong(uint256 clauses, uint256 most);
    error DocumentNotSeated(ElectionId election);
    error DocumentAlreadyInForce(ElectionId election, CandidacyId candidacy);
    error DocumentNotDue(ElectionId election, CandidacyId candidacy, uint64 dueAt);
    error DocumentNotLapsable(ElectionId election, CandidacyId candidacy, uint64 lapsableAt);
    error DocumentMismatch(ElectionId election, CandidacyId candidacy);
    /// @notice The election was made by a document that is no longer in force.
    error DocumentElectionNotInForce(ElectionId election);
    error ElectionStillInForce(ElectionId election);
    error ConstitutionCallerNotElections(address caller);
    /// @notice An election that the document wants carried over is not one of the document in force.
    error ClauseNotCarriedOver(uint256 index, ElectionId election);
    /// @notice The code at the target is not what people voted for.
    error ClauseTargetChanged(uint256 index, address target, bytes32 codehash);
    /// @notice What {rehearse} always ends with.
    error Rehearsed(ElectionId[] created);

    /// @notice Takes a nominated document: checks its clauses and keeps their hash. Only the elections.
    /// @param founding whether it is what the community starts with
    function present(ElectionId election, CandidacyId candidacy, bytes calldata clauses, bool founding) external;

    /// @notice Reverts, naming the clause and the reason, unless the clauses are well-typed for the election's documents.
    function check(ElectionId election, bytes calldata clauses) external view;

    /// @notice Decodes a document's clauses; empty bytes are none.
    function read(bytes calldata clauses) external pure returns (Clause[] memory);

    /// @notice Enacts the document that holds the seat. Anyone.
    /// @param clauses as they were presented
    function enact(ElectionId election, bytes calldata clauses) external;

    /// @notice Enacts clauses as if they had won, and always reverts: with {Rehearsed}, or with what would keep them from
    /// taking effect. For `eth_call`.
    function rehearse(ElectionId election, bytes calldata clauses) external;

    /// @notice Takes the seat of a document that has not been enacted within four delays; the one in force stays so. Anyone.
    function lapse(ElectionId election) external;

    /// @notice Retires an election whose document is no longer in force because a document above it has gone. Anyone.
    function retireOrphan(ElectionId election) external;

    /// @notice The document that holds the seat and is not in force yet, and when it can be enacted.
    /// @return candidacy 0 if nothing is queued
    function queued(ElectionId election) external view returns (CandidacyId candidacy, uint64 dueAt, uint64 lapsableAt);

    function lawOf(ElectionId election) external view returns (Law memory);

    /// @notice The elections that the document in force has made or carried over.
    function electionsOf(ElectionId election) external view returns (ElectionId[] memory);

    /// @notice Whether an election, and all documents above it, are in force.
    function isInForce(ElectionId election) external view returns (bool);

    /// @notice The hash of what was presented with a candidacy.
    function clausesHashOf(ElectionId election, CandidacyId candidacy) external view returns (bytes32);
}
