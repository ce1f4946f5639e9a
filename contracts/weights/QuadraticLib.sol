// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/src/utils/FixedPointMathLib.sol";

/// @title Scaling
/// @notice What placed units count for (design 2.2).
library QuadraticLib {
    /// @notice `floor(sqrt(units × 2^64))` under quadratic scaling, `units` under linear scaling.
    /// @param units up to 2^104
    /// @dev Rounded down; the dust favours those who place in fewer pieces.
    function votesDown(uint256 units, bool quadratic) internal pure returns (uint256) {
        return quadratic ? FixedPointMathLib.sqrt(units << 64) : units;
    }
}
