// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReportInbox} from "../../contracts/oracle/IReportInbox.sol";
import {KernelParameters} from "../../contracts/kernel/IKernel.sol";
import {PlainToken} from "../../contracts/test/Tokens.sol";
import {IPatronSource} from "../../contracts/weights/sources/IPatronSource.sol";
import {IPurchaseSource} from "../../contracts/weights/sources/IPurchaseSource.sol";
import {PatronSource} from "../../contracts/weights/sources/PatronSource.sol";
import {PurchaseSource} from "../../contracts/weights/sources/PurchaseSource.sol";
import {Reporting} from "./Reporting.sol";

/// @title Communities with patrons
/// @notice {cooperative} takes coins and a token of 9 decimals at par: a gwei, or one of the token, is one of value. Cycles last
/// a day, weight counts as it is and never decays, and reports may bring 1000 within a period.
abstract contract Patrons is Reporting {
    address internal constant COIN = address(0);
    uint64 internal constant MOST_REPORTED = 1000;
    uint256 internal constant PERIOD = 30 days;

    PurchaseSource internal register = PurchaseSource(deploy("PurchaseSource", ""));
    PlainToken internal token = new PlainToken(9);
    PatronSource internal patrons;
    uint256 internal genesis;

    function cooperative() internal returns (KernelParameters memory p) {
        p = plain();
        p.sources[1].implementation = deploy("PatronSource", abi.encode(register));
        p.sources[1].configuration = abi.encode(terms(address(token)));
    }

    function terms(address other) internal pure returns (IPatronSource.Configuration memory c) {
        c.till.assets = new IPurchaseSource.AssetParameters[](2);
        c.till.assets[1].token = other;
        c.mostReported = MOST_REPORTED;
    }

    function foundCooperative(KernelParameters memory p) internal {
        vm.warp(1_800_000_000);
        found(p);
        treasury = kernel.treasury();
        patrons = PatronSource(kernel.sources()[1]);
        genesis = kernel.genesisAt();
        foundInbox(address(patrons), IReportInbox.FeedKind.Event);
        vm.prank(treasury);
        patrons.setFeed(address(inbox), FEED);
    }

    function give(address patron, uint256 value, uint64 committed) internal {
        vm.deal(patron, value * 1 gwei);
        vm.prank(patron);
        patrons.donate{value: value * 1 gwei}(COIN, value * 1 gwei, committed, 0);
    }

    function commit(address patron, uint64 committed) internal {
        vm.prank(patron);
        patrons.commit(committed);
    }

    /// @notice The patron holds `held` of the token, allows all of it, and lets `most` of it be collected at once.
    function stream(address patron, uint256 held, uint96 most, uint64 committed) internal {
        token.mint(patron, held);
        vm.startPrank(patron);
        token.approve(address(patrons), held);
        patrons.setStream(address(token), most, committed);
        vm.stopPrank();
    }

    function reportOf(
        address account,
        uint64 value,
        uint64 committed,
        uint256 paidAt
    ) internal pure returns (IPatronSource.Patronage[] memory list) {
        list = new IPatronSource.Patronage[](1);
        list[0] = IPatronSource.Patronage(account, value, committed, uint64(paidAt));
    }

    function reportPatron(address account, uint64 value, uint64 committed, uint256 paidAt) internal {
        assertTrue(report(abi.encode(reportOf(account, value, committed, paidAt))), "delivered");
    }

    /// @notice What the account's lease weighs now.
    function leasedBy(address account) internal view returns (uint256 leased) {
        (, leased) = weights.freeOf(account);
        leased += weights.leaseOf(account).until > weights.cycle() ? weights.leaseOf(account).placed : 0;
    }

    function contributed(address account) internal view returns (uint256) {
        return weights.accountOf(account).contributed;
    }

    function placeLease(address patron, uint96 units) internal {
        vm.prank(patron);
        elections.place(OFFICE, id(1), false, 0, units);
    }
}
