// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice An ERC-20 that burns a share of every transfer, and before that calls whoever asked to be called. Such a hook is
/// how a sender gets to act between two looks at a balance.
contract FeeToken is ERC20("Fee", "FEE") {
    using Address for address;

    uint256 private immutable _feeBps;
    mapping(address account => bytes) private _hooks;

    constructor(uint256 feeBps) {
        _feeBps = feeBps;
    }

    /// @notice Has `call` made to the caller, once, before its next transfer.
    function setHook(bytes calldata call) external {
        _hooks[msg.sender] = call;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        bytes memory call = _hooks[from];
        if (call.length != 0) {
            delete _hooks[from];
            from.functionCall(call);
        }
        uint256 fee = from == address(0) || to == address(0) ? 0 : (amount * _feeBps) / 10_000;
        super._update(from, to, amount - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}
