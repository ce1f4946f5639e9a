// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestFeed} from "../../../contracts/test/Feeds.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {Purchases} from "../../helpers/Purchases.sol";

/// @title What a purchase is worth
contract PurchaseSourcePricingTest is Purchases {
    uint32 private constant HEARTBEAT = 1 hours;
    uint32 private constant GRACE_PERIOD = 30 minutes;

    TestFeed private _feed;
    TestFeed private _sequencer;

    function setUp() external {
        // A chain that has been running for a while, so that things may lie in the past.
        vm.warp(365 days);
        deployFactory(address(implementation));
    }

    // ---------------------------------------------------------------- prices

    function test_Purchase_PricesTheCoinByItsFeed() external {
        _foundPriced(8, 3000.5e8);
        buy(2 ether);
        assertEq(contributed(alice), 6001e9);
    }

    function test_Quote_TakesPricesWithoutDecimals() external {
        _foundPriced(0, 3000);
        assertEq(shop.quote(COIN, 1.5 ether), 4500e9);
    }

    function test_Quote_TakesPricesWithEighteenDecimals() external {
        _foundPriced(18, 3000e18 + 1);
        assertEq(shop.quote(COIN, 1.5 ether), 4500e9);
    }

    function test_Quote_ScalesUpWhatHasFewDecimals() external {
        sellFor(address(new PlainToken(0)), address(new TestFeed(0, 7)), HEARTBEAT);
        foundShop();
        assertEq(shop.quote(configuration.assets[0].token, 3), 21e9);
    }

    function test_Quote_RoundsDown() external {
        sellFor(COIN, address(0), 0);
        foundShop();
        assertEq(shop.quote(COIN, 2e9 - 1), 1);
    }

    /// @dev `amount × price / 10^(decimals beyond nine)`, or times ten to the missing ones, in plain arithmetic.
    function testFuzz_Quote_FollowsTheFormula(
        uint96 amount,
        uint96 price,
        uint8 decimals,
        uint8 feedDecimals
    ) external {
        decimals = uint8(bound(decimals, 0, 36));
        feedDecimals = uint8(bound(feedDecimals, 0, 36));
        price = price == 0 ? 1 : price;
        address token = address(new PlainToken(decimals));
        sellFor(token, address(new TestFeed(feedDecimals, int256(uint256(price)))), HEARTBEAT);
        foundShop();

        uint256 value = (uint256(amount) * price * 1e9) / 10 ** (uint256(decimals) + feedDecimals);
        if (value == 0) {
            vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueZero.selector, token, amount));
            shop.quote(token, amount);
        } else if (value > type(uint64).max) {
            _expectTooHigh(token, value);
            shop.quote(token, amount);
        } else {
            assertEq(shop.quote(token, amount), value);
        }
    }

    // ---------------------------------------------------------------- rounds that are no price

    function test_Purchase_TakesAPriceAsOldAsItsHeartbeat() external {
        _foundPriced(8, 1e8);
        vm.warp(block.timestamp + HEARTBEAT);
        buy(1 ether);
        assertEq(contributed(alice), 1e9);
    }

    function test_Purchase_RevertGiven_APriceOlderThanItsHeartbeat() external {
        _foundPriced(8, 1e8);
        uint256 updatedAt = block.timestamp;
        vm.warp(updatedAt + HEARTBEAT + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchasePriceStale.selector, COIN, updatedAt, HEARTBEAT)
        );
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_APriceOfZero() external {
        _foundPriced(8, 0);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchasePriceNotPositive.selector, COIN, 0));
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_ANegativePrice() external {
        _foundPriced(8, type(int256).min);
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchasePriceNotPositive.selector, COIN, type(int256).min)
        );
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_ARoundThatWasNeverUpdated() external {
        _foundPriced(8, 1e8);
        _feed.setRound(TestFeed.Round(7, 1e8, block.timestamp, 0, 7));
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseRoundIncomplete.selector, COIN, 7, 7, 0));
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_ARoundAnsweredByAnEarlierOne() external {
        _foundPriced(8, 1e8);
        _feed.setRound(TestFeed.Round(7, 1e8, block.timestamp, block.timestamp, 6));
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchaseRoundIncomplete.selector, COIN, 7, 6, block.timestamp)
        );
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_ARoundFromTheFuture() external {
        _foundPriced(8, 1e8);
        _feed.setRound(TestFeed.Round(1, 1e8, block.timestamp, block.timestamp + 1, 1));
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchasePriceFromFuture.selector, COIN, block.timestamp + 1)
        );
        buy(1 ether);
    }

    /// @dev A quote promises what the purchase gives, so it refuses what the purchase refuses.
    function test_Quote_RevertGiven_APriceOlderThanItsHeartbeat() external {
        _foundPriced(8, 1e8);
        uint256 updatedAt = block.timestamp;
        vm.warp(updatedAt + HEARTBEAT + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchasePriceStale.selector, COIN, updatedAt, HEARTBEAT)
        );
        shop.quote(COIN, 1 ether);
    }

    // ---------------------------------------------------------------- values

    function test_Purchase_RevertWhen_TheValueIsZero() external {
        _foundPriced(8, 1e8);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueZero.selector, COIN, 1e9 - 1));
        buy(1e9 - 1);
    }

    function test_Purchase_RevertWhen_ThePriceSlipsBelowTheLeastValue() external {
        _foundPriced(8, 3000e8);
        _feed.set(2999e8);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueTooLow.selector, COIN, 2999e9, 3000e9));
        vm.prank(alice);
        shop.purchase{value: 1 ether}(COIN, 1 ether, alice, 3000e9);
    }

    function test_Purchase_TakesTheLargestValue() external {
        PlainToken token = _foundToken(9);
        _allow(token, type(uint64).max);
        buyWith(address(token), type(uint64).max);
        assertEq(contributed(alice), type(uint64).max);
    }

    function test_Purchase_RevertWhen_TheValueDoesNotFit() external {
        PlainToken token = _foundToken(9);
        uint256 amount = uint256(type(uint64).max) + 1;
        _allow(token, amount);
        _expectTooHigh(address(token), amount);
        buyWith(address(token), amount);
    }

    function test_Purchase_RevertWhen_TheAmountIsBeyondWhatAnyTokenHolds() external {
        PlainToken token = _foundToken(36);
        uint256 amount = uint256(type(uint192).max) + 1;
        _allow(token, amount);
        vm.expectRevert(abi.encodeWithSignature("SafeCastOverflowedUintDowncast(uint8,uint256)", 192, amount));
        buyWith(address(token), amount);
    }

    function test_Quote_RevertWhen_TheProductDoesNotFitAWord() external {
        _foundPriced(18, type(int256).max);
        _expectTooHigh(COIN, type(uint256).max);
        shop.quote(COIN, type(uint256).max);
    }

    function test_Quote_RevertWhen_ScalingUpDoesNotFitAWord() external {
        PlainToken token = _foundToken(0);
        _expectTooHigh(address(token), type(uint256).max);
        shop.quote(address(token), type(uint256).max);
    }

    /// @dev The product of 2^170 and 2^100 takes more than a word; divided by 10^63 it fits a value again.
    function test_Quote_WorksInFullWidth() external {
        sellFor(address(new PlainToken(36)), address(new TestFeed(36, int256(1 << 100))), HEARTBEAT);
        foundShop();
        assertEq(shop.quote(configuration.assets[0].token, 1 << 170), 1_897_137_590_064_188_545);
    }

    // ---------------------------------------------------------------- the sequencer

    function test_Purchase_GoesThroughAfterTheGracePeriod() external {
        _foundSequenced();
        vm.warp(block.timestamp + GRACE_PERIOD + 1);
        buy(1 ether);
        assertEq(contributed(alice), 1e9);
    }

    function test_Purchase_RevertGiven_TheGracePeriodIsRunning() external {
        _foundSequenced();
        uint256 startedAt = block.timestamp;
        vm.warp(startedAt + GRACE_PERIOD);
        _expectRestarting(startedAt);
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_TheSequencerStartsInTheFuture() external {
        _foundSequenced();
        uint256 startedAt = block.timestamp + 1;
        _sequencer.setRound(TestFeed.Round(1, 0, startedAt, block.timestamp, 1));
        _expectRestarting(startedAt);
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_TheSequencerIsDown() external {
        _foundSequenced();
        _sequencer.set(1);
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseSequencerDown.selector, address(_sequencer), 1));
        buy(1 ether);
    }

    function test_Purchase_RevertGiven_TheSequencerFeedIsPaused() external {
        _foundSequenced();
        _sequencer.setRound(TestFeed.Round(1, 0, 0, block.timestamp, 1));
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseSequencerPaused.selector, address(_sequencer)));
        buy(1 ether);
    }

    function test_Quote_RevertGiven_TheSequencerIsDown() external {
        _foundSequenced();
        _sequencer.set(1);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseSequencerDown.selector, address(_sequencer), 1));
        shop.quote(COIN, 1 ether);
    }

    function _foundPriced(uint8 decimals, int256 price) private {
        _feed = new TestFeed(decimals, price);
        sellFor(COIN, address(_feed), HEARTBEAT);
        foundShop();
    }

    function _foundToken(uint8 decimals) private returns (PlainToken token) {
        token = new PlainToken(decimals);
        sellFor(address(token), address(0), 0);
        foundShop();
    }

    function _foundSequenced() private {
        _sequencer = new TestFeed(0, 0);
        sellFor(COIN, address(0), 0);
        configuration.sequencer = address(_sequencer);
        configuration.sequencerGracePeriod = GRACE_PERIOD;
        foundShop();
    }

    function _allow(PlainToken token, uint256 amount) private {
        token.mint(alice, amount);
        vm.prank(alice);
        token.approve(address(shop), amount);
    }

    function _expectTooHigh(address asset, uint256 value) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPurchaseSource.PurchaseValueTooHigh.selector,
                asset,
                value,
                uint256(type(uint64).max)
            )
        );
    }

    function _expectRestarting(uint256 startedAt) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPurchaseSource.PurchaseSequencerRestarting.selector,
                address(_sequencer),
                startedAt,
                GRACE_PERIOD
            )
        );
    }
}
