// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Electing} from "../../helpers/Electing.sol";

/// Ballots by both methods, while cycles do not matter.
///
/// place, castBallot
/// ├── when it is malformed (nothing on it, too long, out of order, twice the same, wrong piles, score out of bounds): refused
/// ├── when it counts on a candidacy that has ended or never was: refused
/// ├── when the voter does not hold the weight: refused
/// ├── given a former ballot: replaced, whatever its length
/// └── resource method: ± votes on each candidacy; score method: score/100 × the pile of its sign, exactly
/// withdrawBallot
/// ├── given there is none: refused
/// └── takes off what was counted, passing over candidacies that have ended
contract BallotsTest is Electing {
    ElectionId private scored;
    CandidacyId private first;
    CandidacyId private second;
    CandidacyId private third;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
        first = nominate(OFFICE, alice, 10);
        second = nominate(OFFICE, bob, 10);
        third = nominate(OFFICE, dave, 10);
        scored = create(office(IElections.Method.Score, 1, 0, 0.5e18));
    }

    // ---------------------------------------------------------------- resource method

    function test_Place_CountsForOrAgainst() external {
        vm.expectEmit(address(elections));
        emit IElections.BallotCast(OFFICE, carol, _word(30, first, 1, false));
        place(OFFICE, carol, first, false, 30);
        assertEq(votesOf(OFFICE, first), 40 * 100);

        vm.expectEmit(address(elections));
        emit IElections.BallotCast(OFFICE, carol, _word(30, first, 1, true));
        place(OFFICE, carol, first, true, 30);
        assertEq(votesOf(OFFICE, first), -20 * 100);
        assertEq(placedOf(carol), 30);
    }

    function test_Place_MovesVotes() external {
        place(OFFICE, carol, first, false, 30);
        place(OFFICE, carol, second, false, 100);
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(votesOf(OFFICE, second), 110 * 100);
        assertEq(placedOf(carol), 100);
    }

    function test_Place_ReplacesALongBallot() external {
        castList(OFFICE, carol, both(on(first, false, 30, 0), on(second, true, 40, 0)), noScores());
        place(OFFICE, carol, second, false, 5);
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(votesOf(OFFICE, second), 15 * 100);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, carol);
        assertEq(ballot.placements.length, 1);
        assertEq(placedOf(carol), 5);
    }

    /// @dev The two ways to cast one placement are one: same tallies, same ballot, same event.
    function testFuzz_Cast_OfOnePlacementIsPlace(uint96 units, uint32 number, bool against, uint96 former) external {
        units = uint96(bound(units, 1, 100));
        former = uint96(bound(former, 0, 100));
        CandidacyId candidacy = id(uint32(bound(number, 1, 3)));
        if (former != 0) place(OFFICE, carol, second, true, former);
        uint256 snapshot = vm.snapshotState();
        place(OFFICE, carol, candidacy, against, units);
        bytes memory placed = abi.encode(elections.standing(OFFICE));
        vm.revertToState(snapshot);

        vm.expectEmit(address(elections));
        emit IElections.BallotCast(OFFICE, carol, _word(units, candidacy, 1, against));
        castList(OFFICE, carol, placement(candidacy, against, units, 0), noScores());
        assertEq(abi.encode(elections.standing(OFFICE)), placed);
    }

    function test_Cast_ListCountsOnEach() external {
        IElections.Placement[] memory list = both(on(first, true, 30, 0), on(third, false, 70, 0));
        uint256[] memory words = new uint256[](2);
        (words[0], words[1]) = (_word(30, first, 2, true), _word(70, third, 0, false));
        vm.expectEmit(address(elections));
        emit IElections.LongBallotCast(OFFICE, carol, words);
        castList(OFFICE, carol, list, noScores());
        assertEq(votesOf(OFFICE, first), -20 * 100);
        assertEq(votesOf(OFFICE, second), 10 * 100);
        assertEq(votesOf(OFFICE, third), 80 * 100);
        (IElections.Ballot memory ballot, uint32 until) = elections.ballotOf(OFFICE, carol);
        assertEq(abi.encode(ballot.placements), abi.encode(list));
        assertEq(ballot.scores.length, 0);
        assertEq(until, 0);

        castList(OFFICE, carol, placement(second, 1), noScores());
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(votesOf(OFFICE, second), 11 * 100);
        assertEq(votesOf(OFFICE, third), 10 * 100);
        assertEq(placedOf(carol), 1);
    }

    function test_Withdraw_TakesOffWhatWasCounted() external {
        castList(OFFICE, carol, both(on(first, true, 30, 0), on(third, false, 70, 0)), noScores());
        withdraw(OFFICE, carol);
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(votesOf(OFFICE, third), 10 * 100);
        assertEq(placedOf(carol), 0);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, carol);
        assertEq(ballot.placements.length, 0);
    }

    function test_Withdraw_PassesOverWhatHasEnded() external {
        castList(OFFICE, carol, both(on(first, false, 30, 0), on(third, false, 70, 0)), noScores());
        vm.prank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        withdraw(OFFICE, carol);
        assertEq(votesOf(OFFICE, third), 10 * 100);
        assertEq(placedOf(carol), 0);
    }

    function test_Place_MovesVotesOffWhatHasEnded() external {
        place(OFFICE, carol, first, false, 30);
        vm.prank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        place(OFFICE, carol, third, false, 30);
        assertEq(votesOf(OFFICE, third), 40 * 100);
        assertEq(placedOf(carol), 30);
    }

    // ---------------------------------------------------------------- score method

    function test_Score_CountsHundredthsOfThePileOfItsSign() external {
        CandidacyId a = nominateScored(scored, alice, 90);
        CandidacyId b = nominateScored(scored, bob, 80);
        IElections.Placement[] memory piles = both(on(NO_CANDIDACY, false, 60, 0), on(NO_CANDIDACY, true, 7, 0));
        IElections.Score[] memory scores = score(a, 33, b, -51);
        castList(scored, carol, piles, scores);
        assertEq(votesOf(scored, a), 90 * 100 + 33 * 60);
        assertEq(votesOf(scored, b), 80 * 100 - 51 * 7);
        assertEq(placedOf(carol), 67);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(scored, carol);
        assertEq(abi.encode(ballot.scores), abi.encode(scores));
        assertEq(abi.encode(ballot.placements), abi.encode(piles));

        castList(scored, carol, placement(NO_CANDIDACY, true, 5, 0), score(a, -100));
        assertEq(votesOf(scored, a), 90 * 100 - 100 * 5);
        assertEq(votesOf(scored, b), 80 * 100);
        withdraw(scored, carol);
        assertEq(votesOf(scored, a), 90 * 100);
        assertEq(placedOf(carol), 0);
    }

    function test_Score_MayBeNoneAndZero() external {
        CandidacyId a = nominateScored(scored, alice, 90);
        castList(scored, carol, placement(NO_CANDIDACY, 10), noScores());
        castList(scored, carol, placement(NO_CANDIDACY, 10), score(a, 0));
        castList(scored, carol, placement(NO_CANDIDACY, 10), score(a, -100));
        assertEq(votesOf(scored, a), 90 * 100, "nothing disapproves");
    }

    function testFuzz_Score_WordsHoldAll32(uint256 seed) external {
        uint32 length = 32;
        for (uint32 i = 0; i < length; ++i) {
            address candidate = address(uint160(1000 + i));
            source.credit(candidate, 100);
            nominateScored(scored, candidate, 100);
        }
        uint256 count = bound(seed, 1, length);
        IElections.Score[] memory scores = new IElections.Score[](count);
        for (uint32 i = 0; i < count; ++i) {
            int8 value = int8(int256(uint256(keccak256(abi.encode(seed, i))) % 201) - 100);
            scores[i] = IElections.Score(id(i + 1), value);
        }
        castList(scored, carol, both(on(NO_CANDIDACY, false, 11, 0), on(NO_CANDIDACY, true, 13, 0)), scores);
        IElections.CandidacyView[] memory field = elections.standing(scored);
        for (uint256 i = 0; i < count; ++i) {
            int256 value = scores[i].score;
            assertEq(field[i].votes, 100 * 100 + value * (value < 0 ? int256(13) : int256(11)));
        }
        (IElections.Ballot memory ballot, ) = elections.ballotOf(scored, carol);
        assertEq(abi.encode(ballot.scores), abi.encode(scores));
        withdraw(scored, carol);
        field = elections.standing(scored);
        for (uint256 i = 0; i < length; ++i) assertEq(field[i].votes, 100 * 100);
    }

    // ---------------------------------------------------------------- refusals

    function test_RevertWhen_PlacementIsEmpty() external {
        refuse(IElections.BallotPlacementEmpty.selector, abi.encode(first));
        place(OFFICE, carol, first, false, 0);
        refuse(IElections.BallotPlacementEmpty.selector, abi.encode(third));
        castList(OFFICE, carol, both(on(first, false, 1, 0), on(third, false, 0, 0)), noScores());
    }

    function test_RevertWhen_LengthIsOutOfBounds() external {
        bytes4 length = IElections.BallotLengthOutOfBounds.selector;
        refuse(length, abi.encode(0, 32));
        castList(OFFICE, carol, new IElections.Placement[](0), noScores());
        refuse(length, abi.encode(33, 32));
        castList(OFFICE, carol, new IElections.Placement[](33), noScores());
        refuse(length, abi.encode(1, 0));
        castList(OFFICE, carol, placement(first, 1), score(first, 1));
        refuse(length, abi.encode(0, 2));
        castList(scored, carol, new IElections.Placement[](0), noScores());
        refuse(length, abi.encode(3, 2));
        castList(scored, carol, new IElections.Placement[](3), noScores());
        refuse(length, abi.encode(33, 32));
        castList(scored, carol, placement(NO_CANDIDACY, 1), new IElections.Score[](33));
    }

    function test_RevertWhen_CandidaciesDoNotAscend() external {
        bytes4 order = IElections.BallotCandidaciesNotAscending.selector;
        refuse(order, abi.encode(second, first));
        castList(OFFICE, carol, both(on(second, false, 1, 0), on(first, false, 1, 0)), noScores());
        refuse(order, abi.encode(first, first));
        castList(OFFICE, carol, both(on(first, false, 1, 0), on(first, true, 1, 0)), noScores());
        refuse(order, abi.encode(second, second));
        castList(scored, carol, placement(NO_CANDIDACY, 1), score(second, 1, second, 1));
        refuse(order, abi.encode(second, first));
        castList(scored, carol, placement(NO_CANDIDACY, 1), score(second, 1, first, 1));
    }

    function test_RevertWhen_PilesAreIllFormed() external {
        bytes4 piles = IElections.BallotPilesIllFormed.selector;
        refuse(piles, "");
        castList(scored, carol, placement(first, 1), noScores());
        refuse(piles, "");
        castList(scored, carol, both(on(id(0), true, 1, 0), on(id(0), false, 1, 0)), noScores());
        refuse(piles, "");
        castList(scored, carol, both(on(id(0), false, 1, 0), on(id(0), false, 1, 0)), noScores());
        refuse(piles, "");
        castList(scored, carol, both(on(id(0), true, 1, 0), on(id(0), true, 1, 0)), noScores());
    }

    function test_RevertWhen_ScoreIsOutOfBounds() external {
        refuse(IElections.BallotScoreOutOfBounds.selector, abi.encode(first, 101));
        castList(scored, carol, placement(NO_CANDIDACY, 1), score(first, 101));
        refuse(IElections.BallotScoreOutOfBounds.selector, abi.encode(first, -101));
        castList(scored, carol, placement(NO_CANDIDACY, 1), score(first, -101));
    }

    function test_RevertWhen_PlacingWithoutScores() external {
        refuse(IElections.BallotNeedsScores.selector, abi.encode(scored));
        place(scored, carol, first, false, 1);
    }

    function test_RevertGiven_CandidacyIsNotLive() external {
        refuse(IElections.CandidacyUnknown.selector, abi.encode(id(4)));
        cast(OFFICE, carol, id(4), 1);
        refuse(IElections.CandidacyUnknown.selector, abi.encode(NO_CANDIDACY));
        cast(OFFICE, carol, NO_CANDIDACY, 1);
        refuse(IElections.CandidacyUnknown.selector, abi.encode(NO_CANDIDACY));
        castList(OFFICE, carol, both(on(NO_CANDIDACY, false, 1, 0), on(first, false, 1, 0)), noScores());
        refuse(IElections.CandidacyUnknown.selector, abi.encode(id(1)));
        castList(scored, carol, placement(NO_CANDIDACY, 1), score(id(1), 5));
        place(OFFICE, carol, first, false, 1);
        vm.prank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        refuse(IElections.CandidacyHasEnded.selector, abi.encode(first));
        place(OFFICE, carol, first, false, 2);
    }

    function test_RevertGiven_WeightIsNotHeld() external {
        refuse(IWeights.WeightsInsufficient.selector, abi.encode(carol, 100, 101));
        place(OFFICE, carol, first, false, 101);
        place(OFFICE, carol, first, false, 60);
        refuse(IWeights.WeightsInsufficient.selector, abi.encode(carol, 100, 101));
        castList(scored, carol, placement(NO_CANDIDACY, 41), noScores());
        refuse(IWeights.WeightsLeaseInsufficient.selector, abi.encode(carol, 0, 1));
        castList(OFFICE, carol, placement(first, false, 1, 1), noScores());
    }

    function _word(uint96 units, CandidacyId candidacy, uint256 length, bool against) private pure returns (uint256) {
        uint256 head = (length << 248) | (against ? 1 << 255 : 0);
        return head | (uint256(CandidacyId.unwrap(candidacy)) << 216) | units;
    }
}
