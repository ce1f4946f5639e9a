// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IWeightSource} from "../weights/sources/IWeightSource.sol";
import {IConstitution} from "./IConstitution.sol";

/// @title What a treasury's calls do not reach
/// @notice Who votes, and how much, is the kernel's (design 4): no call goes to the kernel, to the organs it made, or to a
/// source but for what that source leaves to governance itself. All else requires a fork.
library ReachLib {
    /// @notice Reverts with {IConstitution-RequiresFork} unless the treasury may call it.
    function check(address kernel, address target, bytes4 selector, uint256 value) internal view {
        bool within = target == kernel || target == IKernel(kernel).treasury();
        for (uint8 i = CharterLib.WEIGHTS; i < CharterLib.FIRST_SOURCE; ++i) {
            within = within || target == CharterLib.organ(kernel, i);
        }
        if (within) revert IConstitution.RequiresFork(target);
        address weights = CharterLib.organ(kernel, CharterLib.WEIGHTS);
        if (!IWeights(weights).isSource(target)) return;
        if (value != 0 || !IWeightSource(target).isGoverned(selector)) revert IConstitution.RequiresFork(target);
    }
}
