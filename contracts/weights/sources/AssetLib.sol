// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {CharterLib} from "../../kernel/CharterLib.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";

/// @title What a purchase source sells for
/// @notice Packs a source's terms into the immutable arguments of its clone, behind the charter: a word with the sequencer
/// feed, then two words an asset. No purchase reads a constant from storage.
library AssetLib {
    using Memory for bytes;
    using Memory for Memory.Slice;

    /// @dev Decimals of a value.
    uint256 private constant VALUE_DECIMALS = 9;
    uint256 private constant FIRST_ASSET = CharterLib.SIZE + 32;
    uint256 private constant ASSET_SIZE = 64;

    function pack(
        IPurchaseSource.Asset[] memory assets,
        address sequencerFeed,
        uint32 gracePeriod
    ) internal pure returns (bytes memory terms) {
        terms = abi.encode(uint256(uint160(sequencerFeed)) | (uint256(gracePeriod) << 160));
        for (uint256 i = 0; i < assets.length; ++i) {
            IPurchaseSource.Asset memory asset = assets[i];
            terms = bytes.concat(
                terms,
                abi.encode(
                    uint256(uint160(asset.token)) |
                        (uint256(asset.heartbeat) << 160) |
                        (uint256(asset.decimals) << 192) |
                        (uint256(asset.feedDecimals) << 200),
                    asset.feed
                )
            );
        }
    }

    /// @param args a clone's immutable arguments
    function sequencer(bytes memory args) internal pure returns (address feed, uint32 gracePeriod) {
        uint256 word = uint256(args.asSlice().load(CharterLib.SIZE));
        return (address(uint160(word)), uint32(word >> 160));
    }

    /// @param args a clone's immutable arguments
    function count(bytes memory args) internal pure returns (uint256) {
        return (args.length - FIRST_ASSET) / ASSET_SIZE;
    }

    /// @param args a clone's immutable arguments
    function assetAt(bytes memory args, uint256 index) internal pure returns (IPurchaseSource.Asset memory asset) {
        Memory.Slice slice = args.asSlice();
        uint256 offset = FIRST_ASSET + index * ASSET_SIZE;
        uint256 word = uint256(slice.load(offset));
        asset.token = address(uint160(word));
        asset.heartbeat = uint32(word >> 160);
        asset.decimals = uint8(word >> 192);
        asset.feedDecimals = uint8(word >> 200);
        asset.feed = address(uint160(uint256(slice.load(offset + 32))));
    }

    /// @notice The asset with this token. Reverts when it is not sold for.
    /// @param args a clone's immutable arguments
    function find(bytes memory args, address token) internal pure returns (IPurchaseSource.Asset memory) {
        Memory.Slice slice = args.asSlice();
        uint256 length = count(args);
        for (uint256 i = 0; i < length; ++i) {
            if (address(uint160(uint256(slice.load(FIRST_ASSET + i * ASSET_SIZE)))) == token) return assetAt(args, i);
        }
        revert IPurchaseSource.PurchaseAssetUnknown(token);
    }

    /// @notice The value (9 decimals) of `amount` at `price`, both in the asset's own decimals; the largest number where the
    /// value does not fit 256 bits.
    /// @dev Rounded down, in full width: the dust favours those who hold weight already.
    function valueDown(
        IPurchaseSource.Asset memory asset,
        uint256 amount,
        uint256 price
    ) internal pure returns (uint256) {
        uint256 decimals = uint256(asset.decimals) + asset.feedDecimals;
        if (decimals <= VALUE_DECIMALS) {
            return Math.saturatingMul(Math.saturatingMul(amount, price), 10 ** (VALUE_DECIMALS - decimals));
        }
        uint256 unit = 10 ** (decimals - VALUE_DECIMALS);
        (uint256 high, ) = Math.mul512(amount, price);
        return high >= unit ? type(uint256).max : Math.mulDiv(amount, price, unit);
    }
}
