// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IWeights} from "../weights/IWeights.sol";

/// @notice A module that places and releases whatever anybody asks for.
contract TestModule {
    IWeights private immutable _weights;

    constructor(IWeights weights) {
        _weights = weights;
    }

    function place(address account, IWeights.Shift calldata shift) external returns (uint32) {
        return _weights.place(account, shift);
    }
}
