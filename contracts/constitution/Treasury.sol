// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {CharterLib} from "../kernel/CharterLib.sol";
import {ITreasury} from "./ITreasury.sol";
import {ReachLib} from "./ReachLib.sol";
import {TreasuryState} from "./TreasuryState.sol";

/// @title Treasury
/// @notice The code that all treasuries share, see {ITreasury}; it runs in a {TreasuryProxy}.
contract Treasury is TreasuryState, ITreasury, ERC721Holder, ERC1155Holder {
    using Address for address;
    using SafeERC20 for IERC20;

    uint32 private constant LONGEST_BRAKE = 7 days;

    modifier executing() {
        if (_isExecuting()) revert TreasuryBusy();
        _setExecuting(true);
        _;
        _setExecuting(false);
    }

    modifier flowing() {
        if (block.timestamp < _brakedUntil) revert TreasuryIsBraked(_brakedUntil);
        _;
    }

    /// @inheritdoc ITreasury
    function execute(address target, uint256 value, bytes calldata data) external flowing executing {
        if (!_isOrgan(CharterLib.CONSTITUTION)) {
            // Offices pay by budgets only.
            if (!_isOrgan(CharterLib.OFFICES) || value != 0) revert TreasuryCallerNotAllowed(msg.sender);
        }
        ReachLib.check(_kernel, target, bytes4(data), value);
        if (data.length != 0 && target.code.length == 0) revert TreasuryNotAContract(target);
        emit TreasuryCalled(target, bytes4(data), value);
        // No more of an answer is copied than fits two words: a target cannot make its caller pay for more.
        (bool done, bytes32 reason, ) = LowLevelCall.callReturn64Bytes(target, value, data);
        if (!done) {
            bool said = LowLevelCall.returnDataSize() >= 4;
            revert TreasuryCallFailed(target, bytes4(data), said ? bytes4(reason) : bytes4(0));
        }
    }

    /// @inheritdoc ITreasury
    function govern(address organ, bytes calldata data) external returns (bytes memory) {
        if (!_isOrgan(CharterLib.CONSTITUTION)) revert TreasuryCallerNotAllowed(msg.sender);
        return organ.functionCall(data);
    }

    /// @inheritdoc ITreasury
    function pay(address asset, address to, uint256 amount) external flowing executing {
        if (!_isOrgan(CharterLib.OFFICES)) revert TreasuryCallerNotAllowed(msg.sender);
        emit TreasuryPaid(asset, to, amount);
        if (!_transfer(asset, to, amount)) revert TreasuryPaymentFailed(asset, to, amount);
    }

    /// @inheritdoc ITreasury
    function release(address asset, address to, uint256 amount) external executing returns (bool paid) {
        if (!_isOrgan(CharterLib.FORKS)) revert TreasuryCallerNotAllowed(msg.sender);
        paid = _transfer(asset, to, amount);
        if (paid) emit TreasuryPaid(asset, to, amount);
    }

    /// @inheritdoc ITreasury
    function brake(uint32 period) external {
        if (!_isOrgan(CharterLib.OFFICES)) revert TreasuryCallerNotAllowed(msg.sender);
        if (period > LONGEST_BRAKE) revert TreasuryBrakeTooLong(period, LONGEST_BRAKE);
        uint64 until = uint64(block.timestamp) + period;
        // A second brake never lets go of the first one.
        if (until > _brakedUntil) _brakedUntil = until;
        emit TreasuryBraked(_brakedUntil);
    }

    /// @inheritdoc ITreasury
    function brakedUntil() external view returns (uint64) {
        return _brakedUntil;
    }

    /// @inheritdoc ITreasury
    function kernel() external view returns (address) {
        return _kernel;
    }

    function _transfer(address asset, address to, uint256 amount) private returns (bool) {
        if (asset == address(0)) return LowLevelCall.callNoReturn(to, amount, "");
        return IERC20(asset).trySafeTransfer(to, amount);
    }

    function _isOrgan(uint8 number) private view returns (bool) {
        return msg.sender == CharterLib.organ(_kernel, number);
    }
}
