// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IElections} from "../elections/IElections.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {ClauseLib} from "./ClauseLib.sol";
import {IConstitution} from "./IConstitution.sol";
import {IGoverned} from "./IGoverned.sol";
import {IOffices} from "./IOffices.sol";
import {ITreasury} from "./ITreasury.sol";
import {Seat, SeatLib} from "./SeatLib.sol";

/// @title Constitution
/// @notice Documents that are elected, take effect, and can be replaced; see {IConstitution}.
contract Constitution is IConstitution, ReentrancyGuardTransient {
    using CharterLib for Charter;
    using SeatLib for IElections;

    /// @dev Every kind of clause.
    uint8 private constant EVERYTHING = 0x3f;
    /// @dev How many delays a document has to be enacted.
    uint256 private constant LAPSES_AFTER = 4;
    /// @dev Whom {rehearse} enacts: a candidacy that nobody can have.
    CandidacyId private constant REHEARSED = CandidacyId.wrap(type(uint32).max);

    mapping(ElectionId => Law) private _laws;
    mapping(ElectionId => ElectionId[]) private _made;
    mapping(ElectionId => mapping(CandidacyId => bytes32)) private _hashes;
    /// @dev The root election's document that the community starts with; it waits for genesis only.
    CandidacyId private _founding;

    /// @dev An enactment under way.
    struct Enactment {
        Charter charter;
        ElectionId election;
        CandidacyId candidacy;
        Law law;
        /// @dev By clause.
        ElectionId[] created;
        /// @dev What the predecessor leaves; 0 where it is carried over.
        ElectionId[] left;
    }

    /// @inheritdoc IConstitution
    function present(ElectionId election, CandidacyId candidacy, bytes calldata clauses, bool founding) external {
        if (msg.sender != CharterLib.read().elections()) revert ConstitutionCallerNotElections(msg.sender);
        check(election, clauses);
        _hashes[election][candidacy] = keccak256(clauses);
        if (founding) _founding = candidacy;
        emit DocumentPresented(election, candidacy, clauses);
    }

    /// @inheritdoc IConstitution
    function enact(ElectionId election, bytes calldata clauses) external nonReentrant {
        (CandidacyId candidacy, uint64 dueAt, ) = queued(election);
        if (candidacy == NO_CANDIDACY) _refuseToEnact(election);
        if (block.timestamp < dueAt) revert DocumentNotDue(election, candidacy, dueAt);
        if (keccak256(clauses) != _hashes[election][candidacy]) revert DocumentMismatch(election, candidacy);
        CandidacyId former = _laws[election].inForce;
        ElectionId[] memory created = _enact(election, candidacy, read(clauses));
        emit DocumentEnacted(election, candidacy, former, created);
    }

    /// @inheritdoc IConstitution
    function rehearse(ElectionId election, bytes calldata clauses) external nonReentrant {
        check(election, clauses);
        revert Rehearsed(_enact(election, REHEARSED, read(clauses)));
    }

    /// @inheritdoc IConstitution
    function lapse(ElectionId election) external nonReentrant {
        (CandidacyId candidacy, , uint64 lapsableAt) = queued(election);
        if (candidacy == NO_CANDIDACY) _refuseToEnact(election);
        if (block.timestamp < lapsableAt) revert DocumentNotLapsable(election, candidacy, lapsableAt);
        emit DocumentLapsed(election, candidacy);
        _govern(CharterLib.read(), abi.encodeCall(IElections.unseat, (election, candidacy)));
    }

    /// @inheritdoc IConstitution
    function retireOrphan(ElectionId election) external nonReentrant {
        if (isInForce(election)) revert ElectionStillInForce(election);
        _govern(CharterLib.read(), abi.encodeCall(IElections.retire, (election)));
    }

    /// @inheritdoc IConstitution
    function check(ElectionId election, bytes calldata clauses) public view {
        ClauseLib.Place memory place = ClauseLib.Place(IKernel(CharterLib.read().kernel()), election, lawOf(election));
        try this.read(clauses) returns (Clause[] memory list) {
            ClauseLib.check(place, list);
        } catch {
            revert DocumentUnreadable();
        }
    }

    /// @inheritdoc IConstitution
    function read(bytes calldata clauses) public pure returns (Clause[] memory) {
        // A text alone.
        if (clauses.length == 0) return new Clause[](0);
        return abi.decode(clauses, (Clause[]));
    }

    /// @inheritdoc IConstitution
    function queued(ElectionId election) public view returns (CandidacyId candidacy, uint64 dueAt, uint64 lapsableAt) {
        Charter memory charter = CharterLib.read();
        Seat[] memory seats = IElections(charter.elections()).seatsOf(election);
        if (seats.length == 0 || seats[0].candidacy == _laws[election].inForce) return (NO_CANDIDACY, 0, 0);
        candidacy = seats[0].candidacy;
        uint64 delay = IKernel(charter.kernel()).enactmentDelay();
        uint64 wonAt = IWeights(charter.weights()).cycleStartsAt(seats[0].seatedIn + 1);
        dueAt = wonAt + delay;
        bool starts = election == ROOT_ELECTION && candidacy == _founding && seats[0].seatedIn == 0;
        if (starts && _laws[election].inForce == NO_CANDIDACY) dueAt = charter.genesisAt();
        lapsableAt = wonAt + uint64(LAPSES_AFTER) * delay;
        if (!charter.ownsTreasury()) return (candidacy, dueAt, lapsableAt);
        // Whoever stops outflows cannot stop a document for good by it.
        uint64 flowsFrom = ITreasury(charter.treasury).brakedUntil();
        if (flowsFrom != 0 && flowsFrom + delay > lapsableAt) lapsableAt = flowsFrom + delay;
    }

    /// @inheritdoc IConstitution
    function lawOf(ElectionId election) public view returns (Law memory law) {
        law = _laws[election];
        if (election == ROOT_ELECTION) (law.depth, law.scope) = (1, EVERYTHING);
    }

    /// @inheritdoc IConstitution
    function electionsOf(ElectionId election) external view returns (ElectionId[] memory) {
        return _made[election];
    }

    /// @inheritdoc IConstitution
    function isInForce(ElectionId election) public view returns (bool) {
        IElections elections = IElections(CharterLib.read().elections());
        // No more steps than a constitution is deep.
        while (!(election == ROOT_ELECTION)) {
            (IElections.ElectionParameters memory p, bool retired, ) = elections.electionOf(election);
            if (retired || _laws[p.parentElection].inForce != p.parentDocument) return false;
            election = p.parentElection;
        }
        return true;
    }

    /// @inheritdoc IConstitution
    function clausesHashOf(ElectionId election, CandidacyId candidacy) external view returns (bytes32) {
        return _hashes[election][candidacy];
    }

    function _refuseToEnact(ElectionId election) private view {
        CandidacyId inForce = _laws[election].inForce;
        if (inForce == NO_CANDIDACY) revert DocumentNotSeated(election);
        revert DocumentAlreadyInForce(election, inForce);
    }

    /// @dev Clauses in order, all or nothing; then what the predecessor made, and this document does not keep, ends.
    function _enact(
        ElectionId election,
        CandidacyId candidacy,
        Clause[] memory clauses
    ) private returns (ElectionId[] memory) {
        if (!isInForce(election)) revert DocumentElectionNotInForce(election);
        Enactment memory e;
        (e.charter, e.election, e.candidacy, e.law) = (CharterLib.read(), election, candidacy, lawOf(election));
        (e.created, e.left) = (new ElectionId[](clauses.length), _left(e));
        _laws[election].inForce = candidacy;
        delete _made[election];
        for (uint256 i = 0; i < clauses.length; ++i) _enactClause(e, clauses, i);
        for (uint256 i = 0; i < e.left.length; ++i) {
            if (e.left[i] == ROOT_ELECTION) continue;
            _govern(e.charter, abi.encodeCall(IElections.retire, (e.left[i])));
        }
        return e.created;
    }

    /// @dev What the document in force has made. Before the first one the kernel made it: all elections that there are.
    function _left(Enactment memory e) private view returns (ElectionId[] memory left) {
        if (!(e.election == ROOT_ELECTION) || e.law.inForce != NO_CANDIDACY) return _made[e.election];
        left = new ElectionId[](IElections(e.charter.elections()).count() - 1);
        for (uint64 i = 0; i < left.length; ++i) left[i] = ElectionId.wrap(i + 1);
    }

    function _enactClause(Enactment memory e, Clause[] memory clauses, uint256 i) private {
        bytes memory data = clauses[i].data;
        ClauseKind kind = clauses[i].kind;
        if (kind == ClauseKind.Election) {
            _enactElection(e, abi.decode(data, (ElectionClause)), i);
        } else if (kind == ClauseKind.Power) {
            PowerClause memory power = abi.decode(data, (PowerClause));
            if (power.target == address(0)) power.target = e.charter.treasury;
            _enactPower(e, power, clauses[power.office]);
        } else if (kind == ClauseKind.Budget) {
            BudgetClause memory budget = abi.decode(data, (BudgetClause));
            IOffices offices = IOffices(e.charter.offices());
            offices.grantBudget(e.created[budget.office], e.candidacy, e.law.inForce, budget);
        } else if (kind == ClauseKind.Parameter) {
            ParameterClause memory p = abi.decode(data, (ParameterClause));
            _execute(e.charter, p.module, 0, abi.encodeCall(IGoverned.setParameter, (p.name, p.value)));
        } else if (kind == ClauseKind.Module) {
            ModuleClause memory m = abi.decode(data, (ModuleClause));
            bytes memory change =
                m.installed
                    ? abi.encodeCall(IWeights.installModule, (m.module))
                    : abi.encodeCall(IWeights.retireModule, (m.module));
            ITreasury(e.charter.treasury).govern(e.charter.weights(), change);
        } else {
            CallClause memory c = abi.decode(data, (CallClause));
            bool changed = c.codehash != 0 && c.target.codehash != c.codehash;
            if (changed) revert ClauseTargetChanged(i, c.target, c.target.codehash);
            _execute(e.charter, c.target, c.value, c.data);
        }
    }

    /// @dev Of an office, or of a module that the same document installs.
    function _enactPower(Enactment memory e, PowerClause memory power, Clause memory holder) private {
        IOffices offices = IOffices(e.charter.offices());
        if (holder.kind == ClauseKind.Election) {
            offices.grantPower(e.created[power.office], e.candidacy, power);
        } else {
            address module = abi.decode(holder.data, (ModuleClause)).module;
            offices.grantMandate(module, e.election, e.candidacy, power);
        }
    }

    function _enactElection(Enactment memory e, ElectionClause memory c, uint256 i) private {
        IElections.ElectionParameters memory p = IElections.ElectionParameters(
            c.kind,
            c.method,
            c.seats,
            c.nominationFill,
            c.stabilizationFill,
            e.election,
            e.candidacy
        );
        ElectionId id = c.carried;
        if (id == ROOT_ELECTION) {
            id = abi.decode(_govern(e.charter, abi.encodeCall(IElections.create, (p))), (ElectionId));
        } else {
            uint256 place = 0;
            while (place < e.left.length && !(e.left[place] == id)) ++place;
            if (place == e.left.length) revert ClauseNotCarriedOver(i, id);
            e.left[place] = ROOT_ELECTION;
            _govern(e.charter, abi.encodeCall(IElections.amend, (id, p)));
        }
        if (c.kind == IElections.Kind.Document) (_laws[id].depth, _laws[id].scope) = (e.law.depth + 1, c.scope);
        e.created[i] = id;
        _made[e.election].push(id);
    }

    function _govern(Charter memory charter, bytes memory data) private returns (bytes memory) {
        return ITreasury(charter.treasury).govern(charter.elections(), data);
    }

    function _execute(Charter memory charter, address target, uint256 value, bytes memory data) private {
        ITreasury(charter.treasury).execute(target, value, data);
    }
}
