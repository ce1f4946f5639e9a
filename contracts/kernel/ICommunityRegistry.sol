// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Where communities are found by name
interface ICommunityRegistry {
    /// @notice `kernel` is the community called `name` from now on.
    event CommunityRegistered(address indexed kernel, string name);
    /// @notice `child` has left `parent`.
    event CommunityForked(address indexed parent, address indexed child);
    /// @notice `name` points to `child` from now on, which most of the community at `parent` has moved to.
    event CommunitySucceeded(address indexed parent, address indexed child, string name);

    error RegistryCallerNotFactory(address caller);
    error RegistryNameTaken(string name, address kernel);

    /// @notice Gives a new community its name. Only the factory.
    function register(string calldata name, address kernel) external;

    /// @notice Records that a community has left another one. Only the factory.
    /// @param succeeds whether the parent's name shall point to the child, unless it points elsewhere already
    function descend(address parent, address child, bool succeeds) external;

    /// @notice The kernel of the community called `name`; zero if there is none.
    function kernelOf(string calldata name) external view returns (address kernel);

    /// @notice Whether `kernel` was made by the factory.
    function isCommunity(address kernel) external view returns (bool);

    /// @notice The kernel that a community has left; zero if it was founded anew.
    function parentOf(address kernel) external view returns (address parent);

    /// @notice The fork that most of a community has moved to; zero if there is none.
    function successorOf(address kernel) external view returns (address child);
}
