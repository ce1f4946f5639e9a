// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPersonGate} from "../weights/sources/IPersonGate.sol";

/// @notice A person gate that takes every account for a person of its own.
contract OpenGate is IPersonGate {
    function primaryOf(address account) external pure returns (address) {
        return account;
    }

    function isLinkFinal(address) external pure returns (bool) {
        return false;
    }
}
