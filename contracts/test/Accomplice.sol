// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice An account with code that makes the calls it is asked for, with coin that it holds.
contract Accomplice {
    using Address for address;

    // solhint-disable-next-line no-empty-blocks
    receive() external payable {}

    function call(address target, uint256 value, bytes calldata data) external payable {
        target.functionCallWithValue(data, value);
    }
}
