// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Where communities are found by name
interface ICommunityRegistry {
    /// @notice `kernel` is the community called `name` from now on.
    event CommunityRegistered(address indexed kernel, string name);

    error RegistryCallerNotFactory(address caller);
    error RegistryNameTaken(string name, address kernel);

    /// @notice Gives a new community its name. Only the factory.
    function register(string calldata name, address kernel) external;

    /// @notice The kernel of the community called `name`; zero if there is none.
    function kernelOf(string calldata name) external view returns (address kernel);

    /// @notice Whether `kernel` was made by the factory.
    function isCommunity(address kernel) external view returns (bool);
}
