// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {Units} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IWeightSource} from "../weights/sources/IWeightSource.sol";

/// @notice A source that leases whatever anybody asks for.
contract LeaseSource is IWeightSource {
    using CharterLib for Charter;

    function leases() external pure returns (bool) {
        return true;
    }

    function isGoverned(bytes4) external pure returns (bool) {
        return false;
    }

    function prepare(bytes calldata) external pure returns (bytes memory) {
        return "";
    }

    function lease(address account, Units units, uint32 until) external {
        IWeights(CharterLib.read().weights()).lease(account, units, until);
    }
}
