// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestToken} from "../../../contracts/test/tokens/TestToken.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseCommunity} from "../../helpers/PurchaseCommunity.sol";

/// @title Buying weight
/// @dev Pricing, founding and attacks are in files of their own.
contract PurchaseSourceTest is PurchaseCommunity {
    function test_Purchase_CreditsTheCoinAtPar() external {
        foundShop(COIN);
        vm.deal(alice, 2 ether);
        vm.expectEmit(address(shop));
        emit IPurchaseSource.Purchased(alice, alice, COIN, 1.5 ether, 1.5e9);
        vm.prank(alice);
        shop.purchase{value: 1.5 ether}(COIN, 1.5 ether, alice, 1.5e9);

        assertEq(weights.balanceOf(alice), 1.5e9);
        assertEq(contributedBy(alice), 1.5e9);
        assertEq(weights.totalContributed(), 1.5e9);
        assertEq(treasury.balance, 1.5 ether);
        assertEq(address(shop).balance, 0);
    }

    function test_Purchase_CreditsATokenAtPar() external {
        TestToken token = new TestToken(6);
        foundShop(address(token));
        token.mint(alice, 10e6);
        vm.startPrank(alice);
        token.approve(address(shop), 7e6);
        shop.purchase(address(token), 7e6, alice, 0);
        vm.stopPrank();
        assertEq(contributedBy(alice), 7e9);
        assertEq(token.balanceOf(treasury), 7e6);
        assertEq(token.balanceOf(address(shop)), 0);
    }
}
