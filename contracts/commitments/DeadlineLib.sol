// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {LibBit} from "solady/src/utils/LibBit.sol";
import {IElections} from "../elections/IElections.sol";
import {LiveLib} from "../elections/LiveLib.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CommitmentId, DO_NOTHING, OptionId} from "../types/Ids.sol";
import {DropLib} from "../weights/DropLib.sol";
import {ElectorateRun} from "../weights/ElectorateLib.sol";
import {IWeights} from "../weights/IWeights.sol";
import {CommitmentLib} from "./CommitmentLib.sol";
import {ConvictionLib} from "./ConvictionLib.sol";
import {ICommitments} from "./ICommitments.sol";

/// @title How past cycles of a commitment are closed, and deadlines met
/// @notice Lazily and exactly, as those of elections (design 3, "Closing", and 5). Between two changes of the electorate, or of
/// how much is live, support moves in one step; between two ends of leases and two deadlines no option is looked at. Linked,
/// so that a ballot within a cycle does not carry it; it reads the electorate's history from Weights and how many elections
/// were live from Elections, and calls nobody else.
library DeadlineLib {
    using CharterLib for Charter;
    using CommitmentLib for CommitmentLib.Choice;
    using CommitmentLib for CommitmentLib.Nothing;
    using DropLib for DropLib.Calendar;
    using LiveLib for uint64[];

    uint256 private constant RUNS_A_PAGE = 128;

    /// @dev An option in memory.
    struct Entry {
        OptionId option;
        CommitmentLib.Choice choice;
        bool touched;
    }

    /// @dev A commitment on its way through past cycles.
    /// @param entries its options; not loaded as long as nothing happens to them
    /// @param runs the electorate's history around `head.cycle`, up to before `runsEnd`
    /// @param live how many elections and commitments are live, until `liveEnd`
    struct Course {
        CommitmentLib.Head head;
        CommitmentLib.Turnout turnout;
        CommitmentLib.Nothing nothing;
        Entry[] entries;
        bool loaded;
        ElectorateRun[] runs;
        uint256 run;
        uint32 runsEnd;
        uint256 live;
        uint32 liveEnd;
    }

    /// @dev What has been decided at a deadline; the number of options is 0 if none was met.
    struct Verdict {
        uint32 round;
        uint32 deadline;
        OptionId winner;
        uint128 total;
        OptionId[] options;
        uint104[] gathered;
    }

    /// @notice Closes all cycles before `to`.
    function close(
        CommitmentLib.State storage self,
        CommitmentId id,
        uint64[] storage live,
        Charter memory charter,
        uint32 to
    ) external {
        Course memory course = _begin(self);
        while (course.head.cycle < to && !course.head.ended) {
            Verdict memory verdict = _closeUntilDeadline(self, live, course, charter, to);
            if (verdict.options.length == 0) continue;
            _record(self, verdict, course.head.allots);
            emit ICommitments.CommitmentDecided(id, verdict.round, verdict.winner, verdict.options, verdict.gathered);
        }
        _store(self, course);
    }

    /// @notice The commitment as closing all cycles before `to` would leave it.
    function standing(
        CommitmentLib.State storage self,
        uint64[] storage live,
        Charter memory charter,
        uint32 to
    ) external view returns (CommitmentLib.Head memory head, ICommitments.OptionView[] memory options) {
        Course memory course = _begin(self);
        while (course.head.cycle < to && !course.head.ended) _closeUntilDeadline(self, live, course, charter, to);
        _load(self, course);
        head = course.head;
        options = new ICommitments.OptionView[](_countStanding(course));
        uint104 support = course.nothing.nothingAt(head.cycle, charter.cycleLength(), head.halfLife);
        options[0] = ICommitments.OptionView(DO_NOTHING, 0, true, course.turnout.nothing, support);
        uint256 count = 1;
        for (uint256 i = 0; i < course.entries.length; ++i) {
            Entry memory entry = course.entries[i];
            if (!CommitmentLib.stands(entry.choice.stage)) continue;
            support = entry.choice.supportAt(head.cycle, charter.cycleLength(), head.halfLife);
            options[count] = ICommitments.OptionView(entry.option, 0, false, entry.choice.votes, support);
            options[count].content = self.contents[entry.option];
            options[count].recurs = entry.choice.stage == CommitmentLib.Stage.Recurring;
            ++count;
        }
    }

    /// @notice What a round came to, as if all cycles before `to` had been closed.
    /// @return deadline 0 if its deadline has not passed, or never will
    function outcome(
        CommitmentLib.State storage self,
        uint64[] storage live,
        Charter memory charter,
        uint32 to,
        uint32 round
    ) external view returns (uint32 deadline, OptionId winner) {
        CommitmentLib.Decided storage decided = self.decided[round];
        if (decided.deadline != 0) return (decided.deadline, decided.winner);
        Course memory course = _begin(self);
        while (course.head.cycle < to && !course.head.ended) {
            Verdict memory verdict = _closeUntilDeadline(self, live, course, charter, to);
            if (verdict.options.length != 0 && verdict.round == round) return (verdict.deadline, verdict.winner);
        }
    }

    // ---------------------------------------------------------------- into memory and back

    function _begin(CommitmentLib.State storage self) private view returns (Course memory course) {
        (course.head, course.turnout, course.nothing) = (self.head, self.turnout, self.nothing);
    }

    function _load(CommitmentLib.State storage self, Course memory course) private view {
        if (course.loaded) return;
        course.loaded = true;
        uint256 occupied = course.head.occupied;
        course.entries = new Entry[](LibBit.popCount(occupied));
        for (uint256 i = 0; occupied != 0; ++i) {
            OptionId option = self.field[LibBit.ffs(occupied)];
            occupied &= occupied - 1;
            (course.entries[i].option, course.entries[i].choice) = (option, self.choices[option]);
        }
    }

    /// @dev Doing nothing among them.
    function _countStanding(Course memory course) private pure returns (uint256 count) {
        count = 1;
        for (uint256 i = 0; i < course.entries.length; ++i) {
            if (CommitmentLib.stands(course.entries[i].choice.stage)) ++count;
        }
    }

    function _store(CommitmentLib.State storage self, Course memory course) private {
        self.head = course.head;
        self.nothing = course.nothing;
        self.turnout = course.turnout;
        for (uint256 i = 0; i < course.entries.length; ++i) {
            Entry memory entry = course.entries[i];
            if (entry.touched) self.choices[entry.option] = entry.choice;
        }
    }

    function _record(CommitmentLib.State storage self, Verdict memory verdict, bool allots) private {
        self.decided[verdict.round] = CommitmentLib.Decided(verdict.deadline, verdict.winner, verdict.total);
        if (!allots) return;
        mapping(OptionId => uint104) storage gathered = self.gathered[verdict.round];
        for (uint256 i = 0; i < verdict.options.length; ++i) gathered[verdict.options[i]] = verdict.gathered[i];
    }

    // ---------------------------------------------------------------- from one event to the next

    /// @dev Closes cycles until a deadline is met or `to` is reached.
    function _closeUntilDeadline(
        CommitmentLib.State storage self,
        uint64[] storage live,
        Course memory course,
        Charter memory charter,
        uint32 to
    ) private view returns (Verdict memory verdict) {
        bool leasing = charter.leasing() != 0;
        while (course.head.cycle < to) {
            uint32 end = leasing ? self.calendar.next(course.head.cycle, to) : DropLib.NEVER;
            bool drops = end <= to;
            if (end > to) end = to;
            if (end > course.head.deadline) (end, drops) = (course.head.deadline, false);
            _abstain(course, live, charter, end, to);
            bool due = end == course.head.deadline;
            // What drops out with this cycle counted to the end of the last one.
            if (due) verdict = _decide(self, course, charter);
            if (drops) _drop(self, course, charter, end);
            if (due) break;
        }
    }

    /// @dev Lets those who abstain count at the ends of all cycles before `end`.
    function _abstain(
        Course memory course,
        uint64[] storage live,
        Charter memory charter,
        uint32 end,
        uint32 to
    ) private view {
        CommitmentLib.Nothing memory nothing = course.nothing;
        (uint256 placed, uint256 engaged) = (course.turnout.nothing, course.turnout.engaged);
        while (course.head.cycle < end) {
            uint32 cycle = course.head.cycle;
            (uint256 electorate, uint32 until) = _run(course, charter, to);
            if (cycle >= course.liveEnd) _count(course, live, charter, cycle);
            if (course.liveEnd < until) until = course.liveEnd;
            if (until > end) until = end;
            uint256 votes =
                placed + ConvictionLib.abstentionDown(electorate, engaged, course.live, charter.quadratic());
            if (votes != nothing.votes) {
                nothing.support = nothing.nothingAt(cycle, charter.cycleLength(), course.head.halfLife);
                (nothing.votes, nothing.since) = (SafeCast.toUint104(votes), cycle);
            }
            course.head.cycle = until;
        }
    }

    /// @dev The electorate at the end of the course's cycle, and the cycle before which it stays so.
    function _run(
        Course memory course,
        Charter memory charter,
        uint32 to
    ) private view returns (uint256 electorate, uint32 end) {
        uint32 cycle = course.head.cycle;
        if (cycle >= course.runsEnd) {
            uint256 most = to - cycle < RUNS_A_PAGE ? to - cycle : RUNS_A_PAGE;
            (course.runs, course.runsEnd) = IWeights(charter.weights()).electorateRuns(cycle, to, most);
            course.run = 0;
        }
        while (course.run + 1 < course.runs.length && course.runs[course.run + 1].from <= cycle) ++course.run;
        electorate = course.runs[course.run].electorate;
        bool last = course.run + 1 == course.runs.length;
        end = last ? course.runsEnd : course.runs[course.run + 1].from;
    }

    /// @dev How much is live at the end of `cycle`, and until when.
    function _count(Course memory course, uint64[] storage live, Charter memory charter, uint32 cycle) private view {
        (uint32 commitments, uint32 until) = live.liveAt(cycle);
        (uint32 elections, uint32 untilElections) = IElections(charter.elections()).liveAt(cycle);
        course.live = uint256(commitments) + elections;
        course.liveEnd = until < untilElections ? until : untilElections;
    }

    /// @dev Takes off the tallies the votes of leases that no longer count in `cycle`.
    function _drop(
        CommitmentLib.State storage self,
        Course memory course,
        Charter memory charter,
        uint32 cycle
    ) private view {
        uint256 dropping = self.calendar.marksAt(cycle);
        if (dropping == 0) return;
        course.turnout.nothing -= self.drops[DO_NOTHING][cycle];
        course.turnout.engaged -= self.drops[CommitmentLib.ENGAGED][cycle];
        if (dropping & type(uint16).max == 0) return;
        _load(self, course);
        for (uint256 i = 0; i < course.entries.length; ++i) {
            Entry memory entry = course.entries[i];
            uint104 votes = self.drops[entry.option][cycle];
            if (votes == 0 || !CommitmentLib.stands(entry.choice.stage)) continue;
            entry.choice.settle(cycle, charter.cycleLength(), course.head.halfLife);
            entry.choice.votes -= votes;
            entry.touched = true;
        }
    }

    // ---------------------------------------------------------------- deadlines

    /// @dev Decides the running round with the support at its deadline, which the course has reached; of equals the earlier
    /// option wins, and nothing is earlier than doing nothing.
    function _decide(
        CommitmentLib.State storage self,
        Course memory course,
        Charter memory charter
    ) private view returns (Verdict memory verdict) {
        _load(self, course);
        CommitmentLib.Head memory head = course.head;
        (verdict.round, verdict.deadline) = (head.round, head.deadline);
        uint256 count = _countStanding(course);
        (verdict.options, verdict.gathered) = (new OptionId[](count), new uint104[](count));
        uint104 most = course.nothing.nothingAt(head.deadline, charter.cycleLength(), head.halfLife);
        (verdict.gathered[0], verdict.total, count) = (most, most, 1);
        for (uint256 i = 0; i < course.entries.length; ++i) {
            Entry memory entry = course.entries[i];
            if (!CommitmentLib.stands(entry.choice.stage)) continue;
            uint104 support = entry.choice.supportAt(head.deadline, charter.cycleLength(), head.halfLife);
            (verdict.options[count], verdict.gathered[count]) = (entry.option, support);
            ++count;
            verdict.total += support;
            bool earlier = OptionId.unwrap(entry.option) < OptionId.unwrap(verdict.winner);
            if (support > most || (support == most && earlier)) (most, verdict.winner) = (support, entry.option);
        }
        _turnRound(course);
    }

    /// @dev Begins the next round, or ends the commitment with its only one.
    function _turnRound(Course memory course) private pure {
        CommitmentLib.Head memory head = course.head;
        for (uint256 i = 0; i < course.entries.length; ++i) {
            Entry memory entry = course.entries[i];
            if (entry.choice.stage != CommitmentLib.Stage.Once) continue;
            if (head.period == 0) continue;
            entry.choice.stage = CommitmentLib.Stage.Ended;
            entry.touched = true;
            head.occupied &= ~(uint16(1) << entry.choice.position);
        }
        if (head.period == 0) {
            head.ended = true;
        } else {
            ++head.round;
            head.deadline += head.period;
        }
    }
}
