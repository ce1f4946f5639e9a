// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/src/utils/FixedPointMathLib.sol";
import {DecayLib} from "../weights/DecayLib.sol";

/// @title Conviction
/// @notice How support follows votes, and what abstaining counts for (design 5).
library ConvictionLib {
    uint256 internal constant LONGEST_HALF_LIFE = 100 * 365 days;
    /// @dev After so many half-lives nothing is left of any difference that votes can have.
    uint256 private constant MOST_DOUBLINGS = 150;

    /// @notice `x + (y - x) × 2^(-elapsed / halfLife)`: support `y` after votes have stood at `x` for so long.
    /// @param y support then, at most 2^112 either way
    /// @param x votes since, at most 2^112 either way
    /// @param elapsed seconds
    /// @param halfLife seconds, not 0
    /// @dev Rounded towards no change: the dust favours what has stood for longer.
    function supportAfter(int256 y, int256 x, uint256 elapsed, uint256 halfLife) internal pure returns (int256) {
        if (x == y || elapsed == 0) return y;
        uint256 distance = FixedPointMathLib.abs(x - y);
        (uint256 mantissa, uint256 doublings) = DecayLib.indexDown(elapsed, halfLife);
        uint256 left =
            doublings > MOST_DOUBLINGS ? 1 : FixedPointMathLib.divUp(distance * DecayLib.WAD, mantissa << doublings);
        return x > y ? x - int256(left) : x + int256(left);
    }

    /// @notice What doing nothing is given by those who abstain: each an equal share of their weight across all that is live.
    /// @param electorate votes that all voters together could muster
    /// @param engaged votes that those who have placed weight here could muster
    /// @param live how many elections and commitments are live, this one included
    /// @dev Rounded down.
    function abstentionDown(
        uint256 electorate,
        uint256 engaged,
        uint256 live,
        bool quadratic
    ) internal pure returns (uint256) {
        if (electorate <= engaged) return 0;
        uint256 abstaining = electorate - engaged;
        return quadratic ? FixedPointMathLib.sqrt((abstaining * abstaining) / live) : abstaining / live;
    }
}
