// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The feed that a consumer listens to
/// @notice An inbox comes after the kernel whose treasury it obeys, so what a kernel fixed at its creation is told later which
/// inbox and feed to believe, and can be told another.
library FeedLib {
    struct State {
        address inbox;
        bytes32 feed;
    }

    /// @notice Reports come from this feed of this inbox from now on.
    event FeedNamed(address indexed inbox, bytes32 indexed feed);

    error FeedNotNamed(address caller, bytes32 feed);

    /// @dev The caller answers for the treasury's consent.
    function name(State storage self, address inbox, bytes32 feed) internal {
        (self.inbox, self.feed) = (inbox, feed);
        emit FeedNamed(inbox, feed);
    }

    /// @notice Reverts unless the caller is the inbox, with the feed that was named.
    function check(State storage self, bytes32 feed) internal view {
        if (msg.sender != self.inbox || feed != self.feed) revert FeedNotNamed(msg.sender, feed);
    }
}
