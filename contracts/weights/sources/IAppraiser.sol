// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title A source that knows what assets are worth
/// @notice What a fork asks to tell how much its joiners may take (design 6). A source that prices nothing need not answer.
interface IAppraiser {
    /// @notice The assets that the source has a price for; zero stands for the native coin.
    function priced() external view returns (address[] memory);

    /// @notice What an amount is worth now, 9 decimals of the reference currency. Reverts while there is no fresh price.
    function appraise(address asset, uint256 amount) external view returns (uint256 value);
}
