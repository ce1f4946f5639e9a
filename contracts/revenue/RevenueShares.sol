// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IRevenueShares} from "./IRevenueShares.sol";

/// @title RevenueShares
/// @notice Who shares the revenue of what; see {IRevenueShares}.
contract RevenueShares is IRevenueShares {
    uint256 private constant MOST_SHARES = 64;
    uint256 private constant LONGEST_POINTER = 256;
    uint256 private constant DEEPEST = 4;
    bytes32 private constant DEFAULT_KEY = 0;

    address private immutable _treasury;
    mapping(bytes32 key => Share[]) private _shares;
    /// @dev The sum of a key's weights.
    mapping(bytes32 key => uint256) private _weights;
    /// @inheritdoc IRevenueShares
    mapping(address account => bool) public isManager;

    constructor(address treasury) {
        _treasury = treasury;
    }

    /// @inheritdoc IRevenueShares
    function set(bytes32 key, Share[] calldata shares) external {
        if (msg.sender != _treasury && !isManager[msg.sender]) revert RevenueCallerNotManager(msg.sender);
        if (shares.length > MOST_SHARES) revert RevenueSharesTooMany(key, shares.length, MOST_SHARES);
        delete _shares[key];
        uint256 weights = 0;
        for (uint256 i = 0; i < shares.length; ++i) {
            _check(key, shares[i], i);
            weights += shares[i].weight;
            _shares[key].push(shares[i]);
        }
        _weights[key] = weights;
        emit SharesSet(key, shares);
    }

    /// @inheritdoc IRevenueShares
    function setManager(address account, bool allowed) external {
        if (msg.sender != _treasury) revert RevenueCallerNotTreasury(msg.sender);
        isManager[account] = allowed;
        emit ManagerSet(account, allowed);
    }

    /// @inheritdoc IRevenueShares
    function pick(bytes32 key, uint256 random) external view returns (string memory pointer) {
        pointer = _pick(key, random);
        if (bytes(pointer).length == 0) pointer = _pick(DEFAULT_KEY, random);
        if (bytes(pointer).length == 0) revert RevenueKeyEmpty(key);
    }

    /// @inheritdoc IRevenueShares
    function sharesOf(bytes32 key) external view returns (Share[] memory) {
        return _shares[key];
    }

    /// @dev Walks from key to key; nothing where it comes to an end without a pointer.
    function _pick(bytes32 key, uint256 random) private view returns (string memory) {
        for (uint256 step = 0; step < DEEPEST; ++step) {
            if (_weights[key] == 0) return "";
            Share storage share = _at(key, random % _weights[key]);
            if (bytes(share.pointer).length != 0) return share.pointer;
            (key, random) = (share.key, uint256(keccak256(abi.encode(random))));
        }
        return "";
    }

    /// @dev The share in which the `place`th of all weights lies.
    function _at(bytes32 key, uint256 place) private view returns (Share storage share) {
        uint256 i = 0;
        share = _shares[key][0];
        while (place >= share.weight) {
            place -= share.weight;
            share = _shares[key][++i];
        }
    }

    /// @dev A pointer is a host and a path, and nothing that a URL could hide beside them.
    function _check(bytes32 key, Share calldata share, uint256 index) private pure {
        if (share.weight == 0) revert RevenueShareIllFormed(index, "weight");
        bytes calldata pointer = bytes(share.pointer);
        if (pointer.length == 0) {
            if (share.key == key) revert RevenueShareIllFormed(index, "key");
            return;
        }
        bool plain = share.key == 0 && pointer.length > 1 && pointer.length <= LONGEST_POINTER && pointer[0] == "$";
        for (uint256 i = 1; i < pointer.length && plain; ++i) {
            bytes1 letter = pointer[i];
            bool hides = letter == "?" || letter == "#" || letter == "@" || letter == ":" || letter == "\\";
            plain = letter > 0x20 && letter < 0x7f && !hides;
        }
        if (!plain || pointer[1] == "/") revert RevenueShareIllFormed(index, "pointer");
    }
}
