// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Who is a person, and by which account
/// @notice Quadratic scaling rewards splitting oneself in two, so only the primary account of a person places weight and
/// counts in the electorate (design 2.2). Any contract that answers {primaryOf} can be a gate.
interface IPersonGate {
    /// @notice The primary account of the person behind `account`; zero when it belongs to nobody known.
    function primaryOf(address account) external view returns (address primary);

    /// @notice Whether the link from `account` to its primary account can no longer be undone. Gates that never link two
    /// accounts need not answer: without an answer nothing can be consolidated, and all else works.
    function isLinkFinal(address account) external view returns (bool);
}
