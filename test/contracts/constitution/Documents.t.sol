// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Governing} from "../../helpers/Governing.sol";

/// Documents
/// ├── when one has taken the seat
/// │   ├── it is queued for the delay, counted from the end of the cycle in which it won
/// │   ├── it is dropped when it is displaced before
/// │   ├── nothing runs twice when the document in force wins again
/// │   └── it can be lapsed after four delays
/// ├── when it takes effect
/// │   ├── all its clauses do, or none
/// │   ├── what its predecessor made, and it does not keep, ends
/// │   └── what it keeps goes on, ballots and all
/// └── lower documents hold what the higher ones let them
contract DocumentsTest is Governing {
    ElectionId private constant FIRST = ElectionId.wrap(1);

    Dial private _dial;

    function setUp() external {
        foundGoverned();
        _dial = new Dial(treasury);
        vm.deal(treasury, 10 ether);
    }

    function test_Enact_WaitsForTheDelay() external {
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        CandidacyId document = win(ROOT_ELECTION, alice, clauses);
        uint64 wonAt = weights.cycleStartsAt(viewOf(ROOT_ELECTION, document).seatedIn + 1);
        (CandidacyId queued, uint64 dueAt, uint64 lapsableAt) = constitution.queued(ROOT_ELECTION);
        assertTrue(queued == document);
        assertEq(dueAt, wonAt + DELAY);
        assertEq(lapsableAt, wonAt + 4 * DELAY);
        vm.warp(dueAt - 1);
        refuse(IConstitution.DocumentNotDue.selector, abi.encode(ROOT_ELECTION, document, dueAt));
        constitution.enact(ROOT_ELECTION, clauses);
        vm.warp(dueAt);
        ElectionId[] memory created = new ElectionId[](1);
        created[0] = FIRST;
        vm.expectEmit();
        emit IConstitution.DocumentEnacted(ROOT_ELECTION, document, NO_CANDIDACY, created);
        constitution.enact(ROOT_ELECTION, clauses);
        assertTrue(constitution.lawOf(ROOT_ELECTION).inForce == document);
        assertEq(constitution.electionsOf(ROOT_ELECTION).length, 1);
        assertTrue(constitution.isInForce(FIRST));
        refuse(IConstitution.DocumentAlreadyInForce.selector, abi.encode(ROOT_ELECTION, document));
        constitution.enact(ROOT_ELECTION, clauses);
    }

    function test_Enact_TakesTheClausesThatWerePresentedOnly() external {
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        CandidacyId document = win(ROOT_ELECTION, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        refuse(IConstitution.DocumentMismatch.selector, abi.encode(ROOT_ELECTION, document));
        constitution.enact(ROOT_ELECTION, abi.encode(andOffice(none(), 2)));
        assertEq(constitution.clausesHashOf(ROOT_ELECTION, document), keccak256(clauses));
    }

    function test_Enact_RunsClausesInOrder() external {
        IConstitution.Clause[] memory list = andCall(none(), address(_dial), 1 ether, "");
        list = andCall(list, address(_dial), 0, abi.encodeCall(Dial.turn, (7)));
        list = and(list, IConstitution.ClauseKind.Parameter, _parameter(42));
        list = and(list, IConstitution.ClauseKind.Module, abi.encode(IConstitution.ModuleClause(address(_dial), true)));
        pass(abi.encode(list));
        assertEq(address(_dial).balance, 1 ether);
        assertEq(_dial.count(), 7);
        assertEq(_dial.value(), 42);
        assertTrue(weights.isModule(address(_dial)));
        list = and(
            none(),
            IConstitution.ClauseKind.Module,
            abi.encode(IConstitution.ModuleClause(address(_dial), false))
        );
        pass(abi.encode(list));
        assertFalse(weights.isModule(address(_dial)));
    }

    function test_Enact_IsAllOrNothing() external {
        IConstitution.Clause[] memory list = andCall(none(), address(_dial), 0, abi.encodeCall(Dial.turn, (7)));
        bytes memory clauses = abi.encode(andCall(list, address(_dial), 11 ether, ""));
        win(ROOT_ELECTION, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        vm.expectPartialRevert(ITreasury.TreasuryCallFailed.selector);
        constitution.enact(ROOT_ELECTION, clauses);
        assertEq(_dial.count(), 0);
        // What was lacking can be given.
        vm.deal(treasury, 11 ether);
        constitution.enact(ROOT_ELECTION, clauses);
        assertEq(_dial.count(), 7);
    }

    function test_Queue_DropsWhatIsDisplaced() external {
        bytes memory first = abi.encode(andCall(none(), address(_dial), 0, abi.encodeCall(Dial.turn, (1))));
        CandidacyId former = win(ROOT_ELECTION, alice, first);
        leaveAll(ROOT_ELECTION);
        bytes memory second = abi.encode(andCall(none(), address(_dial), 0, abi.encodeCall(Dial.turn, (2))));
        CandidacyId latter = present(ROOT_ELECTION, bob, second);
        support(ROOT_ELECTION, latter);
        vm.warp(block.timestamp + DELAY - 1);
        (CandidacyId queued, , ) = constitution.queued(ROOT_ELECTION);
        assertTrue(queued == latter);
        assertStage(ROOT_ELECTION, former, IElections.Stage.Candidate);
        (, uint64 dueAt, ) = constitution.queued(ROOT_ELECTION);
        vm.warp(dueAt);
        refuse(IConstitution.DocumentMismatch.selector, abi.encode(ROOT_ELECTION, latter));
        constitution.enact(ROOT_ELECTION, first);
        constitution.enact(ROOT_ELECTION, second);
        assertEq(_dial.count(), 2);
    }

    function test_Queue_IsCancelledWhenTheDocumentInForceWinsAgain() external {
        bytes memory first = abi.encode(andCall(none(), address(_dial), 0, abi.encodeCall(Dial.turn, (1))));
        CandidacyId former = pass(first);
        leaveAll(ROOT_ELECTION);
        bytes memory second = abi.encode(andCall(none(), address(_dial), 0, abi.encodeCall(Dial.turn, (2))));
        CandidacyId latter = win(ROOT_ELECTION, bob, second);
        // Within the delay everybody goes back.
        leaveAll(ROOT_ELECTION);
        support(ROOT_ELECTION, former);
        skipCycles(1);
        assertStage(ROOT_ELECTION, former, IElections.Stage.Incumbent);
        assertStage(ROOT_ELECTION, latter, IElections.Stage.Candidate);
        vm.warp(block.timestamp + 30 days);
        (CandidacyId queued, , ) = constitution.queued(ROOT_ELECTION);
        assertTrue(queued == NO_CANDIDACY);
        refuse(IConstitution.DocumentAlreadyInForce.selector, abi.encode(ROOT_ELECTION, former));
        constitution.enact(ROOT_ELECTION, first);
        assertEq(_dial.count(), 1);
    }

    function test_Lapse_TakesTheSeatOfWhatCannotBeEnacted() external {
        pass(abi.encode(andOffice(none(), 1)));
        bytes memory broken = abi.encode(andCall(none(), address(_dial), 11 ether, ""));
        CandidacyId document = win(ROOT_ELECTION, bob, broken);
        (, , uint64 lapsableAt) = constitution.queued(ROOT_ELECTION);
        vm.warp(lapsableAt - 1);
        refuse(IConstitution.DocumentNotLapsable.selector, abi.encode(ROOT_ELECTION, document, lapsableAt));
        constitution.lapse(ROOT_ELECTION);
        vm.warp(lapsableAt);
        vm.expectEmit();
        emit IConstitution.DocumentLapsed(ROOT_ELECTION, document);
        constitution.lapse(ROOT_ELECTION);
        assertStage(ROOT_ELECTION, document, IElections.Stage.Candidate);
        assertEq(viewOf(ROOT_ELECTION, document).bucket, 0);
        assertTrue(constitution.isInForce(FIRST));
        vm.expectPartialRevert(IConstitution.DocumentAlreadyInForce.selector);
        constitution.enact(ROOT_ELECTION, broken);
    }

    function test_RevertGiven_NothingWon() external {
        refuse(IConstitution.DocumentNotSeated.selector, abi.encode(ROOT_ELECTION));
        constitution.enact(ROOT_ELECTION, "");
        refuse(IConstitution.DocumentNotSeated.selector, abi.encode(ROOT_ELECTION));
        constitution.lapse(ROOT_ELECTION);
    }

    function test_Successor_RetiresWhatItDoesNotKeep() external {
        pass(abi.encode(andOffice(andOffice(none(), 1), 3)));
        leaveAll(ROOT_ELECTION);
        CandidacyId officer = seat(FIRST, alice, 30);
        ElectionId second = ElectionId.wrap(2);
        // Keeps the first, with its ballots, and drops the second.
        address[4] memory all = [alice, bob, carol, dave];
        bytes memory clauses = abi.encode(andCarried(none(), FIRST, 1));
        vm.prank(bob);
        CandidacyId document = elections.nominate(
            ROOT_ELECTION,
            documentOf(clauses),
            placement(NO_CANDIDACY, 70),
            noScores(),
            noDead()
        );
        for (uint256 i = 0; i < all.length; ++i) place(ROOT_ELECTION, all[i], document, false, 70);
        skipCycles(8);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(ROOT_ELECTION, clauses);
        (IElections.ElectionParameters memory p, bool retired, ) = elections.electionOf(FIRST);
        assertFalse(retired);
        assertTrue(p.parentDocument == document);
        assertStage(FIRST, officer, IElections.Stage.Incumbent);
        (, retired, ) = elections.electionOf(second);
        assertTrue(retired);
        assertTrue(constitution.isInForce(FIRST));
        assertFalse(constitution.isInForce(second));
    }

    function test_CarriedOver_WithFewerSeatsTheWeakestBecomeCandidates() external {
        pass(abi.encode(andOffice(none(), 3)));
        leaveAll(ROOT_ELECTION);
        CandidacyId a = nominate(FIRST, alice, 9);
        CandidacyId b = nominate(FIRST, bob, 8);
        CandidacyId c = nominate(FIRST, carol, 7);
        skipCycles(80);
        assertStage(FIRST, c, IElections.Stage.Incumbent);
        bytes memory clauses = abi.encode(andCarried(none(), FIRST, 1));
        vm.prank(dave);
        elections.nominate(ROOT_ELECTION, documentOf(clauses), placement(NO_CANDIDACY, 100), noScores(), noDead());
        skipCycles(10);
        vm.warp(block.timestamp + DELAY);
        vm.expectEmit();
        emit IElections.SeatLost(FIRST, c);
        vm.expectEmit();
        emit IElections.SeatLost(FIRST, b);
        constitution.enact(ROOT_ELECTION, clauses);
        assertStage(FIRST, a, IElections.Stage.Incumbent);
        assertStage(FIRST, b, IElections.Stage.Candidate);
        assertStage(FIRST, c, IElections.Stage.Candidate);
        assertEq(viewOf(FIRST, b).bucket, 0);
    }

    function test_CarriedOver_NewFillsApplyFromTheNextCycle() external {
        pass(abi.encode(andOffice(none(), 1)));
        leaveAll(ROOT_ELECTION);
        IConstitution.ElectionClause memory clause = officeClause(FIRST, 1);
        clause.stabilizationFill = 0.01e18;
        bytes memory clauses = abi.encode(and(none(), IConstitution.ClauseKind.Election, abi.encode(clause)));
        win(ROOT_ELECTION, dave, clauses);
        vm.warp(block.timestamp + DELAY);
        leaveAll(ROOT_ELECTION);
        // A candidate whose bucket gains 0.1 a cycle: full by the new fill, not by the old one.
        CandidacyId a = nominate(FIRST, alice, 40);
        skipCycles(1);
        constitution.enact(ROOT_ELECTION, clauses);
        (IElections.ElectionParameters memory p, , ) = elections.electionOf(FIRST);
        assertEq(p.stabilizationFill, 0.5e18);
        skipCycles(1);
        assertStage(FIRST, a, IElections.Stage.Candidate);
        (p, , ) = elections.electionOf(FIRST);
        assertEq(p.stabilizationFill, 0.01e18);
        skipCycles(1);
        assertStage(FIRST, a, IElections.Stage.Incumbent);
        elections.advance(FIRST, type(uint32).max);
        assertStage(FIRST, a, IElections.Stage.Incumbent);
        (p, , ) = elections.electionOf(FIRST);
        assertEq(p.stabilizationFill, 0.01e18);
    }

    function test_FoundingOffices_CanBeKept() external {
        KernelParameters memory p = governed();
        p.name = "offices";
        p.offices = new IElections.ElectionParameters[](2);
        p.offices[0] = office(IElections.Method.Resource, 1, 0, 0.5e18);
        p.offices[1] = office(IElections.Method.Resource, 1, 0, 0.5e18);
        foundGoverned(p);
        creditAll();
        assertTrue(constitution.isInForce(FIRST));
        pass(abi.encode(andCarried(none(), FIRST, 2)));
        assertTrue(constitution.isInForce(FIRST));
        (, bool retired, ) = elections.electionOf(ElectionId.wrap(2));
        assertTrue(retired);
    }

    function test_FoundingDocument_CanBeEnactedFromGenesisOn() external {
        KernelParameters memory p = governed();
        (p.name, p.genesisAt) = ("founded", uint64(block.timestamp + 5 days));
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        (p.document.content, p.document.uri, p.document.clauses) = (keccak256("text"), "ipfs://text", clauses);
        foundGoverned(p);
        CandidacyId founding = id(1);
        assertStage(ROOT_ELECTION, founding, IElections.Stage.Incumbent);
        refuse(IConstitution.DocumentNotDue.selector, abi.encode(ROOT_ELECTION, founding, p.genesisAt));
        constitution.enact(ROOT_ELECTION, clauses);
        vm.warp(p.genesisAt);
        constitution.enact(ROOT_ELECTION, clauses);
        assertTrue(constitution.isInForce(FIRST));
        // It holds the seat with no votes, so the first that fills its bucket takes over.
        creditAll();
        bytes memory next = abi.encode(andCarried(none(), FIRST, 1));
        win(ROOT_ELECTION, alice, next);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(ROOT_ELECTION, next);
        assertTrue(constitution.isInForce(FIRST));
    }

    // ---------------------------------------------------------------- lower documents

    function test_LowerDocuments_HoldWhatTheHigherLetThem() external {
        // Elections and powers, and no more.
        pass(abi.encode(andDocuments(none(), ROOT_ELECTION, 3)));
        leaveAll(ROOT_ELECTION);
        IConstitution.Law memory law = constitution.lawOf(FIRST);
        assertEq(law.depth, 2);
        assertEq(law.scope, 3);
        bytes memory call = abi.encode(andCall(none(), address(_dial), 0, abi.encodeCall(Dial.turn, (1))));
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(0, "scope"));
        constitution.check(FIRST, call);
        // Nor may it give on what it does not have.
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(0, "scope"));
        constitution.check(FIRST, abi.encode(andDocuments(none(), ROOT_ELECTION, 7)));
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        win(FIRST, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(FIRST, clauses);
        assertTrue(constitution.isInForce(ElectionId.wrap(2)));
    }

    function test_LowerDocuments_GoAtMostFourDeep() external {
        bytes memory deeper = abi.encode(andDocuments(none(), ROOT_ELECTION, 1));
        pass(deeper);
        for (uint64 depth = 1; depth <= 2; ++depth) {
            leaveAll(ElectionId.wrap(depth - 1));
            win(ElectionId.wrap(depth), alice, deeper);
            vm.warp(block.timestamp + DELAY);
            constitution.enact(ElectionId.wrap(depth), deeper);
        }
        assertEq(constitution.lawOf(ElectionId.wrap(3)).depth, 4);
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(0, "depth"));
        constitution.check(ElectionId.wrap(3), deeper);
    }

    function test_Orphans_HaveNoPowerAndCanBeRetired() external {
        pass(abi.encode(andDocuments(none(), ROOT_ELECTION, 3)));
        leaveAll(ROOT_ELECTION);
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        win(FIRST, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(FIRST, clauses);
        ElectionId orphan = ElectionId.wrap(2);
        refuse(IConstitution.ElectionStillInForce.selector, abi.encode(orphan));
        constitution.retireOrphan(orphan);
        leaveAll(FIRST);
        pass("");
        assertFalse(constitution.isInForce(orphan));
        (, bool retired, ) = elections.electionOf(orphan);
        assertFalse(retired);
        refuse(IConstitution.DocumentElectionNotInForce.selector, abi.encode(FIRST));
        constitution.rehearse(FIRST, "");
        constitution.retireOrphan(orphan);
        (, retired, ) = elections.electionOf(orphan);
        assertTrue(retired);
    }

    // ---------------------------------------------------------------- rehearsals

    function test_Rehearse_TellsWhatWouldBeAndChangesNothing() external {
        IConstitution.Clause[] memory list = andOffice(none(), 1);
        bytes memory clauses = abi.encode(andCall(list, address(_dial), 0, abi.encodeCall(Dial.turn, (1))));
        ElectionId[] memory created = new ElectionId[](2);
        created[0] = FIRST;
        refuse(IConstitution.Rehearsed.selector, abi.encode(created));
        constitution.rehearse(ROOT_ELECTION, clauses);
        assertEq(elections.count(), 1);
        assertEq(_dial.count(), 0);
    }

    function test_Present_RevertGiven_CallerIsNotTheElections() external {
        refuse(IConstitution.ConstitutionCallerNotElections.selector, abi.encode(address(this)));
        constitution.present(ROOT_ELECTION, id(1), "", false);
    }

    function test_Nominate_RevertWhen_AnOfficeIsGivenClauses() external {
        pass(abi.encode(andOffice(none(), 1)));
        leaveAll(ROOT_ELECTION);
        IElections.Nomination memory nomination = nominationOf(alice);
        nomination.clauses = abi.encode(none());
        vm.prank(alice);
        refuse(IElections.NominationIllFormed.selector, abi.encode(FIRST, "clauses"));
        elections.nominate(FIRST, nomination, placement(NO_CANDIDACY, 1), noScores(), noDead());
    }

    function _parameter(uint256 value) private view returns (bytes memory) {
        return abi.encode(IConstitution.ParameterClause(address(_dial), "value", value));
    }
}
