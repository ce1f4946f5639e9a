// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Constitution} from "../../contracts/constitution/Constitution.sol";
import {IConstitution} from "../../contracts/constitution/IConstitution.sol";
import {IOffices} from "../../contracts/constitution/IOffices.sol";
import {ITreasury} from "../../contracts/constitution/ITreasury.sol";
import {Offices} from "../../contracts/constitution/Offices.sol";
import {IElections} from "../../contracts/elections/IElections.sol";
import {Forks} from "../../contracts/kernel/Forks.sol";
import {KernelParameters} from "../../contracts/kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../contracts/types/Ids.sol";
import {Electing} from "./Electing.sol";

/// @title Communities that govern themselves
/// @notice {foundGoverned} founds a linear community with its own treasury, in which alice, bob, carol and dave hold 100 units
/// each. Every voter nominates at most one document at a time.
abstract contract Governing is Electing {
    Constitution internal constitution;
    Offices internal offices;
    Forks internal forks;

    uint32 internal constant DELAY = 3 days;

    function governed() internal returns (KernelParameters memory p) {
        p = plain();
        p.treasury = address(0);
        p.rootStabilizationFill = 0.5e18;
        (p.fork.fill, p.fork.joinPeriod, p.enactmentDelay) = (0.2e18, 10 days, DELAY);
        p.offices = new IElections.ElectionParameters[](0);
    }

    function foundGoverned(KernelParameters memory p) internal {
        found(p);
        treasury = kernel.treasury();
        constitution = Constitution(kernel.constitution());
        offices = Offices(kernel.offices());
        forks = Forks(kernel.forks());
    }

    function foundGoverned() internal {
        foundGoverned(governed());
        creditAll();
    }

    // ---------------------------------------------------------------- documents

    function present(ElectionId election, address voter, bytes memory clauses) internal returns (CandidacyId) {
        vm.prank(voter);
        return elections.nominate(election, documentOf(clauses), placement(NO_CANDIDACY, 100), noScores(), noDead());
    }

    function documentOf(bytes memory clauses) internal pure returns (IElections.Nomination memory nomination) {
        (nomination.content, nomination.uri, nomination.clauses) = (keccak256(clauses), "ipfs://document", clauses);
        if (nomination.content == 0) nomination.content = bytes32(uint256(1));
    }

    /// @notice Presents a document, lets it win with all four voters, waits for its delay, and enacts it.
    function pass(bytes memory clauses) internal returns (CandidacyId document) {
        document = win(ROOT_ELECTION, authorOf(ROOT_ELECTION), clauses);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(ROOT_ELECTION, clauses);
    }

    /// @notice Presents a document and lets it take the seat: nominee, candidate, incumbent.
    function win(ElectionId election, address voter, bytes memory clauses) internal returns (CandidacyId document) {
        leaveAll(election);
        document = present(election, voter, clauses);
        support(election, document);
        skipCycles(1);
        for (uint256 i = 0; i < 8 && viewOf(election, document).stage != IElections.Stage.Incumbent; ++i) skipCycles(1);
        assertStage(election, document, IElections.Stage.Incumbent);
    }

    /// @notice The first of the voters who has no candidacy yet.
    function authorOf(ElectionId election) internal view returns (address) {
        IElections.CandidacyView[] memory field = elections.standing(election);
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) {
            bool stands = false;
            for (uint256 j = 0; j < field.length; ++j) stands = stands || field[j].owner == all[i];
            if (!stands) return all[i];
        }
        revert("everybody stands");
    }

    /// @notice All that the four voters hold goes on one candidacy.
    function support(ElectionId election, CandidacyId candidacy) internal {
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) place(election, all[i], candidacy, false, 100);
    }

    function leaveAll(ElectionId election) internal {
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) {
            (IElections.Ballot memory ballot, ) = elections.ballotOf(election, all[i]);
            if (ballot.placements.length != 0) withdraw(election, all[i]);
        }
    }

    // ---------------------------------------------------------------- clauses

    function none() internal pure returns (IConstitution.Clause[] memory) {
        return new IConstitution.Clause[](0);
    }

    /// @notice The clauses with one more.
    function and(
        IConstitution.Clause[] memory list,
        IConstitution.ClauseKind kind,
        bytes memory data
    ) internal pure returns (IConstitution.Clause[] memory longer) {
        longer = new IConstitution.Clause[](list.length + 1);
        for (uint256 i = 0; i < list.length; ++i) longer[i] = list[i];
        longer[list.length] = IConstitution.Clause(kind, data);
    }

    function andOffice(
        IConstitution.Clause[] memory list,
        uint8 seats
    ) internal pure returns (IConstitution.Clause[] memory) {
        return and(list, IConstitution.ClauseKind.Election, abi.encode(officeClause(ElectionId.wrap(0), seats)));
    }

    function andCarried(
        IConstitution.Clause[] memory list,
        ElectionId carried,
        uint8 seats
    ) internal pure returns (IConstitution.Clause[] memory) {
        return and(list, IConstitution.ClauseKind.Election, abi.encode(officeClause(carried, seats)));
    }

    function officeClause(
        ElectionId carried,
        uint8 seats
    ) internal pure returns (IConstitution.ElectionClause memory clause) {
        (clause.carried, clause.kind, clause.seats) = (carried, IElections.Kind.Office, seats);
        (clause.stabilizationFill, clause.title) = (0.5e18, "office");
    }

    function andDocuments(
        IConstitution.Clause[] memory list,
        ElectionId carried,
        uint8 scope
    ) internal pure returns (IConstitution.Clause[] memory) {
        IConstitution.ElectionClause memory clause = officeClause(carried, 1);
        (clause.kind, clause.scope, clause.title) = (IElections.Kind.Document, scope, "bylaws");
        return and(list, IConstitution.ClauseKind.Election, abi.encode(clause));
    }

    function andPower(
        IConstitution.Clause[] memory list,
        address target,
        bytes4 selector,
        uint32 delay,
        uint8 confirmations
    ) internal pure returns (IConstitution.Clause[] memory) {
        IConstitution.PowerClause memory clause = IConstitution.PowerClause(0, target, selector, delay, confirmations);
        return and(list, IConstitution.ClauseKind.Power, abi.encode(clause));
    }

    function andBudget(
        IConstitution.Clause[] memory list,
        address asset,
        uint128 amount,
        uint32 period,
        bool carries
    ) internal pure returns (IConstitution.Clause[] memory) {
        IConstitution.BudgetClause memory clause = IConstitution.BudgetClause(0, asset, amount, period, carries, 0, 1);
        return and(list, IConstitution.ClauseKind.Budget, abi.encode(clause));
    }

    function andCall(
        IConstitution.Clause[] memory list,
        address target,
        uint256 value,
        bytes memory data
    ) internal view returns (IConstitution.Clause[] memory) {
        bytes32 codehash = data.length == 0 ? bytes32(0) : target.codehash;
        IConstitution.CallClause memory clause = IConstitution.CallClause(target, value, data, codehash);
        return and(list, IConstitution.ClauseKind.Call, abi.encode(clause));
    }

    // ---------------------------------------------------------------- officers

    /// @notice `officer` stands for an office, alone, until it has a seat.
    function seat(ElectionId office_, address officer, uint96 units) internal returns (CandidacyId candidacy) {
        candidacy = nominate(office_, officer, units);
        for (uint256 i = 0; i < 24 && viewOf(office_, candidacy).stage != IElections.Stage.Incumbent; ++i)
            skipCycles(1);
        assertStage(office_, candidacy, IElections.Stage.Incumbent);
    }

    function candidacyOf(ElectionId election, address owner) internal view returns (CandidacyId) {
        IElections.CandidacyView[] memory field = elections.standing(election);
        for (uint256 i = 0; i < field.length; ++i) if (field[i].owner == owner) return field[i].candidacy;
        return NO_CANDIDACY;
    }

    function callOf(
        ElectionId office_,
        address target,
        bytes memory data
    ) internal view returns (IOffices.Action memory) {
        return IOffices.Action(office_, IOffices.ActionKind.Call, target, data, uint64(block.timestamp + 90 days), 0);
    }

    function paymentOf(
        ElectionId office_,
        address asset,
        address to,
        uint256 amount
    ) internal view returns (IOffices.Action memory) {
        bytes memory data = abi.encode(asset, amount);
        uint64 deadline = uint64(block.timestamp + 90 days);
        return IOffices.Action(office_, IOffices.ActionKind.Payment, to, data, deadline, 0);
    }

    function act(address officer, IOffices.Action memory action) internal returns (bool) {
        vm.prank(officer);
        return offices.act(action, new IOffices.Confirmation[](0));
    }

    function brakeData(uint32 period) internal pure returns (bytes memory) {
        return abi.encodeCall(ITreasury.brake, (period));
    }
}
