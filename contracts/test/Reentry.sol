// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Something that makes one call back when it gets the chance, and remembers what became of it.
abstract contract Reentry {
    address private _target;
    bytes private _data;
    uint256 private _value;

    bool public tried;
    bool public succeeded;
    bytes public answer;

    /// @notice What to call the next time.
    function arm(address target, uint256 value, bytes calldata data) external {
        (_target, _value, _data) = (target, value, data);
    }

    /// @dev Disarmed first: what it calls may well come by here again.
    function _strike() internal {
        address target = _target;
        if (target == address(0)) return;
        delete _target;
        tried = true;
        (succeeded, answer) = target.call{value: _value}(_data);
    }
}
