// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A price or uptime feed that says what it was told; unless told otherwise, a round of this very second.
contract TestFeed {
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

    function set(int256 answer) public {
        setRound(Round(1, answer, block.timestamp, block.timestamp, 1));
    }

    function setRound(Round memory round) public {
        _round = round;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (_round.roundId, _round.answer, _round.startedAt, _round.updatedAt, _round.answeredInRound);
    }
}
