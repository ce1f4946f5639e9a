// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title An account that tells when it is executing
/// @notice A treasury that answers this is protected from paying itself: while it executes a call, no source takes money
/// from anybody, so nothing that it calls can buy weight with what it was just handed (design 2.3). A treasury that does not
/// answer is refused under its own address only.
interface IExecutor {
    /// @notice Whether a call made by this account is under way in the running transaction.
    function isExecuting() external view returns (bool);
}
