// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IExecutor} from "../../weights/sources/IExecutor.sol";

/// @notice A treasury that makes the calls it is asked for, and tells when it is at it.
contract ExecutingTreasury is IExecutor {
    using Address for address;

    bool public isExecuting;

    // solhint-disable-next-line no-empty-blocks
    receive() external payable {}

    function execute(address target, uint256 value, bytes calldata call) external {
        isExecuting = true;
        target.functionCallWithValue(call, value);
        isExecuting = false;
    }
}
