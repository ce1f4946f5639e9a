// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IExecutor} from "../weights/sources/IExecutor.sol";
import {Reentry} from "./Reentry.sol";

/// @notice A treasury that makes a call whenever coins arrive.
contract ReenteringTreasury is Reentry {
    receive() external payable {
        _strike();
    }
}

/// @notice A treasury that takes no coins.
contract RejectingTreasury {
    error CoinsNotWelcome(uint256 value);

    receive() external payable {
        revert CoinsNotWelcome(msg.value);
    }
}

/// @notice A treasury that calls whatever it is told to, and says so meanwhile.
contract ExecutingTreasury is IExecutor {
    using Address for address;

    bool public isExecuting;

    receive() external payable {
        emit Received(msg.value);
    }

    event Received(uint256 value);

    function execute(address target, uint256 value, bytes calldata data) external {
        isExecuting = true;
        target.functionCallWithValue(data, value);
        isExecuting = false;
    }
}

/// @notice A treasury that answers every question with whatever bytes it was given.
contract TalkingTreasury {
    bytes private _answer;

    constructor(bytes memory answer_) {
        _answer = answer_;
    }

    receive() external payable {
        emit Received(msg.value);
    }

    event Received(uint256 value);

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}
