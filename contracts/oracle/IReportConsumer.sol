// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title What a feed brings reports to
interface IReportConsumer {
    /// @notice A report has come in. Only the inbox that the consumer trusts; it comes at most once.
    function consume(bytes32 feed, uint64 sequence, uint64 observedAt, bytes calldata payload) external;
}
