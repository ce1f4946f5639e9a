// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Parcel} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";

/// @notice A module that places and releases whatever anybody asks for.
contract TestModule {
    IWeights private immutable _weights;

    constructor(IWeights weights) {
        _weights = weights;
    }

    function placeInstead(address account, Parcel released, Parcel placed) external returns (uint32) {
        return _weights.placeInstead(account, released, placed);
    }
}
