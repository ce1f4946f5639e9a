// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
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
    using CharterLib for Charter;
    using Checkpoints for Checkpoints.Trace208;
    using DropLib for DropLib.Calendar;
    using SafeCast for uint256;

    struct State {
        /// @dev Votes of all voters who may place, as of `cycle`.
        uint104 electorate;
        /// @dev With a person gate, the units of all accounts, counted or not, as of `cycle`. Without one every unit counts one
        /// to one, so the electorate is their sum already; then this is the value that all accounts have contributed, which
        /// so costs a credit no slot of its own.
        uint104 unitsOrContributed;
        /// @dev The cycle in which the totals last changed.
        uint32 cycle;
        /// @dev With a person gate, the value that all accounts have contributed, 9 decimals.
        uint128 gatedContributed;
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
    function roll(State storage self, Charter memory charter) internal {
        uint32 cycle = charter.cycle();
        uint32 from = self.cycle;
        if (from == cycle) return;
        self.history.push(from, self.electorate);
        self.cycle = cycle;
        if (charter.leasing() == 0) return;
        (uint104 electorate, uint104 units) = _dropped(self, from, cycle);
        self.electorate -= electorate;
        if (charter.gate() != address(0)) self.unitsOrContributed -= units;
    }

    /// @notice Counts units and value of which every unit counts for one: no gate, no leases.
    function add(State storage self, Charter memory charter, uint96 units, uint64 value) internal {
        roll(self, charter);
        (uint256 electorate, uint256 contributed) = (self.electorate, self.unitsOrContributed);
        (self.electorate, self.unitsOrContributed) = (
            (electorate + units).toUint104(),
            (contributed + value).toUint104()
        );
    }

    /// @notice Counts value contributed.
    function contribute(State storage self, Charter memory charter, uint64 value) internal {
        if (charter.gate() != address(0)) self.gatedContributed += value;
        else self.unitsOrContributed = (uint256(self.unitsOrContributed) + value).toUint104();
    }

    /// @notice The value that all accounts have contributed, 9 decimals.
    function totalContributed(State storage self, Charter memory charter) internal view returns (uint256) {
        return charter.gate() != address(0) ? self.gatedContributed : self.unitsOrContributed;
    }

    /// @notice Counts units that lie dormant, which only a gate makes them do.
    function addDormant(State storage self, Charter memory charter, uint96 units) internal {
        roll(self, charter);
        self.unitsOrContributed = (uint256(self.unitsOrContributed) + units).toUint104();
    }

    function removeDormant(State storage self, Charter memory charter, uint96 units) internal {
        roll(self, charter);
        self.unitsOrContributed -= units;
    }

    /// @notice Counts a change of one account's stake.
    function recount(
        State storage self,
        Charter memory charter,
        Stake memory before,
        Stake memory afterwards
    ) internal {
        roll(self, charter);
        bool quadratic = charter.quadratic();
        uint256 electorate = self.electorate;
        electorate -= _remove(self, before, quadratic);
        electorate += _add(self, afterwards, quadratic);
        self.electorate = electorate.toUint104();
        if (charter.gate() == address(0)) return;
        uint256 units = self.unitsOrContributed;
        units -= uint256(before.units) + before.leased;
        units += uint256(afterwards.units) + afterwards.leased;
        self.unitsOrContributed = units.toUint104();
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
        if (!leasing) return electorate;
        (uint104 less, ) = _dropped(self, from, cycle);
        return electorate - less;
    }

    /// @notice The units of all accounts, now.
    function totalUnits(State storage self, Charter memory charter) internal view returns (uint256 sum) {
        bool gated = charter.gate() != address(0);
        sum = gated ? self.unitsOrContributed : self.electorate;
        if (charter.leasing() == 0) return sum;
        (uint104 electorate, uint104 less) = _dropped(self, self.cycle, charter.cycle());
        return sum - (gated ? less : electorate);
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
    /// checkpoint's value but not its place, and drops are counted from its place on. Elections ask for what has just passed,
    /// so the search begins at the end, in steps that double: its cost grows with how far back it looks, not with the years.
    function _indexAt(State storage self, uint32 cycle) private view returns (uint256 low) {
        uint256 high = self.history.length();
        if (self.cycle <= cycle) return high + 1;
        uint256 step = 1;
        while (step <= high && self.history.at(uint32(high - step))._key > cycle) {
            high -= step;
            step *= 2;
        }
        if (step <= high) low = high - step + 1;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (self.history.at(uint32(middle))._key <= cycle) low = middle + 1;
            else high = middle;
        }
    }

    /// @dev What drops out of the totals after cycle `from`, up to `to`.
    function _dropped(
        State storage self,
        uint32 from,
        uint32 to
    ) private view returns (uint104 electorate, uint104 lost) {
        uint32 cycle = self.calendar.next(from, to);
        while (cycle != DropLib.NEVER) {
            Drop storage drop = self.drops[cycle];
            electorate += drop.electorate;
            lost += drop.units;
            cycle = self.calendar.next(cycle, to);
        }
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
