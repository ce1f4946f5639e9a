// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title A source of weight
/// @notice Only a kernel's sources credit weight; they are fixed at its creation (design 2.3). A source is an implementation
/// that the kernel clones; behind the charter, the clone's immutable arguments hold what {prepare} returned.
interface IWeightSource {
    /// @notice Whether this source leases weight; a kernel has at most one such source.
    function leases() external view returns (bool);

    /// @notice Whether the treasury may call a function of this source: what it leaves to governance by its own rules.
    function isGoverned(bytes4 selector) external view returns (bool);

    /// @notice Checks a founder's configuration and returns it in the form that the clone will carry.
    /// @dev Called on the implementation. Reverts with an error that names what is wrong.
    function prepare(bytes calldata configuration) external view returns (bytes memory arguments);
}
