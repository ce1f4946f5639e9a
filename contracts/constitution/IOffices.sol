// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {IConstitution} from "./IConstitution.sol";

/// @title Offices in power
/// @notice What a document lets the holders of an office do (design 4): have the treasury call functions, pay out of budgets,
/// and brake. All of it goes by the seats as they stand when the cycles that have ended are closed: a lost seat is lost
/// power, at once. A committee acts when as many of its seats have confirmed as the clause says; where there is a delay, they
/// have to hold their seats all through it.
interface IOffices {
    /// @dev Call: the treasury calls `target` with `data`. Payment: the treasury pays `target`; `data` is the ABI-encoded asset
    /// (zero = the native coin) and amount.
    enum ActionKind {
        Call,
        Payment
    }

    /// @notice What an office does.
    /// @param deadline seconds; the last second in which it can take effect
    /// @param salt any number that makes it another action than those before
    struct Action {
        ElectionId office;
        ActionKind kind;
        address target;
        bytes data;
        uint64 deadline;
        uint256 salt;
    }

    /// @notice An officer's signature on the typed data `Act`.
    struct Confirmation {
        address officer;
        bytes signature;
    }

    /// @notice What an office may have the treasury call.
    /// @param document the one in force that says so; a power of another one is void
    struct Power {
        CandidacyId document;
        uint32 delay;
        uint8 confirmations;
    }

    /// @notice What an office may pay.
    /// @param amount per period
    /// @param spent in the period `current`, or in all if it carries
    /// @param current which period was last paid in, counted from 0
    /// @param startedAt when the first period began, seconds
    struct Budget {
        uint128 amount;
        CandidacyId document;
        uint32 period;
        uint32 delay;
        uint8 confirmations;
        bool carries;
        uint128 spent;
        uint40 startedAt;
        uint32 current;
    }

    /// @notice What a module may have the treasury call, after a delay.
    /// @param election, document that say so; while another document is in force it is void
    /// @param grantedAt seconds; nothing that was decided before counts
    struct Mandate {
        ElectionId election;
        CandidacyId document;
        uint32 delay;
        uint64 grantedAt;
    }

    /// @notice A call that a module has decided.
    /// @param callHash of its calldata
    /// @param election, document under which it was decided
    /// @param readyAt seconds, from when on it can be made; 0 = nothing was decided
    /// @param over made, or dropped
    struct Direction {
        bytes32 callHash;
        ElectionId election;
        CandidacyId document;
        uint64 readyAt;
        bool over;
    }

    event PowerGranted(
        ElectionId indexed office,
        CandidacyId document,
        address indexed target,
        bytes4 indexed selector,
        uint32 delay,
        uint8 confirmations
    );
    event BudgetGranted(
        ElectionId indexed office,
        CandidacyId document,
        address indexed asset,
        uint128 amount,
        uint32 period,
        bool carries,
        uint32 delay,
        uint8 confirmations
    );
    event ActionConfirmed(bytes32 indexed action, ElectionId indexed office, address indexed officer);
    /// @notice Enough seats agree; anyone may execute it from `readyAt` on, as long as they do.
    event ActionScheduled(bytes32 indexed action, ElectionId indexed office, uint64 readyAt);
    event ActionTaken(bytes32 indexed action, ElectionId indexed office, ActionKind kind, address target, bytes data);
    event MandateGranted(
        address indexed module,
        ElectionId election,
        CandidacyId document,
        address indexed target,
        bytes4 indexed selector,
        uint32 delay
    );
    /// @notice A module has decided a call; anyone may have it made from `readyAt` on, for three days.
    /// @param cause what it decided it for; the same has no effect twice
    event CallDirected(
        address indexed module,
        bytes32 indexed cause,
        address indexed target,
        bytes data,
        uint64 readyAt
    );
    event DirectionDropped(address indexed module, bytes32 indexed cause, address indexed target);
    event DirectionTaken(address indexed module, bytes32 indexed cause, address indexed target);
    event OfficeBraked(ElectionId indexed office, uint32 period);

    error OfficesCallerNotConstitution(address caller);
    error OfficerUnknown(ElectionId office, address account);
    error OfficerSignatureInvalid(address officer);
    /// @notice No document in force gives the office this power, or this budget.
    error PowerAbsent(ElectionId office, address target, bytes4 selector);
    error BudgetAbsent(ElectionId office, address asset);
    error BudgetExceeded(ElectionId office, address asset, uint256 available, uint256 wanted);
    error ActionExpired(uint64 deadline);
    error ActionTakenAlready(bytes32 action);
    error ActionNotReady(bytes32 action, uint64 readyAt);
    error ActionNotConfirmed(bytes32 action, uint256 confirmations, uint256 needed);
    /// @notice The brake has been used in this term: nobody has taken a seat since.
    error OfficeHasBraked(ElectionId office);

    /// @notice Gives an office what a document says. Only the constitution.
    function grantPower(ElectionId office, CandidacyId document, IConstitution.PowerClause calldata clause) external;

    /// @notice Gives an office what a document says; what has been paid in the running period stays counted if amount and
    /// period are the same, and what is carried over if the document before it said so too. Only the constitution.
    /// @param former the document that was in force before
    function grantBudget(
        ElectionId office,
        CandidacyId document,
        CandidacyId former,
        IConstitution.BudgetClause calldata clause
    ) external;

    /// @notice Confirms an action as the caller, and as all who have signed it; takes it at once if they are enough and nothing
    /// has to be waited for.
    /// @return taken whether it took effect
    function act(Action calldata action, Confirmation[] calldata others) external returns (bool taken);

    /// @notice Takes an action whose delay has passed. Anyone.
    function execute(Action calldata action) external;

    /// @notice Gives a module what a document says. Only the constitution.
    function grantMandate(
        address module,
        ElectionId election,
        CandidacyId document,
        IConstitution.PowerClause calldata clause
    ) external;

    /// @notice Decides a call, which can be made after the delay of the caller's mandate.
    /// @param cause of which each decides one call of a function, once
    /// @param decidedAt seconds, when it was decided outside; after the mandate was granted
    function direct(address target, bytes calldata data, bytes32 cause, uint64 decidedAt) external;

    /// @notice Drops a call that the caller has decided, and that has not been made.
    function drop(address target, bytes4 selector, bytes32 cause) external;

    /// @notice Has the treasury make a call that a module has decided: after the delay, for three days, under the document that
    /// it was decided under. Anyone.
    function carryOut(address module, address target, bytes calldata data, bytes32 cause) external;

    /// @notice An action's name: the hash of all of it.
    function idOf(Action calldata action) external pure returns (bytes32);

    /// @notice Who has confirmed and still holds the seat, and from when on the action can be executed; 0 = not yet.
    function confirmationsOf(Action calldata action) external view returns (address[] memory officers, uint64 readyAt);

    /// @notice As the document in force grants it; empty if it does not.
    function powerOf(ElectionId office, address target, bytes4 selector) external view returns (Power memory);

    /// @notice As the document in force grants it; empty if it does not.
    function mandateOf(address module, address target, bytes4 selector) external view returns (Mandate memory);

    /// @notice What a module has decided.
    function directionOf(
        address module,
        address target,
        bytes4 selector,
        bytes32 cause
    ) external view returns (Direction memory);

    /// @notice As the document in force grants it; empty if it does not.
    function budgetOf(ElectionId office, address asset) external view returns (Budget memory);

    /// @notice What an office may still pay in the running period.
    function availableOf(ElectionId office, address asset) external view returns (uint256);
}
