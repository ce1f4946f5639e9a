// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice A treasury that makes a call, of its own or through an accomplice, when it receives native coin.
contract ReenteringTreasury {
    using Address for address;

    address private _target;
    bytes private _call;

    function attack(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    receive() external payable {
        if (_target != address(0)) _target.functionCall(_call);
    }
}
