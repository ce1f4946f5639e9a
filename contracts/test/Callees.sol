// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPurchaseSource} from "../weights/sources/IPurchaseSource.sol";

/// @notice Passes any call on, with coins of its own.
contract Relay {
    receive() external payable {}

    function pass(address target, uint256 value, bytes calldata data) external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, bytes memory answer) = target.call{value: value}(data);
        if (!done) revert RelayFailed(answer);
    }

    error RelayFailed(bytes answer);
}

/// @notice Buys weight with whatever coins it is sent.
contract Launderer {
    IPurchaseSource private immutable _source;

    constructor(IPurchaseSource source) {
        _source = source;
    }

    receive() external payable {
        _source.purchase{value: msg.value}(address(0), msg.value, address(this), 0);
    }
}

/// @notice Answers, or reverts, with as many bytes as it is asked for; or burns all gas that it is given.
contract Bomb {
    function answer(uint256 size, bool reverts) external pure returns (bytes memory bomb) {
        bomb = new bytes(size);
        // solhint-disable-next-line reason-string, gas-custom-errors
        if (reverts) revert(string(bomb));
    }

    function burn() external pure {
        uint256 n = 0;
        while (true) ++n;
    }

    function refuse() external pure {
        revert BombRefuses();
    }

    error BombRefuses();
}
