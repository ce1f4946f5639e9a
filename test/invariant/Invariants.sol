// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestKit} from "../helpers/TestKit.sol";
import {Handler} from "./handlers/Handler.sol";

/// @title What every invariant test does with its handler
abstract contract Invariants is TestKit {
    Handler internal handler;

    function _target(Handler handler_) internal {
        handler = handler_;
        targetContract(address(handler_));
        targetSelector(FuzzSelector(address(handler_), handler_.actions()));
    }

    /// @dev Calls that do nothing find nothing. Short runs begin with nobody holding anything, and say little.
    function afterInvariant() external view {
        (uint256 made, uint256 acted) = handler.calls();
        if (made >= 50) assertGe(acted * 10, made * 4, "the handlers have become useless");
    }
}
