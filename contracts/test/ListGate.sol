// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPersonGate} from "../weights/sources/IPersonGate.sol";

/// @notice A person gate that says what it was told.
contract ListGate is IPersonGate {
    mapping(address account => address) public primaryOf;
    mapping(address account => bool) public isLinkFinal;

    function set(address account, address primary, bool final_) external {
        (primaryOf[account], isLinkFinal[account]) = (primary, final_);
    }
}
