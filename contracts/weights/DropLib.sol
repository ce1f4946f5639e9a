// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LibBit} from "solady/src/utils/LibBit.sol";

/// @title Which cycles something drops out in
/// @notice Leased weight ends by itself (design 2.4): tallies know beforehand in which cycles they fall. A calendar marks
/// those cycles, for up to 32 tallies side by side, so that closing skips the cycles in which nothing drops.
library DropLib {
    /// @dev No lease reaches further ahead than this, so no search does.
    uint32 internal constant LONGEST_LEASE = 400;
    uint32 internal constant NEVER = type(uint32).max;

    /// @dev One word holds eight cycles of 32 bits, a bit a tally.
    struct Calendar {
        mapping(uint256 word => uint256 lanes) words;
    }

    function mark(Calendar storage self, uint32 cycle, uint8 position) internal {
        uint256 bit = uint256(1) << ((cycle % 8) * 32 + position);
        uint256 lanes = self.words[cycle / 8];
        if (lanes & bit == 0) self.words[cycle / 8] = lanes | bit;
    }

    /// @notice The tallies with a drop at `cycle`, a bit each.
    function marksAt(Calendar storage self, uint32 cycle) internal view returns (uint32) {
        return uint32(self.words[cycle / 8] >> ((cycle % 8) * 32));
    }

    /// @notice The first marked cycle later than `from` and not later than `through`; NEVER where there is none.
    /// @dev Only for a calendar that was last marked at `from` or before, so nothing lies beyond the longest lease.
    function next(Calendar storage self, uint32 from, uint32 through) internal view returns (uint32) {
        uint256 end = uint256(from) + LONGEST_LEASE;
        if (through < end) end = through;
        for (uint256 cycle = uint256(from) + 1; cycle <= end; cycle = (cycle / 8 + 1) * 8) {
            uint256 lanes = self.words[cycle / 8] >> ((cycle % 8) * 32);
            if (lanes == 0) continue;
            cycle += LibBit.ffs(lanes) / 32;
            return cycle <= end ? uint32(cycle) : NEVER;
        }
        return NEVER;
    }
}
