// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A well-behaved ERC-20 without permits, which anybody may mint.
contract SimpleToken is ERC20("Simple", "SIMPLE") {
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
