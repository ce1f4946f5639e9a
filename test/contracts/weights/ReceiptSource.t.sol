// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {FeedLib} from "../../../contracts/oracle/FeedLib.sol";
import {IReportInbox} from "../../../contracts/oracle/IReportInbox.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IReceiptSource} from "../../../contracts/weights/sources/IReceiptSource.sol";
import {ReceiptSource} from "../../../contracts/weights/sources/ReceiptSource.sol";
import {Merkle} from "../../helpers/Merkle.sol";
import {Reporting} from "../../helpers/Reporting.sol";

/// Receipts
/// ├── a root
/// │   ├── comes through the inbox and the feed that the treasury named, once its epoch has ended
/// │   ├── is of a later epoch than the one before, and its totals never fall
/// │   └── holds no more value than the kernel allows, and no more units than that value is worth at its epoch's end
/// ├── a claim
/// │   ├── by anybody credits what a leaf holds beyond what was claimed before, against any root
/// │   ├── is worth the same whenever it is made
/// │   └── is refused for a leaf that is not there, for one that is not new, and beyond the totals
/// └── costs the same for any number of payments
contract ReceiptSourceTest is Reporting {
    uint32 private constant HALF_LIFE = 90 days;
    uint32 private constant EPOCH = 30 days;
    uint64 private constant MOST = 1000e9;

    ReceiptSource private _receipts;
    uint64 private _genesis;
    bytes32[] private _leaves;

    function setUp() external {
        vm.warp(1_800_000_000);
        KernelParameters memory p = plain();
        p.halfLife = HALF_LIFE;
        p.sources[1].implementation = deploy("ReceiptSource", "");
        p.sources[1].configuration = abi.encode(IReceiptSource.Configuration(EPOCH, MOST));
        found(p);
        _receipts = ReceiptSource(kernel.sources()[1]);
        _genesis = kernel.genesisAt();
        foundInbox(address(_receipts), IReportInbox.FeedKind.Event);
        vm.prank(treasury);
        _receipts.setFeed(address(inbox), FEED);
        vm.warp(_genesis + EPOCH);
    }

    // ---------------------------------------------------------------- roots

    function test_Consume_PublishesARoot() external {
        bytes32 root = _root(alice, 240, 200);
        vm.expectEmit(address(_receipts));
        emit IReceiptSource.ReceiptsPublished(0, root, Units.wrap(240), 200);
        _publish(0, root, 240, 200);
        assertTrue(_receipts.isRoot(root));
        assertEq(_receipts.nextEpoch(), 1);
        assertEq(_receipts.published().units, 240);
        assertEq(_receipts.published().value, 200);
    }

    function test_Consume_RevertGiven_AnotherInboxOrFeed() external {
        bytes memory payload = abi.encode(uint32(0), bytes32("root"), uint96(1), uint64(1));
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(this), FEED));
        _receipts.consume(FEED, 1, 0, payload);
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(inbox), bytes32("else")));
        vm.prank(address(inbox));
        _receipts.consume("else", 1, 0, payload);
    }

    function test_Consume_RevertGiven_TheEpochHasNotEnded() external {
        bytes memory payload = abi.encode(uint32(0), bytes32("root"), uint96(1), uint64(1));
        bytes memory reason = abi.encodeWithSelector(IReceiptSource.ReceiptEpochNotEnded.selector, 0, _genesis + EPOCH);
        vm.warp(_genesis + EPOCH - 1);
        refuseReport(address(_receipts), payload, reason);
        vm.warp(_genesis + EPOCH);
        assertTrue(report(payload));
    }

    function test_Consume_TakesLaterEpochsOnly() external {
        vm.warp(_genesis + 4 * EPOCH);
        _publish(2, "root", 1, 1);
        bytes memory reason = abi.encodeWithSelector(IReceiptSource.ReceiptEpochNotLater.selector, 2, 3);
        refuseReport(address(_receipts), abi.encode(uint32(2), bytes32("else"), uint96(2), uint64(2)), reason);
        assertFalse(report(abi.encode(uint32(1), bytes32("else"), uint96(2), uint64(2))));
        // An epoch without receipts.
        _publish(3, "else", 1, 1);
    }

    function test_Attack_TotalsThatFall() external {
        _publish(0, "root", 100, 100);
        vm.warp(_genesis + 2 * EPOCH);
        _refuse("value", 100, 99, 99, 100, 100 + MOST);
        _refuse("units", 99, 100, 99, 100, 100);
    }

    function test_Attack_QuorumThatInventsIncome() external {
        // What the founders fixed for an epoch: no root holds more, whatever its signers say.
        _refuse("value", 1, MOST + 1, MOST + 1, 0, MOST);
        uint96 most = _worth(MOST, EPOCH);
        assertGt(most, MOST);
        _refuse("units", most + 1, MOST, most + 1, 0, most);
        _publish(0, _root(alice, most, MOST), most, MOST);
        _claim(alice, most, MOST);
        assertEq(weights.unitsOf(alice), most);
        // Time does not make up for it either: it is an allowance for an epoch, not for all epochs gone by.
        vm.warp(_genesis + 9 * EPOCH);
        _refuse("value", most, 2 * MOST + 1, 2 * MOST + 1, MOST, 2 * MOST, 8);
    }

    function test_Attack_QuorumThatReportsLaterForMoreUnits() external {
        vm.warp(_genesis + 12 * EPOCH);
        uint96 most = _worth(MOST, EPOCH);
        _refuse("units", most + 1, MOST, most + 1, 0, most);
    }

    function test_SetFeed_RevertGiven_CallerIsNotTheTreasury() external {
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptCallerNotTreasury.selector, address(this)));
        _receipts.setFeed(address(inbox), FEED);
        (address from, bytes32 feed) = _receipts.feed();
        assertEq(from, address(inbox));
        assertEq(feed, FEED);
    }

    function test_SetFeed_IsLeftToGovernanceAlone() external view {
        assertTrue(_receipts.isGoverned(IReceiptSource.setFeed.selector));
        assertFalse(_receipts.isGoverned(_receipts.consume.selector));
        assertFalse(_receipts.isGoverned(IReceiptSource.claim.selector));
        assertFalse(_receipts.leases());
    }

    // ---------------------------------------------------------------- claims

    function test_Claim_CreditsTheDifference() external {
        bytes32 root = _root(alice, 24, 20);
        _publish(0, root, 24, 20);
        vm.prank(bob);
        vm.expectEmit(address(_receipts));
        emit IReceiptSource.ReceiptsClaimed(alice, root, Units.wrap(24), 20);
        vm.expectEmit(address(weights));
        emit IWeights.Credited(alice, address(_receipts), Units.wrap(24), 20);
        assertEq(Units.unwrap(_claim(alice, 24, 20)), 24);

        vm.warp(_genesis + 2 * EPOCH);
        _publish(1, _root(alice, 60, 50), 60, 50);
        assertEq(Units.unwrap(_claim(alice, 60, 50)), 36);
        assertEq(weights.unitsOf(alice), 60);
        assertEq(weights.accountOf(alice).contributed, 50);
        assertEq(weights.totalContributed(), 50);
        assertEq(weights.electorate(), weights.votesOf(60));
        assertEq(_receipts.claimed().units, 60);
        assertEq(_receipts.claimed().value, 50);
        assertEq(_receipts.claimedOf(alice).units, 60);
        assertEq(_receipts.claimedOf(alice).value, 50);
    }

    function testFuzz_Claim_IsOfAnyLeafOfTheTree(uint8 size, uint8 which, uint64 seed) external {
        size = uint8(_bound(size, 1, 40));
        which = uint8(_bound(which, 0, size - 1));
        uint256 units = 0;
        for (uint256 i = 0; i < size; ++i) {
            (address account, uint96 held, uint64 value) = _some(seed, i);
            _leaves.push(_leaf(account, held, value));
            units += held;
        }
        _publish(0, Merkle.root(_leaves), uint96(units), uint64(units));
        (address chosen, uint96 all, uint64 paid) = _some(seed, which);
        _receipts.claim(chosen, all, paid, Merkle.proof(_leaves, which));
        assertEq(weights.unitsOf(chosen), all);
        assertEq(weights.accountOf(chosen).contributed, paid);
    }

    /// @dev What fades is the weight that the units show.
    function testFuzz_Claim_LateGainsNothing(uint32 later) external {
        later = uint32(_bound(later, 0, 39 * HALF_LIFE - EPOCH));
        uint96 units = _worth(MOST, EPOCH);
        _publish(0, _root(alice, units, MOST), units, MOST);
        vm.warp(_genesis + EPOCH + later);
        _claim(alice, units, MOST);
        assertEq(weights.unitsOf(alice), units);
        assertEq(weights.balanceOf(alice), weights.weightOf(units, uint64(block.timestamp)));
    }

    function test_Claim_RevertGiven_TheHorizonIsReached() external {
        _publish(0, _root(alice, 24, 20), 24, 20);
        uint64 horizonAt = weights.horizonAt();
        vm.warp(horizonAt);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        _receipts.claim(alice, 24, 20, new bytes32[](0));
        vm.warp(horizonAt - 1);
        _claim(alice, 24, 20);
    }

    function test_Consume_RevertGiven_TheEpochEndsBeyondTheHorizon() external {
        uint64 horizonAt = weights.horizonAt();
        uint32 epoch = uint32((horizonAt - _genesis) / EPOCH);
        vm.warp(horizonAt + EPOCH);
        bytes memory reason = abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt);
        refuseReport(address(_receipts), abi.encode(epoch, bytes32("root"), uint96(1), uint64(1)), reason);
    }

    // ---------------------------------------------------------------- attacks on claims

    function test_Attack_ReplayingAClaim() external {
        _publish(0, _root(alice, 24, 20), 1000, 1000);
        _claim(alice, 24, 20);
        _refuseClaim(alice, 24, 20);
        // Not under the next root either.
        vm.warp(_genesis + 2 * EPOCH);
        _publish(1, _root(alice, 24, 20), 1000, 1000);
        _refuseClaim(alice, 24, 20);
        assertEq(weights.unitsOf(alice), 24);
    }

    function test_Attack_ClaimingLessThanBefore() external {
        _root(alice, 24, 20);
        _leaves.push(_leaf(alice, 40, 10));
        _leaves.push(_leaf(alice, 20, 30));
        _publish(0, Merkle.root(_leaves), 1000, 1000);
        _receipts.claim(alice, 24, 20, Merkle.proof(_leaves, 0));
        for (uint256 i = 1; i <= 2; ++i) {
            (uint96 units, uint64 value) = i == 1 ? (uint96(40), uint64(10)) : (uint96(20), uint64(30));
            vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptNotNew.selector, alice, units, value));
            _receipts.claim(alice, units, value, Merkle.proof(_leaves, i));
        }
    }

    function test_Attack_TwoLeavesForOneAccount() external {
        _leaves.push(_leaf(alice, 30, 30));
        _leaves.push(_leaf(alice, 50, 50));
        _publish(0, Merkle.root(_leaves), 80, 80);
        _receipts.claim(alice, 30, 30, Merkle.proof(_leaves, 0));
        _receipts.claim(alice, 50, 50, Merkle.proof(_leaves, 1));
        assertEq(weights.unitsOf(alice), 50, "cumulative: the larger, not the sum");
    }

    function test_Attack_LeavesBeyondTheTotals() external {
        _leaves.push(_leaf(alice, 60, 10));
        _leaves.push(_leaf(bob, 60, 10));
        _leaves.push(_leaf(carol, 0, 90));
        _leaves.push(_leaf(dave, 0, 81));
        _publish(0, Merkle.root(_leaves), 100, 100);
        _receipts.claim(alice, 60, 10, Merkle.proof(_leaves, 0));
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptsBeyondTotal.selector, "units", 120, 100));
        _receipts.claim(bob, 60, 10, Merkle.proof(_leaves, 1));
        _receipts.claim(carol, 0, 90, Merkle.proof(_leaves, 2));
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptsBeyondTotal.selector, "value", 181, 100));
        _receipts.claim(dave, 0, 81, Merkle.proof(_leaves, 3));
    }

    function test_Attack_AnInnerNodeShownAsALeaf() external {
        _leaves.push(_leaf(alice, 30, 30));
        _leaves.push(_leaf(bob, 40, 40));
        _leaves.push(_leaf(carol, 50, 50));
        _leaves.push(_leaf(dave, 60, 60));
        _publish(0, Merkle.root(_leaves), 180, 180);
        // A node hashes 64 bytes and a leaf 96, and twice: no account, units and value give what stands for two leaves.
        bytes32 node = Merkle.pair(_leaves[0], _leaves[1]);
        bytes32[] memory above = new bytes32[](1);
        above[0] = Merkle.pair(_leaves[2], _leaves[3]);
        assertEq(Merkle.pair(node, above[0]), Merkle.root(_leaves));
        (address account, uint96 units) = (address(bytes20(_leaves[0])), uint96(uint256(_leaves[0])));
        bytes32 root = Merkle.pair(_leaf(account, units, uint64(uint256(_leaves[1]))), above[0]);
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptRootUnknown.selector, root));
        _receipts.claim(account, units, uint64(uint256(_leaves[1])), above);
    }

    function test_Attack_ARootThatForgetsAnAccount() external {
        _publish(0, _root(alice, 24, 20), 24, 20);
        vm.warp(_genesis + 2 * EPOCH);
        delete _leaves;
        _publish(1, _root(bob, 40, 40), 64, 60);
        _claim(bob, 40, 40);
        // What was published once can be claimed ever after, against the root that it was published with.
        delete _leaves;
        _root(alice, 24, 20);
        _claim(alice, 24, 20);
        assertEq(weights.unitsOf(alice), 24);
    }

    function test_Attack_ClaimingForAnotherOrMore() external {
        bytes32 root = _root(alice, 24, 20);
        _publish(0, root, 1000, 1000);
        address[3] memory accounts = [bob, alice, alice];
        uint96[3] memory units = [uint96(24), 25, 24];
        uint64[3] memory values = [uint64(20), 20, 21];
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 leaf = _leaf(accounts[i], units[i], values[i]);
            vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptRootUnknown.selector, leaf));
            _receipts.claim(accounts[i], units[i], values[i], new bytes32[](0));
        }
    }

    function test_Claim_RevertWhen_ForTheTreasuryOrNobody() external {
        _leaves.push(_leaf(treasury, 24, 20));
        _leaves.push(_leaf(address(0), 24, 20));
        _publish(0, Merkle.root(_leaves), 48, 40);
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptForTreasury.selector, treasury));
        _receipts.claim(treasury, 24, 20, Merkle.proof(_leaves, 0));
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptForNobody.selector));
        _receipts.claim(address(0), 24, 20, Merkle.proof(_leaves, 1));
    }

    function test_CreditUnits_IsForSourcesOnly() external {
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotSource.selector, address(this)));
        weights.creditUnits(Units.wrap(1), 1, alice);
    }

    // ---------------------------------------------------------------- founding

    function test_Prepare_KeepsTheTermsForEver() external view {
        assertEq(_receipts.epochLength(), EPOCH);
        assertEq(_receipts.mostValue(), MOST);
        assertEq(_receipts.epochEndsAt(0), _genesis + EPOCH);
        assertEq(_receipts.epochEndsAt(11), _genesis + 12 * EPOCH);
    }

    function test_Prepare_RevertWhen_OutOfBounds() external {
        _refuseTerms("epochLength", 1 days - 1, 1, 1 days - 1, 1 days, 90 days);
        _refuseTerms("epochLength", 90 days + 1, 1, 90 days + 1, 1 days, 90 days);
        _refuseTerms("mostValue", 1 days, 0, 0, 1, type(uint64).max);
        _receipts.prepare(abi.encode(IReceiptSource.Configuration(1 days, type(uint64).max)));
    }

    // ---------------------------------------------------------------- set-up

    /// @dev The root of a tree with one leaf, which is its root.
    function _root(address account, uint96 units, uint64 value) private returns (bytes32) {
        delete _leaves;
        _leaves.push(_leaf(account, units, value));
        return _leaves[0];
    }

    function _publish(uint32 epoch, bytes32 root, uint96 units, uint64 value) private {
        assertTrue(report(abi.encode(epoch, root, units, value)), "delivered");
    }

    function _claim(address account, uint96 units, uint64 value) private returns (Units) {
        return _receipts.claim(account, units, value, new bytes32[](0));
    }

    function _refuseClaim(address account, uint96 units, uint64 value) private {
        vm.expectRevert(abi.encodeWithSelector(IReceiptSource.ReceiptNotNew.selector, account, units, value));
        _receipts.claim(account, units, value, new bytes32[](0));
    }

    function _refuse(
        string memory total,
        uint96 units,
        uint64 value,
        uint256 is_,
        uint256 least,
        uint256 most
    ) private {
        _refuse(total, units, value, is_, least, most, _receipts.nextEpoch());
    }

    function _refuse(
        string memory total,
        uint96 units,
        uint64 value,
        uint256 is_,
        uint256 least,
        uint256 most,
        uint32 epoch
    ) private {
        bytes4 selector = IReceiptSource.ReceiptTotalOutOfBounds.selector;
        bytes memory reason = abi.encodeWithSelector(selector, total, is_, least, most);
        refuseReport(address(_receipts), abi.encode(epoch, bytes32("root"), units, value), reason);
    }

    function _refuseTerms(
        string memory parameter,
        uint32 epochLength,
        uint64 mostValue,
        uint256 is_,
        uint256 least,
        uint256 most
    ) private {
        bytes4 selector = IReceiptSource.ReceiptParameterOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, parameter, is_, least, most));
        _receipts.prepare(abi.encode(IReceiptSource.Configuration(epochLength, mostValue)));
    }

    function _worth(uint64 value, uint64 elapsed) private view returns (uint96) {
        return Units.unwrap(weights.unitsFor(value, _genesis + elapsed));
    }

    function _leaf(address account, uint96 units, uint64 value) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account, units, value))));
    }

    function _some(uint64 seed, uint256 i) private pure returns (address account, uint96 units, uint64 value) {
        uint256 random = uint256(keccak256(abi.encode(seed, i)));
        value = uint64(random % 1e9) + 1;
        return (address(uint160(random >> 64) | 1), value, value);
    }
}
