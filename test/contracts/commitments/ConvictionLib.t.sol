// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ConvictionLib} from "../../../contracts/commitments/ConvictionLib.sol";
import {TestKit} from "../../helpers/TestKit.sol";

/// Support follows votes by halves, never overtakes them, and rounds towards where it was.
contract ConvictionLibTest is TestKit {
    int256 private constant MOST = 2 ** 112;

    function test_SupportAfter_HalvesTheDistance() external pure {
        assertEq(ConvictionLib.supportAfter(0, 1024, 7 days, 7 days), 512);
        assertEq(ConvictionLib.supportAfter(0, 1024, 70 days, 7 days), 1023);
        assertEq(ConvictionLib.supportAfter(1024, 0, 14 days, 7 days), 256);
        assertEq(ConvictionLib.supportAfter(-1024, 1024, 14 days, 7 days), 512);
        assertEq(ConvictionLib.supportAfter(300, 300, 14 days, 7 days), 300);
        assertEq(ConvictionLib.supportAfter(5, 300, 0, 7 days), 5);
    }

    function test_SupportAfter_RoundsTowardsNoChange() external pure {
        assertEq(ConvictionLib.supportAfter(0, 3, 1 days, 1 days), 1);
        assertEq(ConvictionLib.supportAfter(3, 0, 1 days, 1 days), 2);
        assertEq(ConvictionLib.supportAfter(0, MOST, type(uint64).max, 1), MOST - 1);
    }

    function testFuzz_SupportAfter_StaysBetween(int256 y, int256 x, uint64 elapsed, uint32 halfLife) external pure {
        (y, x) = (bound(y, -MOST, MOST), bound(x, -MOST, MOST));
        int256 z = ConvictionLib.supportAfter(y, x, elapsed, bound(halfLife, 1, ConvictionLib.LONGEST_HALF_LIFE));
        assertLe(z, x > y ? x : y);
        assertGe(z, x > y ? y : x);
    }

    /// @dev One step over n cycles and n steps over one differ by the steps' rounding alone.
    function testFuzz_SupportAfter_AddsUp(uint104 y, uint104 x, uint32 cycle, uint8 n) external pure {
        uint256 length = bound(cycle, 1 hours, 90 days);
        uint256 halfLife = length * 5;
        int256 stepped = int256(uint256(y));
        for (uint256 i = 0; i < n; ++i) {
            stepped = ConvictionLib.supportAfter(stepped, int256(uint256(x)), length, halfLife);
        }
        int256 at_once = ConvictionLib.supportAfter(int256(uint256(y)), int256(uint256(x)), n * length, halfLife);
        assertApproxEqAbs(stepped, at_once, uint256(y > x ? y : x) / 1e15 + 2 * uint256(n) + 2);
    }

    function testFuzz_Abstention_IsAnEqualShareOfWhatIsLeft(uint104 e, uint104 engaged, uint8 n) external pure {
        uint256 live = bound(n, 1, 255);
        uint256 left = e > engaged ? e - engaged : 0;
        assertEq(ConvictionLib.abstentionDown(e, engaged, live, false), left / live);
        uint256 x = ConvictionLib.abstentionDown(e, engaged, live, true);
        assertLe(x * x * live, left * left);
        assertGt((x + 1) * (x + 1) * live, left * left);
    }
}
