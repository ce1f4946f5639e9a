// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IOffices} from "../../../contracts/constitution/IOffices.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {ForkId, IForks} from "../../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {TestFeed} from "../../../contracts/test/Feeds.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {WaywardToken} from "../../../contracts/test/WaywardToken.sol";
import {ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {Weights} from "../../../contracts/weights/Weights.sol";
import {Governing} from "../../helpers/Governing.sol";

/// The money of forks: alice, bob, carol and dave have bought for 100 gwei of coins each, so the treasury holds 400 gwei that
/// have a price; a token whose price a feed tells is sold for as well.
contract ForkMoneyTest is Governing {
    ForkId private constant FORK = ForkId.wrap(0);
    address private constant COIN = address(0);

    PurchaseSource private _purchases;
    PlainToken private _priced;
    PlainToken private _unpriced;
    WaywardToken private _wayward;
    TestFeed private _feed;
    address private _shop;

    function setUp() external {
        _priced = new PlainToken(9);
        _unpriced = new PlainToken(18);
        _wayward = new WaywardToken();
        _feed = new TestFeed(0, 2);
        _shop = address(new PurchaseSource());
        foundGoverned(_selling());
        _purchases = PurchaseSource(kernel.sources()[0]);
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) _buy(all[i], 100);
        vm.prank(alice);
        forks.propose(_child());
    }

    // ---------------------------------------------------------------- shares

    function test_Share_OfATreasuryWorthWhatMembersGave() external {
        _unpriced.mint(treasury, 1000);
        address child = _leaveWith(alice, COIN, address(_unpriced));
        assertEq(child.balance, 100 gwei);
        assertEq(_unpriced.balanceOf(child), 250);
        assertEq(treasury.balance, 300 gwei);
    }

    function test_Share_OfATreasuryWorthMore() external {
        // The treasury earned as much again, and half of it in tokens worth two each.
        vm.deal(treasury, 400 gwei);
        _priced.mint(treasury, 200);
        _leaveWith(alice, COIN, address(_priced));
        // What alice gave, 100, of what there is, 800.
        address child = _treasuryOfChild();
        assertEq(child.balance, 50 gwei);
        assertEq(_priced.balanceOf(child), 25);
    }

    function test_Share_OfATreasuryWorthLess() external {
        vm.deal(treasury, 40 gwei);
        address child = _leaveWith(alice, COIN, COIN);
        assertEq(child.balance, 10 gwei);
    }

    /// @notice Whatever the treasury holds, nobody leaves with more of what has a price than they gave, nothing is lost, and
    /// both treasuries add up to what there was.
    function testFuzz_Share_IsNeverMoreThanWasGiven(uint96 coins, uint64 tokens, uint8 price, uint64 bought) external {
        vm.deal(treasury, coins);
        _priced.mint(treasury, tokens);
        _feed.set(int256(bound(price, 1, 255)));
        uint256 given = bound(bought, 1, 1e12);
        _buy(bob, given);
        _leaveWith(bob, COIN, address(_priced));
        address child = _treasuryOfChild();
        uint256 worth = child.balance / 1 gwei + _priced.balanceOf(child) * uint256(bound(price, 1, 255));
        assertLe(worth, 100 + given);
        assertEq(child.balance + treasury.balance, uint256(coins) + given * 1 gwei);
        assertEq(_priced.balanceOf(child) + _priced.balanceOf(treasury), tokens);
    }

    function test_Attack_RaidersGainNothing() external {
        // Far above and far below what members gave.
        uint256[2] memory treasuries = [uint256(400_000 gwei), 4 gwei];
        for (uint256 i = 0; i < treasuries.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.deal(treasury, treasuries[i]);
            address raider = makeAddr("raider");
            _buy(raider, 10_000);
            _leaveWith(raider, COIN, COIN);
            assertLe(_treasuryOfChild().balance, 10_000 gwei);
            vm.revertToState(snapshot);
        }
    }

    /// @notice Whoever buys most of a community inherits it, as they could by a document; and as with a document, whoever does not
    /// want to go along can leave with what they gave before.
    function test_Attack_RaidersWhoInheritLetOthersLeaveFirst() external {
        address raider = makeAddr("raider");
        _buy(raider, 10_000);
        _join(raider);
        skipCycles(1);
        _execute(_list(COIN, COIN));
        uint64 restFrom = forks.forkOf(FORK).restFrom;
        assertEq(restFrom, block.timestamp + 10 days);
        assertEq(_treasuryOfChild().balance, 10_000 gwei);
        forks.arrive(FORK, raider);
        KernelParameters memory p = _child();
        p.name = "others";
        forks.propose(p);
        ForkId others = ForkId.wrap(1);
        vm.prank(alice);
        forks.join(others);
        vm.prank(bob);
        forks.join(others);
        skipCycles(1);
        assertLt(block.timestamp, restFrom);
        address child = Kernel(forks.execute(others, p, new address[](1))).treasury();
        assertEq(child.balance, 200 gwei);
        assertEq(forks.claim(FORK, COIN), 0);
        vm.warp(restFrom);
        assertEq(forks.claim(FORK, COIN), 200 gwei);
    }

    function test_Attack_RaidersWhoFollowGainNothing() external {
        vm.deal(treasury, 400_000 gwei);
        _leaveWith(alice, COIN, COIN);
        uint256 before = _treasuryOfChild().balance;
        address raider = makeAddr("raider");
        _buy(raider, 10_000);
        vm.prank(raider);
        forks.follow(FORK);
        forks.claim(FORK, COIN);
        assertLe(_treasuryOfChild().balance - before, 10_000 gwei);
    }

    function test_Attack_HundredPercentLeave() external {
        _priced.mint(treasury, 10);
        _join(alice);
        _join(bob);
        _join(carol);
        _join(dave);
        skipCycles(1);
        _execute(_list(COIN, address(_priced)));
        // Of 420 they gave 400; the rest follows, because the child is the successor, when nobody else can want it.
        assertEq(_treasuryOfChild().balance, uint256(400 gwei * 400) / 420);
        vm.warp(forks.forkOf(FORK).restFrom);
        forks.claim(FORK, COIN);
        forks.claim(FORK, address(_priced));
        assertEq(treasury.balance, 0);
        assertEq(_treasuryOfChild().balance, 400 gwei);
        assertEq(_priced.balanceOf(_treasuryOfChild()), 10);
        forks.arrive(FORK, alice);
        forks.arrive(FORK, bob);
        forks.arrive(FORK, carol);
        forks.arrive(FORK, dave);
        assertEq(weights.electorate(), 0);
        assertEq(weights.totalContributed(), 0);
        // What arrives later follows.
        vm.deal(treasury, 5 gwei);
        vm.warp(block.timestamp + 1000 days);
        assertEq(forks.claimableOf(FORK, COIN), 5 gwei);
        forks.claim(FORK, COIN);
        assertEq(_treasuryOfChild().balance, 405 gwei);
    }

    // ---------------------------------------------------------------- assets

    function test_LeftOut_CanBeClaimedWhileMembersCanFollow() external {
        _unpriced.mint(treasury, 1000);
        _leaveWith(alice);
        assertEq(forks.claimableOf(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, COIN), 0);
        assertEq(forks.claim(FORK, address(_unpriced)), 250);
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(forks.claim(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, address(_unpriced)), 250);
        uint64 until = forks.forkOf(FORK).followableUntil;
        vm.warp(until + 1);
        refuse(IForks.ForkClosed.selector, abi.encode(FORK, until));
        forks.claim(FORK, COIN);
    }

    function test_Attack_AssetsListedTwice() external {
        _join(alice);
        skipCycles(1);
        address[] memory assets = new address[](4);
        (assets[2], assets[3]) = (COIN, COIN);
        _execute(assets);
        assertEq(_treasuryOfChild().balance, 100 gwei);
    }

    function test_Attack_AssetsThatRefuseAreSkippedAndClaimable() external {
        _wayward.mint(treasury, 1000);
        WaywardToken.Manner[3] memory manners = [
            WaywardToken.Manner.Refuse,
            WaywardToken.Manner.Deny,
            WaywardToken.Manner.Bomb
        ];
        for (uint256 i = 0; i < manners.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            _wayward.behave(manners[i]);
            _join(alice);
            skipCycles(1);
            vm.expectEmit();
            emit IForks.ForkAssetSkipped(FORK, address(_wayward));
            _execute(_list(address(_wayward), COIN));
            assertEq(_treasuryOfChild().balance, 100 gwei);
            refuse(IForks.ForkAssetRefused.selector, abi.encode(address(_wayward)));
            forks.claim(FORK, address(_wayward));
            _wayward.behave(WaywardToken.Manner.Plain);
            assertEq(forks.claim(FORK, address(_wayward)), 250);
            vm.revertToState(snapshot);
        }
    }

    function test_Attack_AssetsThatTakeAFee() external {
        _wayward.mint(treasury, 1000);
        _wayward.behave(WaywardToken.Manner.Fee);
        _leaveWith(alice, address(_wayward), address(_wayward));
        assertEq(_wayward.balanceOf(_treasuryOfChild()), 125);
        assertEq(_wayward.balanceOf(treasury), 750);
        assertEq(forks.claim(FORK, address(_wayward)), 0);
    }

    function test_Attack_AssetsThatCallBack() external {
        _wayward.mint(treasury, 1000);
        _wayward.arm(address(forks), 0, abi.encodeCall(IForks.claim, (FORK, COIN)));
        _leaveWith(alice, address(_wayward), COIN);
        assertTrue(_wayward.tried());
        assertFalse(_wayward.succeeded());
        assertEq(_treasuryOfChild().balance, 100 gwei);
        assertEq(_wayward.balanceOf(_treasuryOfChild()), 250);
    }

    function test_Attack_AssetsThatAreNoTokens() external {
        address child = _leaveWith(alice, alice, address(kernel));
        assertEq(child.balance, 0);
    }

    function test_Attack_APricedAssetThatBurnsGasBlocksNobody() external {
        KernelParameters memory p = _selling();
        IPurchaseSource.Configuration memory c = _configuration();
        c.assets[1].token = address(_wayward);
        (p.name, p.sources[0].configuration) = ("burning", abi.encode(c));
        foundGoverned(p);
        _purchases = PurchaseSource(kernel.sources()[0]);
        _buy(alice, 100);
        _buy(bob, 100);
        _wayward.mint(treasury, 10);
        _wayward.behave(WaywardToken.Manner.Burn);
        p.name = "child";
        forks.propose(p);
        _join(alice);
        skipCycles(1);
        forks.execute(FORK, p, new address[](1));
        assertEq(_treasuryOfChild().balance, 100 gwei);
    }

    function test_Attack_AFeedThatDiesBlocksNobody() external {
        _priced.mint(treasury, 1000);
        skipCycles(2);
        // Stale by now: nobody can tell how much of it would be too much.
        _leaveWith(alice, COIN, address(_priced));
        address child = _treasuryOfChild();
        assertEq(child.balance, 100 gwei);
        assertEq(_priced.balanceOf(child), 0);
        assertEq(forks.claimableOf(FORK, address(_priced)), 0);
    }

    function test_Attack_MoneySentBetweenExecutionAndFollowing() external {
        _unpriced.mint(treasury, 1000);
        _leaveWith(alice, COIN, address(_unpriced));
        vm.deal(treasury, treasury.balance + 1000 gwei);
        _unpriced.mint(treasury, 9000);
        assertEq(forks.claim(FORK, COIN), 0);
        assertEq(forks.claim(FORK, address(_unpriced)), 0);
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(forks.claim(FORK, COIN), 100 gwei);
        assertEq(forks.claim(FORK, address(_unpriced)), 250);
    }

    // ---------------------------------------------------------------- members

    function test_Attack_LeavingEarlyTakesTheThresholdAlong() external {
        KernelParameters memory p = _selling();
        (p.name, p.fork.threshold) = ("half", 0.5e18);
        foundGoverned(p);
        _purchases = PurchaseSource(kernel.sources()[0]);
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) _buy(all[i], 100);
        p.name = "child";
        forks.propose(p);
        _join(alice);
        _join(bob);
        skipCycles(1);
        assertTrue(forks.forkOf(FORK).isReady);
        vm.prank(bob);
        forks.unjoin(FORK);
        // Who held the threshold at the cycle's end has to hold it now.
        refuse(IForks.ForkNotReady.selector, abi.encode(FORK, 100, 200, 0.2e18, 0.2e18));
        forks.execute(FORK, p, new address[](0));
    }

    function test_Attack_ThresholdMovedByOthersWhoLeave() external {
        // Another fork takes half of the electorate away; a quarter is half of what is left, and must show it at a cycle's end.
        KernelParameters memory p = _child();
        p.name = "rival";
        vm.prank(dave);
        forks.propose(p);
        ForkId rival = ForkId.wrap(1);
        vm.prank(carol);
        forks.join(rival);
        vm.prank(dave);
        forks.join(rival);
        _join(alice);
        skipCycles(1);
        forks.execute(rival, p, new address[](0));
        forks.arrive(rival, carol);
        forks.arrive(rival, dave);
        assertEq(weights.electorate(), 200);
        _execute(_list(COIN, COIN));
        // Of what was given by those still there; the rival's members took none of the coins yet, and cannot lose them.
        assertEq(_treasuryOfChild().balance, 100 gwei);
        assertEq(forks.claim(rival, COIN), 200 gwei);
        assertEq(treasury.balance, 100 gwei);
    }

    function test_Attack_JoiningAndVotingInOneTransaction() external {
        _join(alice);
        vm.prank(alice);
        vm.expectRevert();
        elections.nominate(ROOT_ELECTION, documentOf(""), placement(id(0), 1), noScores(), noDead());
        vm.prank(alice);
        forks.unjoin(FORK);
        present(ROOT_ELECTION, alice, "");
        refuse(IForks.ForkMemberPlaced.selector, abi.encode(alice, 100));
        _join(alice);
    }

    function test_Attack_UnitsCountedTwice() external {
        _leaveWith(alice, COIN, COIN);
        Weights there = Weights(Kernel(forks.forkOf(FORK).child).weights());
        uint256 all = 400;
        assertEq(weights.electorate() + there.electorate(), all);
        forks.arrive(FORK, alice);
        assertEq(weights.electorate() + there.electorate(), all);
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(weights.electorate() + there.electorate(), all);
        assertEq(weights.totalContributed() + there.totalContributed(), all);
    }

    function test_Brake_DoesNotStopAFork() external {
        vm.prank(address(offices));
        ITreasury(treasury).brake(7 days);
        assertEq(_leaveWith(alice, COIN, COIN).balance, 100 gwei);
    }

    function test_OutsideTreasury_KeepsItsMoney() external {
        KernelParameters memory p = _selling();
        (p.name, p.treasury) = ("outside", makeAddr("outside"));
        foundGoverned(p);
        _purchases = PurchaseSource(kernel.sources()[0]);
        _buy(alice, 100);
        (p.name, p.treasury) = ("child", address(0));
        forks.propose(p);
        _join(alice);
        skipCycles(1);
        forks.execute(FORK, p, new address[](1));
        assertEq(treasury.balance, 100 gwei);
        forks.arrive(FORK, alice);
    }

    // ---------------------------------------------------------------- set-up

    function _configuration() private view returns (IPurchaseSource.Configuration memory c) {
        c.assets = new IPurchaseSource.AssetParameters[](2);
        c.assets[1] = IPurchaseSource.AssetParameters(address(_priced), address(_feed), 36 hours);
    }

    function _selling() private returns (KernelParameters memory p) {
        p = governed();
        p.sources[0].implementation = _shop;
        p.sources[0].configuration = abi.encode(_configuration());
    }

    function _child() private returns (KernelParameters memory p) {
        p = _selling();
        p.name = "child";
    }

    function _buy(address buyer, uint256 value) private {
        vm.deal(buyer, value * 1 gwei);
        vm.prank(buyer);
        _purchases.purchase{value: value * 1 gwei}(COIN, value * 1 gwei, buyer, 0);
    }

    function _join(address member) private {
        vm.prank(member);
        forks.join(FORK);
    }

    function _execute(address[] memory assets) private {
        forks.execute(FORK, _child(), assets);
    }

    function _leaveWith(address member) private {
        _join(member);
        skipCycles(1);
        _execute(new address[](0));
    }

    function _leaveWith(address member, address first, address second) private returns (address) {
        _join(member);
        skipCycles(1);
        _execute(_list(first, second));
        return _treasuryOfChild();
    }

    function _treasuryOfChild() private view returns (address) {
        return Kernel(forks.forkOf(FORK).child).treasury();
    }

    function _list(address first, address second) private pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (first, second);
    }
}
