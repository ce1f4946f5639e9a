// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title A module whose parameters a constitution sets
/// @notice A module obeys the treasury alone, and says itself within which bounds.
interface IGoverned {
    error ParameterUnknown(bytes32 name);
    error ParameterOutOfBounds(bytes32 name, uint256 value, uint256 least, uint256 most);

    /// @notice Sets a parameter. Only the treasury.
    function setParameter(bytes32 name, uint256 value) external;

    /// @notice Within which bounds a parameter can be set. Reverts with {ParameterUnknown} for others.
    function parameterBounds(bytes32 name) external view returns (uint256 least, uint256 most);
}
