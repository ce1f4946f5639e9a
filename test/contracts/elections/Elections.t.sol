// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Electing} from "../../helpers/Electing.sol";

/// How elections come and go, and what is told about them.
///
/// create
/// ├── given the caller is neither the kernel nor the treasury: refused
/// ├── when seats or a fill are out of bounds: refused by name; the least fills bind all elections but the root
/// └── else: numbered on, announced, and told by electionOf; before genesis it begins with cycle 0
/// retire
/// ├── given the caller is not the treasury, or the election is unknown or has ended: refused
/// └── else: closed up to now, then nothing can be placed in it, and everything can be withdrawn
///     └── also from within the call that places the weight elsewhere
contract ElectionsTest is Electing {
    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
    }

    // ---------------------------------------------------------------- create

    function test_Create_IsAnnouncedAndNumberedOn() external {
        IElections.ElectionParameters memory p = office(IElections.Method.Score, 31, 1e18, 1000e18);
        (p.parentElection, p.parentDocument) = (OFFICE, id(7));
        skipCycles(3);
        vm.expectEmit(address(elections));
        emit IElections.ElectionCreated(ElectionId.wrap(2), p, 3);
        ElectionId created = create(p);

        (IElections.ElectionParameters memory told, bool retired, uint32 cycle) = elections.electionOf(created);
        assertEq(abi.encode(told), abi.encode(p));
        assertFalse(retired);
        assertEq(cycle, 3);
        assertEq(elections.count(), 3);
    }

    function test_Create_BeforeGenesisBeginsWithCycle0() external {
        KernelParameters memory p = plain();
        (p.name, p.genesisAt) = ("later", uint64(block.timestamp + 1 weeks));
        found(p);
        (, , uint32 cycle) = elections.electionOf(OFFICE);
        assertEq(cycle, 0);
    }

    function test_RevertGiven_CreatorIsNotTheExecutive() external {
        refuse(IElections.ElectionsCallerNotExecutive.selector, abi.encode(address(this)));
        elections.create(document());
    }

    function test_RevertWhen_SeatsAreOutOfBounds() external {
        _refuseParameter(office(IElections.Method.Resource, 0, 0, 0), "seats", 0, 1, 31);
        _refuseParameter(office(IElections.Method.Resource, 32, 0, 0), "seats", 32, 1, 31);
        IElections.ElectionParameters memory p = document();
        p.seats = 2;
        _refuseParameter(p, "seats", 2, 1, 1);
    }

    function test_RevertWhen_FillIsOutOfBounds() external {
        KernelParameters memory k = plain();
        (k.name, k.leastNominationFill, k.leastStabilizationFill) = ("least", 3, 7);
        // The root election may have any fills.
        (k.rootNominationFill, k.rootStabilizationFill) = (0, 0);
        k.offices[0] = office(IElections.Method.Resource, 1, 3, 7);
        found(k);
        uint72 most = 1000e18;
        _refuseParameter(office(IElections.Method.Resource, 1, 2, 7), "nominationFill", 2, 3, most);
        _refuseParameter(office(IElections.Method.Resource, 1, most + 1, 7), "nominationFill", most + 1, 3, most);
        _refuseParameter(office(IElections.Method.Resource, 1, 3, 6), "stabilizationFill", 6, 7, most);
        _refuseParameter(office(IElections.Method.Resource, 1, 3, most + 1), "stabilizationFill", most + 1, 7, most);
    }

    function _refuseParameter(
        IElections.ElectionParameters memory p,
        string memory name,
        uint256 value,
        uint256 least,
        uint256 most
    ) private {
        refuse(IElections.ElectionParameterOutOfBounds.selector, abi.encode(name, value, least, most));
        create(p);
    }

    // ---------------------------------------------------------------- retire

    function test_Retire_ClosesThenEnds() external {
        CandidacyId candidacy = nominate(OFFICE, alice, 100);
        skipCycles(5);
        vm.expectEmit(address(elections));
        emit IElections.SeatTaken(OFFICE, candidacy, NO_CANDIDACY, 2);
        vm.expectEmit(address(elections));
        emit IElections.CyclesClosed(OFFICE, 0, 5);
        vm.expectEmit(address(elections));
        emit IElections.ElectionRetired(OFFICE);
        retire(OFFICE);

        skipCycles(5);
        (, bool retired, uint32 cycle) = elections.electionOf(OFFICE);
        assertTrue(retired);
        assertEq(cycle, 5);
        assertEq(elections.incumbents(OFFICE)[0], alice, "what it came to stands");
    }

    function test_RevertGiven_RetirerIsNotTheTreasury() external {
        vm.prank(address(kernel));
        refuse(IElections.ElectionsCallerNotExecutive.selector, abi.encode(address(kernel)));
        elections.retire(OFFICE);
    }

    function test_RevertGiven_ElectionHasEnded() external {
        CandidacyId candidacy = nominate(OFFICE, alice, 100);
        retire(OFFICE);
        bytes4 ended = IElections.ElectionEnded.selector;
        bytes memory which = abi.encode(OFFICE);

        refuse(ended, which);
        retire(OFFICE);
        refuse(ended, which);
        nominate(OFFICE, bob, 1);
        refuse(ended, which);
        cast(OFFICE, bob, candidacy, 1);
        refuse(ended, which);
        place(OFFICE, bob, candidacy, false, 1);
        refuse(ended, which);
        elections.advance(OFFICE, 1);
        refuse(ended, which);
        elections.refresh(OFFICE, alice);
        vm.startPrank(alice);
        refuse(ended, which);
        elections.resign(OFFICE, candidacy);
        refuse(ended, which);
        elections.withdrawCandidacy(OFFICE, candidacy);
    }

    function test_RevertGiven_ElectionIsUnknown() external {
        ElectionId none = ElectionId.wrap(9);
        bytes4 unknown = IElections.ElectionUnknown.selector;
        bytes memory which = abi.encode(none);

        refuse(unknown, which);
        retire(none);
        refuse(unknown, which);
        nominate(none, bob, 1);
        refuse(unknown, which);
        elections.advance(none, 1);
        refuse(unknown, which);
        withdraw(none, bob);
        refuse(unknown, which);
        elections.recall(none, bob);
        refuse(unknown, which);
        elections.electionOf(none);
        refuse(unknown, which);
        elections.standing(none);
        refuse(unknown, which);
        elections.incumbents(none);
        refuse(unknown, which);
        elections.ballotOf(none, bob);
        refuse(unknown, which);
        elections.nominationOf(none, id(1));
        vm.prank(alice);
        refuse(unknown, which);
        elections.castBallot(OFFICE, placement(id(1), 1), noScores(), only(none));
    }

    function test_Withdraw_FromAnEndedElectionFreesAll() external {
        nominate(OFFICE, alice, 100);
        retire(OFFICE);
        skipCycles(2);
        vm.expectEmit(address(elections));
        emit IElections.BallotWithdrawn(OFFICE, alice);
        withdraw(OFFICE, alice);
        assertEq(placedOf(alice), 0);
        assertEq(votesOf(OFFICE, id(1)), 100 * 100, "the tally stays as it was when the election ended");
        refuse(IElections.BallotAbsent.selector, abi.encode(OFFICE, alice));
        withdraw(OFFICE, alice);
    }

    function test_Cast_ReleasesDeadPlacementsFirst() external {
        nominate(OFFICE, alice, 100);
        ElectionId other = create(office(IElections.Method.Resource, 1, 0, 0.5e18));
        CandidacyId candidacy = nominate(other, bob, 1);
        retire(OFFICE);
        vm.startPrank(alice);
        vm.expectRevert();
        elections.castBallot(other, placement(candidacy, 100), noScores(), noDead());
        vm.expectEmit(address(elections));
        emit IElections.BallotWithdrawn(OFFICE, alice);
        elections.castBallot(other, placement(candidacy, 100), noScores(), only(OFFICE));
        assertEq(placedOf(alice), 100);
        assertEq(votesOf(other, candidacy), 101 * 100);
    }

    function test_Nominate_ReleasesWhatIsOnEndedCandidaciesFirst() external {
        CandidacyId first = nominate(OFFICE, alice, 60);
        CandidacyId second = nominate(OFFICE, bob, 50);
        castList(OFFICE, alice, both(on(first, false, 60, 0), on(second, false, 40, 0)), noScores());
        vm.prank(bob);
        elections.withdrawCandidacy(OFFICE, second);

        ElectionId other = create(office(IElections.Method.Resource, 1, 0, 0.5e18));
        vm.prank(alice);
        elections.nominate(other, nominationOf(alice), placement(NO_CANDIDACY, 40), noScores(), only(OFFICE));
        assertEq(placedOf(alice), 100);
        (IElections.Ballot memory left, ) = elections.ballotOf(OFFICE, alice);
        assertEq(left.placements.length, 1);
        assertEq(left.placements[0].permanent, 60);
        assertEq(votesOf(OFFICE, first), 60 * 100);
    }

    function test_RevertGiven_NothingDeadToRelease() external {
        CandidacyId candidacy = nominate(OFFICE, alice, 60);
        vm.startPrank(alice);
        refuse(IElections.BallotNotDead.selector, abi.encode(OFFICE, alice));
        elections.castBallot(OFFICE, placement(candidacy, 50), noScores(), only(OFFICE));
        refuse(IElections.BallotNotDead.selector, abi.encode(ROOT_ELECTION, alice));
        elections.castBallot(OFFICE, placement(candidacy, 50), noScores(), only(ROOT_ELECTION));
    }

    function test_NominationOf_TellsOwnerAndContent() external {
        IElections.Nomination memory nomination;
        (nomination.content, nomination.uri) = (keccak256("text"), "ipfs://text");
        vm.expectEmit(address(elections));
        emit IElections.Nominated(ROOT_ELECTION, id(1), alice, alice, nomination.content, nomination.uri);
        vm.prank(alice);
        elections.nominate(ROOT_ELECTION, nomination, placement(NO_CANDIDACY, 1), noScores(), noDead());
        (address owner, bytes32 content) = elections.nominationOf(ROOT_ELECTION, id(1));
        assertEq(owner, alice);
        assertEq(content, keccak256("text"));
    }

    function test_Multicall_DoesAllOrNothing() external {
        CandidacyId candidacy = nominate(OFFICE, alice, 60);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(elections.withdrawBallot, (OFFICE));
        calls[1] = abi.encodeCall(elections.place, (OFFICE, candidacy, true, 100, 0));
        vm.startPrank(alice);
        elections.multicall(calls);
        assertEq(votesOf(OFFICE, candidacy), -100 * 100);

        calls[1] = abi.encodeCall(elections.place, (OFFICE, id(9), true, 100, 0));
        refuse(IElections.CandidacyUnknown.selector, abi.encode(id(9)));
        elections.multicall(calls);
        assertEq(votesOf(OFFICE, candidacy), -100 * 100);
    }
}
