// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ForkId} from "../../../contracts/kernel/IForks.sol";
import {Forks} from "../../../contracts/kernel/Forks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {FeeToken, HookToken} from "../../../contracts/test/Tokens.sol";
import {ExecutingTreasury} from "../../../contracts/test/Treasuries.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IPatronSource} from "../../../contracts/weights/sources/IPatronSource.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {Patrons} from "../../helpers/Patrons.sol";

/// @title Ways to weigh what one does not give
contract PatronSourceAttacksTest is Patrons {
    function setUp() external {
        foundCooperative(cooperative());
    }

    // ---------------------------------------------------------------- time

    function test_Attack_FlashPatronage() external {
        give(bob, 10, 10);
        source.credit(bob, 1);
        nominate(OFFICE, bob, 1);
        // To give, place and cancel leaves the weight until it is withdrawn, and the commitment until then as well.
        give(alice, 1000, 1000);
        placeLease(alice, 1000);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsStillPlaced.selector, alice, 1000, 0));
        commit(alice, 0);
        vm.prank(alice);
        patrons.settle(alice);
        withdraw(OFFICE, alice);
        commit(alice, 0);
        assertEq(leasedBy(alice), 0);
        assertEq(votesOf(OFFICE, id(1)), 100);
        assertEq(weights.electorate(), 11);
        assertEq(treasury.balance, 1010 gwei, "what was given stays given");
    }

    function test_Attack_LapseAndRenewalInOneBlock() external {
        stream(alice, 1000, 100, 100);
        patrons.collect(alice);
        source.credit(bob, 1);
        nominate(OFFICE, bob, 1);
        placeLease(alice, 100);
        // In the first second after its end: the lease begins anew, and what was placed of the last one does not count on.
        vm.warp(genesis + PERIOD);
        assertEq(votesOf(OFFICE, id(1)), 100);
        patrons.collect(alice);
        assertEq(weights.leaseOf(alice).placed, 0);
        assertEq(votesOf(OFFICE, id(1)), 100);
        placeLease(alice, 100);
        assertEq(votesOf(OFFICE, id(1)), 101 * 100);
        assertEq(weights.electorate(), 101);
        elections.advance(OFFICE, 100);
        vm.warp(genesis + 2 * PERIOD);
        assertEq(votesOf(OFFICE, id(1)), 100, "it drops out once");
        assertEq(weights.electorate(), 1);
    }

    function test_Attack_BoundariesOfAPeriod() external {
        give(alice, 100, 100);
        vm.warp(genesis + PERIOD - 1);
        assertEq(leasedBy(alice), 100);
        commit(alice, 60);
        assertEq(leasedBy(alice), 60);
        vm.warp(genesis + PERIOD);
        assertEq(leasedBy(alice), 0);
        // What has ended does not come back by a commitment, nor by settling.
        commit(alice, 100);
        patrons.settle(alice);
        assertEq(leasedBy(alice), 0);
    }

    function test_Attack_ExtendingMuchWithLittle() external {
        give(alice, 1000, 1000);
        vm.warp(genesis + PERIOD - 1);
        give(alice, 1, 1000);
        assertEq(patrons.patronOf(alice).endsAt, genesis + PERIOD);
        vm.warp(genesis + PERIOD);
        assertEq(leasedBy(alice), 0);
    }

    /// @dev However often one gives: no more than the largest donation of the last period and a cycle counts.
    function testFuzz_Attack_WeightIsPaidForWithinAPeriod(
        uint64[6] calldata values,
        uint32[6] calldata waits
    ) external {
        for (uint256 i = 0; i < values.length; ++i) {
            uint64 value = uint64(_bound(values[i], 1, 1e9));
            give(alice, value, uint64(_bound(values[i] >> 32, 0, 1e9)));
            vm.warp(block.timestamp + _bound(waits[i], 0, 40 days));
            IPatronSource.Patron memory patron = patrons.patronOf(alice);
            assertLe(patron.endsAt, patron.donatedAt + PERIOD + 1 days);
            assertLe(leasedBy(alice), patron.last);
            if (block.timestamp >= patron.endsAt + 1 days) assertEq(leasedBy(alice), 0);
            assertEq(weights.electorate(), leasedBy(alice));
        }
    }

    // ---------------------------------------------------------------- collecting

    function test_Attack_CapRace() external {
        stream(alice, 1000, 100, 100);
        patrons.collect(alice);
        // A second keeper, or one that is faster than the patron's own donation, collects nothing more.
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronNotDue.selector, alice, genesis + 29 days));
        patrons.collect(alice);
        vm.warp(genesis + 29 days);
        give(alice, 100, 100);
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronNotDue.selector, alice, genesis + 59 days));
        patrons.collect(alice);
        // Lowered before it is due, less is collected, and nothing if less is not enough.
        vm.warp(genesis + 59 days);
        vm.prank(alice);
        patrons.setStream(address(token), 40, 100);
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronStreamTooSmall.selector, alice, 100, 40));
        patrons.collect(alice);
        commit(alice, 40);
        patrons.collect(alice);
        assertEq(token.balanceOf(treasury), 140);
    }

    function test_Attack_CollectingMoreThanWasApproved() external {
        stream(alice, 250, 1000, 100);
        patrons.collect(alice);
        vm.warp(genesis + PERIOD);
        patrons.collect(alice);
        vm.warp(genesis + 2 * PERIOD);
        bytes4 selector = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(patrons), 50, 100));
        patrons.collect(alice);
    }

    function test_Attack_MonthsThatNobodyCollectedAreNotMadeUpFor() external {
        stream(alice, 1000, 100, 100);
        vm.warp(genesis + 100 days);
        patrons.collect(alice);
        assertEq(token.balanceOf(treasury), 100);
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronNotDue.selector, alice, genesis + 129 days));
        patrons.collect(alice);
    }

    // ---------------------------------------------------------------- tokens and the treasury

    function test_Attack_TokenThatTakesAFee() external {
        FeeToken fee = new FeeToken(1000);
        _foundWith(address(fee));
        fee.mint(alice, 200 ether);
        vm.startPrank(alice);
        fee.approve(address(patrons), 200 ether);
        patrons.donate(address(fee), 100 ether, 100e9, 0);
        vm.stopPrank();
        assertEq(leasedBy(alice), 90e9, "what arrived");
        // What arrives is too little for the commitment, so it cannot be collected.
        vm.prank(alice);
        patrons.setStream(address(fee), type(uint96).max, 100e9);
        vm.warp(block.timestamp + PERIOD);
        bytes4 selector = IPurchaseSource.PurchaseValueTooLow.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(fee), 90e9, 100e9));
        patrons.collect(alice);
    }

    function test_Attack_TokenThatCallsBack() external {
        HookToken hook = new HookToken(true);
        _foundWith(address(hook));
        hook.mint(alice, 200 ether);
        hook.arm(address(patrons), 0, abi.encodeCall(IPatronSource.collect, (alice)));
        vm.startPrank(alice);
        hook.approve(address(patrons), 200 ether);
        patrons.setStream(address(hook), type(uint96).max, 100e9);
        vm.stopPrank();
        patrons.collect(alice);
        assertTrue(hook.tried());
        assertFalse(hook.succeeded());
        assertEq(contributed(alice), 100e9);
        assertEq(hook.balanceOf(treasury), 100 ether);
    }

    /// @dev What a purchase inside of the token's own call brings is credited there, whatever kind of source asks.
    function test_Attack_PurchaseInsideOfADonationCountsOnce() external {
        vm.expectCall(address(register), abi.encodeCall(register.noteCollected, (treasury, address(token), 100)));
        stream(alice, 100, 100, 100);
        patrons.collect(alice);
    }

    function test_Attack_TreasuryAsPatron() external {
        vm.deal(treasury, 1 gwei);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseByTreasury.selector, treasury));
        vm.prank(treasury);
        patrons.donate{value: 1 gwei}(COIN, 1 gwei, 1, 0);
        ExecutingTreasury executing = new ExecutingTreasury();
        KernelParameters memory p = cooperative();
        (p.name, p.treasury) = ("executing", address(executing));
        foundCooperative(p);
        stream(alice, 100, 100, 100);
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchaseWhileTreasuryExecutes.selector, address(executing))
        );
        executing.execute(address(patrons), 0, abi.encodeCall(IPatronSource.collect, (alice)));
        patrons.collect(alice);
    }

    function test_Donate_RevertWhen_TheCoinsAreNotTheAmount() external {
        vm.deal(alice, 2 gwei);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCoinMismatch.selector, 2 gwei, 1 gwei));
        patrons.donate{value: 2 gwei}(COIN, 1 gwei, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseCoinMismatch.selector, 1 gwei, 0));
        patrons.donate{value: 1 gwei}(address(token), 1, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseValueTooLow.selector, COIN, 1, 2));
        patrons.donate{value: 1 gwei}(COIN, 1 gwei, 1, 2);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- forks

    /// @dev A lease that was taken along does not come back by a commitment.
    function test_Attack_PatronWhoLeftAndCommitsAgain() external {
        KernelParameters memory p = cooperative();
        (p.name, p.treasury, p.fork.fill) = ("left", address(0), 0);
        foundCooperative(p);
        give(alice, 100, 100);
        Forks forks = Forks(kernel.forks());
        p.name = "child";
        vm.startPrank(alice);
        ForkId fork = forks.propose(p);
        forks.join(fork);
        vm.stopPrank();
        skipCycles(2);
        forks.execute(fork, p, new address[](0));
        forks.arrive(fork, alice);
        assertEq(leasedBy(alice), 0);
        commit(alice, 50);
        patrons.settle(alice);
        commit(alice, 100);
        assertEq(leasedBy(alice), 0);
        assertEq(weights.electorate(), 0);
        give(alice, 70, 70);
        assertEq(leasedBy(alice), 70, "a new donation is another matter");
    }

    // ---------------------------------------------------------------- set-up

    function _foundWith(address other) private {
        KernelParameters memory p = cooperative();
        p.name = "other";
        p.sources[1].configuration = abi.encode(terms(other));
        foundCooperative(p);
    }
}
