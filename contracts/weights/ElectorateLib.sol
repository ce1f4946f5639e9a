// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {DropLib} from "./DropLib.sol";
import {QuadraticLib} from "./QuadraticLib.sol";

/// @notice The electorate from a cycle on, until the next run begins.
/// @param from first cycle
/// @param electorate votes that all voters together could muster, at the end of each of these cycles
struct ElectorateRun {
    uint32 from;
    uint104 electorate;
}

/// @title The electorate and its history
/// @notice `E` = the sum, over voters who may place, of `votes(all their units)` (design 2.2), with at most one checkpoint
/// a cycle, and with the drops of leases that end (design 2.4). Past the running cycle nothing in it can be altered: drops
/// are only ever scheduled for cycles to come.
library ElectorateLib {
    using Checkpoints for Checkpoints.Trace208;
    using DropLib for DropLib.Calendar;
    using SafeCast for uint256;

    struct State {
        /// @dev Votes of all voters who may place, as of `cycle`.
        uint104 electorate;
        /// @dev Units of all accounts, as of `cycle`.
        uint104 units;
        /// @dev The cycle in which the totals last changed.
        uint32 cycle;
        /// @dev Value that all accounts have contributed, 9 decimals.
        uint128 contributed;
        Checkpoints.Trace208 history;
        DropLib.Calendar calendar;
        mapping(uint32 cycle => Drop) drops;
    }

    struct Drop {
        uint104 electorate;
        uint104 units;
    }

    /// @notice What one account adds to the totals.
    /// @param units permanent units
    /// @param leased leased units, 0 once the lease has ended
    /// @param until first cycle in which the lease no longer counts
    struct Stake {
        uint96 units;
        uint96 leased;
        uint32 until;
    }

    /// @dev A walk along the history: where it is, where it ends, the next checkpoint, and the electorate there.
    struct Walk {
        uint32 cycle;
        uint32 to;
        uint256 next;
        uint256 length;
        uint104 electorate;
    }

    /// @notice Brings the totals up to the running cycle, keeping the end of the last one in which they changed.
    function roll(State storage self, uint32 cycle, bool leasing) internal {
        uint32 from = self.cycle;
        if (from == cycle) return;
        self.history.push(from, self.electorate);
        if (leasing) (self.electorate, self.units) = _drop(self, self.electorate, self.units, from, cycle);
        self.cycle = cycle;
    }

    /// @notice Counts a change of one account's stake. The totals must have been rolled to the running cycle.
    function recount(State storage self, Stake memory before, Stake memory afterwards, bool quadratic) internal {
        uint256 electorate = self.electorate;
        uint256 units = self.units;
        electorate -= _remove(self, before, quadratic);
        units -= uint256(before.units) + before.leased;
        electorate += _add(self, afterwards, quadratic);
        units += uint256(afterwards.units) + afterwards.leased;
        (self.electorate, self.units) = (electorate.toUint104(), units.toUint104());
    }

    /// @notice The electorate at the very end of `cycle`, or so far if it is still running.
    function valueAt(State storage self, uint32 cycle, bool leasing) internal view returns (uint104 electorate) {
        uint32 from = self.cycle;
        electorate = self.electorate;
        if (cycle < from) {
            // The first roll keeps cycle 0, so some checkpoint is never later.
            Checkpoints.Checkpoint208 memory point = self.history.at(uint32(_indexAt(self, cycle) - 1));
            (from, electorate) = (uint32(point._key), uint104(point._value));
        }
        if (leasing) (electorate, ) = _drop(self, electorate, type(uint104).max, from, cycle);
    }

    /// @notice The totals' units, now.
    function unitsAt(State storage self, uint32 cycle, bool leasing) internal view returns (uint256 units) {
        units = self.units;
        if (leasing) (, units) = _drop(self, type(uint104).max, self.units, self.cycle, cycle);
    }

    /// @notice The runs of equal electorate from `from` to before `to`, at most `most` of them.
    /// @return found the first starts at `from`
    /// @return end the cycle before which the last run ends: `to`, unless `most` cut the list
    function runs(
        State storage self,
        uint32 from,
        uint32 to,
        uint256 most,
        bool leasing
    ) internal view returns (ElectorateRun[] memory found, uint32 end) {
        Walk memory walk = Walk(from, to, _indexAt(self, from), self.history.length(), valueAt(self, from, leasing));
        ElectorateRun[] memory runs_ = new ElectorateRun[](most);
        uint256 count = 0;
        end = from;
        while (end < to) {
            if (count == 0 || runs_[count - 1].electorate != walk.electorate) {
                if (count == most) break;
                runs_[count++] = ElectorateRun(end, walk.electorate);
            }
            end = _step(self, walk, leasing);
        }
        found = new ElectorateRun[](count);
        for (uint256 i = 0; i < count; ++i) found[i] = runs_[i];
    }

    /// @dev Walks on to the next cycle in which the electorate may change, at the most to the walk's end.
    function _step(State storage self, Walk memory walk, bool leasing) private view returns (uint32 change) {
        (uint32 checkpoint, uint104 value) = _checkpoint(self, walk.next, walk.length);
        change = leasing ? self.calendar.next(walk.cycle, walk.to) : DropLib.NEVER;
        if (checkpoint <= change) {
            (change, walk.electorate) = (checkpoint, value);
            ++walk.next;
        } else {
            walk.electorate -= self.drops[change].electorate;
        }
        if (change > walk.to) change = walk.to;
        walk.cycle = change;
    }

    /// @dev The checkpoint at `index`; behind the history stands the current total, and behind that nothing.
    function _checkpoint(State storage self, uint256 index, uint256 length) private view returns (uint32, uint104) {
        if (index < length) {
            Checkpoints.Checkpoint208 memory point = self.history.at(uint32(index));
            return (uint32(point._key), uint104(point._value));
        }
        return index == length ? (self.cycle, self.electorate) : (DropLib.NEVER, 0);
    }

    /// @dev How many checkpoints (the current total is the last) are not later than `cycle`. OpenZeppelin's look-ups give a
    /// checkpoint's value but not its place, and drops are counted from its place on.
    function _indexAt(State storage self, uint32 cycle) private view returns (uint256 low) {
        uint256 high = self.history.length();
        if (self.cycle <= cycle) return high + 1;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (self.history.at(uint32(middle))._key <= cycle) low = middle + 1;
            else high = middle;
        }
    }

    function _drop(
        State storage self,
        uint104 electorate,
        uint104 units,
        uint32 from,
        uint32 to
    ) private view returns (uint104, uint104) {
        uint32 cycle = self.calendar.next(from, to);
        while (cycle != DropLib.NEVER) {
            Drop storage drop = self.drops[cycle];
            electorate -= drop.electorate;
            units -= drop.units;
            cycle = self.calendar.next(cycle, to);
        }
        return (electorate, units);
    }

    function _add(State storage self, Stake memory stake, bool quadratic) private returns (uint256 votes) {
        votes = QuadraticLib.votesDown(uint256(stake.units) + stake.leased, quadratic);
        if (stake.leased == 0) return votes;
        Drop storage drop = self.drops[stake.until];
        uint256 lost = votes - QuadraticLib.votesDown(stake.units, quadratic);
        drop.electorate = (drop.electorate + lost).toUint104();
        drop.units = (uint256(drop.units) + stake.leased).toUint104();
        self.calendar.mark(stake.until, 0);
    }

    function _remove(State storage self, Stake memory stake, bool quadratic) private returns (uint256 votes) {
        votes = QuadraticLib.votesDown(uint256(stake.units) + stake.leased, quadratic);
        if (stake.leased == 0) return votes;
        Drop storage drop = self.drops[stake.until];
        drop.electorate -= uint104(votes - QuadraticLib.votesDown(stake.units, quadratic));
        drop.units -= stake.leased;
    }
}
