// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ForkId} from "../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../contracts/kernel/Kernel.sol";
import {TestFeed} from "../../contracts/test/Feeds.sol";
import {PlainToken} from "../../contracts/test/Tokens.sol";
import {WaywardToken} from "../../contracts/test/WaywardToken.sol";
import {IPurchaseSource} from "../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../contracts/weights/sources/PurchaseSource.sol";
import {Governing} from "./Governing.sol";

/// @title Communities with money to divide
/// @notice alice, bob, carol and dave have bought for 100 gwei of coins each, so the treasury holds 400 gwei that have a price; a
/// token whose price a feed tells is sold for as well. A fork is proposed.
abstract contract Dividing is Governing {
    ForkId internal constant FORK = ForkId.wrap(0);
    address internal constant COIN = address(0);

    PurchaseSource internal shop;
    PlainToken internal priced;
    PlainToken internal unpriced;
    WaywardToken internal wayward;
    TestFeed internal feed;
    address internal shopCode;

    function setUp() external {
        priced = new PlainToken(9);
        unpriced = new PlainToken(18);
        wayward = new WaywardToken();
        feed = new TestFeed(0, 2);
        shopCode = deploy("PurchaseSource", "");
        foundGoverned(selling());
        shop = PurchaseSource(kernel.sources()[0]);
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) buy(all[i], 100);
        vm.prank(alice);
        forks.propose(child());
    }

    function configuration() internal view returns (IPurchaseSource.Configuration memory c) {
        c.assets = new IPurchaseSource.AssetParameters[](2);
        c.assets[1] = IPurchaseSource.AssetParameters(address(priced), address(feed), 36 hours);
    }

    function selling() internal returns (KernelParameters memory p) {
        p = governed();
        p.sources[0].implementation = shopCode;
        p.sources[0].configuration = abi.encode(configuration());
    }

    function child() internal returns (KernelParameters memory p) {
        p = selling();
        p.name = "child";
    }

    function buy(address buyer, uint256 value) internal {
        vm.deal(buyer, value * 1 gwei);
        vm.prank(buyer);
        shop.purchase{value: value * 1 gwei}(COIN, value * 1 gwei, buyer, 0);
    }

    function join(address member) internal {
        vm.prank(member);
        forks.join(FORK);
    }

    function execute(address[] memory assets) internal {
        forks.execute(FORK, child(), assets);
    }

    function leaveWith(address member) internal {
        join(member);
        skipCycles(1);
        execute(new address[](0));
    }

    function leaveWith(address member, address first, address second) internal returns (address) {
        join(member);
        skipCycles(1);
        execute(listOf(first, second));
        return treasuryOfChild();
    }

    function treasuryOfChild() internal view returns (address) {
        return Kernel(forks.forkOf(FORK).child).treasury();
    }

    function listOf(address first, address second) internal pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (first, second);
    }
}
