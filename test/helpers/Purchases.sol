// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters, Scaling, SourceParameters} from "../../contracts/kernel/IKernel.sol";
import {IPurchaseSource} from "../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../contracts/weights/sources/PurchaseSource.sol";
import {Community} from "./Community.sol";

/// @title Communities that sell weight
/// @notice A test lists what is sold for ({sellFor}), then founds a community that weighs linearly and asks for no
/// credential with {foundShop}. Alice has coins.
abstract contract Purchases is Community {
    address internal constant COIN = address(0);

    PurchaseSource internal implementation = PurchaseSource(deploy("PurchaseSource", ""));
    PurchaseSource internal shop;
    IPurchaseSource.Configuration internal configuration;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    constructor() {
        vm.deal(alice, 1_000_000 ether);
    }

    /// @notice Also sells for `token`, at par without a feed.
    function sellFor(address token, address feed, uint32 heartbeat) internal {
        configuration.assets.push(IPurchaseSource.AssetParameters(token, feed, heartbeat));
    }

    function linear() internal returns (KernelParameters memory p) {
        p = defaults();
        (p.scaling, p.gate) = (Scaling.Linear, address(0));
        p.sources = new SourceParameters[](1);
        p.sources[0] = SourceParameters(address(implementation), abi.encode(configuration));
    }

    function foundShop() internal {
        foundShop(linear());
    }

    function foundShop(KernelParameters memory p) internal {
        found(p);
        shop = PurchaseSource(kernel.sources()[0]);
    }

    /// @notice Alice buys with coins for herself.
    function buy(uint256 amount) internal {
        vm.prank(alice);
        shop.purchase{value: amount}(COIN, amount, alice, 0);
    }

    /// @notice Alice buys with an ERC-20 for herself.
    function buyWith(address token, uint256 amount) internal {
        vm.prank(alice);
        shop.purchase(token, amount, alice, 0);
    }

    function contributed(address account) internal view returns (uint256) {
        return weights.accountOf(account).contributed;
    }
}
