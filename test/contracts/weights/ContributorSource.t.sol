// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CharterLib} from "../../../contracts/kernel/CharterLib.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {FeedLib} from "../../../contracts/oracle/FeedLib.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {ContributorSource} from "../../../contracts/weights/sources/ContributorSource.sol";
import {IContributorSource} from "../../../contracts/weights/sources/IContributorSource.sol";
import {Contributing} from "../../helpers/Contributing.sol";

/// Contributors
/// ├── a sole one weighs as much as the highest patron, or the base weight where there is none
/// ├── several weigh what the office says, by hand, by a reported metric, or by a blend
/// │   ├── none more than the highest patron, all together no more than their share, in proportion
/// │   └── given others hold more than they should: no more than there is room for
/// ├── are settled by anyone, up and down
/// └── lose what is too much, placed or not, wherever it has gone
contract ContributorSourceTest is Contributing {
    function setUp() external {
        foundTeam(teamwork());
    }

    // ---------------------------------------------------------------- a sole contributor

    function test_Sole_HoldsTheBaseWeightWhereThereIsNoPatron() external {
        vm.expectEmit(address(team));
        emit IContributorSource.ContributorSettled(carol, Units.wrap(BASE), 0);
        list(carol, 7);
        assertEq(weights.unitsOf(carol), BASE);
        assertEq(weights.electorate(), BASE);
        assertEq(contributed(carol), 0);
    }

    function test_Sole_HoldsTheWeightOfTheHighestPatron() external {
        list(carol, 7);
        give(alice, 300, 300);
        team.settle(carol);
        assertEq(weights.unitsOf(carol), BASE, "nobody has named her yet");
        patrons.nameHighest(alice);
        vm.expectEmit(address(team));
        emit IContributorSource.ContributorSettled(carol, Units.wrap(300), 30);
        team.settle(carol);
        assertEq(weights.unitsOf(carol), 300);
        // A higher one.
        vm.warp(genesis + 10 days);
        give(bob, 400, 400);
        patrons.nameHighest(bob);
        team.settle(carol);
        (Units most, uint32 until) = team.ceiling();
        assertEq(Units.unwrap(most), 400);
        assertEq(until, 40, "its end comes along");
        assertEq(weights.unitsOf(carol), 400);
    }

    function test_Sole_FollowsTheEndOfTheHighestPatron() external {
        give(alice, 300, 300);
        patrons.nameHighest(alice);
        list(carol, 7);
        nominate(OFFICE, carol, 200);
        vm.warp(genesis + PERIOD - 1);
        team.settle(carol);
        assertEq(weights.unitsOf(carol), 300);
        vm.warp(genesis + PERIOD);
        team.settle(carol);
        assertEq(weights.unitsOf(carol), BASE);
        (uint96 overdrawn, , uint64 recallableAt) = weights.overdraftOf(carol);
        assertEq(overdrawn, 150);
        vm.warp(recallableAt);
        elections.recall(OFFICE, carol);
        assertEq(votesOf(OFFICE, id(1)), 50 * 100);
        assertEq(placedOf(carol), 50);
    }

    function test_Attack_FlashPatronageOfASoleContributor() external {
        list(carol, 7);
        give(carol, 1000, 1000);
        patrons.nameHighest(carol);
        team.settle(carol);
        nominate(OFFICE, carol, 1000);
        commit(carol, 0);
        // What was named falls with the commitment, and what hung on it can be taken back at once.
        vm.prank(bob);
        team.settle(carol);
        assertEq(weights.electorate(), BASE);
        skipCycles(1);
        elections.recall(OFFICE, carol);
        assertEq(votesOf(OFFICE, id(1)), int256(uint256(BASE)) * 100);
    }

    // ---------------------------------------------------------------- several

    function test_Several_WeighWhatTheOfficeSays() external {
        givePatrons(1000);
        list(carol, 30);
        list(dave, 120);
        assertEq(weights.unitsOf(carol), 1000, "sole until now");
        team.settle(carol);
        team.settle(dave);
        assertEq(weights.unitsOf(carol), 30);
        assertEq(weights.unitsOf(dave), 120);
        assertEq(Units.unwrap(team.totalUnits()), 150);
        assertEq(team.count(), 2);
        list(dave, 90);
        assertEq(weights.unitsOf(dave), 90);
    }

    function test_Attack_ContributorAboveTheHighestPatron() external {
        givePatrons(1000);
        list(carol, 1);
        list(dave, 5000);
        settleAll();
        assertLe(weights.unitsOf(dave), 1000);
        (Units most, ) = team.ceiling();
        assertEq(Units.unwrap(most), 1000);
    }

    function test_Attack_AllTogetherAboveTheirShare() external {
        // Ten patrons with 1000 each: a fifth of all is a quarter of what they hold.
        for (uint160 i = 1; i <= 10; ++i) give(address(i << 40), 1000, 1000);
        patrons.nameHighest(address(1 << 40));
        list(carol, 2000);
        list(dave, 2000);
        list(bob, 4000);
        settleAll();
        assertEq(weights.unitsOf(carol), 625);
        assertEq(weights.unitsOf(dave), 625);
        assertEq(weights.unitsOf(bob), 1000, "in proportion, and none above the highest patron");
        assertLe(Units.unwrap(team.totalUnits()) * 5, weights.totalSupply());
    }

    function test_Attack_SettlingFirstTakesNobodysRoom() external {
        givePatrons(1000);
        list(carol, 1000);
        list(dave, 1000);
        // Carol was the only one, and still holds what she held then.
        assertEq(weights.unitsOf(carol), 1000);
        assertEq(weights.unitsOf(dave), 0);
        team.settle(dave);
        assertEq(weights.unitsOf(dave), 0);
        team.settle(carol);
        team.settle(dave);
        assertEq(weights.unitsOf(carol), 500);
        assertEq(weights.unitsOf(dave), 500);
    }

    function testFuzz_Bounds_HoldWhateverIsSettledWhen(
        uint64[4] calldata hands,
        uint64[3] calldata gifts,
        uint8[12] calldata order
    ) external {
        address[4] memory all = [alice, bob, carol, dave];
        uint256 highest = BASE;
        for (uint160 i = 0; i < gifts.length; ++i) {
            uint64 gift = uint64(_bound(gifts[i], 1, 1e12));
            address patron = address((i + 1) << 40);
            give(patron, gift, gift);
            if (i == 0 || gift > highest) patrons.nameHighest(patron);
            highest = i == 0 || gift > highest ? gift : highest;
        }
        for (uint256 i = 0; i < all.length; ++i) list(all[i], hands[i]);
        for (uint256 i = 0; i < order.length; ++i) {
            team.settle(all[order[i] % 4]);
            assertLe(weights.unitsOf(all[order[i] % 4]), highest);
        }
        settleAll();
        settleAll();
        uint256 sum = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            assertEq(weights.unitsOf(all[i]), Units.unwrap(team.due(all[i])));
            sum += weights.unitsOf(all[i]);
        }
        assertEq(Units.unwrap(team.totalUnits()), sum);
        uint256 shared = (weights.electorate() - sum) / 4;
        assertLe(sum, shared > highest ? shared : highest);
    }

    // ---------------------------------------------------------------- metrics

    function test_Metric_IsBlendedWithTheHand() external {
        givePatrons(10_000);
        list(carol, 100);
        list(dave, 100);
        // Nobody weighs anything by metric alone before it is reported.
        setBlend(0, 2e18);
        settleAll();
        assertEq(weights.unitsOf(carol), 0);
        reportMetrics(carol, 40, dave, 60);
        settleAll();
        assertEq(weights.unitsOf(carol), 80);
        assertEq(weights.unitsOf(dave), 120);
        setBlend(0.5e18, 1e18);
        settleAll();
        assertEq(weights.unitsOf(carol), 90);
        assertEq(weights.unitsOf(dave), 110);
        setBlend(0, 0);
        settleAll();
        assertEq(weights.unitsOf(carol), 100, "by hand alone");
    }

    function test_Metric_OfWhomAReportLeavesOutIsGone() external {
        givePatrons(10_000);
        list(carol, 0);
        list(dave, 0);
        setBlend(1e18, 1e18);
        reportMetrics(carol, 40, dave, 60);
        // One who is not listed is passed over.
        reportMetrics(bob, 1000, dave, 50);
        settleAll();
        assertEq(weights.unitsOf(carol), 0);
        assertEq(weights.unitsOf(dave), 50);
        assertEq(team.contributorOf(bob).metric, 0);
        strike(dave);
        list(dave, 0);
        settleAll();
        assertEq(weights.unitsOf(dave), 0, "who is listed anew waits for the next report");
    }

    function test_Consume_RevertWhen_TheListIsNotOne() external {
        address[] memory accounts = new address[](2);
        uint64[] memory metrics = new uint64[](1);
        bytes4 selector = IContributorSource.ContributorMetricsMismatch.selector;
        refuseReport(address(team), abi.encode(accounts, metrics), abi.encodeWithSelector(selector, 2, 1));
        metrics = new uint64[](2);
        (accounts[0], accounts[1]) = (alice, alice);
        selector = IContributorSource.ContributorMetricsNotAscending.selector;
        refuseReport(address(team), abi.encode(accounts, metrics), abi.encodeWithSelector(selector, alice, alice));
        (accounts, metrics) = (new address[](129), new uint64[](129));
        selector = IContributorSource.ContributorMetricsTooMany.selector;
        refuseReport(address(team), abi.encode(accounts, metrics), abi.encodeWithSelector(selector, 129, 128));
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(this), FEED));
        team.consume(FEED, 1, 0, "");
    }

    // ---------------------------------------------------------------- revocation

    function test_Strike_TakesAllAndIsRecalled() external {
        givePatrons(1000);
        list(carol, 100);
        list(dave, 100);
        settleAll();
        nominate(OFFICE, carol, 100);
        strike(carol);
        assertEq(weights.unitsOf(carol), 0);
        assertEq(team.contributorOf(carol).units, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IWeights.WeightsNotRecallableYet.selector, carol, block.timestamp + 1 days)
        );
        elections.recall(OFFICE, carol);
        vm.warp(block.timestamp + 1 days);
        elections.recall(OFFICE, carol);
        assertEq(votesOf(OFFICE, id(1)), 0);
        vm.expectRevert(abi.encodeWithSelector(IContributorSource.ContributorNotListed.selector, carol));
        strike(carol);
    }

    /// @dev Units that a person has moved to another of its accounts are taken there.
    function test_Attack_ConsolidatingBeforeBeingStruckOff() external {
        ListGate gate = new ListGate();
        KernelParameters memory p = teamwork();
        (p.name, p.gate) = ("gated", address(gate));
        foundTeam(p);
        list(carol, 100);
        gate.set(carol, dave, true);
        gate.set(dave, dave, true);
        weights.consolidate(carol);
        assertEq(weights.unitsOf(dave), BASE);
        strike(carol);
        assertEq(weights.unitsOf(dave), 0);
        assertEq(weights.electorate(), 0);
        assertEq(Units.unwrap(team.totalUnits()), 0);
    }

    function test_Strike_WorksAfterTheHorizon() external {
        KernelParameters memory p = teamwork();
        (p.name, p.halfLife) = ("decaying", 90 days);
        foundTeam(p);
        list(carol, 100);
        vm.warp(weights.horizonAt());
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, weights.horizonAt()));
        team.settle(carol);
        strike(carol);
        assertEq(weights.unitsOf(carol), 0);
    }

    // ---------------------------------------------------------------- who may

    function test_RevertGiven_CallerIsNotTheTreasury() external {
        bytes memory reason = abi.encodeWithSelector(
            IContributorSource.ContributorCallerNotTreasury.selector,
            address(this)
        );
        vm.expectRevert(reason);
        team.list(carol, 1);
        vm.expectRevert(reason);
        team.strike(carol);
        vm.expectRevert(reason);
        team.setBlend(1, 1);
        vm.expectRevert(reason);
        team.setFeed(address(this), FEED);
        vm.expectRevert(abi.encodeWithSelector(IContributorSource.ContributorIsTreasury.selector, treasury));
        list(treasury, 1);
    }

    function test_Governance_ReachesTheListAlone() external view {
        assertTrue(team.isGoverned(IContributorSource.list.selector));
        assertTrue(team.isGoverned(IContributorSource.strike.selector));
        assertTrue(team.isGoverned(IContributorSource.setBlend.selector));
        assertTrue(team.isGoverned(IContributorSource.setFeed.selector));
        assertFalse(team.isGoverned(team.consume.selector));
        assertFalse(team.leases());
        assertEq(team.baseWeight(), BASE);
        assertEq(team.share(), SHARE);
        (address from, bytes32 feed) = team.feed();
        assertEq(from, address(inbox));
        assertEq(feed, FEED);
    }

    function test_Prepare_RevertWhen_OutOfBounds() external {
        bytes4 selector = IContributorSource.ContributorParameterOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, "baseWeight", 0, 1, type(uint64).max));
        team.prepare(abi.encode(IContributorSource.Configuration(0, SHARE)));
        vm.expectRevert(abi.encodeWithSelector(selector, "share", WAD, 0, WAD - 1));
        team.prepare(abi.encode(IContributorSource.Configuration(1, uint64(WAD))));
    }

    /// @dev In a kernel whose leases are not patrons', and in one without, the base weight is the most.
    function test_Ceiling_IsTheBaseWeightWithoutPatrons() external {
        KernelParameters memory p = teamwork();
        (p.name, p.sources[1]) = ("others", defaults().sources[1]);
        found(p);
        team = ContributorSource(kernel.sources()[2]);
        list(carol, 1);
        assertEq(weights.unitsOf(carol), BASE);
        p.name = "none";
        p.sources[1] = p.sources[0];
        found(p);
        team = ContributorSource(kernel.sources()[2]);
        list(carol, 1);
        assertEq(weights.unitsOf(carol), BASE);
    }

    function test_List_RevertGiven_NotStarted() external {
        KernelParameters memory p = teamwork();
        (p.name, p.genesisAt) = ("later", uint64(block.timestamp + 1 days));
        found(p);
        team = ContributorSource(kernel.sources()[2]);
        vm.expectRevert(abi.encodeWithSelector(CharterLib.CharterNotStarted.selector, p.genesisAt));
        list(carol, 1);
    }
}
