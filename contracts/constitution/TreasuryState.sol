// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";

/// @title What a treasury keeps
/// @notice The same for {TreasuryProxy} and for the shared code it delegates to.
abstract contract TreasuryState {
    using TransientSlot for bytes32;
    using TransientSlot for TransientSlot.BooleanSlot;

    /// @dev In transient storage, where it can never be left behind.
    bytes32 private constant EXECUTING = keccak256("perdure.treasury.executing");

    address internal _kernel;
    uint64 internal _brakedUntil;

    function _isExecuting() internal view returns (bool) {
        return EXECUTING.asBoolean().tload();
    }

    function _setExecuting(bool executing) internal {
        EXECUTING.asBoolean().tstore(executing);
    }
}
