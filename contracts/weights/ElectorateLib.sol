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

    uint256 private constant UNITS_BITS = 72;
    uint256 private constant CONTRIBUTED_BITS = 48;

    /// @dev Everything that a credit changes, in the one slot that it has to write anyhow. Two totals are kept like the
    /// digits of a number: here their low bits, and what was carried over from them in a slot of its own, which is touched
    /// each time that another 281,000 of the reference currency were contributed, or some 2^72 units credited.
    struct State {
        /// @dev Votes of all voters who may place, as of `cycle`.
        uint104 electorate;
        /// @dev The cycle in which the totals last changed.
        uint32 cycle;
        /// @dev Units of all accounts, counted or not, as of `cycle`: its low bits.
        uint72 unitsLow;
        /// @dev Value that all accounts have contributed, 9 decimals: its low bits.
        uint48 contributedLow;
        /// @dev The same two totals above their low bits.
        uint128 unitsHigh;
        uint128 contributedHigh;
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

    /// @notice Counts a change of what one account holds.
    /// @param before what it added to the electorate so far
    /// @param afterwards what it adds from now on
    /// @param dormant by how much its dormant units grow, which add nothing to the electorate
    /// @param paid value contributed with the change, 9 decimals
    function recount(
        State storage self,
        Charter memory charter,
        Stake memory before,
        Stake memory afterwards,
        int256 dormant,
        uint64 paid
    ) internal {
        uint256 electorate = _roll(self, charter);
        bool quadratic = charter.quadratic();
        electorate -= _remove(self, before, quadratic);
        electorate += _add(self, afterwards, quadratic);
        self.electorate = electorate.toUint104();
        dormant += int256(uint256(afterwards.units) + afterwards.leased);
        dormant -= int256(uint256(before.units) + before.leased);
        _addUnits(self, dormant);
        _addContributed(self, paid);
    }

    /// @notice Counts units that arrive where every one counts for one: no gate, no leases.
    /// @param paid value contributed with them, 9 decimals
    function add(State storage self, Charter memory charter, uint96 units, uint64 paid) internal {
        self.electorate = (uint256(_roll(self, charter)) + units).toUint104();
        _addUnits(self, int256(uint256(units)));
        _addContributed(self, paid);
    }

    /// @notice Takes off what members who leave have contributed.
    function forget(State storage self, uint64 contributed) internal {
        uint256 total = totalContributed(self) - contributed;
        self.contributedLow = uint48(total);
        self.contributedHigh = uint128(total >> CONTRIBUTED_BITS);
    }

    /// @notice The value that all accounts have contributed, 9 decimals.
    function totalContributed(State storage self) internal view returns (uint256) {
        return (uint256(self.contributedHigh) << CONTRIBUTED_BITS) | self.contributedLow;
    }

    /// @dev Brings the totals up to the running cycle, keeping the end of the last one in which they changed.
    /// @return electorate as of now, for the caller to store
    function _roll(State storage self, Charter memory charter) private returns (uint256 electorate) {
        uint32 cycle = charter.cycle();
        uint32 from = self.cycle;
        electorate = self.electorate;
        if (from == cycle) return electorate;
        self.history.push(from, uint208(electorate));
        self.cycle = cycle;
        if (charter.leasing() == 0) return electorate;
        (uint104 less, uint104 lost) = _dropped(self, from, cycle);
        electorate -= less;
        _addUnits(self, -int256(uint256(lost)));
    }

    function _addUnits(State storage self, int256 units) private {
        int256 low = int256(uint256(self.unitsLow)) + units;
        self.unitsLow = uint72(uint256(low));
        // Shifting rounds towards minus infinity: what is missing below is borrowed.
        int256 carried = low >> UNITS_BITS;
        if (carried != 0) self.unitsHigh = uint128(uint256(int256(uint256(self.unitsHigh)) + carried));
    }

    function _addContributed(State storage self, uint64 paid) private {
        uint256 low = uint256(self.contributedLow) + paid;
        self.contributedLow = uint48(low);
        uint256 carried = low >> CONTRIBUTED_BITS;
        if (carried != 0) self.contributedHigh += uint128(carried);
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
        sum = (uint256(self.unitsHigh) << UNITS_BITS) | self.unitsLow;
        if (charter.leasing() == 0) return sum;
        (, uint104 lost) = _dropped(self, self.cycle, charter.cycle());
        return sum - lost;
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
