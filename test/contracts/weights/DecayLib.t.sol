// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {DecayLib} from "../../../contracts/weights/DecayLib.sol";
import {TestKit} from "../../helpers/TestKit.sol";

/// @title Decay where the held vectors do not reach: the ends of the range, and both ways at once
contract DecayLibTest is TestKit {
    uint256 private constant WAD = 1e18;
    uint256 private constant LONGEST = 36525 days;

    function test_Index_StaysWhereNothingDecays() external pure {
        _assertIndex(1e9, 0, WAD, 0);
    }

    function test_Index_IsExactAtWholeHalfLives() external pure {
        for (uint256 k = 0; k <= DecayLib.HORIZON; ++k) _assertIndex(k * 90 days, 90 days, WAD, k);
    }

    /// @dev However long the half-life, nobody's weight grows.
    function test_Index_IsNeverBelowOne() external pure {
        _assertIndex(1, WAD, WAD, 0);
        (uint256 mantissa, ) = DecayLib.indexDown(1, LONGEST);
        assertGe(mantissa, WAD);
    }

    function testFuzz_Index_NeverFalls(uint256 elapsed, uint256 halfLife) external pure {
        halfLife = bound(halfLife, 90 days, LONGEST);
        elapsed = bound(elapsed, 1, DecayLib.HORIZON * halfLife - 1);
        (uint256 before, uint256 doublingsBefore) = DecayLib.indexDown(elapsed - 1, halfLife);
        (uint256 mantissa, uint256 doublings) = DecayLib.indexDown(elapsed, halfLife);
        assertGe(mantissa << doublings, before << doublingsBefore);
        assertLt(mantissa, 2 * WAD);
    }

    /// @dev What is credited shows as at most what was paid, and as at most a trillionth and one unit less.
    function testFuzz_Weight_GivesBackWhatWasCredited(uint64 value, uint256 elapsed, uint256 halfLife) external pure {
        halfLife = bound(halfLife, 90 days, LONGEST);
        elapsed = bound(elapsed, 0, DecayLib.HORIZON * halfLife - 1);
        value = uint64(bound(value, 0, 1 << 55));
        uint256 units = Units.unwrap(DecayLib.unitsDown(value, elapsed, halfLife));
        uint256 weight = DecayLib.weightDown(units, elapsed, halfLife);
        assertLe(weight, value);
        assertLe(value - weight, uint256(value) / 1e12 + 1);
    }

    function test_Units_RevertWhen_TheyDoNotFit() external {
        uint256 elapsed = DecayLib.HORIZON * 90 days - 90 days;
        assertEq(Units.unwrap(this.unitsDown((1 << 57) - 1, elapsed, 90 days)), ((1 << 57) - 1) << 39);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 96, uint256(1) << 96));
        this.unitsDown(1 << 57, elapsed, 90 days);
    }

    /// @dev Called from outside, so that a revert can be expected.
    function unitsDown(uint256 value, uint256 elapsed, uint256 halfLife) external pure returns (Units) {
        return DecayLib.unitsDown(value, elapsed, halfLife);
    }

    function _assertIndex(uint256 elapsed, uint256 halfLife, uint256 mantissa, uint256 doublings) private pure {
        (uint256 m, uint256 d) = DecayLib.indexDown(elapsed, halfLife);
        assertEq(m, mantissa);
        assertEq(d, doublings);
    }
}
