// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {Units} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IWeightSource} from "../weights/sources/IWeightSource.sol";

/// @notice A source that credits and revokes whatever anybody asks for.
contract GrantSource is IWeightSource {
    using CharterLib for Charter;

    function leases() external pure returns (bool) {
        return false;
    }

    function isGoverned(bytes4) external pure returns (bool) {
        return false;
    }

    function prepare(bytes calldata) external pure returns (bytes memory) {
        return "";
    }

    function credit(address account, uint64 value) external returns (Units) {
        return IWeights(CharterLib.read().weights()).credit(value, account);
    }

    function revoke(address account, Units units) external {
        IWeights(CharterLib.read().weights()).revoke(account, units);
    }
}
