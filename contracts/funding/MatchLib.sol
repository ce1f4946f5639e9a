// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {FixedPointMathLib} from "solady/src/utils/FixedPointMathLib.sol";

/// @notice Where a project stands in a queue.
/// @param id its number, in order of registration
/// @param votes placed on it, more than 0
/// @param match_ what the pool would add, more than 0
struct Rank {
    uint32 id;
    uint112 votes;
    uint112 match_;
}

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

    /// @notice Whether `a` comes before `b`: by `V² / M`, or `V / M` under linear scaling, compared in full width; of equals
    /// the earlier registration.
    function precedes(Rank memory a, Rank memory b, bool quadratic) internal pure returns (bool) {
        // Of votes of 112 bits the square has 224, and together with a match of 112 bits 336.
        (uint256 highA, uint256 lowA) = Math.mul512(_power(a.votes, quadratic), b.match_);
        (uint256 highB, uint256 lowB) = Math.mul512(_power(b.votes, quadratic), a.match_);
        if (highA != highB) return highA > highB;
        if (lowA != lowB) return lowA > lowB;
        return a.id < b.id;
    }

    /// @notice `M × min(1, pool / Σ M)`.
    /// @dev Rounded down; the dust stays in the pool.
    function shareDown(uint256 match_, uint256 pool, uint256 matches) internal pure returns (uint256) {
        return matches <= pool ? match_ : Math.mulDiv(match_, pool, matches);
    }

    function _power(uint256 votes, bool quadratic) private pure returns (uint256) {
        unchecked {
            return quadratic ? votes * votes : votes;
        }
    }
}
