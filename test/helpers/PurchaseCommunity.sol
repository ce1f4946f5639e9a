// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters, Scaling, SourceParameters} from "../../contracts/kernel/IKernel.sol";
import {TestFeed} from "../../contracts/test/feeds/TestFeed.sol";
import {IPurchaseSource} from "../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../contracts/weights/sources/PurchaseSource.sol";
import {Community} from "./Community.sol";

/// @title Communities that sell weight
/// @notice By default a community without a gate, scaled linearly, whose only source sells for the assets that a test names.
abstract contract PurchaseCommunity is Community {
    address internal constant COIN = address(0);
    /// @dev The least number of coins that have a value, at par.
    uint256 internal constant GRAIN = 1e9;

    PurchaseSource internal implementation;
    PurchaseSource internal shop;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    function purchaseDefaults(IPurchaseSource.Configuration memory c) internal returns (KernelParameters memory p) {
        if (address(implementation) == address(0)) implementation = new PurchaseSource();
        p = defaults();
        p.sources = new SourceParameters[](1);
        p.sources[0] = SourceParameters(address(implementation), abi.encode(c));
        (p.gate, p.scaling) = (address(0), Scaling.Linear);
    }

    /// @notice Founds a community whose first source is a PurchaseSource.
    function foundShop(KernelParameters memory p) internal {
        found(p);
        shop = PurchaseSource(address(source));
    }

    function foundShop(IPurchaseSource.Configuration memory c) internal {
        foundShop(purchaseDefaults(c));
    }

    /// @notice Founds a community that sells for one asset at par.
    function foundShop(address token) internal {
        foundShop(sells(token, address(0), 0));
    }

    /// @notice Founds a community that sells for one asset at the price of a feed, good for an hour.
    function foundShop(address token, TestFeed feed) internal {
        foundShop(sells(token, address(feed), 1 hours));
    }

    function sells(
        address token,
        address feed,
        uint32 heartbeat
    ) internal pure returns (IPurchaseSource.Configuration memory c) {
        c.assets = new IPurchaseSource.AssetParameters[](1);
        c.assets[0] = IPurchaseSource.AssetParameters(token, feed, heartbeat);
    }

    function buy(address payer, uint256 amount) internal {
        vm.deal(payer, amount);
        vm.prank(payer);
        shop.purchase{value: amount}(COIN, amount, payer, 0);
    }

    function contributedBy(address account) internal view returns (uint64) {
        return weights.accountOf(account).contributed;
    }
}
