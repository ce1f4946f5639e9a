// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BucketLib} from "../../../contracts/elections/BucketLib.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {TestKit} from "../../helpers/TestKit.sol";

/// The arithmetic of buckets and seats: what is computed over many cycles at once, against one cycle after the other.
contract BucketLibTest is TestKit {
    using BucketLib for BucketLib.Contest;

    int256 private constant WAD = 1e18;

    /// @dev Jumping to the next event is the same as walking there, and nothing happens on the way.
    function testFuzz_Pass_IsCycleByCycle(uint256 seed) external pure {
        uint256 electorate = 1 + (_draw(seed, 1000) % 50);
        BucketLib.Contest memory jumped = _contest(seed);
        BucketLib.Contest memory walked = _contest(seed);
        uint32 most = uint32(1 + (_draw(seed, 1001) % 60));
        while (jumped.cycle < most) {
            BucketLib.Outcome memory outcome = jumped.pass(most - jumped.cycle, electorate);
            BucketLib.Outcome memory single;
            while (walked.cycle < jumped.cycle) {
                assertEq(single.taker | single.admitted, 0, "nothing happens before the event");
                single = _walk(walked, electorate);
            }
            assertEq(abi.encode(outcome), abi.encode(single), "outcome");
            _assertSame(jumped, walked);
        }
    }

    /// @dev A field that is called calm stays as it is, whatever the electorate does.
    function testFuzz_Calm_NothingMoves(uint256 seed) external pure {
        BucketLib.Contest memory contest = _contest(seed);
        for (uint256 i = 0; i < contest.entries.length; ++i) {
            BucketLib.Entry memory entry = contest.entries[i];
            if (entry.stage == IElections.Stage.Nominee) entry.stage = IElections.Stage.Candidate;
            if (_draw(seed, 2000) % 2 == 0) entry.bucket = 0;
            if (_draw(seed, 2001) % 2 == 0 && entry.votes > 0) entry.votes = -entry.votes;
        }
        bool calm = contest.isCalm();
        // A bucket that is not empty may stay as it is while its candidate ties with the bar; calling that calm would be
        // right, but is not worth looking for.
        (int256 bar, ) = contest.barOf();
        bool ties = false;
        for (uint256 i = 0; i < contest.entries.length; ++i) {
            BucketLib.Entry memory entry = contest.entries[i];
            if (entry.bucket != 0 && entry.votes == bar) ties = true;
        }
        bytes memory before = abi.encode(contest.entries);
        BucketLib.Outcome memory outcome = _walk(contest, 1);
        bool moved = keccak256(abi.encode(contest.entries)) != keccak256(before);
        if (calm) assertFalse(moved || outcome.taker != 0, "calm");
        else assertTrue(moved || contest.stabilizationFill == 0 || ties, "not calm");
    }

    function testFuzz_Pass_KeepsBucketsAndSeatsWithinBounds(uint256 seed) external pure {
        uint256 electorate = 1 + (_draw(seed, 1000) % 50);
        BucketLib.Contest memory contest = _contest(seed);
        for (uint256 round = 0; round < 30; ++round) {
            (int256 bar, ) = contest.barOf();
            BucketLib.Outcome memory outcome = contest.pass(7, electorate);
            uint256 seated = 0;
            for (uint256 i = 0; i < contest.entries.length; ++i) {
                BucketLib.Entry memory entry = contest.entries[i];
                if (entry.stage == IElections.Stage.Incumbent) ++seated;
                assertGe(entry.bucket, 0);
                if (entry.stage == IElections.Stage.Candidate) assertLe(entry.bucket, contest.stabilizationFill);
                if (entry.candidacy == outcome.taker) assertGt(entry.votes, bar, "who takes a seat leads");
            }
            assertLe(seated, contest.seats);
        }
    }

    /// @dev A lead too small to move a bucket within one cycle never fills it, however long it lasts.
    function test_Pass_LeadThatAddsNothingWaitsForEver() external pure {
        BucketLib.Contest memory contest = _two(1000, 1001);
        contest.entries[1].bucket = 0;
        BucketLib.Outcome memory outcome = contest.pass(1e9, 1e20);
        assertEq(outcome.taker, 0);
        assertEq(contest.entries[1].bucket, 0);
        assertEq(contest.cycle, 1e9);
        // One that lacks no more than nothing takes the seat.
        contest.entries[1].bucket = contest.stabilizationFill;
        assertEq(contest.pass(1, 1e20).taker, 2);
    }

    function test_Pass_RoundsTowardsMinusInfinity() external pure {
        // Behind by a hundredth of a vote of 3e18: a third of the smallest step, and still a step back.
        BucketLib.Contest memory contest = _two(1000, 999);
        contest.entries[1].bucket = 5;
        contest.pass(1, 3e18);
        assertEq(contest.entries[1].bucket, 4);
    }

    function test_Pass_TieGoesToTheEarlierCandidacy() external pure {
        BucketLib.Contest memory contest = _two(1000, 1001);
        contest.entries[0].stage = IElections.Stage.Candidate;
        (contest.entries[0].votes, contest.entries[0].bucket) = (1001, contest.stabilizationFill);
        contest.entries[1].bucket = contest.stabilizationFill;
        BucketLib.Outcome memory outcome = contest.pass(1, 100);
        assertEq(outcome.taker, 1);
        assertEq(outcome.displaced, 0);
        assertEq(contest.entries[1].bucket, 0, "no seat is vacant any more");
    }

    function test_Bar_OfEqualsTheOneSeatedLastIsWeakest() external pure {
        BucketLib.Contest memory contest = _two(700, 700);
        contest.seats = 2;
        contest.entries[1].stage = IElections.Stage.Incumbent;
        (contest.entries[0].seatedIn, contest.entries[1].seatedIn) = (5, 4);
        (int256 bar, uint256 weakest) = contest.barOf();
        assertEq(bar, 700);
        assertEq(weakest, 0);
        contest.entries[1].seatedIn = 6;
        (, weakest) = contest.barOf();
        assertEq(weakest, 1);
        contest.entries[0].votes = -1;
        (bar, weakest) = contest.barOf();
        assertEq(bar, 0, "nobody needs to be less unpopular than the weakest");
        assertEq(weakest, 0);
    }

    // ---------------------------------------------------------------- one cycle, by the letter of the design

    function _walk(
        BucketLib.Contest memory self,
        uint256 electorate
    ) private pure returns (BucketLib.Outcome memory outcome) {
        (int256 bar, uint256 weakest) = self.barOf();
        int256 whole = int256(electorate) * 100;
        uint256 best = type(uint256).max;
        for (uint256 i = 0; i < self.entries.length; ++i) {
            BucketLib.Entry memory e = self.entries[i];
            if (e.stage == IElections.Stage.Candidate) {
                e.bucket += _floor((e.votes - bar) * WAD, whole);
                if (e.bucket > self.stabilizationFill) e.bucket = self.stabilizationFill;
                if (e.bucket < 0) e.bucket = 0;
                bool may = e.bucket == self.stabilizationFill && e.votes > bar;
                if (may && (best == type(uint256).max || e.votes > self.entries[best].votes)) best = i;
            } else if (e.stage == IElections.Stage.Nominee) {
                e.bucket += _floor(e.votes * WAD, whole);
                if (e.bucket < 0) e.bucket = 0;
            }
        }
        if (best != type(uint256).max) _change(self, best, weakest, outcome);
        for (uint256 i = 0; i < self.entries.length; ++i) {
            BucketLib.Entry memory e = self.entries[i];
            if (e.stage != IElections.Stage.Nominee || e.bucket < self.nominationFill) continue;
            (e.stage, e.bucket) = (IElections.Stage.Candidate, 0);
            outcome.admitted |= uint32(1) << e.position;
        }
        if (outcome.taker | outcome.admitted != 0) outcome.cycle = self.cycle;
        ++self.cycle;
    }

    function _change(
        BucketLib.Contest memory self,
        uint256 best,
        uint256 weakest,
        BucketLib.Outcome memory outcome
    ) private pure {
        if (weakest != self.entries.length) {
            BucketLib.Entry memory loser = self.entries[weakest];
            (loser.stage, loser.bucket) = (IElections.Stage.Candidate, 0);
            outcome.displaced = loser.candidacy;
        }
        BucketLib.Entry memory winner = self.entries[best];
        (winner.stage, winner.bucket, winner.seatedIn) = (IElections.Stage.Incumbent, 0, self.cycle);
        outcome.taker = winner.candidacy;
        uint256 seated = 0;
        for (uint256 i = 0; i < self.entries.length; ++i) {
            if (self.entries[i].stage == IElections.Stage.Incumbent) ++seated;
        }
        for (uint256 i = 0; seated == self.seats && i < self.entries.length; ++i) {
            if (self.entries[i].stage == IElections.Stage.Candidate) self.entries[i].bucket = 0;
        }
    }

    function _floor(int256 a, int256 b) private pure returns (int256) {
        return a >= 0 ? a / b : -((-a + b - 1) / b);
    }

    // ---------------------------------------------------------------- fixture

    function _two(int256 incumbent, int256 challenger) private pure returns (BucketLib.Contest memory contest) {
        (contest.seats, contest.stabilizationFill) = (1, WAD);
        contest.entries = new BucketLib.Entry[](2);
        contest.entries[0] = BucketLib.Entry(1, 0, IElections.Stage.Incumbent, false, 0, incumbent, 0, 0);
        contest.entries[1] = BucketLib.Entry(2, 1, IElections.Stage.Candidate, false, 0, challenger, 0, 0);
    }

    /// @dev Small numbers, so that ties, full buckets and empty ones are common.
    function _contest(uint256 seed) private pure returns (BucketLib.Contest memory contest) {
        contest.seats = 1 + (_draw(seed, 0) % 4);
        contest.nominationFill = int256(_draw(seed, 1) % 3) * (WAD / 3);
        contest.stabilizationFill = int256(_draw(seed, 2) % 4) * (WAD / 2);
        contest.entries = new BucketLib.Entry[](_draw(seed, 3) % 9);
        uint256 seated = 0;
        for (uint256 i = 0; i < contest.entries.length; ++i) {
            BucketLib.Entry memory entry = contest.entries[i];
            (entry.candidacy, entry.position) = (uint32(i + 1), uint8(i));
            entry.stage = IElections.Stage(1 + (_draw(seed, 10 + i) % 3));
            entry.votes = (int256(_draw(seed, 20 + i) % 20) - 4) * 100;
            if (entry.stage == IElections.Stage.Incumbent) {
                if (seated == contest.seats) entry.stage = IElections.Stage.Candidate;
                else ++seated;
                entry.seatedIn = uint32(_draw(seed, 30 + i) % 3);
            }
            if (entry.stage == IElections.Stage.Candidate) {
                entry.bucket = int256(_draw(seed, 40 + i) % (uint256(contest.stabilizationFill) + 1));
            }
        }
    }

    function _assertSame(BucketLib.Contest memory a, BucketLib.Contest memory b) private pure {
        assertEq(a.cycle, b.cycle, "cycle");
        for (uint256 i = 0; i < a.entries.length; ++i) {
            assertEq(uint8(a.entries[i].stage), uint8(b.entries[i].stage), "stage");
            assertEq(a.entries[i].bucket, b.entries[i].bucket, "bucket");
            assertEq(a.entries[i].seatedIn, b.entries[i].seatedIn, "seatedIn");
        }
    }

    function _draw(uint256 seed, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
