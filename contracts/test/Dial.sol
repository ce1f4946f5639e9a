// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IGoverned} from "../constitution/IGoverned.sol";

/// @notice A module that obeys one account: it has a parameter from 1 to 100, and a counter.
contract Dial is IGoverned {
    error DialCallerNotExecutive(address caller);

    address private immutable _executive;
    uint256 public value;
    uint256 public count;

    constructor(address executive) {
        _executive = executive;
    }

    receive() external payable {}

    function setParameter(bytes32 name, uint256 value_) external {
        _onlyExecutive();
        (uint256 least, uint256 most) = parameterBounds(name);
        if (value_ < least || value_ > most) revert ParameterOutOfBounds(name, value_, least, most);
        value = value_;
    }

    function turn(uint256 by) external {
        _onlyExecutive();
        count += by;
    }

    function parameterBounds(bytes32 name) public pure returns (uint256 least, uint256 most) {
        if (name != "value") revert ParameterUnknown(name);
        return (1, 100);
    }

    function _onlyExecutive() private view {
        if (msg.sender != _executive) revert DialCallerNotExecutive(msg.sender);
    }
}
