// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ElectorateRun} from "../weights/ElectorateLib.sol";
import {IElections} from "./IElections.sol";

/// @title Buckets, seats, and the cycles between two events
/// @notice The arithmetic by which seats change hands (design 3, "Stages"), on a field held in memory. While votes and
/// electorate stand still every bucket moves by the same step each cycle, so the next cycle in which a bucket fills is
/// computed and all cycles before it are passed at once.
library BucketLib {
    int256 private constant WAD = 1e18;

    /// @notice A live candidacy.
    /// @param votes hundredths of votes
    /// @param bucket WAD electorate-cycles; the nomination bucket of a nominee, the stabilization bucket of a candidate
    /// @param step what one cycle adds to the bucket, WAD; only meaningful within {pass}
    /// @param touched whether it differs from what is stored
    struct Entry {
        uint32 candidacy;
        uint8 position;
        IElections.Stage stage;
        bool touched;
        uint32 seatedIn;
        int256 votes;
        int256 bucket;
        int256 step;
    }

    /// @notice An election's field, and the stretch of the electorate's history over which it is being closed.
    /// @param amendedFrom the cycle from which other fills apply; 0 = there are none
    struct Contest {
        uint32 cycle;
        uint256 seats;
        int256 nominationFill;
        int256 stabilizationFill;
        uint32 amendedFrom;
        Entry[] entries;
        ElectorateRun[] runs;
        uint256 run;
        uint32 runsEnd;
    }

    /// @notice What changed at the end of a cycle.
    /// @param cycle the cycle
    /// @param taker who took a seat; 0 = nobody
    /// @param displaced whose seat it was; 0 = it was vacant
    /// @param admitted positions of the nominees that became candidates, a bit each
    struct Outcome {
        uint32 cycle;
        uint32 taker;
        uint32 displaced;
        uint32 admitted;
    }

    /// @notice Whether no passing of time can change anything while votes stand, whatever the electorate does.
    function isCalm(Contest memory self) internal pure returns (bool) {
        Entry[] memory entries = self.entries;
        int256 most = 0;
        for (uint256 i = 0; i < entries.length; ++i) {
            Entry memory entry = entries[i];
            if (entry.stage == IElections.Stage.Incumbent) continue;
            if (entry.stage == IElections.Stage.Nominee || entry.bucket != 0) return false;
            if (entry.votes > most) most = entry.votes;
        }
        if (most == 0) return true;
        (int256 bar, ) = barOf(self);
        return most <= bar;
    }

    /// @notice What a challenger must exceed, in hundredths of votes, and who would lose the seat.
    /// @return bar `max(0, votes of the weakest incumbent)` if all seats are taken, else 0
    /// @return weakest index of the weakest incumbent, of equals the one seated last; the length if a seat is vacant
    function barOf(Contest memory self) internal pure returns (int256 bar, uint256 weakest) {
        uint256 length = self.entries.length;
        uint256 seated = 0;
        weakest = length;
        for (uint256 i = 0; i < length; ++i) {
            Entry memory entry = self.entries[i];
            if (entry.stage != IElections.Stage.Incumbent) continue;
            ++seated;
            if (weakest == length) {
                weakest = i;
                continue;
            }
            Entry memory least = self.entries[weakest];
            bool later = entry.votes == least.votes && entry.seatedIn > least.seatedIn;
            if (entry.votes < least.votes || later) weakest = i;
        }
        if (seated < self.seats) return (0, length);
        bar = self.entries[weakest].votes;
        if (bar < 0) bar = 0;
    }

    /// @notice Closes cycles of equal votes and electorate until something changes, at most `most` of them.
    /// @param electorate votes, > 0
    /// @return outcome with cycle 0 and nothing else where nothing changed
    function pass(Contest memory self, uint32 most, uint256 electorate) internal pure returns (Outcome memory outcome) {
        (int256 bar, uint256 weakest) = barOf(self);
        uint256 cycles = _measure(self, bar, electorate);
        bool eventful = cycles <= most;
        if (!eventful) cycles = most;

        _fill(self, cycles);
        self.cycle += uint32(cycles);
        if (!eventful) return outcome;
        outcome.cycle = self.cycle - 1;
        _seat(self, bar, weakest, outcome);
        _admit(self, outcome);
    }

    /// @dev Notes each bucket's step and returns the number of cycles until the first event.
    function _measure(Contest memory self, int256 bar, uint256 electorate) private pure returns (uint256 cycles) {
        cycles = type(uint256).max;
        int256 whole = int256(electorate * 100);
        for (uint256 i = 0; i < self.entries.length; ++i) {
            Entry memory entry = self.entries[i];
            uint256 wait = type(uint256).max;
            if (entry.stage == IElections.Stage.Candidate) {
                entry.step = _floorDiv((entry.votes - bar) * WAD, whole);
                if (entry.votes > bar) wait = _cyclesUntil(entry.bucket, entry.step, self.stabilizationFill);
            } else if (entry.stage == IElections.Stage.Nominee) {
                entry.step = _floorDiv(entry.votes * WAD, whole);
                wait = _cyclesUntil(entry.bucket, entry.step, self.nominationFill);
            }
            if (wait < cycles) cycles = wait;
        }
    }

    /// @dev After how many cycles, at least 1, a bucket is full.
    function _cyclesUntil(int256 bucket, int256 step, int256 fill) private pure returns (uint256) {
        int256 after1 = bucket + step;
        if (after1 >= fill || fill == 0) return 1;
        if (step <= 0) return type(uint256).max;
        return uint256((fill - bucket + step - 1) / step);
    }

    function _fill(Contest memory self, uint256 cycles) private pure {
        for (uint256 i = 0; i < self.entries.length; ++i) {
            Entry memory entry = self.entries[i];
            bool challenges = entry.stage == IElections.Stage.Candidate;
            if (!challenges && entry.stage != IElections.Stage.Nominee) continue;
            int256 bucket = entry.bucket + int256(cycles) * entry.step;
            if (bucket < 0) bucket = 0;
            if (challenges && bucket > self.stabilizationFill) bucket = self.stabilizationFill;
            if (bucket != entry.bucket) (entry.bucket, entry.touched) = (bucket, true);
        }
    }

    /// @dev Of the candidates with a full bucket and more votes than the bar the one with the most votes takes a vacant
    /// seat, else that of the weakest incumbent; a tie goes to the earlier candidacy. When no seat is vacant afterwards all
    /// that the candidates had gathered was an advantage over somebody else, and is gone.
    function _seat(Contest memory self, int256 bar, uint256 weakest, Outcome memory outcome) private pure {
        uint256 length = self.entries.length;
        uint256 best = length;
        uint256 seated = 0;
        for (uint256 i = 0; i < length; ++i) {
            Entry memory entry = self.entries[i];
            if (entry.stage == IElections.Stage.Incumbent) ++seated;
            if (entry.stage != IElections.Stage.Candidate || entry.votes <= bar) continue;
            if (entry.bucket != self.stabilizationFill) continue;
            if (best == length || _leads(entry, self.entries[best])) best = i;
        }
        if (best == length) return;

        if (weakest != length) {
            Entry memory loser = self.entries[weakest];
            (loser.stage, loser.bucket, loser.touched) = (IElections.Stage.Candidate, 0, true);
            outcome.displaced = loser.candidacy;
            --seated;
        }
        Entry memory winner = self.entries[best];
        (winner.stage, winner.bucket, winner.touched) = (IElections.Stage.Incumbent, 0, true);
        winner.seatedIn = outcome.cycle;
        outcome.taker = winner.candidacy;
        if (seated + 1 < self.seats) return;
        for (uint256 i = 0; i < length; ++i) {
            Entry memory entry = self.entries[i];
            if (entry.stage != IElections.Stage.Candidate || entry.bucket == 0) continue;
            (entry.bucket, entry.touched) = (0, true);
        }
    }

    function _admit(Contest memory self, Outcome memory outcome) private pure {
        for (uint256 i = 0; i < self.entries.length; ++i) {
            Entry memory entry = self.entries[i];
            if (entry.stage != IElections.Stage.Nominee || entry.bucket < self.nominationFill) continue;
            (entry.stage, entry.bucket, entry.touched) = (IElections.Stage.Candidate, 0, true);
            outcome.admitted |= uint32(1) << entry.position;
        }
    }

    function _leads(Entry memory a, Entry memory b) private pure returns (bool) {
        return a.votes > b.votes || (a.votes == b.votes && a.candidacy < b.candidacy);
    }

    /// @dev Division rounding towards minus infinity; `b` > 0.
    function _floorDiv(int256 a, int256 b) private pure returns (int256 q) {
        q = a / b;
        if (a % b < 0) --q;
    }
}
