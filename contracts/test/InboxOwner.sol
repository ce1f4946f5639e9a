// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice As much of a kernel as a ReportInbox asks for: its maker is the treasury.
contract InboxOwner {
    address public immutable treasury = msg.sender;
    // solhint-disable-next-line const-name-snakecase
    uint32 public constant cycleLength = 1 weeks;
}
