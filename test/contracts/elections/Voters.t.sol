// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {Community} from "../../helpers/Community.sol";

contract VotersTest is Community {
    ElectionId private constant SCORED = ElectionId.wrap(2);
    address private alice;
    address private bob;
    CandidacyId private first;

    function setUp() external {
        alice = makeAddr("alice");
        bob = makeAddr("bob");
        KernelParameters memory p = defaults();
        p.offices = new IElections.ElectionParameters[](2);
        p.offices[0] = office(IElections.Method.Resource, 1, 0, 0.5e18);
        p.offices[1] = office(IElections.Method.Score, 2, 0, 0.5e18);
        found(p);
        source.credit(alice, 100e9);
        source.credit(bob, 400e9);
        first = nominate(OFFICE, alice, 50e9);
    }

    function _none() private pure returns (IElections.Placement[] memory) {
        return new IElections.Placement[](0);
    }

    function _piles(uint96 up, uint96 down) private pure returns (IElections.Placement[] memory piles) {
        piles = new IElections.Placement[](2);
        piles[0] = IElections.Placement(NO_CANDIDACY, false, up, 0);
        piles[1] = IElections.Placement(NO_CANDIDACY, true, down, 0);
    }

    function _score(CandidacyId id, int8 score) private pure returns (IElections.Score[] memory scores) {
        scores = new IElections.Score[](1);
        scores[0] = IElections.Score(id, score);
    }

    function _list(ElectionId id) private pure returns (ElectionId[] memory list) {
        list = new ElectionId[](1);
        list[0] = id;
    }

    // ---------------------------------------------------------------- ballots

    function test_Place_MovesVotes() external {
        vm.startPrank(bob);
        elections.place(OFFICE, first, false, 100e9, 0);
        assertEq(viewOf(OFFICE, first).votes, int256(100 * (weights.votesOf(50e9) + weights.votesOf(100e9))));
        elections.place(OFFICE, first, true, 400e9, 0);
        assertEq(viewOf(OFFICE, first).votes, 100 * (int256(weights.votesOf(50e9)) - int256(weights.votesOf(400e9))));
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, bob);
        assertEq(ballot.placements[0].permanent, 400e9);
        assertTrue(ballot.placements[0].against);
        elections.withdrawBallot(OFFICE);
        assertEq(viewOf(OFFICE, first).votes, int256(100 * weights.votesOf(50e9)));
        assertEq(weights.accountOf(bob).placed, 0);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotAbsent.selector, OFFICE, bob));
        elections.withdrawBallot(OFFICE);
    }

    function test_Place_ReplacesALongBallot() external {
        CandidacyId second = nominate(OFFICE, bob, 10e9);
        IElections.Placement[] memory two = new IElections.Placement[](2);
        two[0] = IElections.Placement(first, false, 10e9, 0);
        two[1] = IElections.Placement(second, true, 20e9, 0);
        vm.startPrank(bob);
        elections.castBallot(OFFICE, two, noScores(), noDead());
        assertEq(weights.accountOf(bob).placed, 30e9);
        elections.place(OFFICE, second, false, 7e9, 0);
        assertEq(weights.accountOf(bob).placed, 7e9);
        assertEq(viewOf(OFFICE, second).votes, int256(100 * weights.votesOf(7e9)));
    }

    function test_Cast_RevertWhen_TheBallotIsIllFormed() external {
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotLengthOutOfBounds.selector, 0, 32));
        elections.castBallot(OFFICE, _none(), noScores(), noDead());
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotPlacementEmpty.selector, first));
        elections.castBallot(OFFICE, placement(first, 0), noScores(), noDead());
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotLengthOutOfBounds.selector, 1, 0));
        elections.castBallot(OFFICE, placement(first, 1), _score(first, 1), noDead());
        IElections.Placement[] memory twice = new IElections.Placement[](2);
        twice[0] = IElections.Placement(first, false, 1, 0);
        twice[1] = IElections.Placement(first, false, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotCandidaciesNotAscending.selector, first, first));
        elections.castBallot(OFFICE, twice, noScores(), noDead());
        CandidacyId unknown = CandidacyId.wrap(9);
        vm.expectRevert(abi.encodeWithSelector(IElections.CandidacyUnknown.selector, unknown));
        elections.castBallot(OFFICE, placement(unknown, 1), noScores(), noDead());
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotNeedsScores.selector, SCORED));
        elections.place(SCORED, first, false, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IElections.ElectionUnknown.selector, ElectionId.wrap(3)));
        elections.place(ElectionId.wrap(3), first, false, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotNotDead.selector, OFFICE, bob));
        elections.castBallot(OFFICE, placement(first, 1), noScores(), _list(OFFICE));
    }

    function test_Scores_CountShares() external {
        vm.prank(alice);
        CandidacyId c = elections.nominate(
            SCORED,
            nominationOf(alice),
            _piles(16e9, 9e9),
            _score(NO_CANDIDACY, 50),
            noDead()
        );
        assertEq(viewOf(SCORED, c).votes, int256(50 * weights.votesOf(16e9)));
        vm.startPrank(bob);
        elections.castBallot(SCORED, _piles(16e9, 9e9), _score(c, -100), noDead());
        assertEq(viewOf(SCORED, c).votes, int256(50 * weights.votesOf(16e9)) - int256(100 * weights.votesOf(9e9)));
        (IElections.Ballot memory ballot, ) = elections.ballotOf(SCORED, bob);
        assertEq(ballot.scores[0].score, -100);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotScoreOutOfBounds.selector, c, int8(101)));
        elections.castBallot(SCORED, _piles(1, 1), _score(c, 101), noDead());
        IElections.Placement[] memory piles = _piles(1, 1);
        piles[1].against = false;
        vm.expectRevert(IElections.BallotPilesIllFormed.selector);
        elections.castBallot(SCORED, piles, _score(c, 1), noDead());
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotLengthOutOfBounds.selector, 33, 32));
        elections.castBallot(SCORED, _piles(1, 1), new IElections.Score[](33), noDead());
        vm.expectRevert(
            abi.encodeWithSelector(IElections.BallotCandidaciesNotAscending.selector, NO_CANDIDACY, NO_CANDIDACY)
        );
        elections.castBallot(SCORED, _piles(1, 1), new IElections.Score[](2), noDead());
        elections.withdrawBallot(SCORED);
        assertEq(viewOf(SCORED, c).votes, int256(50 * weights.votesOf(16e9)));
    }

    function test_Dead_IsReleasedByTheNextBallot() external {
        cast(OFFICE, bob, first, 400e9);
        vm.prank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.CandidacyHasEnded.selector, first));
        elections.place(OFFICE, first, false, 1, 0);
        IElections.Score[] memory own = _score(NO_CANDIDACY, 100);
        CandidacyId c = elections.nominate(SCORED, nominationOf(bob), _piles(300e9, 100e9), own, _list(OFFICE));
        assertEq(weights.accountOf(bob).placed, 400e9);
        vm.stopPrank();
        vm.prank(treasury);
        elections.retire(SCORED);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.ElectionEnded.selector, SCORED));
        elections.castBallot(SCORED, _piles(1, 1), _score(c, 1), noDead());
        elections.nominate(OFFICE, nominationOf(bob), placement(NO_CANDIDACY, 400e9), noScores(), _list(SCORED));
        assertEq(weights.accountOf(bob).placed, 400e9);
        assertEq(elections.standing(SCORED).length, 1);
    }

    // ---------------------------------------------------------------- candidacies

    function test_Nominate_RevertGiven_OneStandsAlreadyOrNobodySupports() external {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IElections.CandidacyAlreadyOwned.selector, OFFICE, first, alice));
        elections.nominate(OFFICE, nominationOf(alice), placement(NO_CANDIDACY, 1), noScores(), noDead());
        vm.stopPrank();
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.NominationNotSupported.selector, OFFICE));
        elections.nominate(OFFICE, nominationOf(bob), placement(first, 1), noScores(), noDead());
        vm.expectRevert(abi.encodeWithSelector(IElections.NominationNotSupported.selector, SCORED));
        elections.nominate(SCORED, nominationOf(bob), _piles(1, 1), noScores(), noDead());
        IElections.Nomination memory nomination = nominationOf(bob);
        nomination.content = "text";
        vm.expectRevert(abi.encodeWithSelector(IElections.NominationIllFormed.selector, OFFICE, "content"));
        elections.nominate(OFFICE, nomination, placement(NO_CANDIDACY, 1), noScores(), noDead());
        nomination.content = 0;
        vm.expectRevert(abi.encodeWithSelector(IElections.NominationIllFormed.selector, ROOT_ELECTION, "content"));
        elections.nominate(ROOT_ELECTION, nomination, placement(NO_CANDIDACY, 1), noScores(), noDead());
        nomination.nominee = makeAddr("carol");
        vm.expectRevert(abi.encodeWithSelector(IElections.NominationIllFormed.selector, OFFICE, "consent"));
        elections.nominate(OFFICE, nomination, placement(NO_CANDIDACY, 1), noScores(), noDead());
    }

    function test_Document_StaysUntilAnotherWins() external {
        IElections.Nomination memory nomination = nominationOf(bob);
        nomination.content = "text";
        vm.prank(bob);
        CandidacyId c = elections.nominate(
            ROOT_ELECTION,
            nomination,
            placement(NO_CANDIDACY, 400e9),
            noScores(),
            noDead()
        );
        (address owner, bytes32 content) = elections.nominationOf(ROOT_ELECTION, c);
        assertEq(owner, bob);
        assertEq(content, bytes32("text"));
        skipCycles(10);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.DocumentInForce.selector, ROOT_ELECTION, c));
        elections.withdrawCandidacy(ROOT_ELECTION, c);
        vm.expectRevert(abi.encodeWithSelector(IElections.DocumentInForce.selector, ROOT_ELECTION, c));
        elections.resign(ROOT_ELECTION, c);
    }

    function test_Resign_LeavesACandidateWithAnEmptyBucket() external {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IElections.CandidacyNotIncumbent.selector, OFFICE, first));
        elections.resign(OFFICE, first);
        cast(OFFICE, bob, first, 400e9);
        skipCycles(3);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.CandidacyNotOwned.selector, OFFICE, first, bob));
        elections.resign(OFFICE, first);
        vm.startPrank(alice);
        elections.resign(OFFICE, first);
        assertEq(elections.incumbents(OFFICE).length, 0);
        assertEq(viewOf(OFFICE, first).bucket, 0);
        elections.withdrawCandidacy(OFFICE, first);
        vm.expectRevert(abi.encodeWithSelector(IElections.CandidacyHasEnded.selector, first));
        elections.withdrawCandidacy(OFFICE, first);
    }

    function test_Create_RevertWhen_OutOfBoundsOrByAStranger() external {
        IElections.ElectionParameters memory q = office(IElections.Method.Resource, 1, 0, 1001e18);
        vm.expectRevert(abi.encodeWithSelector(IElections.ElectionsCallerNotExecutive.selector, address(this)));
        elections.create(q);
        vm.expectRevert(abi.encodeWithSelector(IElections.ElectionsCallerNotExecutive.selector, address(this)));
        elections.retire(OFFICE);
        vm.startPrank(treasury);
        vm.expectRevert(
            abi.encodeWithSelector(
                IElections.ElectionParameterOutOfBounds.selector,
                "stabilizationFill",
                1001e18,
                0,
                1000e18
            )
        );
        elections.create(q);
        q.seats = 32;
        vm.expectRevert(abi.encodeWithSelector(IElections.ElectionParameterOutOfBounds.selector, "seats", 32, 1, 31));
        elections.create(q);
        (q.seats, q.stabilizationFill) = (3, 1e18);
        assertEq(ElectionId.unwrap(elections.create(q)), 3);
        assertEq(elections.count(), 4);
        (IElections.ElectionParameters memory held, bool retired, ) = elections.electionOf(ElectionId.wrap(3));
        assertEq(held.seats, 3);
        assertFalse(retired);
    }

    // ---------------------------------------------------------------- leases and overdrafts

    function test_Refresh_GivesALeaseItsNewEnd() external {
        uint32 now_ = weights.cycle();
        leaser.lease(bob, Units.wrap(50e9), now_ + 3);
        vm.prank(bob);
        elections.place(OFFICE, first, false, 0, 50e9);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotNotRefreshable.selector, OFFICE, bob));
        elections.refresh(OFFICE, bob);
        leaser.lease(bob, Units.wrap(50e9), now_ + 6);
        elections.refresh(OFFICE, bob);
        skipCycles(5);
        assertEq(viewOf(OFFICE, first).votes, int256(200 * weights.votesOf(50e9)));
        skipCycles(1);
        assertEq(viewOf(OFFICE, first).votes, int256(100 * weights.votesOf(50e9)));
    }

    function test_Recall_TakesExactlyWhatIsMissing() external {
        cast(OFFICE, bob, first, 300e9);
        source.revoke(bob, Units.wrap(150e9));
        (, , uint64 recallableAt) = weights.overdraftOf(bob);
        vm.warp(recallableAt);
        vm.expectRevert(abi.encodeWithSelector(IElections.BallotAbsent.selector, SCORED, bob));
        elections.recall(SCORED, bob);
        elections.recall(OFFICE, bob);
        assertEq(weights.accountOf(bob).placed, 250e9);
        assertEq(viewOf(OFFICE, first).votes, int256(100 * (weights.votesOf(50e9) + weights.votesOf(250e9))));
    }

    function test_Field_EndsTheWeakestForAStrongerOne() external {
        for (uint160 i = 1; i < 32; ++i) {
            address voter = address(0x1000 + i);
            source.credit(voter, uint64(10e9) + uint64(i));
            nominate(OFFICE, voter, uint96(10e9) + uint96(i));
        }
        address late = makeAddr("late");
        source.credit(late, 10e9 + 1);
        int256 votes = int256(100 * weights.votesOf(10e9 + 1));
        vm.startPrank(late);
        vm.expectRevert(abi.encodeWithSelector(IElections.NominationTooWeak.selector, OFFICE, votes, votes));
        elections.nominate(OFFICE, nominationOf(late), placement(NO_CANDIDACY, 10e9 + 1), noScores(), noDead());
        vm.stopPrank();
        CandidacyId strong = nominate(OFFICE, bob, 400e9);
        assertEq(viewOf(OFFICE, CandidacyId.wrap(2)).owner, address(0));
        assertEq(viewOf(OFFICE, strong).owner, bob);
        skipCycles(40);
        elections.advance(OFFICE, 3);
        elections.advance(OFFICE, 1000);
        assertEq(elections.incumbents(OFFICE)[0], bob);
    }
}
