// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FeedLib} from "../../../contracts/oracle/FeedLib.sol";
import {IPatronSource} from "../../../contracts/weights/sources/IPatronSource.sol";
import {Patrons} from "../../helpers/Patrons.sol";

/// Donations made elsewhere
/// ├── count like others, from when they were made
/// ├── once: what is no later than what is known changes the commitment at most
/// ├── leave alone what accounts have given and committed themselves
/// ├── never keep each other out, and leave placed what is placed
/// └── bring no more within a period than the kernel allows
contract PatronReportsTest is Patrons {
    function setUp() external {
        foundCooperative(cooperative());
        vm.warp(genesis + 10 days);
    }

    function test_Report_LeasesFromWhenItWasPaid() external {
        vm.expectEmit(address(patrons));
        emit IPatronSource.DonationReported(alice, 100, uint64(genesis + 8 days));
        reportPatron(alice, 100, 60, genesis + 8 days);
        assertEq(leasedBy(alice), 60);
        assertEq(contributed(alice), 100);
        assertEq(patrons.patronOf(alice).endsAt, genesis + 38 days);
        vm.warp(genesis + 38 days);
        assertEq(leasedBy(alice), 0);
    }

    function test_Report_ThatComesTooLateGivesNoWeight() external {
        vm.warp(genesis + 50 days);
        reportPatron(alice, 100, 100, genesis + 8 days);
        assertEq(leasedBy(alice), 0);
        assertEq(contributed(alice), 100);
    }

    function test_Report_CancelsAtOnce() external {
        reportPatron(alice, 100, 100, genesis + 8 days);
        reportPatron(alice, 100, 0, genesis + 8 days);
        assertEq(leasedBy(alice), 0);
        assertEq(contributed(alice), 100, "a commitment is no donation");
    }

    function test_Report_LeavesPlacedWhatIsPlaced() external {
        reportPatron(alice, 100, 100, genesis + 8 days);
        source.credit(bob, 1);
        nominate(OFFICE, bob, 1);
        placeLease(alice, 70);
        reportPatron(alice, 100, 30, genesis + 8 days);
        assertEq(leasedBy(alice), 70);
        withdraw(OFFICE, alice);
        patrons.settle(alice);
        assertEq(leasedBy(alice), 30);
    }

    function test_Attack_ReportedTwice() external {
        reportPatron(alice, 100, 100, genesis + 8 days);
        reportPatron(alice, 100, 100, genesis + 8 days);
        vm.expectEmit(address(patrons));
        emit IPatronSource.PatronagePassedOver(alice, uint64(genesis + 7 days));
        reportPatron(alice, 500, 500, genesis + 7 days);
        assertEq(contributed(alice), 100);
        assertEq(leasedBy(alice), 100);
        // Neither does another value for the same donation.
        reportPatron(alice, 900, 900, genesis + 8 days);
        assertEq(leasedBy(alice), 100);
    }

    function test_Attack_ReportsThatLowerWhatOthersGave() external {
        give(alice, 100, 100);
        reportPatron(alice, 5, 5, genesis + 9 days);
        assertEq(leasedBy(alice), 100);
        assertEq(contributed(alice), 105, "it is a donation all the same");
        vm.expectEmit(address(patrons));
        emit IPatronSource.PatronagePassedOver(alice, uint64(genesis + 9 days));
        reportPatron(alice, 5, 0, genesis + 9 days);
        assertEq(leasedBy(alice), 100);
        // More than what was given counts, as a donation by the account's own call would.
        reportPatron(alice, 150, 150, genesis + 10 days);
        assertEq(leasedBy(alice), 150);
    }

    function test_Attack_ReportThatRaisesWhatCanBeCollected() external {
        stream(alice, 1000, 1000, 100);
        reportPatron(alice, 1000, 1000, genesis + 9 days);
        patrons.collect(alice);
        assertEq(token.balanceOf(treasury), 100);
        assertEq(patrons.patronOf(alice).committed, 100);
    }

    function test_Attack_QuorumThatInventsPatrons() external {
        reportPatron(alice, 600, 600, genesis + 9 days);
        bytes memory reason = abi.encodeWithSelector(IPatronSource.PatronReportedTooMuch.selector, 1001, 1000);
        bytes memory payload = abi.encode(reportOf(bob, 401, 401, genesis + 9 days));
        refuseReport(address(patrons), payload, reason);
        reportPatron(bob, 400, 400, genesis + 9 days);
        // The next period has room again; what was refused can be delivered then.
        vm.warp(genesis + PERIOD - 1);
        payload = abi.encode(reportOf(carol, 1, 1, genesis + 9 days));
        refuseReport(address(patrons), payload, reason);
        vm.warp(genesis + PERIOD);
        reportPatron(carol, 1000, 1000, genesis + 20 days);
        assertEq(leasedBy(carol), 1000);
    }

    function test_Attack_OneEntryThatKeepsOthersOut() external {
        IPatronSource.Patronage[] memory all = new IPatronSource.Patronage[](6);
        all[0] = IPatronSource.Patronage(treasury, 1, 1, uint64(genesis + 1));
        all[1] = IPatronSource.Patronage(address(0), 1, 1, uint64(genesis + 1));
        all[2] = IPatronSource.Patronage(bob, 1, 1, uint64(genesis - 1));
        all[3] = IPatronSource.Patronage(bob, 1, 1, uint64(block.timestamp + 1));
        all[4] = IPatronSource.Patronage(bob, 1, 1, 0);
        all[5] = IPatronSource.Patronage(alice, 100, 100, uint64(block.timestamp));
        assertTrue(report(abi.encode(all)));
        assertEq(leasedBy(bob), 0);
        assertEq(leasedBy(alice), 100);
        assertEq(weights.electorate(), 100);
        assertEq(weights.totalContributed(), 100);
    }

    function test_Consume_RevertWhen_TooManyAtOnce() external {
        bytes memory payload = abi.encode(new IPatronSource.Patronage[](65));
        refuseReport(
            address(patrons),
            payload,
            abi.encodeWithSelector(IPatronSource.PatronagesTooMany.selector, 65, 64)
        );
    }

    function test_Consume_RevertGiven_AnotherInbox() external {
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(this), FEED));
        patrons.consume(FEED, 1, 0, "");
        vm.expectRevert(abi.encodeWithSelector(IPatronSource.PatronCallerNotTreasury.selector, address(this)));
        patrons.setFeed(address(this), FEED);
    }
}
