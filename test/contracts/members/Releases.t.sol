// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {IReleases, ReleaseId} from "../../../contracts/members/IReleases.sol";
import {Releases} from "../../../contracts/members/Releases.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {Community} from "../../helpers/Community.sol";

/// A release
/// ├── is there for those who hold a running lease, by whichever of their accounts
/// ├── is there for everyone once enough has been contributed since, or on its date
/// └── that has been open stays open, once somebody has noted it
contract ReleasesTest is Community {
    bytes32 private constant CONTENT = keccak256("package.tgz");

    Releases private releases;
    ListGate private gate;
    address private patron = makeAddr("patron");
    address private phone = makeAddr("phone");
    address private stranger = makeAddr("stranger");

    function setUp() external {
        gate = new ListGate();
        KernelParameters memory p = defaults();
        p.gate = address(gate);
        found(p);
        releases = Releases(deploy("Releases", abi.encode(kernel)));
        gate.set(patron, patron, true);
        gate.set(phone, patron, true);
        leaser.lease(patron, Units.wrap(10), 30);
    }

    function _publish(string memory version, uint64 threshold, uint64 opensAt) private returns (ReleaseId) {
        vm.prank(treasury);
        return releases.publish(version, CONTENT, "package.tgz", threshold, opensAt);
    }

    function test_NewestRelease_IsThereForCurrentPatronsAtOnce() external {
        ReleaseId id = _publish("1.0.0", 1000, 0);
        assertTrue(releases.hasAccess(id, patron));
        assertTrue(releases.hasAccess(id, phone), "by another of their accounts");
        assertFalse(releases.hasAccess(id, stranger));
        assertFalse(releases.hasAccess(id, address(0)));
        vm.warp(weights.cycleStartsAt(30) - 1);
        assertTrue(releases.isPatron(patron));
        vm.warp(weights.cycleStartsAt(30));
        assertFalse(releases.isPatron(patron));
        assertFalse(releases.hasAccess(id, phone));
    }

    function test_Threshold_CountsWhatCameSincePublication() external {
        source.credit(patron, 5000);
        ReleaseId id = _publish("1.0.0", 1000, 0);
        assertEq(releases.gatheredFor(id), 0);
        source.credit(patron, 999);
        assertFalse(releases.hasAccess(id, stranger));
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseNotOpenYet.selector, id, 999, 1000, 0));
        releases.open(id);
        source.credit(stranger, 1);
        assertTrue(releases.hasAccess(id, stranger));
        vm.expectEmit();
        emit IReleases.ReleaseOpened(id);
        releases.open(id);
        assertTrue(releases.releaseOf(id).opened);
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseNotOpenYet.selector, id, 1000, 1000, 0));
        releases.open(id);
    }

    function test_Date_OpensInAnyCase() external {
        uint64 opensAt = uint64(block.timestamp + 5 days);
        ReleaseId id = _publish("1.0.0", 1000, opensAt);
        ReleaseId byDate = _publish("1.0.1", 0, opensAt);
        vm.warp(opensAt - 1);
        assertFalse(releases.isOpen(id));
        assertFalse(releases.isOpen(byDate));
        vm.warp(opensAt);
        assertTrue(releases.isOpen(id));
        assertTrue(releases.isOpen(byDate));
    }

    function test_Publish_KeepsWhatItSays() external {
        vm.expectEmit();
        emit IReleases.ReleasePublished(ReleaseId.wrap(1), "1.0.0", CONTENT, "package.tgz", 0, 0);
        vm.expectEmit();
        emit IReleases.ReleaseOpened(ReleaseId.wrap(1));
        ReleaseId id = _publish("1.0.0", 0, 0);
        assertTrue(releases.hasAccess(id, stranger), "neither threshold nor date: open at once");
        ReleaseId next = _publish("1.1.0", 1000, 0);
        assertEq(ReleaseId.unwrap(releases.newest()), ReleaseId.unwrap(next));
        assertEq(ReleaseId.unwrap(releases.findVersion("1.1.0")), 2);
        assertEq(ReleaseId.unwrap(releases.findVersion("2.0.0")), 0);
        assertEq(releases.releaseOf(next).uri, "package.tgz");
    }

    function test_Attack_PublishingByOthersOrTwice() external {
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleasesCallerNotTreasury.selector, address(this)));
        releases.publish("1.0.0", CONTENT, "", 0, 0);
        ReleaseId id = _publish("1.0.0", 1, 0);
        vm.startPrank(treasury);
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseVersionTaken.selector, "1.0.0", id));
        releases.publish("1.0.0", CONTENT, "", 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseIllFormed.selector, "version"));
        releases.publish("", CONTENT, "", 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseIllFormed.selector, "version"));
        releases.publish(string(new bytes(65)), CONTENT, "", 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseIllFormed.selector, "content"));
        releases.publish("2.0.0", 0, "", 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IReleases.ReleaseUnknown.selector, ReleaseId.wrap(9)));
        releases.hasAccess(ReleaseId.wrap(9), patron);
        vm.stopPrank();
    }
}
