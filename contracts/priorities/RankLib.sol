// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ConvictionLib} from "../commitments/ConvictionLib.sol";
import {ListId} from "../types/Ids.sol";
import {DropLib} from "../weights/DropLib.sol";
import {IPriorities} from "./IPriorities.sol";

/// @title One item: what counts for it now, and what did at the end of the last cycle
/// @notice Decisions are made on the latter (design 2.5). Past cycles change an item only where a lease ends, so there is
/// nothing to close: an item is brought up to date when it is touched or read.
library RankLib {
    using DropLib for DropLib.Calendar;

    /// @dev Not marked as idle.
    uint32 internal constant NEVER = type(uint32).max;

    /// @dev One slot.
    /// @param votes for minus against
    /// @param before votes at the end of the cycle before `since`
    /// @param since the cycle in which the votes last changed
    struct Tally {
        int112 votes;
        int112 before;
        uint32 since;
    }

    /// @dev One slot.
    /// @param accrued rank at the beginning of the tally's `since`; only of a list that accrues
    struct Status {
        int112 accrued;
        ListId list;
        uint32 openedIn;
        uint32 idleSince;
        IPriorities.Stage stage;
    }

    struct Item {
        Tally tally;
        Status status;
        address owner;
        mapping(uint32 cycle => int112) drops;
        DropLib.Calendar calendar;
    }

    /// @dev How time passes for an item.
    /// @param cycle the running one
    /// @param halfLife of the list
    struct Clock {
        uint32 cycle;
        uint32 cycleLength;
        uint32 halfLife;
        bool leasing;
    }

    /// @notice The item as of the running cycle, in memory.
    function current(
        Item storage self,
        Clock memory clock
    ) internal view returns (Tally memory tally, Status memory status) {
        (tally, status) = (self.tally, self.status);
        if (!clock.leasing) return (tally, status);
        uint32 cycle = self.calendar.next(tally.since, clock.cycle);
        while (cycle != DropLib.NEVER) {
            int112 votes = self.drops[cycle];
            if (votes != 0) {
                settle(tally, status, clock, cycle);
                tally.votes -= votes;
            }
            cycle = self.calendar.next(cycle, clock.cycle);
        }
    }

    /// @notice Votes at the end of the last ended cycle.
    function ended(Tally memory tally, Clock memory clock) internal pure returns (int112) {
        return tally.since == clock.cycle ? tally.before : tally.votes;
    }

    /// @notice Rank at the end of the last ended cycle.
    function rank(Tally memory tally, Status memory status, Clock memory clock) internal pure returns (int112) {
        return clock.halfLife == 0 ? ended(tally, clock) : _accrued(tally, status, clock, clock.cycle);
    }

    /// @notice Keeps what stood at the beginning of `cycle`, in which the votes are about to change for the first time.
    function settle(Tally memory tally, Status memory status, Clock memory clock, uint32 cycle) internal pure {
        if (tally.since == cycle) return;
        if (clock.halfLife != 0) status.accrued = _accrued(tally, status, clock, cycle);
        (tally.before, tally.since) = (tally.votes, cycle);
    }

    /// @notice Adds to the votes that drop out when a lease ends.
    /// @param until first cycle in which the lease no longer counts
    function schedule(Item storage self, int256 votes, uint32 until) internal {
        self.drops[until] = SafeCast.toInt112(self.drops[until] + votes);
        self.calendar.mark(until, 0);
    }

    /// @dev Accrued rank lies between what it was and the votes, so it fits where they do.
    function _accrued(
        Tally memory tally,
        Status memory status,
        Clock memory clock,
        uint32 cycle
    ) private pure returns (int112) {
        uint256 elapsed = uint256(cycle - tally.since) * clock.cycleLength;
        return int112(ConvictionLib.supportAfter(status.accrued, tally.votes, elapsed, clock.halfLife));
    }
}
