// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title A community's treasury
/// @notice Holds coins and tokens of any kind, and is what modules obey. It pays by budgets and by enacted calls only;
/// nothing that it calls can buy weight meanwhile (design 4).
/// @dev Zero stands for the native coin everywhere.
interface ITreasury {
    event TreasuryCalled(address indexed target, bytes4 indexed selector, uint256 value);
    event TreasuryPaid(address indexed asset, address indexed to, uint256 amount);
    event TreasuryBraked(uint64 until);

    error TreasuryCallerNotAllowed(address caller);
    /// @notice An office stopped outflows, until then.
    error TreasuryIsBraked(uint64 until);
    /// @notice A call is under way already.
    error TreasuryBusy();
    /// @param reason the selector of the error that the target reverted with
    error TreasuryCallFailed(address target, bytes4 selector, bytes4 reason);
    error TreasuryPaymentFailed(address asset, address to, uint256 amount);
    error TreasuryNotAContract(address target);
    error TreasuryBrakeTooLong(uint32 period, uint32 most);

    /// @notice Calls anything but the community's own organs. Only the constitution, and offices without coins.
    function execute(address target, uint256 value, bytes calldata data) external;

    /// @notice Calls an organ as its executive. Only the constitution.
    function govern(address organ, bytes calldata data) external returns (bytes memory);

    /// @notice Pays out of a budget. Only the offices.
    function pay(address asset, address to, uint256 amount) external;

    /// @notice Hands over what a fork takes with it. Only the forks.
    /// @return paid false, and nothing has happened, if the asset refuses
    function release(address asset, address to, uint256 amount) external returns (bool paid);

    /// @notice Stops {execute} and {pay} for a time; forks can leave all the same. Only the offices.
    /// @param period seconds, at most seven days
    function brake(uint32 period) external;

    /// @notice Until when outflows are stopped, seconds.
    function brakedUntil() external view returns (uint64);

    function kernel() external view returns (address);
}
