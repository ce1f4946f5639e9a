// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IExecutor} from "../../../contracts/weights/sources/IExecutor.sol";

/// @notice The least that a treasury with code does when somebody buys: it says whether it makes a call, and takes the coins.
contract LeanTreasury is IExecutor, ReentrancyGuardTransient {
    // solhint-disable-next-line no-empty-blocks
    receive() external payable {}

    function isExecuting() external view returns (bool) {
        return _reentrancyGuardEntered();
    }
}
