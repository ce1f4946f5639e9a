// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {FixedPointMathLib} from "solady/src/utils/FixedPointMathLib.sol";
import {Units} from "../types/Units.sol";

/// @title Decay without upkeep
/// @notice `index(t) = 2^((t - genesis) / H)` and its two uses (design 2.1).
library DecayLib {
    /// @dev After this many half-lives no more weight can be credited: the kernel's horizon.
    uint256 internal constant HORIZON = 40;
    uint256 internal constant WAD = 1e18;
    /// @dev ln 2, rounded down.
    uint256 private constant LN2_WAD = 693147180559945309;

    /// @notice The decay index as `mantissa × 2^doublings`.
    /// @param elapsed seconds since genesis
    /// @param halfLife seconds; 0 = weight never decays
    /// @return mantissa WAD in [1, 2)
    /// @return doublings whole half-lives gone by
    /// @dev Rounded down, within 4e-18 relative: whole half-lives are exact, and the remainder's exponential loses at most
    /// one unit in the last place to the constant, one to the division and one to the series, of which one is taken off so
    /// that it never exceeds the true index. The dust favours those who hold weight already.
    function indexDown(uint256 elapsed, uint256 halfLife) internal pure returns (uint256 mantissa, uint256 doublings) {
        if (halfLife == 0) return (WAD, 0);
        doublings = elapsed / halfLife;
        uint256 rest = elapsed % halfLife;
        if (rest == 0) return (WAD, doublings);
        mantissa = uint256(FixedPointMathLib.expWad(int256((LN2_WAD * rest) / halfLife))) - 1;
        if (mantissa < WAD) mantissa = WAD;
    }

    /// @notice The units that `value` (9 decimals) is worth when credited `elapsed` seconds after genesis.
    /// @dev Rounded down: the dust favours everybody else. Reverts when the units do not fit 96 bits.
    function unitsDown(uint256 value, uint256 elapsed, uint256 halfLife) internal pure returns (Units) {
        (uint256 mantissa, uint256 doublings) = indexDown(elapsed, halfLife);
        return Units.wrap(SafeCast.toUint96(((value * mantissa) << doublings) / WAD));
    }

    /// @notice The weight (9 decimals) that `units` show `elapsed` seconds after genesis.
    /// @dev Rounded down. For display and for other tokens' eyes: no decision is taken on it.
    function weightDown(uint256 units, uint256 elapsed, uint256 halfLife) internal pure returns (uint256) {
        (uint256 mantissa, uint256 doublings) = indexDown(elapsed, halfLife);
        return ((units * WAD) / mantissa) >> doublings;
    }
}
