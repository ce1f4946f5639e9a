// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that multiplies everybody's balance with the next transfer that it makes.
contract RebasingToken is ERC20("Rebasing", "REBASE") {
    uint256 private _percent = 100;
    uint256 private _nextPercent = 100;

    /// @notice Has the next transfer rebase all balances to `percent` of what was minted.
    function rebaseAtNextTransfer(uint256 percent) external {
        _nextPercent = percent;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function balanceOf(address account) public view override returns (uint256) {
        return (super.balanceOf(account) * _percent) / 100;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, (amount * 100) / _percent);
        _percent = _nextPercent;
    }
}
