// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {DropLib} from "../weights/DropLib.sol";
import {IWeights} from "../weights/IWeights.sol";
import {BucketLib} from "./BucketLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";

/// @title How past cycles are closed
/// @notice Lazily and exactly (design 3, "Closing"): cycle after cycle with the votes and the electorate that stood at its
/// end, skipping all in which nothing can happen. Linked, so that the code that closes is not part of every ballot's
/// contract; it reads the electorate's history from Weights and calls nobody else.
library ClosingLib {
    using BucketLib for BucketLib.Contest;
    using CharterLib for Charter;
    using DropLib for DropLib.Calendar;
    using ElectionLib for ElectionLib.State;

    uint256 private constant RUNS_A_PAGE = 128;

    /// @notice Closes all cycles before `to`.
    function close(ElectionLib.State storage election, ElectionId id, Charter memory charter, uint32 to) external {
        uint32 from = election.head.cycle;
        BucketLib.Contest memory contest = election.load();
        while (contest.cycle < to) {
            BucketLib.Outcome memory outcome = _closeUntilChange(election, contest, charter, to);
            if (outcome.taker != 0) {
                CandidacyId displaced = CandidacyId.wrap(outcome.displaced);
                emit IElections.SeatTaken(id, CandidacyId.wrap(outcome.taker), displaced, outcome.cycle);
            }
            for (uint256 i = 0; outcome.admitted >> i != 0; ++i) {
                if ((outcome.admitted >> i) & 1 == 0) continue;
                emit IElections.NomineeAdmitted(id, CandidacyId.wrap(election.field[i]), outcome.cycle);
            }
        }
        election.store(contest);
        emit IElections.CyclesClosed(id, from, to);
    }

    /// @notice The field as closing all cycles before `to` would leave it.
    function standing(
        ElectionLib.State storage election,
        Charter memory charter,
        uint32 to
    ) external view returns (IElections.CandidacyView[] memory field) {
        BucketLib.Contest memory contest = election.load();
        while (contest.cycle < to) _closeUntilChange(election, contest, charter, to);
        field = new IElections.CandidacyView[](contest.entries.length);
        for (uint256 i = 0; i < field.length; ++i) {
            BucketLib.Entry memory entry = contest.entries[i];
            CandidacyId candidacy = CandidacyId.wrap(entry.candidacy);
            field[i] = IElections.CandidacyView(
                candidacy,
                entry.stage,
                election.owners[candidacy],
                int112(entry.votes),
                uint80(uint256(entry.bucket)),
                entry.seatedIn
            );
        }
    }

    /// @dev Closes cycles until a seat changes hands, a nominee is admitted, or `to` is reached. Between two ends of leases
    /// the votes stand still; between two changes of the electorate so do the buckets' steps.
    function _closeUntilChange(
        ElectionLib.State storage election,
        BucketLib.Contest memory contest,
        Charter memory charter,
        uint32 to
    ) private view returns (BucketLib.Outcome memory outcome) {
        while (contest.cycle < to && outcome.taker == 0 && outcome.admitted == 0) {
            uint32 from = contest.cycle;
            uint32 end = charter.leasing() == 0 ? DropLib.NEVER : election.calendar.next(from, to);
            if (end > to) end = to;
            if (contest.amendedFrom != 0) {
                if (from >= contest.amendedFrom) election.applyAmended(contest);
                else if (contest.amendedFrom < end) end = contest.amendedFrom;
            }
            if (contest.isCalm()) {
                contest.cycle = end;
            } else {
                (uint256 electorate, uint32 runEnd) = _run(contest, charter, to);
                if (runEnd > end) runEnd = end;
                if (electorate == 0) contest.cycle = runEnd;
                else outcome = contest.pass(runEnd - from, electorate);
            }
            if (charter.leasing() != 0 && contest.cycle == end) election.drop(contest, end);
        }
    }

    /// @dev The electorate at the end of the contest's cycle, and the cycle before which it stays so.
    function _run(
        BucketLib.Contest memory contest,
        Charter memory charter,
        uint32 to
    ) private view returns (uint256 electorate, uint32 end) {
        if (contest.cycle >= contest.runsEnd) {
            // There are no more runs than cycles, and room for each is paid for.
            uint256 most = Math.min(RUNS_A_PAGE, to - contest.cycle);
            (contest.runs, contest.runsEnd) = IWeights(charter.weights()).electorateRuns(contest.cycle, to, most);
            contest.run = 0;
        }
        while (contest.run + 1 < contest.runs.length && contest.runs[contest.run + 1].from <= contest.cycle)
            ++contest.run;
        electorate = contest.runs[contest.run].electorate;
        bool last = contest.run + 1 == contest.runs.length;
        end = last ? contest.runsEnd : contest.runs[contest.run + 1].from;
    }
}
