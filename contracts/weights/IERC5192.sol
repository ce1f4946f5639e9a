// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ERC-5192, the sign of tokens that stay where they are
interface IERC5192 {
    /// @notice Whether a token can never be transferred. Weight never can.
    function locked(uint256 tokenId) external view returns (bool);
}
