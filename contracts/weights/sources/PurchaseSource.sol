// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {Units} from "../../types/Units.sol";
import {IWeights} from "../IWeights.sol";
import {AssetLib, PackedAsset} from "./AssetLib.sol";
import {IAppraiser} from "./IAppraiser.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";
import {IWeightSource} from "./IWeightSource.sol";
import {TillLib} from "./TillLib.sol";

/// @title PurchaseSource
/// @notice Sells weight; see {IPurchaseSource}.
contract PurchaseSource is IPurchaseSource, IAppraiser, ReentrancyGuardTransient {
    using AssetLib for bytes;
    using CharterLib for Charter;
    using TransientSlot for bytes32;
    using TransientSlot for TransientSlot.Uint256Slot;

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
        uint256 wanted = asset == TillLib.NATIVE_COIN ? amount : 0;
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
        if (asset == TillLib.NATIVE_COIN) revert PurchaseCoinMismatch(0, amount);
        // Nothing is called that the source does not sell for.
        TillLib.terms(asset);
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
        return TillLib.prepare(abi.decode(configuration, (Configuration)));
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IPurchaseSource
    function quote(address asset, uint256 amount) external view returns (uint64) {
        (, PackedAsset found, address feed) = TillLib.terms(asset);
        return TillLib.valueOf(found, amount, TillLib.priceOf(found, feed), 0);
    }

    /// @inheritdoc IAppraiser
    function priced() external view returns (address[] memory tokens) {
        Asset[] memory found = Clones.fetchCloneArgs(address(this)).list();
        tokens = new address[](found.length);
        for (uint256 i = 0; i < found.length; ++i) tokens[i] = found[i].token;
    }

    /// @inheritdoc IAppraiser
    function appraise(address asset, uint256 amount) external view returns (uint256) {
        (, PackedAsset found, address feed) = TillLib.terms(asset);
        return found.valueDown(amount, TillLib.priceOf(found, feed));
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
        (Charter memory charter, PackedAsset found, address feed) = TillLib.terms(asset);
        _checkParties(charter.treasury, beneficiary);
        uint256 price = TillLib.priceOf(found, feed);

        uint256 collected = TillLib.collect(_implementation, msg.sender, asset, charter.treasury, amount);
        uint64 value = TillLib.valueOf(found, collected, price, minValue);
        emit Purchased(msg.sender, beneficiary, asset, collected, value);
        units = IWeights(charter.weights()).credit(value, beneficiary);
    }

    function _checkParties(address treasury, address beneficiary) private view {
        if (msg.sender == treasury) revert PurchaseByTreasury(treasury);
        if (beneficiary == treasury) revert PurchaseForTreasury(treasury);
        if (beneficiary != msg.sender) {
            if (!isMerchant[msg.sender]) revert PurchasePayerNotMerchant(msg.sender, beneficiary);
            if (beneficiary == address(0)) revert PurchaseForNobody(msg.sender);
        }
        TillLib.refuseWhileExecuting(treasury);
    }
}
