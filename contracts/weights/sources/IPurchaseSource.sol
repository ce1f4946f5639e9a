// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Units} from "../../types/Units.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title A source that sells weight
/// @notice Credits units for purchases with the native coin or allowed ERC-20s, at the price of a Chainlink feed or at par
/// (design 2.3). All of the proceeds go to the treasury in the same call; the source never holds anything.
/// @dev address(0) stands for the native coin everywhere. Values are in 9 decimals of the reference currency.
interface IPurchaseSource is IWeightSource {
    /// @notice An asset as its founder names it.
    /// @param token an ERC-20, or zero for the native coin
    /// @param feed a Chainlink `AggregatorV3Interface` with its price in the reference currency; zero = the asset is the
    /// reference currency itself, one to one
    /// @param heartbeat seconds after which a price is stale; more than 0 with a feed, 0 without
    struct AssetParameters {
        address token;
        address feed;
        uint32 heartbeat;
    }

    /// @notice What {prepare} takes, ABI-encoded.
    /// @param assets 1 to 16, no token twice
    /// @param sequencer a Chainlink L2 sequencer uptime feed; zero = none
    /// @param sequencerGracePeriod seconds that have to pass after the sequencer is up again; 0 without a feed
    struct Configuration {
        AssetParameters[] assets;
        address sequencer;
        uint32 sequencerGracePeriod;
    }

    /// @notice An asset as it is sold for, for ever.
    /// @param decimals of the token, as it said at creation
    /// @param feedDecimals of the price, as the feed said at creation
    struct Asset {
        address token;
        uint8 decimals;
        address feed;
        uint8 feedDecimals;
        uint32 heartbeat;
    }

    /// @notice `payer` paid `amount` of `asset` to the treasury, and `beneficiary` was credited `value`. The units are in the
    /// {IWeights-Credited} of the same call.
    /// @param amount what arrived at the treasury
    event Purchased(
        address indexed payer,
        address indexed beneficiary,
        address indexed asset,
        uint256 amount,
        uint64 value
    );
    /// @notice `merchant` may, or may no longer, buy for others.
    event MerchantSet(address indexed merchant, bool registered);

    /// @notice A field of the configuration lies outside its bounds.
    error PurchaseParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    /// @notice A contract is needed at `account`, and none is there.
    error PurchaseNotAContract(string parameter, address account);
    /// @notice The contract at `account` does not say how many decimals it has.
    error PurchaseDecimalsUnknown(string parameter, address account);
    error PurchaseAssetTwice(address asset);

    error PurchaseAssetUnknown(address asset);
    /// @notice The native coin sent along is not what the purchase is for.
    error PurchaseCoinMismatch(uint256 sent, uint256 wanted);
    error PurchaseByTreasury(address treasury);
    error PurchaseForTreasury(address treasury);
    /// @notice The treasury is executing a call, so the money might be its own.
    error PurchaseWhileTreasuryExecutes(address treasury);
    /// @notice Only merchants buy for others.
    error PurchasePayerNotMerchant(address payer, address beneficiary);
    error PurchaseForNobody(address payer);
    error PurchaseCallerNotTreasury(address caller);

    error PurchaseRoundIncomplete(address asset, uint80 roundId, uint80 answeredInRound, uint256 updatedAt);
    error PurchasePriceNotPositive(address asset, int256 price);
    error PurchasePriceFromFuture(address asset, uint256 updatedAt);
    error PurchasePriceStale(address asset, uint256 updatedAt, uint32 heartbeat);
    error PurchaseSequencerDown(address sequencer, int256 answer);
    error PurchaseSequencerPaused(address sequencer);
    error PurchaseSequencerRestarting(address sequencer, uint256 startedAt, uint32 gracePeriod);

    error PurchaseValueZero(address asset, uint256 amount);
    error PurchaseValueTooLow(address asset, uint256 value, uint64 minValue);
    /// @param value what the amount is worth, or the largest number where even that is too small for it
    error PurchaseValueTooHigh(address asset, uint256 value, uint64 most);

    /// @notice Buys weight.
    /// @param asset what is paid with; zero = the native coin, of which exactly `amount` is sent along
    /// @param amount in the asset's own decimals; of an ERC-20 that takes a fee, what arrives counts
    /// @param beneficiary who is credited: the payer, or anybody if the payer is a merchant
    /// @param minValue the least value to be credited; the purchase reverts below
    /// @return units what was credited
    /// @dev Reverts with any of the errors above but those of the configuration, and with what the asset, the treasury and
    /// {IWeights-credit} revert with.
    function purchase(
        address asset,
        uint256 amount,
        address beneficiary,
        uint64 minValue
    ) external payable returns (Units units);

    /// @notice {purchase} with an ERC-2612 permit of the payer for `amount`. A permit that fails is passed over, because
    /// anybody may have handed it in before; the allowance then decides.
    function purchaseWithPermit(
        address asset,
        uint256 amount,
        address beneficiary,
        uint64 minValue,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (Units units);

    /// @notice Lets a shop pass its buyers on, or no longer. Only the treasury.
    function setMerchant(address merchant, bool registered) external;

    /// @notice Adds to what all clones of an implementation have collected in the running transaction, and returns it. Clones
    /// ask their implementation, so that each can tell its own arrivals from those of a purchase made inside of it, at another
    /// community with the same treasury.
    /// @dev Anybody may call it: who does so inside of a purchase lowers its value, and nobody can raise one, because no
    /// transaction is long enough to make the sum wrap.
    function noteCollected(address treasury, address asset, uint192 amount) external returns (uint256 collected);

    /// @notice What a purchase with `amount` would be worth now, if all of it arrives. Reverts as the purchase would.
    function quote(address asset, uint256 amount) external view returns (uint64 value);

    function assets() external view returns (Asset[] memory);

    /// @notice The L2 sequencer uptime feed, zero = none, and its grace period in seconds.
    function sequencer() external view returns (address feed, uint32 gracePeriod);

    function isMerchant(address account) external view returns (bool);
}
