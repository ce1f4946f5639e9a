// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ERC-4824, where a DAO says what it is
interface IERC4824 {
    /// @notice Where the community's metadata is found.
    function daoURI() external view returns (string memory);
}
