// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title How many of something are live, and were
/// @notice A history of a number at the ends of cycles, in steps. It may know steps to come, for what ends by itself.
library LiveLib {
    uint32 internal constant NEVER = type(uint32).max;
    uint256 private constant LIVE_AT = 32;

    /// @notice Counts what is live from cycle `from` on and before cycle `to`, or no longer counts it.
    /// @param steps from the low bits of each: its first cycle (32), and how many are live (32)
    /// @param from the running cycle
    /// @param to NEVER if nobody knows yet
    /// @dev Walks over the steps to come: as many as there are that end by themselves.
    function add(uint64[] storage steps, uint32 from, uint32 to, int64 change) internal {
        uint256 first = _split(steps, from);
        uint256 end = to == NEVER ? steps.length : _split(steps, to);
        for (uint256 i = first; i < end; ++i) {
            (uint32 cycle, uint32 live) = _unpack(steps[i]);
            steps[i] = _pack(cycle, uint32(uint64(int64(uint64(live)) + change)));
        }
    }

    /// @notice How many are live at the end of `cycle`.
    /// @return live how many
    /// @return until the next cycle at whose end there may be more or fewer, as far as is known; NEVER if none
    function liveAt(uint64[] storage steps, uint32 cycle) internal view returns (uint32 live, uint32 until) {
        uint256 next = _countThrough(steps, cycle);
        until = NEVER;
        if (next != steps.length) (until, ) = _unpack(steps[next]);
        if (next != 0) (, live) = _unpack(steps[next - 1]);
    }

    /// @dev The index of the step that begins with `cycle`, which is made if there is none.
    function _split(uint64[] storage steps, uint32 cycle) private returns (uint256 index) {
        index = _countThrough(steps, cycle);
        uint32 live = 0;
        if (index != 0) {
            uint32 from;
            (from, live) = _unpack(steps[index - 1]);
            if (from == cycle) return index - 1;
        }
        steps.push();
        for (uint256 i = steps.length - 1; i > index; --i) steps[i] = steps[i - 1];
        steps[index] = _pack(cycle, live);
    }

    /// @dev How many steps begin with `cycle` or before.
    function _countThrough(uint64[] storage steps, uint32 cycle) private view returns (uint256 low) {
        uint256 high = steps.length;
        // Nearly always it is the last one that is asked for.
        if (high != 0 && uint32(steps[high - 1]) <= cycle) return high;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (uint32(steps[middle]) <= cycle) low = middle + 1;
            else high = middle;
        }
    }

    function _pack(uint32 cycle, uint32 live) private pure returns (uint64) {
        return cycle | (uint64(live) << uint64(LIVE_AT));
    }

    function _unpack(uint64 step) private pure returns (uint32 cycle, uint32 live) {
        return (uint32(step), uint32(step >> LIVE_AT));
    }
}
