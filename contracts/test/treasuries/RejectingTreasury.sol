// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A treasury that takes no native coin.
contract RejectingTreasury {
    error RejectingTreasuryRejects();

    receive() external payable {
        revert RejectingTreasuryRejects();
    }
}
