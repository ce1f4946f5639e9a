// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CharterLib} from "../../../contracts/kernel/CharterLib.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {TestFeed} from "../../../contracts/test/Feeds.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IPatronSource} from "../../../contracts/weights/sources/IPatronSource.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PatronLib} from "../../../contracts/weights/sources/PatronLib.sol";
import {PatronSource} from "../../../contracts/weights/sources/PatronSource.sol";
import {Patrons} from "../../helpers/Patrons.sol";

/// Patrons
/// ├── weigh the last donation, or what they committed for the next if that is less
/// │   ├── until the donation's period ends, rounded up to a cycle
/// │   ├── less at once when they commit less, unless more is placed
/// │   └── more again when they commit more, up to the last donation
/// ├── renew by a donation that counts for no less, without a gap if a cycle early at most
/// ├── let anyone collect a donation when it is due, of a token, up to a limit
/// └── the highest: anyone names a higher one, and the end of its lease needs no naming
contract PatronSourceTest is Patrons {
    function setUp() external {
        foundCooperative(cooperative());
    }

    // ---------------------------------------------------------------- donations

    function test_Donate_LeasesForAPeriod() external {
        vm.warp(genesis + 12 hours);
        vm.expectEmit(address(patrons));
        emit IPatronSource.Donated(alice, COIN, 100 gwei, 100);
        vm.expectEmit(address(weights));
        emit IWeights.Leased(alice, Units.wrap(100), 31);
        give(alice, 100, 100);
        assertEq(treasury.balance, 100 gwei);
        assertEq(leasedBy(alice), 100);
        assertEq(weights.electorate(), 100);
        assertEq(contributed(alice), 100);
        assertEq(weights.totalContributed(), 100);
        assertEq(patrons.patronOf(alice).endsAt, block.timestamp + PERIOD);
    }

    /// @dev A period that ends with a cycle counts to the end of that cycle; a second more, and it counts for all of the next.
    function test_Donate_CountsToTheEndOfItsLastCycle() external {
        vm.warp(genesis + 1 days - 1);
        give(alice, 100, 100);
        vm.warp(genesis + 1 days);
        give(bob, 100, 100);
        vm.warp(genesis + 1 days + 1);
        give(carol, 100, 100);
        vm.warp(genesis + 31 days - 1);
        assertEq(leasedBy(alice), 100);
        assertEq(leasedBy(bob), 100);
        vm.warp(genesis + 31 days);
        assertEq(leasedBy(alice), 0);
        assertEq(leasedBy(bob), 0);
        vm.warp(genesis + 32 days - 1);
        assertEq(leasedBy(carol), 100);
        assertEq(weights.electorate(), 100);
        vm.warp(genesis + 32 days);
        assertEq(weights.electorate(), 0);
    }

    function testFuzz_Weight_IsTheLesserOfDonationAndCommitment(uint64 value, uint64 first, uint64 then_) external {
        value = uint64(_bound(value, 1, type(uint64).max / 4));
        give(alice, value, first);
        assertEq(leasedBy(alice), value < first ? value : first);
        commit(alice, then_);
        assertEq(leasedBy(alice), value < then_ ? value : then_);
        assertEq(weights.electorate(), leasedBy(alice));
        assertEq(contributed(alice), value);
    }

    function test_Donate_OnceGivesNoWeight() external {
        give(alice, 100, 0);
        assertEq(leasedBy(alice), 0);
        assertEq(contributed(alice), 100);
    }

    function test_Donate_OfLessThanWhatRunsRenewsNothing() external {
        give(alice, 100, 100);
        vm.warp(genesis + 10 days);
        give(alice, 99, 100);
        assertEq(leasedBy(alice), 100);
        assertEq(contributed(alice), 199);
        assertEq(patrons.patronOf(alice).endsAt, genesis + PERIOD);
        // Whoever commits less first renews with less.
        give(alice, 40, 40);
        assertEq(leasedBy(alice), 40);
        assertEq(patrons.patronOf(alice).endsAt, genesis + 40 days);
    }

    function test_Donate_AfterALapseBeginsAnew() external {
        give(alice, 100, 100);
        vm.warp(genesis + 45 days);
        assertEq(leasedBy(alice), 0);
        give(alice, 30, 100);
        assertEq(leasedBy(alice), 30);
        assertEq(patrons.patronOf(alice).endsAt, genesis + 75 days);
    }

    function test_Donate_ACycleEarlyFollowsWithoutAGap() external {
        give(alice, 100, 100);
        vm.warp(genesis + 29 days - 1);
        give(alice, 100, 100);
        assertEq(patrons.patronOf(alice).endsAt, genesis + 59 days - 1, "too early: from now on");
        vm.warp(genesis + 58 days);
        give(alice, 100, 100);
        assertEq(patrons.patronOf(alice).endsAt, genesis + 89 days - 1, "from the end of the last");
    }

    function test_Donate_WithAToken() external {
        token.mint(alice, 100);
        vm.startPrank(alice);
        token.approve(address(patrons), 100);
        patrons.donate(address(token), 100, 100, 100);
        vm.stopPrank();
        assertEq(leasedBy(alice), 100);
        assertEq(token.balanceOf(treasury), 100);
    }

    function test_Donate_FollowsThePrice() external {
        TestFeed priceFeed = new TestFeed(2, 250);
        KernelParameters memory p = cooperative();
        IPatronSource.Configuration memory c = terms(address(token));
        (c.till.assets[1].feed, c.till.assets[1].heartbeat) = (address(priceFeed), 1 hours);
        p.sources[1].configuration = abi.encode(c);
        p.name = "priced";
        foundCooperative(p);
        priceFeed.set(250);
        stream(alice, 1000, 100, 100);
        assertEq(patrons.quote(address(token), 40), 100);
        patrons.collect(alice);
        assertEq(token.balanceOf(treasury), 40);
        assertEq(leasedBy(alice), 100);
        assertEq(patrons.appraise(address(token), 40), 100);
        assertEq(patrons.priced().length, 2);
        assertEq(patrons.assets()[1].feed, address(priceFeed));
        vm.warp(block.timestamp + 29 days);
        priceFeed.set(33);
        // 100 is worth 303.03 of it: more than the patron lets anyone take.
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronStreamTooSmall.selector, alice, 304, 100));
        patrons.collect(alice);
        vm.prank(alice);
        patrons.setStream(address(token), 304, 100);
        patrons.collect(alice);
        assertEq(token.balanceOf(treasury), 344);
        assertEq(leasedBy(alice), 100);
    }

    function test_Donate_RevertGiven_NotStartedOrOver() external {
        KernelParameters memory p = cooperative();
        (p.name, p.genesisAt, p.halfLife) = ("later", uint64(block.timestamp + 100 days), 90 days);
        found(p);
        patrons = PatronSource(kernel.sources()[1]);
        vm.deal(alice, 2 gwei);
        vm.expectRevert(abi.encodeWithSelector(CharterLib.CharterNotStarted.selector, p.genesisAt));
        vm.prank(alice);
        patrons.donate{value: 1 gwei}(COIN, 1 gwei, 1, 0);
        uint64 horizonAt = weights.horizonAt();
        vm.warp(horizonAt);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        vm.prank(alice);
        patrons.donate{value: 1 gwei}(COIN, 1 gwei, 1, 0);
    }

    /// @dev Units are those of the donation's time, whenever the commitment changes.
    function test_Commit_KeepsTheTimeOfTheDonation() external {
        KernelParameters memory p = cooperative();
        (p.name, p.halfLife) = ("decaying", 90 days);
        foundCooperative(p);
        vm.warp(genesis + 90 days);
        give(alice, 100, 100);
        assertEq(leasedBy(alice), 200);
        vm.warp(genesis + 110 days);
        commit(alice, 50);
        assertEq(leasedBy(alice), 100);
    }

    // ---------------------------------------------------------------- commitments

    function test_Commit_LowersAtOnceUnlessMoreIsPlaced() external {
        give(alice, 100, 100);
        source.credit(bob, 1);
        nominate(OFFICE, bob, 1);
        placeLease(alice, 60);
        commit(alice, 60);
        assertEq(leasedBy(alice), 60);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsStillPlaced.selector, alice, 60, 59));
        commit(alice, 59);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsStillPlaced.selector, alice, 60, 0));
        commit(alice, 0);
        withdraw(OFFICE, alice);
        commit(alice, 0);
        assertEq(leasedBy(alice), 0);
        commit(alice, 1000);
        assertEq(leasedBy(alice), 100, "up to the last donation");
    }

    function test_Commit_WithoutADonationGivesNothing() external {
        vm.expectEmit(address(patrons));
        emit IPatronSource.PatronageSet(alice, 500 << 64);
        commit(alice, 500);
        assertEq(leasedBy(alice), 0);
    }

    function testFuzz_PatronageSet_TellsAllInOneWord(IPatronSource.Patron memory patron) external pure {
        uint256 word = PatronLib.packed(patron);
        assertEq(uint64(word), patron.last);
        assertEq(uint64(word >> 64), patron.committed);
        assertEq(uint40(word >> 128), patron.donatedAt);
        assertEq(uint40(word >> 168), patron.endsAt);
        assertEq(uint40(word >> 208), patron.reportedAt);
        assertEq(uint8(word >> 248), patron.reported ? 1 : 0);
    }

    // ---------------------------------------------------------------- collecting

    function test_Collect_OncePerPeriodByAnyone() external {
        stream(alice, 1000, 100, 100);
        assertEq(patrons.streamOf(alice).most, 100);
        assertEq(patrons.dueAt(alice), 0, "at once, for the first");
        vm.prank(bob);
        patrons.collect(alice);
        assertEq(leasedBy(alice), 100);
        for (uint256 month = 1; month <= 3; ++month) {
            uint256 due = genesis + month * PERIOD - 1 days;
            assertEq(patrons.dueAt(alice), due);
            vm.warp(due - 1);
            vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronNotDue.selector, alice, due));
            patrons.collect(alice);
            vm.warp(due + month);
            patrons.collect(alice);
            assertEq(token.balanceOf(treasury), 100 * (month + 1));
            assertEq(patrons.patronOf(alice).endsAt, genesis + (month + 1) * PERIOD, "no matter when exactly");
        }
    }

    /// @dev Weight that a keeper renews never drops out, not even for the cycle in between.
    function test_Collect_RenewsWhatIsPlacedByRefresh() external {
        stream(alice, 1000, 100, 100);
        patrons.collect(alice);
        source.credit(bob, 1);
        nominate(OFFICE, bob, 1);
        placeLease(alice, 100);
        vm.warp(genesis + PERIOD - 1);
        patrons.collect(alice);
        elections.refresh(OFFICE, alice);
        vm.warp(genesis + 2 * PERIOD - 1);
        assertEq(votesOf(OFFICE, id(1)), 101 * 100);
        vm.warp(genesis + 2 * PERIOD);
        assertEq(votesOf(OFFICE, id(1)), 1 * 100);
    }

    function test_Collect_RevertGiven_NothingIsStreamedOrCommitted() external {
        bytes memory reason = abi.encodeWithSelector(IPatronSource.PatronStreamsNothing.selector, alice);
        vm.expectRevert(reason);
        patrons.collect(alice);
        stream(alice, 1000, 100, 0);
        vm.expectRevert(reason);
        patrons.collect(alice);
        vm.prank(alice);
        patrons.setStream(address(token), 0, 100);
        vm.expectRevert(reason);
        patrons.collect(alice);
    }

    function test_SetStream_RevertWhen_NothingCanBeCollected() external {
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronStreamNotOfToken.selector, COIN));
        patrons.setStream(COIN, 100, 100);
        address other = address(new PlainToken(9));
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseAssetUnknown.selector, other));
        patrons.setStream(other, 100, 100);
    }

    // ---------------------------------------------------------------- the highest

    function test_NameHighest_TakesHigherOnesOnly() external {
        (address patron, Units units, uint32 until) = patrons.highestPatron();
        assertEq(patron, address(0));
        give(alice, 100, 100);
        give(bob, 200, 200);
        vm.expectEmit(address(patrons));
        emit IPatronSource.HighestPatronNamed(alice, Units.wrap(100), 30);
        patrons.nameHighest(alice);
        patrons.nameHighest(bob);
        (patron, units, until) = patrons.highestPatron();
        assertEq(patron, bob);
        assertEq(Units.unwrap(units), 200);
        assertEq(until, 30);
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronNotHigher.selector, alice, 100, 200));
        patrons.nameHighest(alice);
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronNotHigher.selector, bob, 200, 200));
        patrons.nameHighest(bob);
    }

    function test_HighestPatron_FallsByItself() external {
        give(alice, 100, 100);
        vm.warp(genesis + 10 days);
        give(bob, 200, 200);
        patrons.nameHighest(bob);
        commit(bob, 50);
        (address patron, Units units, ) = patrons.highestPatron();
        assertEq(Units.unwrap(units), 50);
        patrons.nameHighest(alice);
        vm.warp(genesis + PERIOD);
        (patron, units, ) = patrons.highestPatron();
        assertEq(patron, address(0), "its lease has ended");
        assertEq(Units.unwrap(units), 0);
        patrons.nameHighest(bob);
        (patron, units, ) = patrons.highestPatron();
        assertEq(patron, bob);
    }

    // ---------------------------------------------------------------- founding

    function test_Prepare_KeepsTheTermsForEver() external {
        assertEq(patrons.mostReported(), MOST_REPORTED);
        assertEq(patrons.assets()[1].token, address(token));
        assertTrue(patrons.leases());
        assertTrue(patrons.isGoverned(IPatronSource.setFeed.selector));
        assertFalse(patrons.isGoverned(IPatronSource.donate.selector));
        assertFalse(patrons.isGoverned(patrons.consume.selector));
        (address from, bytes32 feed) = patrons.feed();
        assertEq(from, address(inbox));
        assertEq(feed, FEED);
        IPatronSource.Configuration memory c = terms(address(token));
        c.till.sequencerGracePeriod = 1;
        bytes4 selector = IPurchaseSource.PurchaseParameterOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, "sequencerGracePeriod", 1, 0, 0));
        patrons.prepare(abi.encode(c));
    }
}
