// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A token of the kind that was common before ERC-20 was settled: its transfers answer nothing.
contract NoReturnToken {
    // solhint-disable-next-line const-name-snakecase
    uint8 public constant decimals = 6;
    mapping(address account => uint256) public balanceOf;

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
