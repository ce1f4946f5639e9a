// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../../../contracts/types/Ids.sol";
import {Electing} from "../../helpers/Electing.sol";

/// How seats change hands at the end of cycles; `E` = 400 and votes are units, unless a test says otherwise.
///
/// at a cycle's end
/// ├── given nobody has weight: nothing moves
/// ├── a nominee is a candidate when its bucket is full, with fill 0 after one cycle
/// ├── a candidate's bucket moves by its lead over the weakest incumbent of a full bench, else by its votes
/// ├── the strongest of the full buckets with a lead takes a vacant seat, else the weakest incumbent's
/// │   └── with no seat vacant afterwards all buckets are empty again
/// └── all of it the same whoever closes it, whenever, in whatever pages, and whoever only looks
contract SeatsTest is Electing {
    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
    }

    function test_Seat_GoesToWhoFillsTheBucket() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        assertStage(OFFICE, first, IElections.Stage.Nominee);
        skipCycles(1);
        assertStage(OFFICE, first, IElections.Stage.Candidate);
        skipCycles(1);
        assertStage(OFFICE, first, IElections.Stage.Candidate);
        assertEq(viewOf(OFFICE, first).bucket, 0.25e18);
        skipCycles(1);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
        assertEq(viewOf(OFFICE, first).seatedIn, 2);
        assertEq(viewOf(OFFICE, first).bucket, 0);
        assertEq(elections.incumbents(OFFICE).length, 1);
        assertEq(elections.incumbents(OFFICE)[0], alice);
    }

    function test_Advance_AnnouncesWhatHappened() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        skipCycles(10);
        vm.expectEmit(address(elections));
        emit IElections.NomineeAdmitted(OFFICE, first, 0);
        vm.expectEmit(address(elections));
        emit IElections.SeatTaken(OFFICE, first, NO_CANDIDACY, 2);
        vm.expectEmit(address(elections));
        emit IElections.CyclesClosed(OFFICE, 0, 10);
        elections.advance(OFFICE, type(uint32).max);
    }

    function test_Challenger_DisplacesByItsLeadOnly() external {
        CandidacyId first = nominate(OFFICE, alice, 40);
        skipCycles(8);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
        CandidacyId second = nominate(OFFICE, bob, 80);
        skipCycles(2);
        assertEq(viewOf(OFFICE, second).bucket, 0.1e18, "a lead of 40 of 400");
        skipCycles(4);
        assertStage(OFFICE, second, IElections.Stage.Incumbent);
        assertStage(OFFICE, first, IElections.Stage.Candidate);
        assertEq(viewOf(OFFICE, first).bucket, 0);
    }

    function test_Challenger_LosesWhatItGatheredBehindTheIncumbent() external {
        CandidacyId first = nominate(OFFICE, alice, 40);
        skipCycles(8);
        CandidacyId second = nominate(OFFICE, bob, 80);
        skipCycles(4);
        assertEq(viewOf(OFFICE, second).bucket, 0.3e18);
        cast(OFFICE, alice, first, 100);
        skipCycles(1);
        assertEq(viewOf(OFFICE, second).bucket, 0.25e18);
        skipCycles(20);
        assertEq(viewOf(OFFICE, second).bucket, 0);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
    }

    function test_Challenger_KeepsItsBucketWhileNeitherLeads() external {
        CandidacyId first = nominate(OFFICE, alice, 40);
        skipCycles(8);
        CandidacyId second = nominate(OFFICE, bob, 80);
        skipCycles(5);
        assertEq(viewOf(OFFICE, second).bucket, 0.4e18);
        // Without a lead it moves neither forwards nor back.
        cast(OFFICE, carol, first, 40);
        skipCycles(7);
        assertEq(viewOf(OFFICE, second).bucket, 0.4e18);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
    }

    function test_NominationBucket_GathersVotesOverTheElectorate() external {
        ElectionId slow = create(office(IElections.Method.Resource, 1, 0.5e18, 0.5e18));
        CandidacyId first = nominate(slow, alice, 100);
        skipCycles(1);
        assertEq(viewOf(slow, first).bucket, 0.25e18);
        place(slow, bob, first, true, 100);
        place(slow, carol, first, true, 50);
        skipCycles(1);
        assertEq(viewOf(slow, first).bucket, 0.125e18, "votes against drain it");
        skipCycles(3);
        assertEq(viewOf(slow, first).bucket, 0);
        withdraw(slow, bob);
        withdraw(slow, carol);
        skipCycles(2);
        assertStage(slow, first, IElections.Stage.Candidate);
        assertEq(viewOf(slow, first).bucket, 0);
    }

    function test_Committee_SeatsOneACycleAndKeepsBucketsWhileASeatIsVacant() external {
        ElectionId committee = create(office(IElections.Method.Resource, 2, 0, 0.5e18));
        CandidacyId first = nominate(committee, alice, 100);
        CandidacyId second = nominate(committee, bob, 100);
        CandidacyId third = nominate(committee, carol, 90);
        skipCycles(3);
        assertStage(committee, first, IElections.Stage.Incumbent);
        assertStage(committee, second, IElections.Stage.Candidate);
        assertEq(viewOf(committee, second).bucket, 0.5e18, "a seat is vacant");
        skipCycles(1);
        assertStage(committee, second, IElections.Stage.Incumbent);
        assertEq(viewOf(committee, third).bucket, 0, "none is vacant");
        address[] memory owners = elections.incumbents(committee);
        assertEq(owners.length, 2);

        // Of equals the one seated last loses the seat.
        cast(committee, dave, third, 100);
        skipCycles(3);
        assertStage(committee, third, IElections.Stage.Incumbent);
        assertStage(committee, second, IElections.Stage.Candidate);
        assertStage(committee, first, IElections.Stage.Incumbent);
    }

    function test_Incumbent_KeepsTheSeatWithNegativeVotes() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        skipCycles(4);
        place(OFFICE, bob, first, true, 100);
        place(OFFICE, carol, first, true, 100);
        skipCycles(50);
        assertEq(votesOf(OFFICE, first), -100 * 100);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
        // The bar is 0, not what the incumbent has.
        CandidacyId second = nominate(OFFICE, dave, 1);
        skipCycles(100);
        assertEq(viewOf(OFFICE, second).bucket, 99 * 0.0025e18);
    }

    function test_Cycles_WithoutAnElectorateChangeNothing() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        skipCycles(2);
        elections.advance(OFFICE, 9);
        source.revoke(alice, weights.unitsFor(100, uint64(block.timestamp)));
        source.revoke(bob, weights.unitsFor(100, uint64(block.timestamp)));
        source.revoke(carol, weights.unitsFor(100, uint64(block.timestamp)));
        source.revoke(dave, weights.unitsFor(100, uint64(block.timestamp)));
        uint80 bucket = viewOf(OFFICE, first).bucket;
        skipCycles(30);
        assertEq(weights.electorate(), 0);
        assertEq(viewOf(OFFICE, first).bucket, bucket);
        assertStage(OFFICE, first, IElections.Stage.Candidate);
        source.credit(dave, 100);
        skipCycles(1);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
    }

    function test_Nominee_WaitsForAnElectorate() external {
        source.revoke(bob, weights.unitsFor(100, uint64(block.timestamp)));
        source.revoke(carol, weights.unitsFor(100, uint64(block.timestamp)));
        source.revoke(dave, weights.unitsFor(100, uint64(block.timestamp)));
        CandidacyId first = nominate(OFFICE, alice, 100);
        source.revoke(alice, weights.unitsFor(100, uint64(block.timestamp)));
        skipCycles(3);
        assertStage(OFFICE, first, IElections.Stage.Nominee);
    }

    // ---------------------------------------------------------------- closing

    /// @dev L1: whoever closes, whenever, in whatever pages, and whoever only looks, all find the same.
    function testFuzz_Closing_IsTheSameInAnyPages(uint256 seed) external {
        nominate(OFFICE, alice, uint96(1 + (seed % 100)));
        nominate(OFFICE, bob, uint96(1 + ((seed >> 8) % 100)));
        skipCycles(uint32(1 + ((seed >> 16) % 5)));
        uint256 forked = vm.snapshotState();
        bytes memory atOnce = _play(seed, 0);
        vm.revertToState(forked);
        assertEq(_play(seed, 1), atOnce, "cycle after cycle");
        vm.revertToState(forked);
        assertEq(_play(seed, 2), atOnce, "in pages, late");
    }

    function _play(uint256 seed, uint256 manner) private returns (bytes memory) {
        for (uint256 i = 0; i < 6; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            address voter = draw % 2 == 0 ? carol : dave;
            place(OFFICE, voter, id(uint32(1 + ((draw >> 8) % 2))), draw & 2 == 0, uint96(1 + ((draw >> 16) % 100)));
            if ((draw >> 32) % 3 == 0) source.credit(voter, uint64(1 + ((draw >> 40) % 100)));
            for (uint256 j = 0; j < (draw >> 48) % 6; ++j) {
                skipCycles(1);
                if (manner == 1) elections.advance(OFFICE, 1);
            }
            if (manner == 2) elections.advance(OFFICE, uint32(draw >> 64) % 3);
        }
        bytes memory looked = abi.encode(elections.standing(OFFICE));
        elections.advance(OFFICE, type(uint32).max);
        assertEq(abi.encode(elections.standing(OFFICE)), looked, "looking is closing");
        return looked;
    }

    function test_Advance_PagesAndStops() external {
        skipCycles(10);
        elections.advance(OFFICE, 0);
        (, , uint32 cycle) = elections.electionOf(OFFICE);
        assertEq(cycle, 0);
        elections.advance(OFFICE, 3);
        (, , cycle) = elections.electionOf(OFFICE);
        assertEq(cycle, 3);
        elections.advance(OFFICE, 8);
        (, , cycle) = elections.electionOf(OFFICE);
        assertEq(cycle, 10);
        vm.recordLogs();
        elections.advance(OFFICE, 8);
        assertEq(vm.getRecordedLogs().length, 0, "within a cycle there is nothing to close");
    }

    /// @dev More changes of the electorate than are fetched at once.
    function test_Closing_ReadsALongHistoryInPages() external {
        CandidacyId first = nominate(OFFICE, alice, 1);
        for (uint256 i = 0; i < 300; ++i) {
            skipCycles(1);
            source.credit(bob, 100);
        }
        int256 gathered = 0;
        for (uint32 cycle = 1; cycle < 300; ++cycle) gathered += int256(1e18 / weights.electorateAt(cycle));
        assertEq(int256(uint256(viewOf(OFFICE, first).bucket)), gathered);
    }
}
