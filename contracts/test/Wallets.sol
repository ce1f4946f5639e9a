// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @notice A contract wallet that signs whatever it is told to, for as long as it is in the mood.
contract MoodyWallet is IERC1271 {
    bool public willing;

    function set(bool willing_) external {
        willing = willing_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return willing ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice A contract wallet that answers with more than anybody wants to pay for.
contract BombWallet {
    /// @dev Under the selector of ERC-1271, which leaves out what a function returns.
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes memory) {
        return new bytes(1_000_000);
    }
}
