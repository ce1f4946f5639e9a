// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Accomplice} from "../../../contracts/test/Accomplice.sol";
import {ReenteringFeed} from "../../../contracts/test/Feeds.sol";
import {Reentry} from "../../../contracts/test/Reentry.sol";
import {
    FalseToken,
    FeeToken,
    HollowToken,
    HookToken,
    NoReturnToken,
    PermitHookToken,
    RebasingToken,
    RevertingToken
} from "../../../contracts/test/Tokens.sol";
import {ReenteringTreasury, RejectingTreasury} from "../../../contracts/test/Treasuries.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Weights} from "../../../contracts/weights/Weights.sol";
import {Purchases} from "../../helpers/Purchases.sol";

interface IMintable is IERC20 {
    function mint(address account, uint256 amount) external;
}

/// @title Ways to get weight that was not paid for
contract PurchaseSourceAttacksTest is Purchases {
    Accomplice private _accomplice = new Accomplice();

    // ---------------------------------------------------------------- calling back

    function test_Purchase_CannotBeReenteredThroughATokenBeforeItMoves() external {
        _reenterThroughToken(new HookToken(false));
    }

    function test_Purchase_CannotBeReenteredThroughATokenAfterItMoved() external {
        _reenterThroughToken(new HookToken(true));
    }

    function test_Purchase_CannotBeReenteredThroughItsFeed() external {
        sellFor(COIN, address(new ReenteringFeed()), 1 hours);
        foundShop();
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        buy(1 ether);
    }

    /// @dev Even through an accomplice, who would be welcome as a payer at any other time.
    function test_Purchase_CannotBeReenteredThroughTheTreasury() external {
        ReenteringTreasury reentering = new ReenteringTreasury();
        (treasury, configuration.sequencer) = (address(reentering), address(0));
        sellFor(COIN, address(0), 0);
        foundShop();
        vm.deal(address(_accomplice), 1 ether);
        _armWithPurchase(reentering, shop, COIN, 1 ether, 1 ether);
        buy(1 ether);
        _assertReentryRefused(reentering);
        assertEq(weights.totalContributed(), 1e9);
        assertEq(treasury.balance, 1 ether);
    }

    function test_PurchaseWithPermit_CannotBeReenteredThroughThePermit() external {
        PermitHookToken token = new PermitHookToken();
        _foundAndAllow(IMintable(address(token)), 100 ether);
        _fund(IMintable(address(token)), 100 ether, shop);
        _armWithPurchase(token, shop, address(token), 100 ether, 0);
        vm.prank(alice);
        shop.purchaseWithPermit(address(token), 100 ether, alice, 0, block.timestamp, 27, 0, 0);
        _assertReentryRefused(token);
        assertEq(weights.totalContributed(), 100e9);
        assertEq(token.balanceOf(treasury), 100 ether);
    }

    /// @dev What the source does not sell for is not even called.
    function test_PurchaseWithPermit_RevertWhen_AStrangeTokenWantsToBeCalled() external {
        PermitHookToken token = new PermitHookToken();
        sellFor(COIN, address(0), 0);
        foundShop();
        _armWithPurchase(token, shop, COIN, 1 ether, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseAssetUnknown.selector, address(token)));
        vm.prank(alice);
        shop.purchaseWithPermit(address(token), 1 ether, alice, 0, block.timestamp, 27, 0, 0);
        assertFalse(token.tried());
    }

    function test_Purchase_RevertGiven_TheTreasuryTakesNoCoins() external {
        treasury = address(new RejectingTreasury());
        sellFor(COIN, address(0), 0);
        foundShop();
        vm.expectRevert(abi.encodeWithSelector(RejectingTreasury.CoinsNotWelcome.selector, 1 ether));
        buy(1 ether);
    }

    // ---------------------------------------------------------------- two communities with one treasury

    /// @dev What the inner purchase brings to the treasury must not count for the outer one as well.
    function test_Purchase_DoesNotCountWhatAnotherCommunityCollectsMeanwhile() external {
        FeeToken token = new FeeToken(1_000);
        (PurchaseSource other, Weights otherWeights) = _foundTwo(address(token));
        _fund(IMintable(address(token)), 100 ether, other);
        _armWithPurchase(token, other, address(token), 100 ether, 0);

        buyWith(address(token), 100 ether);
        assertTrue(token.succeeded());
        assertEq(token.balanceOf(treasury), 180 ether);
        assertEq(contributed(alice), 90e9);
        assertEq(otherWeights.accountOf(address(_accomplice)).contributed, 90e9);
    }

    function test_Purchase_RevertGiven_OnlyAnotherCommunityCollected() external {
        HollowToken token = new HollowToken();
        (PurchaseSource other, ) = _foundTwo(address(token));
        _fund(IMintable(address(token)), 100 ether, other);
        _armWithPurchase(token, other, address(token), 100 ether, 0);

        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueZero.selector, address(token), 0));
        buyWith(address(token), 100 ether);
    }

    /// @dev One purchase after the other, in one transaction: each counts for itself.
    function test_Purchase_CountsEachOfTwoPurchasesInOneTransaction() external {
        FeeToken token = new FeeToken(1_000);
        (PurchaseSource other, Weights otherWeights) = _foundTwo(address(token));
        _fund(IMintable(address(token)), 100 ether, other);
        buyWith(address(token), 100 ether);
        _accomplice.call(address(other), 0, _purchaseOf(address(token), 100 ether));
        assertEq(contributed(alice), 90e9);
        assertEq(otherWeights.accountOf(address(_accomplice)).contributed, 90e9);
    }

    /// @dev Noting what was never collected makes one's own purchase worthless, and no later one.
    function test_NoteCollected_LowersOnlyThePurchaseItIsMadeIn() external {
        HookToken token = new HookToken(false);
        sellFor(address(token), address(0), 0);
        foundShop();
        token.mint(alice, 100 ether);
        vm.prank(alice);
        token.approve(address(shop), 100 ether);
        bytes memory note = abi.encodeCall(
            IPurchaseSource.noteCollected,
            (treasury, address(token), type(uint192).max)
        );
        token.arm(address(implementation), 0, note);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueZero.selector, address(token), 0));
        buyWith(address(token), 50 ether);

        token.arm(address(0), 0, "");
        implementation.noteCollected(treasury, address(token), type(uint192).max);
        buyWith(address(token), 50 ether);
        assertEq(contributed(alice), 50e9);
    }

    /// @dev What was noted cannot be taken back, or an inner purchase could be made to count twice.
    function testFuzz_NoteCollected_OnlyEverGrows(uint192[8] calldata amounts) external {
        uint256 sum = 0;
        for (uint256 i = 0; i < amounts.length; ++i) {
            sum += amounts[i];
            assertEq(implementation.noteCollected(treasury, COIN, amounts[i]), sum);
        }
        assertEq(implementation.noteCollected(bob, COIN, 0), 0);
        assertEq(implementation.noteCollected(treasury, bob, 0), 0);
    }

    // ---------------------------------------------------------------- odd tokens

    function test_Purchase_CreditsWhatArrivesOfATokenThatTakesAFee() external {
        FeeToken token = new FeeToken(300);
        _foundAndAllow(IMintable(address(token)), 100 ether);
        vm.expectEmit(address(shop));
        emit IPurchaseSource.Purchased(alice, alice, address(token), 97 ether, 97e9);
        buyWith(address(token), 100 ether);
        assertEq(contributed(alice), 97e9);
    }

    function test_Purchase_RevertWhen_AFeeTakesMoreThanThePayerAccepts() external {
        FeeToken token = new FeeToken(300);
        _foundAndAllow(IMintable(address(token)), 100 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchaseValueTooLow.selector, address(token), 97e9, 98e9)
        );
        vm.prank(alice);
        shop.purchase(address(token), 100 ether, alice, 98e9);
    }

    function test_Purchase_RevertWhen_AFeeTakesEverything() external {
        FeeToken token = new FeeToken(10_000);
        _foundAndAllow(IMintable(address(token)), 100 ether);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueZero.selector, address(token), 0));
        buyWith(address(token), 100 ether);
    }

    function test_Purchase_TakesATokenThatAnswersNothing() external {
        NoReturnToken token = new NoReturnToken();
        sellFor(address(token), address(0), 0);
        foundShop();
        token.mint(alice, 100e6);
        vm.prank(alice);
        token.approve(address(shop), 100e6);
        buyWith(address(token), 100e6);
        assertEq(contributed(alice), 100e9);
        assertEq(token.balanceOf(treasury), 100e6);
    }

    function test_Purchase_RevertGiven_ATokenThatAnswersFalse() external {
        address token = address(new FalseToken());
        sellFor(token, address(0), 0);
        foundShop();
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        buyWith(token, 100 ether);
    }

    function test_Purchase_RevertGiven_ATokenThatReverts() external {
        address token = address(new RevertingToken());
        sellFor(token, address(0), 0);
        foundShop();
        vm.expectRevert(RevertingToken.TokenPaused.selector);
        buyWith(token, 100 ether);
    }

    function test_Purchase_CreditsNoMoreThanWasPaidWhenATokenRebasesUp() external {
        RebasingToken token = new RebasingToken();
        _foundAndAllow(IMintable(address(token)), 100 ether);
        token.mint(treasury, 1000 ether);
        token.rebaseInTransfer(2e18);
        buyWith(address(token), 100 ether);
        assertEq(contributed(alice), 100e9);
    }

    function test_Purchase_CreditsNoMoreThanArrivesWhenATokenRebasesDown() external {
        RebasingToken token = new RebasingToken();
        _foundAndAllow(IMintable(address(token)), 100 ether);
        token.rebaseInTransfer(0.5e18);
        buyWith(address(token), 100 ether);
        assertEq(contributed(alice), 50e9);
    }

    function test_Purchase_RevertWhen_TheTreasuryHoldsLessAfterARebase() external {
        RebasingToken token = new RebasingToken();
        _foundAndAllow(IMintable(address(token)), 100 ether);
        token.mint(treasury, 1000 ether);
        token.rebaseInTransfer(0.5e18);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueZero.selector, address(token), 0));
        buyWith(address(token), 100 ether);
    }

    // ---------------------------------------------------------------- the end of the range

    function test_Purchase_RevertGiven_TheHorizon() external {
        uint64 horizonAt = _foundDecaying();
        vm.warp(horizonAt - 1);
        buy(1 ether);
        assertApproxEqAbs(weights.balanceOf(alice), 1e9, 1);
        vm.warp(horizonAt);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        buy(1 ether);
    }

    /// @dev 2^57 units of value nearly 2^40 times over do not fit the 96 bits of an account.
    function test_Purchase_RevertWhen_ItsUnitsDoNotFitNearTheHorizon() external {
        vm.warp(_foundDecaying() - 1);
        uint256 amount = (uint256(1) << 57) * 1e9;
        vm.deal(alice, amount);
        vm.expectPartialRevert(bytes4(keccak256("SafeCastOverflowedUintDowncast(uint8,uint256)")));
        buy(amount);
    }

    function test_Purchase_RevertWhen_TheAccountsUnitsDoNotFitNearTheHorizon() external {
        vm.warp(_foundDecaying() - 1);
        uint256 amount = (uint256(1) << 55) * 1e9;
        vm.deal(alice, 3 * amount);
        buy(amount);
        buy(amount);
        vm.expectPartialRevert(bytes4(keccak256("SafeCastOverflowedUintDowncast(uint8,uint256)")));
        buy(amount);
        assertEq(contributed(alice), 1 << 56);
        assertEq(treasury.balance, 2 * amount);
    }

    function test_Purchase_RevertWhen_AllThatWasContributedDoesNotFit() external {
        sellFor(COIN, address(0), 0);
        foundShop();
        uint256 amount = (uint256(1) << 63) * 1e9;
        vm.deal(alice, 2 * amount);
        buy(amount);
        vm.expectRevert(abi.encodeWithSignature("SafeCastOverflowedUintDowncast(uint8,uint256)", 64, 1 << 64));
        buy(amount);
    }

    function _reenterThroughToken(HookToken token) private {
        _foundAndAllow(IMintable(address(token)), 100 ether);
        _fund(IMintable(address(token)), 100 ether, shop);
        _armWithPurchase(token, shop, address(token), 100 ether, 0);
        buyWith(address(token), 100 ether);
        _assertReentryRefused(token);
        assertEq(contributed(alice), 100e9);
        assertEq(weights.totalContributed(), 100e9);
        assertEq(token.balanceOf(treasury), 100 ether);
    }

    function _assertReentryRefused(Reentry reentry) private view {
        assertTrue(reentry.tried());
        assertFalse(reentry.succeeded());
        assertEq(
            reentry.answer(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
    }

    function _armWithPurchase(
        Reentry reentry,
        PurchaseSource seller,
        address asset,
        uint256 amount,
        uint256 value
    ) private {
        bytes memory passed = abi.encodeCall(Accomplice.call, (address(seller), value, _purchaseOf(asset, amount)));
        reentry.arm(address(_accomplice), 0, passed);
    }

    function _purchaseOf(address asset, uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(IPurchaseSource.purchase, (asset, amount, address(_accomplice), 0));
    }

    /// @dev Sells for `token`, of which alice has `amount` to spend.
    function _foundAndAllow(IMintable token, uint256 amount) private {
        sellFor(address(token), address(0), 0);
        foundShop();
        token.mint(alice, amount);
        vm.prank(alice);
        token.approve(address(shop), amount);
    }

    /// @dev The accomplice has `amount` to spend at `seller`.
    function _fund(IMintable token, uint256 amount, PurchaseSource seller) private {
        token.mint(address(_accomplice), amount);
        _accomplice.call(address(token), 0, abi.encodeCall(IERC20.approve, (address(seller), amount)));
    }

    /// @dev Two communities that sell for `token` and share a treasury; alice has some to spend at the second, `shop`.
    function _foundTwo(address token) private returns (PurchaseSource other, Weights otherWeights) {
        sellFor(token, address(0), 0);
        KernelParameters memory p = linear();
        p.name = "other";
        foundShop(p);
        (other, otherWeights) = (shop, weights);
        foundShop();
        IMintable(token).mint(alice, 100 ether);
        vm.prank(alice);
        IERC20(token).approve(address(shop), 100 ether);
    }

    function _foundDecaying() private returns (uint64 horizonAt) {
        sellFor(COIN, address(0), 0);
        KernelParameters memory p = linear();
        p.halfLife = 90 days;
        foundShop(p);
        return weights.horizonAt();
    }
}
