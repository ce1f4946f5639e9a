// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";
import {IExecutor} from "../weights/sources/IExecutor.sol";
import {TreasuryState} from "./TreasuryState.sol";

/// @title TreasuryProxy
/// @notice A community's treasury: takes coins, tells whether it is executing, and leaves everything else to the code that all
/// treasuries share.
/// @dev Not a clone, because every purchase pays into it and asks it: code of its own saves each of them a cold contract.
contract TreasuryProxy is TreasuryState, Proxy, IExecutor {
    address private immutable _shared;

    /// @param shared the code of all treasuries
    constructor(address shared) {
        _shared = shared;
        _kernel = msg.sender;
    }

    /// @dev Logs nothing: a purchase is logged where it is made.
    receive() external payable {}

    /// @inheritdoc IExecutor
    function isExecuting() external view returns (bool) {
        return _isExecuting();
    }

    function _implementation() internal view override returns (address) {
        return _shared;
    }
}
