// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {FixedPointMathLib} from "solady/src/utils/FixedPointMathLib.sol";

/// @title What pledges are matched with, and who comes first
/// @notice The formulas of design 7, to the last unit of the token.
library MatchLib {
    /// @notice `s = floor(sqrt(c × 2^64))`: what the pledges of one identity count for.
    /// @param pledged smallest units of the token, less than 2^112
    function rootDown(uint256 pledged) internal pure returns (uint256) {
        return FixedPointMathLib.sqrt(pledged << 64);
    }

    /// @notice `T = floor((Σ s)² / 2^64)`: what the pledges of all identities come to.
    /// @param roots Σ s, less than 2^112
    function totalDown(uint256 roots) internal pure returns (uint256) {
        unchecked {
            return (roots * roots) >> 64;
        }
    }

    /// @notice `M = min(ceiling, max(0, T − Σ c))`.
    /// @param matched Σ c, over identities that are matched
    /// @dev Rounded down; the dust favours the pool.
    function matchDown(uint256 roots, uint256 matched, uint256 ceiling) internal pure returns (uint256) {
        return Math.min(ceiling, Math.saturatingSub(totalDown(roots), matched));
    }

    /// @notice What votes weigh in the queue: `V²`, or `V` under linear scaling.
    /// @param votes less than 2^112
    function powerOf(uint256 votes, bool quadratic) internal pure returns (uint256) {
        unchecked {
            return quadratic ? votes * votes : votes;
        }
    }

    /// @notice Whether `a` comes before `b`: by power over match, compared in full width.
    /// @param earlier whether `a` was registered earlier, which decides between equals
    function precedes(
        uint256 powerA,
        uint256 matchA,
        uint256 powerB,
        uint256 matchB,
        bool earlier
    ) internal pure returns (bool) {
        (uint256 highA, uint256 lowA) = Math.mul512(powerA, matchB);
        (uint256 highB, uint256 lowB) = Math.mul512(powerB, matchA);
        if (highA == highB) (highA, highB) = (lowA, lowB);
        return highA == highB ? earlier : highA > highB;
    }

    /// @notice `M × min(1, pool / Σ M)`.
    /// @dev Rounded down; the dust stays in the pool.
    function shareDown(uint256 match_, uint256 pool, uint256 matches) internal pure returns (uint256) {
        return matches <= pool ? match_ : Math.mulDiv(match_, pool, matches);
    }
}
