// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Charter} from "../../kernel/CharterLib.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";

/// @notice What is known of an asset besides its feed, in one word: its token (160 bits), heartbeat (32), decimals (8), and
/// those of its feed (8).
type PackedAsset is uint256;

using AssetLib for PackedAsset global;

/// @title What a purchase source sells for
/// @notice Packs a source's assets into the immutable arguments of its clone, so that no purchase reads a constant from
/// storage, and values amounts of them. An asset is two words, which stay on the stack.
library AssetLib {
    /// @dev Decimals of a value.
    uint256 private constant VALUE_DECIMALS = 9;
    /// @dev Where the table of assets is found, as ABI encoding counts: behind three words of charter, the sequencer's, and
    /// the one that holds this.
    uint256 private constant TABLE_OFFSET = 160;

    /// @notice What goes behind the charter.
    function pack(
        IPurchaseSource.Asset[] memory assets,
        address sequencer,
        uint32 gracePeriod
    ) internal pure returns (bytes memory arguments) {
        uint256[] memory table = new uint256[](2 * assets.length);
        for (uint256 i = 0; i < assets.length; ++i) {
            IPurchaseSource.Asset memory asset = assets[i];
            table[2 * i] =
                uint256(uint160(asset.token)) |
                (uint256(asset.heartbeat) << 160) |
                (uint256(asset.decimals) << 192) |
                (uint256(asset.feedDecimals) << 200);
            table[2 * i + 1] = uint160(asset.feed);
        }
        uint256 sequencerWord = uint256(uint160(sequencer)) | (uint256(gracePeriod) << 160);
        return bytes.concat(abi.encode(sequencerWord, TABLE_OFFSET, table.length), abi.encodePacked(table));
    }

    /// @notice The charter, the sequencer's word, and the asset with this token. Reverts when it is not sold for.
    /// @param arguments all immutable arguments of a clone
    /// @dev The first asset, which there always is, is read where it lies: it is what most pay with, so it pays for no list.
    function find(
        bytes memory arguments,
        address token_
    ) internal pure returns (Charter memory charter, uint256 sequencerWord, PackedAsset asset, address feed) {
        (charter, sequencerWord, , , asset, feed) = abi.decode(
            arguments,
            (Charter, uint256, uint256, uint256, PackedAsset, address)
        );
        if (asset.token() == token_) return (charter, sequencerWord, asset, feed);
        (, , uint256[] memory table) = abi.decode(arguments, (Charter, uint256, uint256[]));
        for (uint256 i = 2; i < table.length; i += 2) {
            asset = PackedAsset.wrap(table[i]);
            if (asset.token() == token_) return (charter, sequencerWord, asset, address(uint160(table[i + 1])));
        }
        revert IPurchaseSource.PurchaseAssetUnknown(token_);
    }

    /// @param arguments all immutable arguments of a clone
    function sequencerOf(bytes memory arguments) internal pure returns (address feed, uint32 gracePeriod) {
        (, uint256 word) = abi.decode(arguments, (Charter, uint256));
        return unpackSequencer(word);
    }

    function unpackSequencer(uint256 word) internal pure returns (address feed, uint32 gracePeriod) {
        return (address(uint160(word)), uint32(word >> 160));
    }

    /// @notice All assets, in the founder's order.
    /// @param arguments all immutable arguments of a clone
    function list(bytes memory arguments) internal pure returns (IPurchaseSource.Asset[] memory assets) {
        (, , uint256[] memory table) = abi.decode(arguments, (Charter, uint256, uint256[]));
        assets = new IPurchaseSource.Asset[](table.length / 2);
        for (uint256 i = 0; i < assets.length; ++i) {
            PackedAsset asset = PackedAsset.wrap(table[2 * i]);
            assets[i] = IPurchaseSource.Asset({
                token: asset.token(),
                decimals: asset.decimals(),
                feed: address(uint160(table[2 * i + 1])),
                feedDecimals: asset.feedDecimals(),
                heartbeat: asset.heartbeat()
            });
        }
    }

    function token(PackedAsset asset) internal pure returns (address) {
        return address(uint160(PackedAsset.unwrap(asset)));
    }

    function heartbeat(PackedAsset asset) internal pure returns (uint32) {
        return uint32(PackedAsset.unwrap(asset) >> 160);
    }

    function decimals(PackedAsset asset) internal pure returns (uint8) {
        return uint8(PackedAsset.unwrap(asset) >> 192);
    }

    function feedDecimals(PackedAsset asset) internal pure returns (uint8) {
        return uint8(PackedAsset.unwrap(asset) >> 200);
    }

    /// @notice The value (9 decimals) of `amount` at `price`, both in the asset's own decimals; the largest number where the
    /// value does not fit 256 bits.
    /// @dev Rounded down, in full width: the dust favours those who hold weight already.
    function valueDown(PackedAsset asset, uint256 amount, uint256 price) internal pure returns (uint256) {
        uint256 places = uint256(asset.decimals()) + asset.feedDecimals();
        if (places <= VALUE_DECIMALS) {
            return Math.saturatingMul(Math.saturatingMul(amount, price), 10 ** (VALUE_DECIMALS - places));
        }
        uint256 unit = 10 ** (places - VALUE_DECIMALS);
        (uint256 high, uint256 low) = Math.mul512(amount, price);
        if (high == 0) return low / unit;
        return high >= unit ? type(uint256).max : Math.mulDiv(amount, price, unit);
    }

    /// @notice The least amount that is worth `value` (9 decimals, not 0) at `price`.
    /// @dev Rounded up: the dust favours the treasury.
    function amountUp(PackedAsset asset, uint256 value, uint256 price) internal pure returns (uint256) {
        uint256 places = uint256(asset.decimals()) + asset.feedDecimals();
        if (places <= VALUE_DECIMALS) {
            return Math.ceilDiv(value, Math.saturatingMul(price, 10 ** (VALUE_DECIMALS - places)));
        }
        return Math.mulDiv(value, 10 ** (places - VALUE_DECIMALS), price, Math.Rounding.Ceil);
    }
}
