// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {FeedLib} from "../../../contracts/oracle/FeedLib.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IMembershipSource} from "../../../contracts/weights/sources/IMembershipSource.sol";
import {MembershipSource} from "../../../contracts/weights/sources/MembershipSource.sol";
import {People} from "../../helpers/People.sol";

/// Memberships
/// ├── are the same for every person, on the primary account, renewed by attestation
/// ├── one a person, whatever its accounts do meanwhile
/// └── only where nothing decays and a gate knows people
contract MembershipSourceTest is People {
    bytes32 private constant MEMBERS = "members";
    uint64 private constant VALUE = 1000;

    MembershipSource private _source;

    function setUp() external {
        found(_membered());
        openInbox();
        openRegistry();
        _source = MembershipSource(kernel.sources()[1]);
        openFeed(MEMBERS, address(_source));
        vm.prank(treasury);
        _source.setFeed(address(inbox), MEMBERS);
        admit("alice");
        admit("bob");
        skipCycles(1);
    }

    // ---------------------------------------------------------------- renewing

    function test_Renew_GivesEveryPersonTheSame() external {
        vm.expectEmit();
        emit IMembershipSource.MembershipRenewed(alice, alice, 11);
        _renew(alice, bob);
        _assertLease(alice, 11);
        _assertLease(bob, 11);
        assertEq(weights.electorate(), 2 * weights.votesOf(VALUE));
        skipCycles(3);
        _renew(alice, carol);
        _assertLease(alice, 14);
        assertEq(weights.leaseOf(carol).units, 0);
        skipCycles(8);
        assertEq(weights.electorate(), weights.votesOf(VALUE));
        _renew(bob, bob);
        assertEq(weights.electorate(), 2 * weights.votesOf(VALUE));
    }

    function test_Renew_CountsFromWhenItWasSeen() external {
        skipCycles(2);
        address[] memory accounts = new address[](1);
        accounts[0] = alice;
        uint64 seenAt = weights.cycleStartsAt(1);
        assertTrue(report(MEMBERS, abi.encode(accounts), seenAt));
        _assertLease(alice, 11);
        // One that comes after its time, or after the next one, gives nothing.
        _renew(alice, alice);
        _assertLease(alice, 13);
        vm.expectEmit();
        emit IMembershipSource.MembershipPassedOver(alice);
        report(MEMBERS, abi.encode(accounts), seenAt);
        _assertLease(alice, 13);
        skipCycles(30);
        report(MEMBERS, abi.encode(accounts), seenAt);
        _assertLease(alice, 13);
    }

    // ---------------------------------------------------------------- attacks

    function test_Attack_ASecondAccountGetsNoSecondLease() external {
        mergeInto(alice, carol);
        _renew(alice, carol);
        _assertLease(alice, 11);
        assertEq(weights.leaseOf(carol).units, 0);
        assertEq(weights.electorate(), weights.votesOf(VALUE));
    }

    function test_Attack_AMergeMidLeaseLeavesOne() external {
        _renew(alice, bob);
        mergeInto(alice, bob);
        assertEq(weights.electorate(), weights.votesOf(VALUE));
        _renew(alice, bob);
        assertEq(weights.leaseOf(bob).units, 0);
        // Changing places mid-lease leaves one as well.
        vm.prank(alice);
        registry.setPrimary(bob, self(alice));
        _renew(alice, bob);
        assertEq(weights.leaseOf(alice).units, 0);
        assertEq(weights.electorate(), weights.votesOf(VALUE));
        skipCycles(1);
        _renew(alice, alice);
        _assertLease(bob, 12);
    }

    function test_Attack_ASubjectThatMovesMidLeaseLeavesOne() external {
        _renew(alice, alice);
        vm.prank(alice);
        elections.nominate(OFFICE, nominationOf(alice), placement(id(0), false, 0, 1000), noScores(), noDead());
        claim(carol, "alice");
        attest("alice", carol);
        _renew(alice, carol);
        assertEq(weights.leaseOf(carol).units, 0);
        assertEq(weights.electorate(), 0);
        vm.warp(block.timestamp + 1 days);
        elections.recall(OFFICE, alice);
        registry.settle(FORUM, subjectOf("alice"));
        _renew(alice, carol);
        _assertLease(carol, 12);
        assertEq(weights.electorate(), weights.votesOf(VALUE));
    }

    function test_Attack_SomebodyElseRenews() external {
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(this), MEMBERS));
        _source.consume(MEMBERS, 1, 1, "");
        bytes memory payload = abi.encode(new address[](65));
        vm.prank(address(inbox));
        vm.expectRevert(abi.encodeWithSelector(IMembershipSource.MembershipsTooMany.selector, 65, 64));
        _source.consume(MEMBERS, 1, 1, payload);
        vm.expectRevert(abi.encodeWithSelector(IMembershipSource.MembershipCallerNotTreasury.selector, address(this)));
        _source.setFeed(address(inbox), MEMBERS);
        (address from, bytes32 feed) = _source.feed();
        assertEq(from, address(inbox));
        assertEq(feed, MEMBERS);
    }

    // ---------------------------------------------------------------- founding

    function test_Founding_IsForKernelsThatDoNotDecayAndKnowPeople() external {
        KernelParameters memory p = _membered();
        (p.name, p.halfLife) = ("decaying", 365 days);
        vm.expectRevert(abi.encodeWithSelector(IMembershipSource.MembershipForbids.selector, "halfLife"));
        factory.create(p);
        KernelParameters memory linear = plain();
        (linear.name, linear.sources) = ("nobody", p.sources);
        vm.expectRevert(abi.encodeWithSelector(IMembershipSource.MembershipForbids.selector, "gate"));
        factory.create(linear);
        _refused(0, 1, "value", 0, 1, type(uint64).max);
        _refused(1, 0, "cycles", 0, 1, 399);
        _refused(1, 400, "cycles", 400, 1, 399);
        assertTrue(_source.leases());
        assertTrue(_source.isGoverned(IMembershipSource.setFeed.selector));
        assertFalse(_source.isGoverned(MembershipSource.consume.selector));
        assertEq(_source.configuration().value, VALUE);
        assertEq(_source.configuration().cycles, 10);
    }

    function _refused(
        uint64 value,
        uint16 cycles,
        string memory parameter,
        uint256 found_,
        uint256 least,
        uint256 most
    ) private {
        bytes4 selector = IMembershipSource.MembershipParameterOutOfBounds.selector;
        bytes memory configuration = abi.encode(IMembershipSource.Configuration(value, cycles));
        vm.expectRevert(abi.encodeWithSelector(selector, parameter, found_, least, most));
        _source.prepare(configuration);
    }

    function _membered() private returns (KernelParameters memory p) {
        p = peopled();
        p.sources[1].implementation = deploy("MembershipSource", "");
        p.sources[1].configuration = abi.encode(IMembershipSource.Configuration(VALUE, 10));
    }

    function _renew(address first, address second) private {
        address[] memory accounts = new address[](2);
        (accounts[0], accounts[1]) = (first, second);
        assertTrue(report(MEMBERS, abi.encode(accounts)), "delivered");
    }

    function _assertLease(address account, uint32 until) private view {
        IWeights.Lease memory lease = weights.leaseOf(account);
        assertEq(lease.units, VALUE, "units");
        assertEq(lease.until, until, "until");
    }
}
