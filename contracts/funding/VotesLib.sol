// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Parcel} from "../types/Units.sol";
import {DropLib} from "../weights/DropLib.sol";
import {QuadraticLib} from "../weights/QuadraticLib.sol";
import {ProjectLib} from "./ProjectLib.sol";

/// @title The votes of one project
/// @notice A tally holds the votes now and those at the end of the cycle before the last deadline, by which a round is
/// settled: nothing that is placed afterwards has an effect on it. Leased votes drop out by themselves (design 2.4).
library VotesLib {
    using DropLib for DropLib.Calendar;
    using SafeCast for int256;

    uint256 private constant AGAINST_AT = 255;

    /// @notice When this is.
    /// @param cycle the running cycle
    /// @param deadline the first cycle of the last round whose deadline has passed; 0 = none has
    struct Moment {
        uint32 cycle;
        uint32 deadline;
        bool leasing;
        bool quadratic;
    }

    /// @notice Counts a placement instead of a former one.
    /// @param former as stored; 0 = none
    /// @param word as it is to be stored; 0 = none
    function exchange(ProjectLib.State storage self, Moment memory moment, uint256 former, uint256 word) internal {
        ProjectLib.Tally memory tally = rolled(self, moment);
        int256 votes = tally.votes;
        votes -= _take(self, moment, former, -1);
        votes += _take(self, moment, word, 1);
        tally.votes = votes.toInt112();
        self.tally = tally;
    }

    /// @notice The tally as of now.
    function rolled(
        ProjectLib.State storage self,
        Moment memory moment
    ) internal view returns (ProjectLib.Tally memory tally) {
        tally = self.tally;
        uint32 from = tally.cycle;
        if (from == moment.cycle) return tally;
        if (from < moment.deadline) {
            tally.votes = keptAt(self, moment.deadline, moment.leasing);
            (tally.kept, from) = (tally.votes, moment.deadline - 1);
        }
        if (moment.leasing) tally.votes -= _dropped(self, from, moment.cycle);
        tally.cycle = moment.cycle;
    }

    /// @notice The votes at the end of the cycle before the last deadline.
    function keptAt(ProjectLib.State storage self, uint32 deadline, bool leasing) internal view returns (int112 votes) {
        uint32 from = self.tally.cycle;
        votes = from < deadline ? self.tally.votes : self.tally.kept;
        if (leasing && from < deadline) votes -= _dropped(self, from, deadline - 1);
    }

    /// @dev What a placement counts for now. Schedules, or with sign -1 unschedules, what ends with its lease.
    function _take(
        ProjectLib.State storage self,
        Moment memory moment,
        uint256 word,
        int256 sign
    ) private returns (int256 votes) {
        Parcel parcel = Parcel.wrap(word);
        (uint256 permanent, uint256 leased) = (parcel.permanentOf(), parcel.leasedOf());
        int256 direction = word >> AGAINST_AT == 0 ? int256(1) : int256(-1);
        votes = direction * int256(QuadraticLib.votesDown(permanent, moment.quadratic));
        uint32 until = parcel.untilOf();
        if (leased == 0 || until <= moment.cycle) return votes;
        int256 both = direction * int256(QuadraticLib.votesDown(permanent + leased, moment.quadratic));
        self.drops[until] = (self.drops[until] + sign * (both - votes)).toInt112();
        if (sign > 0) self.calendar.mark(until, 0);
        return both;
    }

    /// @dev What drops out after cycle `from`, up to `to`.
    function _dropped(ProjectLib.State storage self, uint32 from, uint32 to) private view returns (int112 votes) {
        uint32 cycle = self.calendar.next(from, to);
        while (cycle != DropLib.NEVER) {
            votes += self.drops[cycle];
            cycle = self.calendar.next(cycle, to);
        }
    }
}
