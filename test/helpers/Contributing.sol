// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters, SourceParameters} from "../../contracts/kernel/IKernel.sol";
import {IReportInbox} from "../../contracts/oracle/IReportInbox.sol";
import {ContributorSource} from "../../contracts/weights/sources/ContributorSource.sol";
import {IContributorSource} from "../../contracts/weights/sources/IContributorSource.sol";
import {Patrons} from "./Patrons.sol";

/// @title Communities with patrons and contributors
/// @notice {teamwork} has a third source, for contributors: 50 is the base weight, and all together hold a fifth at most.
abstract contract Contributing is Patrons {
    uint64 internal constant BASE = 50;
    uint64 internal constant SHARE = 0.2e18;

    ContributorSource internal team;

    function teamwork() internal returns (KernelParameters memory p) {
        p = cooperative();
        SourceParameters[] memory sources = new SourceParameters[](3);
        (sources[0], sources[1]) = (p.sources[0], p.sources[1]);
        address code = deploy("ContributorSource", "");
        sources[2] = SourceParameters(code, abi.encode(IContributorSource.Configuration(BASE, SHARE)));
        p.sources = sources;
    }

    function foundTeam(KernelParameters memory p) internal {
        foundCooperative(p);
        team = ContributorSource(kernel.sources()[2]);
        vm.startPrank(treasury);
        inbox.setFeed(FEED, address(team), IReportInbox.FeedKind.State, IReportInbox.Door.Quorum);
        team.setFeed(address(inbox), FEED);
        vm.stopPrank();
    }

    /// @dev A patron with so much, who is named, and another with a tenth less.
    function givePatrons(uint64 value) internal {
        give(alice, value, value);
        give(bob, (value * 9) / 10, (value * 9) / 10);
        patrons.nameHighest(alice);
    }

    function list(address account, uint64 hand) internal {
        vm.prank(treasury);
        team.list(account, hand);
    }

    function strike(address account) internal {
        vm.prank(treasury);
        team.strike(account);
    }

    function setBlend(uint128 hand, uint128 metric) internal {
        vm.prank(treasury);
        team.setBlend(hand, metric);
    }

    /// @dev Twice, because one who holds too much leaves no room for those before.
    function settleAll() internal {
        for (uint256 round = 0; round < 2; ++round) {
            team.settle(carol);
            team.settle(dave);
            team.settle(bob);
            team.settle(alice);
        }
    }

    function reportMetrics(address a, uint64 metricOfA, address b, uint64 metricOfB) internal {
        address[] memory accounts = new address[](2);
        uint64[] memory metrics = new uint64[](2);
        (accounts[0], metrics[0], accounts[1], metrics[1]) = (a, metricOfA, b, metricOfB);
        if (a > b) (accounts[0], metrics[0], accounts[1], metrics[1]) = (b, metricOfB, a, metricOfA);
        assertTrue(report(abi.encode(accounts, metrics)));
    }
}
