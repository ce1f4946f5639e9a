// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IElections} from "../elections/IElections.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {IConstitution} from "./IConstitution.sol";
import {IOffices} from "./IOffices.sol";
import {ITreasury} from "./ITreasury.sol";
import {MandateLib} from "./MandateLib.sol";
import {Seat, SeatLib} from "./SeatLib.sol";

/// @title Offices
/// @notice What the holders of offices may do; see {IOffices}.
contract Offices is IOffices, EIP712("Perdure Offices", "1"), ReentrancyGuardTransient {
    using CharterLib for Charter;
    using MandateLib for MandateLib.State;
    using SeatLib for IElections;

    bytes32 private constant ACT = keccak256(
        "Act(address officer,uint64 office,uint8 kind,address target,bytes data,uint64 deadline,uint256 salt)"
    );

    /// @dev Who has confirmed an action, and what became of it.
    /// @param seatedIn by officer: 1 + the cycle at whose end the seat was taken from which it was confirmed
    struct Progress {
        mapping(address officer => uint64) seatedIn;
        uint64 readyAt;
        bool taken;
    }

    /// @dev What an action goes by.
    struct Terms {
        uint32 delay;
        uint8 confirmations;
    }

    mapping(ElectionId office => mapping(address target => mapping(bytes4 selector => Power))) private _powers;
    mapping(ElectionId office => mapping(address asset => Budget)) private _budgets;
    mapping(bytes32 action => Progress) private _progress;
    /// @dev 1 + the term, named by the cycle at whose end a seat was last taken, in which an office has braked.
    mapping(ElectionId office => uint64) private _brakedIn;
    MandateLib.State private _mandates;

    // ---------------------------------------------------------------- what documents say

    /// @inheritdoc IOffices
    function grantPower(ElectionId office, CandidacyId document, IConstitution.PowerClause calldata c) external {
        _onlyConstitution();
        _powers[office][c.target][c.selector] = Power(document, c.delay, c.confirmations);
        emit PowerGranted(office, document, c.target, c.selector, c.delay, c.confirmations);
    }

    /// @inheritdoc IOffices
    function grantBudget(
        ElectionId office,
        CandidacyId document,
        CandidacyId former,
        IConstitution.BudgetClause calldata c
    ) external {
        _onlyConstitution();
        Budget storage budget = _budgets[office][c.asset];
        bool goesOn = budget.amount == c.amount && budget.period == c.period && budget.carries == c.carries;
        // While no document gives a budget, nothing of it is saved up.
        if (c.carries && !(budget.document == former)) goesOn = false;
        if (!goesOn) (budget.startedAt, budget.spent, budget.current) = (uint40(block.timestamp), 0, 0);
        (budget.amount, budget.document, budget.period) = (c.amount, document, c.period);
        (budget.delay, budget.confirmations, budget.carries) = (c.delay, c.confirmations, c.carries);
        emit BudgetGranted(office, document, c.asset, c.amount, c.period, c.carries, c.delay, c.confirmations);
    }

    /// @inheritdoc IOffices
    function grantMandate(
        address module,
        ElectionId election,
        CandidacyId document,
        IConstitution.PowerClause calldata c
    ) external {
        _onlyConstitution();
        _mandates.grant(module, election, document, c);
    }

    // ---------------------------------------------------------------- what modules decide

    /// @inheritdoc IOffices
    function direct(address target, bytes calldata data, bytes32 cause, uint64 decidedAt) external {
        _mandates.direct(target, data, cause, decidedAt);
    }

    /// @inheritdoc IOffices
    function drop(address target, bytes4 selector, bytes32 cause) external {
        _mandates.drop(target, selector, cause);
    }

    /// @inheritdoc IOffices
    function carryOut(address module, address target, bytes calldata data, bytes32 cause) external nonReentrant {
        _mandates.take(module, target, data, cause);
        ITreasury(CharterLib.read().treasury).execute(target, 0, data);
    }

    // ---------------------------------------------------------------- what officers do

    /// @inheritdoc IOffices
    function act(Action calldata action, Confirmation[] calldata others) external nonReentrant returns (bool taken) {
        if (block.timestamp > action.deadline) revert ActionExpired(action.deadline);
        Terms memory terms = _termsOf(action);
        Seat[] memory seats = _seatsOf(action.office);
        bytes32 id = idOf(action);
        bool alone = terms.confirmations == 1 && terms.delay == 0 && others.length == 0;
        if (alone) {
            // Who needs nobody and waits for nothing leaves nothing behind: the call itself is the decision.
            _seatOf(action.office, seats, msg.sender);
            _take(action, id, seats);
            return true;
        }
        Progress storage progress = _progress[id];
        if (progress.taken) revert ActionTakenAlready(id);
        bool agreed = _count(progress, seats) >= terms.confirmations;
        _confirm(action, id, seats, others);
        uint256 count = _count(progress, seats);
        if (count < terms.confirmations) return false;
        if (terms.delay == 0) {
            progress.taken = true;
            _take(action, id, seats);
            return true;
        }
        // Once enough of them have lost their seats the delay begins anew.
        if (agreed && progress.readyAt != 0) return false;
        progress.readyAt = uint64(block.timestamp) + terms.delay;
        emit ActionScheduled(id, action.office, progress.readyAt);
    }

    /// @inheritdoc IOffices
    function execute(Action calldata action) external nonReentrant {
        if (block.timestamp > action.deadline) revert ActionExpired(action.deadline);
        Terms memory terms = _termsOf(action);
        Seat[] memory seats = _seatsOf(action.office);
        bytes32 id = idOf(action);
        Progress storage progress = _progress[id];
        if (progress.taken) revert ActionTakenAlready(id);
        uint256 count = _count(progress, seats);
        if (count < terms.confirmations) revert ActionNotConfirmed(id, count, terms.confirmations);
        uint64 readyAt = progress.readyAt;
        if (readyAt == 0 || block.timestamp < readyAt) revert ActionNotReady(id, readyAt);
        progress.taken = true;
        _take(action, id, seats);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IOffices
    function idOf(Action calldata action) public pure returns (bytes32) {
        return keccak256(abi.encode(action));
    }

    /// @inheritdoc IOffices
    function confirmationsOf(Action calldata action) external view returns (address[] memory officers, uint64 readyAt) {
        Progress storage progress = _progress[idOf(action)];
        Seat[] memory seats = _seatsOf(action.office);
        officers = new address[](_count(progress, seats));
        uint256 next = 0;
        for (uint256 i = 0; i < seats.length; ++i) {
            if (_confirmed(progress, seats[i])) officers[next++] = seats[i].owner;
        }
        return (officers, progress.readyAt);
    }

    /// @inheritdoc IOffices
    function powerOf(ElectionId office, address target, bytes4 selector) public view returns (Power memory power) {
        power = _powers[office][target][selector];
        if (power.confirmations == 0 || !_isGranted(office, power.document)) delete power;
    }

    /// @inheritdoc IOffices
    function budgetOf(ElectionId office, address asset) public view returns (Budget memory budget) {
        budget = _budgets[office][asset];
        if (budget.confirmations == 0 || !_isGranted(office, budget.document)) delete budget;
    }

    /// @inheritdoc IOffices
    function mandateOf(address module, address target, bytes4 selector) external view returns (Mandate memory) {
        return _mandates.mandateOf(module, target, selector);
    }

    /// @inheritdoc IOffices
    function directionOf(
        address module,
        address target,
        bytes4 selector,
        bytes32 cause
    ) external view returns (Direction memory) {
        return _mandates.directions[MandateLib.idOf(module, target, selector, cause)];
    }

    /// @inheritdoc IOffices
    function availableOf(ElectionId office, address asset) external view returns (uint256) {
        Budget memory budget = budgetOf(office, asset);
        return budget.confirmations == 0 ? 0 : _available(budget);
    }

    // ---------------------------------------------------------------- confirmations

    /// @dev The caller and all who signed; each has to hold a seat.
    function _confirm(Action calldata action, bytes32 id, Seat[] memory seats, Confirmation[] calldata others) private {
        if (_holdsSeat(seats, msg.sender)) _note(action.office, id, _seatOf(action.office, seats, msg.sender));
        else if (others.length == 0) revert OfficerUnknown(action.office, msg.sender);
        for (uint256 i = 0; i < others.length; ++i) {
            Seat memory seat = _seatOf(action.office, seats, others[i].officer);
            bytes32 digest = _hashTypedDataV4(_hash(others[i].officer, action));
            if (!SignatureChecker.isValidSignatureNowCalldata(seat.owner, digest, others[i].signature)) {
                revert OfficerSignatureInvalid(seat.owner);
            }
            _note(action.office, id, seat);
        }
    }

    function _note(ElectionId office, bytes32 id, Seat memory seat) private {
        _progress[id].seatedIn[seat.owner] = uint64(seat.seatedIn) + 1;
        emit ActionConfirmed(id, office, seat.owner);
    }

    /// @dev Only who has held the seat ever since counts.
    function _confirmed(Progress storage progress, Seat memory seat) private view returns (bool) {
        return progress.seatedIn[seat.owner] == uint64(seat.seatedIn) + 1;
    }

    function _count(Progress storage progress, Seat[] memory seats) private view returns (uint256 count) {
        for (uint256 i = 0; i < seats.length; ++i) {
            if (_confirmed(progress, seats[i])) ++count;
        }
    }

    function _hash(address officer, Action calldata a) private pure returns (bytes32) {
        return keccak256(abi.encode(ACT, officer, a.office, a.kind, a.target, keccak256(a.data), a.deadline, a.salt));
    }

    // ---------------------------------------------------------------- effects

    function _take(Action calldata action, bytes32 id, Seat[] memory seats) private {
        ITreasury treasury = ITreasury(CharterLib.read().treasury);
        emit ActionTaken(id, action.office, action.kind, action.target, action.data);
        if (action.kind == ActionKind.Payment) {
            (address asset, uint256 amount) = abi.decode(action.data, (address, uint256));
            _spend(action.office, asset, amount);
            treasury.pay(asset, action.target, amount);
        } else if (action.target == address(treasury)) {
            // The one thing that a document can let an office ask of the treasury itself.
            _brake(action.office, treasury, abi.decode(action.data[4:], (uint32)), seats);
        } else {
            treasury.execute(action.target, 0, action.data);
        }
    }

    /// @dev A term lasts until somebody takes a seat.
    function _brake(ElectionId office, ITreasury treasury, uint32 period, Seat[] memory seats) private {
        uint64 term = 0;
        for (uint256 i = 0; i < seats.length; ++i) {
            if (uint64(seats[i].seatedIn) + 1 > term) term = uint64(seats[i].seatedIn) + 1;
        }
        if (_brakedIn[office] == term) revert OfficeHasBraked(office);
        _brakedIn[office] = term;
        emit OfficeBraked(office, period);
        treasury.brake(period);
    }

    function _spend(ElectionId office, address asset, uint256 amount) private {
        Budget storage budget = _budgets[office][asset];
        uint256 available = _available(budget);
        if (amount > available) revert BudgetExceeded(office, asset, available, amount);
        uint32 period = _periodOf(budget);
        if (!budget.carries && period != budget.current) budget.spent = 0;
        budget.current = period;
        budget.spent += SafeCast.toUint128(amount);
    }

    // ---------------------------------------------------------------- rules

    function _termsOf(Action calldata action) private view returns (Terms memory terms) {
        if (action.kind == ActionKind.Payment) {
            (address asset, ) = abi.decode(action.data, (address, uint256));
            Budget memory budget = budgetOf(action.office, asset);
            if (budget.confirmations == 0) revert BudgetAbsent(action.office, asset);
            return Terms(budget.delay, budget.confirmations);
        }
        bytes4 selector = bytes4(action.data);
        Power memory power = powerOf(action.office, action.target, selector);
        if (power.confirmations == 0) revert PowerAbsent(action.office, action.target, selector);
        return Terms(power.delay, power.confirmations);
    }

    /// @dev A document's grants last while the office goes on under it.
    function _isGranted(ElectionId office, CandidacyId document) private view returns (bool) {
        Charter memory charter = CharterLib.read();
        (IElections.ElectionParameters memory p, , ) = IElections(charter.elections()).electionOf(office);
        return p.parentDocument == document && IConstitution(charter.constitution()).isInForce(office);
    }

    function _available(Budget memory budget) private view returns (uint256) {
        uint32 period = _periodOf(budget);
        if (!budget.carries) return budget.amount - (period == budget.current ? budget.spent : 0);
        return uint256(budget.amount) * (uint256(period) + 1) - budget.spent;
    }

    function _periodOf(Budget memory budget) private view returns (uint32) {
        return uint32((block.timestamp - budget.startedAt) / budget.period);
    }

    function _seatsOf(ElectionId office) private view returns (Seat[] memory) {
        return IElections(CharterLib.read().elections()).seatsOf(office);
    }

    function _holdsSeat(Seat[] memory seats, address account) private pure returns (bool) {
        for (uint256 i = 0; i < seats.length; ++i) {
            if (seats[i].owner == account) return true;
        }
        return false;
    }

    function _seatOf(ElectionId office, Seat[] memory seats, address account) private pure returns (Seat memory) {
        for (uint256 i = 0; i < seats.length; ++i) {
            if (seats[i].owner == account) return seats[i];
        }
        revert OfficerUnknown(office, account);
    }

    function _onlyConstitution() private view {
        if (msg.sender != CharterLib.read().constitution()) revert OfficesCallerNotConstitution(msg.sender);
    }
}
