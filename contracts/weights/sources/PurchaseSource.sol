// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AggregatorV3Interface} from "@chainlink/contracts/src/v0.8/shared/interfaces/AggregatorV3Interface.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {Units} from "../../types/Units.sol";
import {IWeights} from "../IWeights.sol";
import {AssetLib, PackedAsset} from "./AssetLib.sol";
import {IAppraiser} from "./IAppraiser.sol";
import {IExecutor} from "./IExecutor.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title PurchaseSource
/// @notice Sells weight; see {IPurchaseSource}.
contract PurchaseSource is IPurchaseSource, IAppraiser, ReentrancyGuardTransient {
    using Address for address payable;
    using AssetLib for bytes;
    using CharterLib for Charter;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;
    using TransientSlot for bytes32;
    using TransientSlot for TransientSlot.Uint256Slot;

    address private constant NATIVE_COIN = address(0);
    uint8 private constant NATIVE_DECIMALS = 18;
    uint256 private constant MOST_ASSETS = 16;
    uint256 private constant MOST_DECIMALS = 36;

    /// @dev Constant across clones, which share its code: there {noteCollected} adds up what all of them collect.
    IPurchaseSource private immutable _implementation = this;

    /// @inheritdoc IPurchaseSource
    mapping(address account => bool) public isMerchant;

    // ---------------------------------------------------------------- buying

    /// @inheritdoc IPurchaseSource
    function purchase(
        address asset,
        uint256 amount,
        address beneficiary,
        uint64 minValue
    ) external payable nonReentrant returns (Units) {
        uint256 wanted = asset == NATIVE_COIN ? amount : 0;
        if (msg.value != wanted) revert PurchaseCoinMismatch(msg.value, wanted);
        return _purchase(asset, amount, beneficiary, minValue);
    }

    /// @inheritdoc IPurchaseSource
    function purchaseWithPermit(
        address asset,
        uint256 amount,
        address beneficiary,
        uint64 minValue,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (Units) {
        if (asset == NATIVE_COIN) revert PurchaseCoinMismatch(0, amount);
        // Nothing is called that the source does not sell for.
        _terms(asset);
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(asset).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {
            // Handed in by somebody else before, or not good at all: the allowance decides.
        }
        return _purchase(asset, amount, beneficiary, minValue);
    }

    // ---------------------------------------------------------------- merchants

    /// @inheritdoc IPurchaseSource
    function setMerchant(address merchant, bool registered) external {
        if (msg.sender != CharterLib.read().treasury) revert PurchaseCallerNotTreasury(msg.sender);
        isMerchant[merchant] = registered;
        emit MerchantSet(merchant, registered);
    }

    // ---------------------------------------------------------------- clones among themselves

    /// @inheritdoc IPurchaseSource
    function noteCollected(address treasury, address asset, uint192 amount) external returns (uint256 collected) {
        TransientSlot.Uint256Slot slot = keccak256(abi.encode(treasury, asset)).asUint256();
        collected = slot.tload() + amount;
        slot.tstore(collected);
    }

    // ---------------------------------------------------------------- founding

    /// @inheritdoc IWeightSource
    function leases() external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IWeightSource
    function isGoverned(bytes4 selector) external pure returns (bool) {
        return selector == IPurchaseSource.setMerchant.selector;
    }

    /// @inheritdoc IWeightSource
    /// @dev Takes an ABI-encoded {Configuration}.
    function prepare(bytes calldata configuration) external view returns (bytes memory) {
        Configuration memory c = abi.decode(configuration, (Configuration));
        _within("assets", c.assets.length, 1, MOST_ASSETS);
        Asset[] memory found = new Asset[](c.assets.length);
        for (uint256 i = 0; i < found.length; ++i) {
            found[i] = _inspect(c.assets[i]);
            for (uint256 j = 0; j < i; ++j) {
                if (found[j].token == found[i].token) revert PurchaseAssetTwice(found[i].token);
            }
        }
        if (c.sequencer == address(0)) _within("sequencerGracePeriod", c.sequencerGracePeriod, 0, 0);
        else _contract("sequencer", c.sequencer);
        return AssetLib.pack(found, c.sequencer, c.sequencerGracePeriod);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IPurchaseSource
    function quote(address asset, uint256 amount) external view returns (uint64) {
        (, PackedAsset found, address feed) = _terms(asset);
        return _value(found, amount, _price(found, feed), 0);
    }

    /// @inheritdoc IAppraiser
    function priced() external view returns (address[] memory tokens) {
        Asset[] memory found = Clones.fetchCloneArgs(address(this)).list();
        tokens = new address[](found.length);
        for (uint256 i = 0; i < found.length; ++i) tokens[i] = found[i].token;
    }

    /// @inheritdoc IAppraiser
    function appraise(address asset, uint256 amount) external view returns (uint256) {
        (, PackedAsset found, address feed) = _terms(asset);
        return found.valueDown(amount, _price(found, feed));
    }

    /// @inheritdoc IPurchaseSource
    function assets() external view returns (Asset[] memory) {
        return Clones.fetchCloneArgs(address(this)).list();
    }

    /// @inheritdoc IPurchaseSource
    function sequencer() external view returns (address feed, uint32 gracePeriod) {
        return Clones.fetchCloneArgs(address(this)).sequencerOf();
    }

    // ---------------------------------------------------------------- inside

    function _purchase(
        address asset,
        uint256 amount,
        address beneficiary,
        uint64 minValue
    ) private returns (Units units) {
        (Charter memory charter, PackedAsset found, address feed) = _terms(asset);
        _checkParties(charter.treasury, beneficiary);
        uint256 price = _price(found, feed);

        uint256 collected = _collect(asset, charter.treasury, amount);
        uint64 value = _value(found, collected, price, minValue);
        emit Purchased(msg.sender, beneficiary, asset, collected, value);
        units = IWeights(charter.weights()).credit(value, beneficiary);
    }

    /// @dev On what terms an asset is sold for now. Reverts when it is not, or while the sequencer cannot be relied on.
    function _terms(address asset) private view returns (Charter memory charter, PackedAsset found, address feed) {
        uint256 sequencerWord;
        (charter, sequencerWord, found, feed) = Clones.fetchCloneArgs(address(this)).find(asset);
        if (sequencerWord != 0) _checkSequencer(sequencerWord);
    }

    function _checkParties(address treasury, address beneficiary) private view {
        if (msg.sender == treasury) revert PurchaseByTreasury(treasury);
        if (beneficiary == treasury) revert PurchaseForTreasury(treasury);
        if (beneficiary != msg.sender) {
            if (!isMerchant[msg.sender]) revert PurchasePayerNotMerchant(msg.sender, beneficiary);
            if (beneficiary == address(0)) revert PurchaseForNobody(msg.sender);
        }
        if (_isExecuting(treasury)) revert PurchaseWhileTreasuryExecutes(treasury);
    }

    /// @dev A low-level call, because a treasury may be any account: one without code, or a wallet that answers whatever it
    /// does not know with nothing.
    function _isExecuting(address treasury) private view returns (bool) {
        (bool answered, bytes32 answer, ) = LowLevelCall.staticcallReturn64Bytes(
            treasury,
            abi.encodeCall(IExecutor.isExecuting, ())
        );
        return answered && LowLevelCall.returnDataSize() == 32 && uint256(answer) == 1;
    }

    /// @dev Moves the payment from the payer to the treasury.
    /// @return collected what arrived, at most `amount`: not what a fee took on the way, not what a purchase inside of the
    /// token's own call brought (that one is credited there), and not what anybody gave besides
    function _collect(address asset, address treasury, uint256 amount) private returns (uint256 collected) {
        if (asset == NATIVE_COIN) {
            payable(treasury).sendValue(amount);
            return amount;
        }
        IERC20 token = IERC20(asset);
        uint256 noted = _implementation.noteCollected(treasury, asset, 0);
        uint256 balance = token.balanceOf(treasury);
        token.safeTransferFrom(msg.sender, treasury, amount);

        uint256 arrived = Math.saturatingSub(token.balanceOf(treasury), balance);
        uint256 elsewhere = _implementation.noteCollected(treasury, asset, 0) - noted;
        collected = Math.min(amount, Math.saturatingSub(arrived, elsewhere));
        _implementation.noteCollected(treasury, asset, collected.toUint192());
    }

    function _checkSequencer(uint256 sequencerWord) private view {
        (address feed, uint32 gracePeriod) = AssetLib.unpackSequencer(sequencerWord);
        (, int256 answer, uint256 startedAt, , ) = AggregatorV3Interface(feed).latestRoundData();
        if (answer != 0) revert PurchaseSequencerDown(feed, answer);
        if (startedAt == 0) revert PurchaseSequencerPaused(feed);
        if (startedAt > block.timestamp || block.timestamp - startedAt <= gracePeriod) {
            revert PurchaseSequencerRestarting(feed, startedAt, gracePeriod);
        }
    }

    function _price(PackedAsset asset, address feed) private view returns (uint256) {
        if (feed == address(0)) return 1;
        (uint80 roundId, int256 price, , uint256 updatedAt, uint80 answeredInRound) = AggregatorV3Interface(feed)
            .latestRoundData();
        if (updatedAt == 0 || answeredInRound < roundId) {
            revert PurchaseRoundIncomplete(asset.token(), roundId, answeredInRound, updatedAt);
        }
        if (price <= 0) revert PurchasePriceNotPositive(asset.token(), price);
        if (updatedAt > block.timestamp) revert PurchasePriceFromFuture(asset.token(), updatedAt);
        if (block.timestamp - updatedAt > asset.heartbeat()) {
            revert PurchasePriceStale(asset.token(), updatedAt, asset.heartbeat());
        }
        return uint256(price);
    }

    function _value(PackedAsset asset, uint256 amount, uint256 price, uint64 minValue) private pure returns (uint64) {
        uint256 value = asset.valueDown(amount, price);
        if (value == 0) revert PurchaseValueZero(asset.token(), amount);
        if (value < minValue) revert PurchaseValueTooLow(asset.token(), value, minValue);
        if (value > type(uint64).max) revert PurchaseValueTooHigh(asset.token(), value, type(uint64).max);
        return uint64(value);
    }

    /// @dev A founder's asset, with what its contracts say of themselves.
    function _inspect(AssetParameters memory asset) private view returns (Asset memory found) {
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
        if (!answered || LowLevelCall.returnDataSize() != 32) revert PurchaseDecimalsUnknown(parameter, account);
        _within(string.concat(parameter, ".decimals"), uint256(answer), 0, MOST_DECIMALS);
        return uint8(uint256(answer));
    }

    function _within(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert PurchaseParameterOutOfBounds(parameter, value, least, most);
    }

    function _contract(string memory parameter, address account) private view {
        if (account.code.length == 0) revert PurchaseNotAContract(parameter, account);
    }
}
