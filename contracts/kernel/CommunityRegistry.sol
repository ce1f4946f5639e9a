// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICommunityRegistry} from "./ICommunityRegistry.sol";
import {IKernel} from "./IKernel.sol";

/// @title CommunityRegistry
/// @notice Communities by name; see {ICommunityRegistry}.
contract CommunityRegistry is ICommunityRegistry {
    address private immutable _factory;
    mapping(bytes32 nameHash => address kernel) private _kernels;
    mapping(address kernel => bool) private _communities;
    /// @inheritdoc ICommunityRegistry
    mapping(address kernel => address) public parentOf;
    /// @inheritdoc ICommunityRegistry
    mapping(address kernel => address) public successorOf;

    constructor(address factory) {
        _factory = factory;
    }

    /// @inheritdoc ICommunityRegistry
    function register(string calldata name, address kernel) external {
        _onlyFactory();
        bytes32 key = keccak256(bytes(name));
        if (_kernels[key] != address(0)) revert RegistryNameTaken(name, _kernels[key]);
        _kernels[key] = kernel;
        _communities[kernel] = true;
        emit CommunityRegistered(kernel, name);
    }

    /// @inheritdoc ICommunityRegistry
    function descend(address parent, address child, bool succeeds) external {
        _onlyFactory();
        parentOf[child] = parent;
        emit CommunityForked(parent, child);
        if (!succeeds || successorOf[parent] != address(0)) return;
        successorOf[parent] = child;
        string memory name = IKernel(parent).name();
        _kernels[keccak256(bytes(name))] = child;
        emit CommunitySucceeded(parent, child, name);
    }

    /// @inheritdoc ICommunityRegistry
    function kernelOf(string calldata name) external view returns (address) {
        return _kernels[keccak256(bytes(name))];
    }

    /// @inheritdoc ICommunityRegistry
    function isCommunity(address kernel) external view returns (bool) {
        return _communities[kernel];
    }

    function _onlyFactory() private view {
        if (msg.sender != _factory) revert RegistryCallerNotFactory(msg.sender);
    }
}
