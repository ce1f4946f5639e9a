// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IPurchaseSource} from "../weights/sources/IPurchaseSource.sol";

/// @notice A feed that says what it was told: a price feed, or an L2 sequencer's.
contract TestFeed is AggregatorV3Interface {
    struct Round {
        uint80 roundId;
        int256 answer;
        uint256 startedAt;
        uint256 updatedAt;
        uint80 answeredInRound;
    }

    uint8 public immutable decimals;
    Round private _round;

    constructor(uint8 decimals_, int256 answer) {
        decimals = decimals_;
        set(answer);
    }

    /// @notice A complete round of this second.
    function set(int256 answer) public {
        _round = Round(1, answer, block.timestamp, block.timestamp, 1);
    }

    function setRound(Round calldata round) external {
        _round = round;
    }

    function version() external pure returns (uint256) {
        return 1;
    }

    function description() external pure returns (string memory) {
        return "test";
    }

    function getRoundData(uint80) external view returns (uint80, int256, uint256, uint256, uint80) {
        return latestRoundData();
    }

    function latestRoundData() public view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory r = _round;
        return (r.roundId, r.answer, r.startedAt, r.updatedAt, r.answeredInRound);
    }
}

/// @notice A price feed that buys weight itself while it is asked for its price.
contract ReenteringFeed {
    using Address for address;

    function decimals() external pure returns (uint8) {
        return 8;
    }

    function latestRoundData() external returns (uint80, int256, uint256, uint256, uint80) {
        msg.sender.functionCall(abi.encodeCall(IPurchaseSource.purchase, (address(0), 0, address(this), 0)));
        return (1, 1e8, block.timestamp, block.timestamp, 1);
    }
}
