// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Accomplice} from "../../../contracts/test/Accomplice.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {PermitToken, PlainToken} from "../../../contracts/test/Tokens.sol";
import {ExecutingTreasury, TalkingTreasury} from "../../../contracts/test/Treasuries.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {Purchases} from "../../helpers/Purchases.sol";

/// @title Buying weight
/// @dev What an asset is worth, what can be founded, and attacks are in files of their own.
///
/// purchase
/// ├── given the coin: exactly the amount has to be sent along
/// ├── given a token: the allowance decides, a permit that fails does not
/// ├── when the payer is the beneficiary: credited
/// ├── when it is not: only merchants
/// └── when the treasury pays, receives the weight, or is executing: refused
contract PurchaseSourceTest is Purchases {
    PermitToken private _token = new PermitToken();
    address private _carol;
    uint256 private _carolKey;

    function setUp() external {
        (_carol, _carolKey) = makeAddrAndKey("carol");
        sellFor(COIN, address(0), 0);
        sellFor(address(_token), address(0), 0);
        foundShop();
    }

    // ---------------------------------------------------------------- coins and tokens

    function test_Purchase_CreditsTheCoinAtPar() external {
        vm.expectEmit(address(shop));
        emit IPurchaseSource.Purchased(alice, alice, COIN, 1.5 ether, 1.5e9);
        vm.prank(alice);
        Units units = shop.purchase{value: 1.5 ether}(COIN, 1.5 ether, alice, 1.5e9);

        assertEq(Units.unwrap(units), 1.5e9);
        assertEq(weights.balanceOf(alice), 1.5e9);
        assertEq(contributed(alice), 1.5e9);
        assertEq(weights.totalContributed(), 1.5e9);
        assertEq(treasury.balance, 1.5 ether);
        assertEq(address(shop).balance, 0);
    }

    function test_Purchase_AddsToWhatIsHeld() external {
        buy(1 ether);
        buy(2 ether);
        assertEq(contributed(alice), 3e9);
        assertEq(weights.electorate(), 3e9);
        assertEq(treasury.balance, 3 ether);
    }

    function test_Purchase_GivesMoreUnitsForTheSameValueLater() external {
        KernelParameters memory p = linear();
        (p.halfLife, p.name) = (90 days, "decaying");
        foundShop(p);
        buy(1 ether);
        vm.warp(block.timestamp + 90 days);
        buy(1 ether);
        assertEq(weights.unitsOf(alice), 3e9);
        assertEq(weights.balanceOf(alice), 1.5e9);
        assertEq(contributed(alice), 2e9);
    }

    function test_Purchase_LeavesTheUnitsOfNobodyKnownDormant() external {
        KernelParameters memory p = linear();
        (p.gate, p.name) = (address(new ListGate()), "gated");
        foundShop(p);
        buy(1 ether);
        assertEq(weights.electorate(), 0);
        assertEq(weights.dormantOf(alice).units, 1e9);
    }

    function test_Purchase_TakesATokenFromThePayerToTheTreasury() external {
        _token.mint(alice, 10 ether);
        vm.prank(alice);
        _token.approve(address(shop), 7 ether);
        vm.expectEmit(address(shop));
        emit IPurchaseSource.Purchased(alice, alice, address(_token), 7 ether, 7e9);
        buyWith(address(_token), 7 ether);
        assertEq(contributed(alice), 7e9);
        assertEq(_token.balanceOf(treasury), 7 ether);
        assertEq(_token.balanceOf(alice), 3 ether);
        assertEq(_token.balanceOf(address(shop)), 0);
    }

    function test_Purchase_RevertWhen_LessCoinIsSentThanNamed() external {
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCoinMismatch.selector, 1 ether, 2 ether));
        vm.prank(alice);
        shop.purchase{value: 1 ether}(COIN, 2 ether, alice, 0);
    }

    function test_Purchase_RevertWhen_MoreCoinIsSentThanNamed() external {
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCoinMismatch.selector, 2 ether, 1 ether));
        vm.prank(alice);
        shop.purchase{value: 2 ether}(COIN, 1 ether, alice, 0);
    }

    function test_Purchase_RevertWhen_CoinIsSentWithAToken() external {
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCoinMismatch.selector, 1, 0));
        vm.prank(alice);
        shop.purchase{value: 1}(address(_token), 1 ether, alice, 0);
    }

    function test_Purchase_RevertWhen_TheAssetIsNotSoldFor() external {
        address other = address(new PlainToken(18));
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseAssetUnknown.selector, other));
        buyWith(other, 1 ether);
    }

    function test_Purchase_RevertGiven_NoAllowance() external {
        _token.mint(alice, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(shop), 0, 1 ether)
        );
        buyWith(address(_token), 1 ether);
    }

    /// @dev Not a clone: it has no terms, and must not take money without giving weight.
    function test_Purchase_RevertWhen_MadeAtTheImplementation() external {
        vm.expectRevert();
        vm.prank(alice);
        implementation.purchase{value: 1 ether}(COIN, 1 ether, alice, 0);
        assertEq(alice.balance, 1_000_000 ether);
    }

    // ---------------------------------------------------------------- permits

    function test_PurchaseWithPermit_NeedsNoAllowance() external {
        _token.mint(_carol, 5 ether);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        vm.prank(_carol);
        shop.purchaseWithPermit(address(_token), 5 ether, _carol, 5e9, block.timestamp, v, r, s);
        assertEq(contributed(_carol), 5e9);
        assertEq(_token.balanceOf(treasury), 5 ether);
    }

    /// @dev Anybody who sees the permit may hand it in first; the purchase has to go through all the same.
    function test_PurchaseWithPermit_GoesThroughAfterAFrontRun() external {
        _token.mint(_carol, 5 ether);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        vm.prank(bob);
        _token.permit(_carol, address(shop), 5 ether, block.timestamp, v, r, s);
        vm.prank(_carol);
        shop.purchaseWithPermit(address(_token), 5 ether, _carol, 0, block.timestamp, v, r, s);
        assertEq(contributed(_carol), 5e9);
    }

    function test_PurchaseWithPermit_FallsBackOnTheAllowance() external {
        PlainToken plain = new PlainToken(18);
        sellFor(address(plain), address(0), 0);
        KernelParameters memory p = linear();
        p.name = "permitless";
        foundShop(p);
        plain.mint(alice, 1 ether);
        vm.startPrank(alice);
        plain.approve(address(shop), 1 ether);
        shop.purchaseWithPermit(address(plain), 1 ether, alice, 0, block.timestamp, 27, 0, 0);
        assertEq(contributed(alice), 1e9);
    }

    function test_PurchaseWithPermit_RevertWhen_ItIsNotThePayersAndNothingIsAllowed() external {
        _token.mint(alice, 5 ether);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(shop), 0, 5 ether)
        );
        vm.prank(alice);
        shop.purchaseWithPermit(address(_token), 5 ether, alice, 0, block.timestamp, v, r, s);
    }

    function test_PurchaseWithPermit_RevertWhen_ThePermitHasExpired() external {
        _token.mint(_carol, 5 ether);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        uint256 deadline = block.timestamp;
        vm.warp(deadline + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(shop), 0, 5 ether)
        );
        vm.prank(_carol);
        shop.purchaseWithPermit(address(_token), 5 ether, _carol, 0, deadline, v, r, s);
    }

    function test_PurchaseWithPermit_RevertWhen_ForTheCoin() external {
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCoinMismatch.selector, 0, 1 ether));
        vm.prank(alice);
        shop.purchaseWithPermit(COIN, 1 ether, alice, 0, block.timestamp, 27, 0, 0);
    }

    // ---------------------------------------------------------------- merchants

    function test_SetMerchant_LetsAShopPassTheBuyerOn() external {
        vm.expectEmit(address(shop));
        emit IPurchaseSource.MerchantSet(alice, true);
        _register(alice, true);
        assertTrue(shop.isMerchant(alice));
        vm.expectEmit(address(shop));
        emit IPurchaseSource.Purchased(alice, bob, COIN, 1 ether, 1e9);
        _buyFor(bob);
        assertEq(contributed(bob), 1e9);
        assertEq(contributed(alice), 0);
    }

    function test_Purchase_RevertWhen_AnybodyElseBuysForAnother() external {
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchasePayerNotMerchant.selector, alice, bob));
        _buyFor(bob);
    }

    function test_Purchase_RevertGiven_TheMerchantWasStruckOff() external {
        _register(alice, true);
        _register(alice, false);
        assertFalse(shop.isMerchant(alice));
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchasePayerNotMerchant.selector, alice, bob));
        _buyFor(bob);
    }

    function test_Purchase_RevertWhen_AMerchantBuysForNobody() external {
        _register(alice, true);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseForNobody.selector, alice));
        _buyFor(address(0));
    }

    function test_SetMerchant_RevertWhen_NotByTheTreasury() external {
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCallerNotTreasury.selector, alice));
        vm.prank(alice);
        shop.setMerchant(alice, true);
    }

    // ---------------------------------------------------------------- the treasury

    function test_Purchase_RevertWhen_TheTreasuryPays() external {
        vm.deal(treasury, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseByTreasury.selector, treasury));
        vm.prank(treasury);
        shop.purchase{value: 1 ether}(COIN, 1 ether, treasury, 0);
    }

    function test_Purchase_RevertWhen_TheTreasuryPaysForAnother() external {
        vm.deal(treasury, 1 ether);
        _register(treasury, true);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseByTreasury.selector, treasury));
        vm.prank(treasury);
        shop.purchase{value: 1 ether}(COIN, 1 ether, alice, 0);
    }

    function test_Purchase_RevertWhen_ForTheTreasury() external {
        _register(alice, true);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseForTreasury.selector, treasury));
        _buyFor(treasury);
    }

    /// @dev Whatever the treasury calls could be spending what it was just handed.
    function test_Purchase_RevertWhen_TheTreasuryCallsThePayer() external {
        ExecutingTreasury executive = new ExecutingTreasury();
        _foundFor(address(executive), "executing");
        vm.deal(address(executive), 1 ether);
        Accomplice accomplice = new Accomplice();
        bytes memory purchase = abi.encodeCall(IPurchaseSource.purchase, (COIN, 1 ether, address(accomplice), 0));
        bytes memory passed = abi.encodeCall(Accomplice.call, (address(shop), 1 ether, purchase));

        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchaseWhileTreasuryExecutes.selector, address(executive))
        );
        executive.execute(address(accomplice), 1 ether, passed);

        // The same payer is welcome with money of its own.
        vm.deal(address(accomplice), 1 ether);
        accomplice.call(address(shop), 1 ether, purchase);
        assertEq(contributed(address(accomplice)), 1e9);
    }

    /// @dev Some wallets answer anything: only a plain yes means that they are executing.
    function test_Purchase_IsNotPutOffByATreasuryThatAnswersOtherwise() external {
        bytes[4] memory answers = [bytes(""), abi.encode(0), abi.encode(2), abi.encode(1, 1)];
        for (uint256 i = 0; i < answers.length; ++i) {
            _foundFor(address(new TalkingTreasury(answers[i])), string.concat("answer-", vm.toString(i)));
            buy(1 ether);
            assertEq(contributed(alice), 1e9);
        }
    }

    function test_Purchase_RevertGiven_TheTreasuryAnswersThatItExecutes() external {
        address talking = address(new TalkingTreasury(abi.encode(1)));
        _foundFor(talking, "talking");
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseWhileTreasuryExecutes.selector, talking));
        buy(1 ether);
    }

    function _foundFor(address treasury_, string memory name) private {
        KernelParameters memory p = linear();
        (p.treasury, p.name) = (treasury_, name);
        foundShop(p);
    }

    function _register(address merchant, bool registered) private {
        vm.prank(treasury);
        shop.setMerchant(merchant, registered);
    }

    function _buyFor(address beneficiary) private {
        vm.prank(alice);
        shop.purchase{value: 1 ether}(COIN, 1 ether, beneficiary, 0);
    }

    /// @dev Carol's permit for the shop, good until now.
    function _signPermit(uint256 amount) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        uint256 nonce = IERC20Permit(_token).nonces(_carol);
        bytes32 message = keccak256(abi.encode(typeHash, _carol, address(shop), amount, nonce, block.timestamp));
        return vm.sign(_carolKey, keccak256(abi.encodePacked(hex"1901", _token.DOMAIN_SEPARATOR(), message)));
    }
}
