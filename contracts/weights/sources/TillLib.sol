// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Charter} from "../../kernel/CharterLib.sol";
import {AssetLib, PackedAsset} from "./AssetLib.sol";
import {IExecutor} from "./IExecutor.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";

/// @title What sources that take money do alike
/// @notice Which assets they take, what these are worth now, and how a payment gets to the treasury (design 2.3). In their
/// clones' code, behind the charter, lies what {prepare} returned. Errors are those of {IPurchaseSource}.
library TillLib {
    using Address for address payable;
    using AssetLib for bytes;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    address internal constant NATIVE_COIN = address(0);
    uint8 private constant NATIVE_DECIMALS = 18;
    uint256 private constant MOST_ASSETS = 16;
    uint256 private constant MOST_DECIMALS = 36;

    /// @notice Checks a founder's assets, and packs them with what their contracts say of themselves.
    function prepare(IPurchaseSource.Configuration memory c) internal view returns (bytes memory) {
        _within("assets", c.assets.length, 1, MOST_ASSETS);
        IPurchaseSource.Asset[] memory found = new IPurchaseSource.Asset[](c.assets.length);
        for (uint256 i = 0; i < found.length; ++i) {
            found[i] = _inspect(c.assets[i]);
            for (uint256 j = 0; j < i; ++j) {
                if (found[j].token == found[i].token) revert IPurchaseSource.PurchaseAssetTwice(found[i].token);
            }
        }
        if (c.sequencer == address(0)) _within("sequencerGracePeriod", c.sequencerGracePeriod, 0, 0);
        else _contract("sequencer", c.sequencer);
        return AssetLib.pack(found, c.sequencer, c.sequencerGracePeriod);
    }

    /// @notice On what terms an asset is sold for now. Reverts when it is not, or while the sequencer cannot be relied on.
    function terms(address asset) internal view returns (Charter memory charter, PackedAsset found, address feed) {
        uint256 sequencerWord;
        (charter, sequencerWord, found, feed) = Clones.fetchCloneArgs(address(this)).find(asset);
        if (sequencerWord != 0) _checkSequencer(sequencerWord);
    }

    /// @notice Reverts while the treasury is making a call: the money might be its own.
    /// @dev A low-level call, because a treasury may be any account: one without code, or a wallet that answers whatever it
    /// does not know with nothing.
    function refuseWhileExecuting(address treasury) internal view {
        (bool answered, bytes32 answer, ) = LowLevelCall.staticcallReturn64Bytes(
            treasury,
            abi.encodeCall(IExecutor.isExecuting, ())
        );
        bool executes = answered && LowLevelCall.returnDataSize() == 32 && uint256(answer) == 1;
        if (executes) revert IPurchaseSource.PurchaseWhileTreasuryExecutes(treasury);
    }

    /// @notice Moves a payment from the payer to the treasury.
    /// @param register where all sources note what they collect: one source's implementation, which they have in common
    /// @return collected what arrived, at most `amount`: not what a fee took on the way, not what a purchase inside of the
    /// token's own call brought (that one is credited there), and not what anybody gave besides
    function collect(
        IPurchaseSource register,
        address payer,
        address asset,
        address treasury,
        uint256 amount
    ) internal returns (uint256 collected) {
        if (asset == NATIVE_COIN) {
            payable(treasury).sendValue(amount);
            return amount;
        }
        IERC20 token = IERC20(asset);
        uint256 noted = register.noteCollected(treasury, asset, 0);
        uint256 balance = token.balanceOf(treasury);
        token.safeTransferFrom(payer, treasury, amount);

        uint256 arrived = Math.saturatingSub(token.balanceOf(treasury), balance);
        uint256 elsewhere = register.noteCollected(treasury, asset, 0) - noted;
        collected = Math.min(amount, Math.saturatingSub(arrived, elsewhere));
        register.noteCollected(treasury, asset, collected.toUint192());
    }

    function _checkSequencer(uint256 sequencerWord) private view {
        (address feed, uint32 gracePeriod) = AssetLib.unpackSequencer(sequencerWord);
        (, int256 answer, uint256 startedAt, , ) = AggregatorV3Interface(feed).latestRoundData();
        if (answer != 0) revert IPurchaseSource.PurchaseSequencerDown(feed, answer);
        if (startedAt == 0) revert IPurchaseSource.PurchaseSequencerPaused(feed);
        if (startedAt > block.timestamp || block.timestamp - startedAt <= gracePeriod) {
            revert IPurchaseSource.PurchaseSequencerRestarting(feed, startedAt, gracePeriod);
        }
    }

    /// @notice The price of an asset now, in its feed's decimals. Reverts when it cannot be relied on.
    function priceOf(PackedAsset asset, address feed) internal view returns (uint256) {
        if (feed == address(0)) return 1;
        (uint80 roundId, int256 price, , uint256 updatedAt, uint80 answeredInRound) = AggregatorV3Interface(feed)
            .latestRoundData();
        if (updatedAt == 0 || answeredInRound < roundId) {
            revert IPurchaseSource.PurchaseRoundIncomplete(asset.token(), roundId, answeredInRound, updatedAt);
        }
        if (price <= 0) revert IPurchaseSource.PurchasePriceNotPositive(asset.token(), price);
        if (updatedAt > block.timestamp) revert IPurchaseSource.PurchasePriceFromFuture(asset.token(), updatedAt);
        if (block.timestamp - updatedAt > asset.heartbeat()) {
            revert IPurchaseSource.PurchasePriceStale(asset.token(), updatedAt, asset.heartbeat());
        }
        return uint256(price);
    }

    /// @notice What an amount is worth, 9 decimals. Reverts when that is 0, less than `minValue`, or more than fits.
    function valueOf(PackedAsset asset, uint256 amount, uint256 price, uint64 minValue) internal pure returns (uint64) {
        uint256 value = asset.valueDown(amount, price);
        if (value == 0) revert IPurchaseSource.PurchaseValueZero(asset.token(), amount);
        if (value < minValue) revert IPurchaseSource.PurchaseValueTooLow(asset.token(), value, minValue);
        if (value > type(uint64).max)
            revert IPurchaseSource.PurchaseValueTooHigh(asset.token(), value, type(uint64).max);
        return uint64(value);
    }

    /// @dev A founder's asset, with what its contracts say of themselves.
    function _inspect(
        IPurchaseSource.AssetParameters memory asset
    ) private view returns (IPurchaseSource.Asset memory found) {
        (found.token, found.feed, found.heartbeat) = (asset.token, asset.feed, asset.heartbeat);
        found.decimals = asset.token == NATIVE_COIN ? NATIVE_DECIMALS : _decimals("assets.token", asset.token);
        if (asset.feed == address(0)) {
            _within("assets.heartbeat", asset.heartbeat, 0, 0);
        } else {
            _within("assets.heartbeat", asset.heartbeat, 1, type(uint32).max);
            found.feedDecimals = _decimals("assets.feed", asset.feed);
        }
    }

    /// @dev Tokens and feeds answer it alike.
    function _decimals(string memory parameter, address account) private view returns (uint8) {
        _contract(parameter, account);
        // Low-level, so that whatever answers something else is refused by name, too.
        (bool answered, bytes32 answer, ) = LowLevelCall.staticcallReturn64Bytes(
            account,
            abi.encodeCall(IERC20Metadata.decimals, ())
        );
        if (!answered || LowLevelCall.returnDataSize() != 32)
            revert IPurchaseSource.PurchaseDecimalsUnknown(parameter, account);
        _within(string.concat(parameter, ".decimals"), uint256(answer), 0, MOST_DECIMALS);
        return uint8(uint256(answer));
    }

    function _within(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most)
            revert IPurchaseSource.PurchaseParameterOutOfBounds(parameter, value, least, most);
    }

    function _contract(string memory parameter, address account) private view {
        if (account.code.length == 0) revert IPurchaseSource.PurchaseNotAContract(parameter, account);
    }
}
