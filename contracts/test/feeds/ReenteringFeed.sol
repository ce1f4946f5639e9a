// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPurchaseSource} from "../../weights/sources/IPurchaseSource.sol";

/// @notice A price feed that buys weight when it is asked for its price, if it can.
contract ReenteringFeed {
    // solhint-disable-next-line const-name-snakecase
    uint8 public constant decimals = 8;
    IPurchaseSource private _source;

    function attack(IPurchaseSource source) external {
        _source = source;
    }

    function latestRoundData() external returns (uint80, int256, uint256, uint256, uint80) {
        if (address(_source) != address(0)) _source.purchase(address(0), 0, address(this), 0);
        return (1, 1e8, block.timestamp, block.timestamp, 1);
    }
}
