// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KernelParameters, Scaling} from "../../../contracts/kernel/IKernel.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {TestModule} from "../../../contracts/test/TestModule.sol";
import {CandidacyId} from "../../../contracts/types/Ids.sol";
import {Parcel, Units, parcelOf} from "../../../contracts/types/Units.sol";
import {ElectorateRun} from "../../../contracts/weights/ElectorateLib.sol";
import {IERC5192} from "../../../contracts/weights/IERC5192.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Community} from "../../helpers/Community.sol";

contract WeightsTest is Community {
    Parcel private constant NOTHING = Parcel.wrap(0);
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");
    ListGate private gate;
    TestModule private module;

    function setUp() external {
        gate = new ListGate();
        KernelParameters memory p = defaults();
        p.gate = address(gate);
        found(p);
        gate.set(alice, alice, false);
        module = new TestModule(weights);
        vm.prank(treasury);
        weights.installModule(address(module));
    }

    function _units(uint96 units) private pure returns (Units) {
        return Units.wrap(units);
    }

    // ---------------------------------------------------------------- credit and electorate

    function test_Credit_CountsTheRootOfAllUnits() external {
        source.credit(alice, 100e9);
        source.credit(alice, 300e9);
        assertEq(weights.electorate(), weights.votesOf(400e9));
        assertEq(weights.unitsOf(alice), 400e9);
        assertEq(weights.totalContributed(), 400e9);
        assertEq(weights.balanceOf(alice), 400e9);
        assertEq(weights.totalSupply(), 400e9);
    }

    /// @dev The totals are kept in two parts each, and amounts of this size carry between them and borrow again.
    function testFuzz_Totals_AreExactAtAnySize(
        uint64[8] calldata values,
        uint96[8] calldata revoked,
        bool person
    ) external {
        if (!person) gate.set(alice, bob, false);
        (uint256 units, uint256 contributed) = (0, 0);
        for (uint256 i = 0; i < values.length; ++i) {
            uint64 value = uint64(_bound(values[i], 0, type(uint64).max / 8));
            source.credit(alice, value);
            (units, contributed) = (units + value, contributed + value);
            assertEq(weights.totalSupply(), units);
            uint96 less = uint96(_bound(revoked[i], 0, units));
            source.revoke(alice, _units(less));
            units -= less;
            assertEq(weights.totalSupply(), units);
            assertEq(weights.unitsOf(alice), units);
            assertEq(weights.totalContributed(), contributed);
            assertEq(weights.electorate(), person ? weights.votesOf(units) : 0);
        }
    }

    /// @dev Late credits are many units each: 2^40 times what they would have been at genesis.
    function test_Totals_CarryWhatIsCreditedLate() external {
        KernelParameters memory p = defaults();
        (p.name, p.halfLife) = ("late", 90 days);
        found(p);
        vm.warp(block.timestamp + 30 * 90 days);
        uint256 units = 0;
        for (uint256 i = 0; i < 3; ++i) units += Units.unwrap(source.credit(bob, 5_000_000_000e9));
        assertGt(units, 2 ** 72);
        assertEq(weights.unitsOf(bob), units);
        assertEq(weights.totalSupply(), 15_000_000_000e9);
        source.revoke(bob, _units(uint96(units - 2 ** 71)));
        assertEq(weights.totalSupply(), weights.weightOf(2 ** 71, uint64(block.timestamp)));
        assertEq(weights.totalContributed(), 15_000_000_000e9);
    }

    function test_Credit_HalvesInAHalfLife() external {
        KernelParameters memory p = defaults();
        (p.name, p.halfLife) = ("halving", 365 days);
        found(p);
        source.credit(alice, 100e9);
        vm.warp(block.timestamp + 365 days);
        assertEq(weights.balanceOf(alice), 50e9);
        source.credit(bob, 100e9);
        assertEq(weights.unitsOf(bob), 2 * weights.unitsOf(alice));
        assertEq(Units.unwrap(weights.unitsFor(1e9, uint64(block.timestamp))), 2e9);
        assertEq(weights.weightOf(2e9, uint64(block.timestamp)), 1e9);
    }

    function test_Credit_RevertGiven_TheHorizonIsReached() external {
        KernelParameters memory p = defaults();
        (p.name, p.halfLife) = ("horizon", 90 days);
        found(p);
        uint64 horizonAt = weights.horizonAt();
        vm.warp(horizonAt - 1);
        source.credit(alice, 1);
        vm.warp(horizonAt);
        vm.expectRevert(abi.encodeWithSelector(IWeights.KernelHorizonReached.selector, horizonAt));
        source.credit(alice, 1);
    }

    function test_Credit_CountsOneToOneWithoutAGate() external {
        KernelParameters memory p = defaults();
        (p.name, p.scaling, p.gate) = ("linear", Scaling.Linear, address(0));
        found(p);
        source.credit(alice, 100e9);
        leaser.lease(bob, _units(50e9), weights.cycle() + 2);
        assertEq(weights.electorate(), 150e9);
        assertEq(weights.totalSupply(), 150e9);
        assertEq(weights.totalContributed(), 100e9);
        skipCycles(2);
        assertEq(weights.electorate(), 100e9);
        assertEq(weights.totalSupply(), 100e9);
        source.credit(alice, 1e9);
        assertEq(weights.totalContributed(), 101e9);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotSecondary.selector, bob));
        weights.consolidate(bob);
        weights.sync(bob);
    }

    function test_RevertWhen_AStrangerCreditsLeasesRevokesOrPlaces() external {
        bytes memory refused = abi.encodeWithSelector(IWeights.WeightsCallerNotSource.selector, address(this));
        vm.expectRevert(refused);
        weights.credit(1, alice);
        vm.expectRevert(refused);
        weights.lease(alice, _units(1), 1);
        vm.expectRevert(refused);
        weights.revoke(alice, _units(1));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotModule.selector, address(this)));
        weights.placeInstead(alice, NOTHING, parcelOf(1, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotTreasury.selector, address(this)));
        weights.installModule(address(this));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotTreasury.selector, address(this)));
        weights.retireModule(address(this));
    }

    // ---------------------------------------------------------------- history

    function test_ElectorateRuns_TellEveryCycleInPages() external {
        uint256[] memory values = new uint256[](40);
        for (uint32 i = 0; i < 40; ++i) {
            if (i % 3 == 0) source.credit(alice, 1e9 * (uint64(i) + 1));
            if (i % 7 == 1) leaser.lease(alice, _units(uint96(i) * 1e9 + 1), i + 5);
            values[i] = weights.electorate();
            skipCycles(1);
        }
        for (uint256 most = 1; most < 4; ++most) {
            uint32 from = 0;
            while (from < 40) {
                (ElectorateRun[] memory runs, uint32 end) = weights.electorateRuns(from, 40, most);
                assertLe(runs.length, most);
                for (uint256 r = 0; r < runs.length; ++r) {
                    uint32 to = r + 1 < runs.length ? runs[r + 1].from : end;
                    for (uint32 k = runs[r].from; k < to; ++k) assertEq(runs[r].electorate, values[k]);
                }
                from = end;
            }
        }
        for (uint32 k = 0; k < 40; ++k) assertEq(weights.electorateAt(k), values[k]);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCycleToCome.selector, 41, 40));
        weights.electorateAt(41);
    }

    // ---------------------------------------------------------------- persons

    function test_Gate_CountsOnlyPersons() external {
        source.credit(bob, 100e9);
        assertEq(weights.electorate(), 0);
        assertEq(weights.unitsOf(bob), 100e9);
        assertEq(weights.totalSupply(), 100e9);
        leaser.lease(bob, _units(21e9), weights.cycle() + 3);
        gate.set(bob, bob, false);
        weights.sync(bob);
        assertEq(weights.electorate(), weights.votesOf(121e9));
        gate.set(bob, address(0), false);
        weights.sync(bob);
        weights.sync(bob);
        assertEq(weights.electorate(), 0);
        assertEq(weights.dormantOf(bob).units, 100e9);
        gate.set(bob, bob, false);
        module.placeInstead(bob, NOTHING, parcelOf(100e9, 21e9, 0));
        assertEq(weights.electorate(), weights.votesOf(121e9));
    }

    function test_Strike_LeavesThePlacedOverdrawnAfterACycle() external {
        source.credit(alice, 100e9);
        module.placeInstead(alice, NOTHING, parcelOf(60e9, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotOverdrawn.selector, alice));
        weights.recallableOf(alice);
        gate.set(alice, address(0), false);
        weights.sync(alice);
        (uint96 permanent, , uint64 recallableAt) = weights.overdraftOf(alice);
        assertEq(permanent, 60e9);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotRecallableYet.selector, alice, recallableAt));
        weights.recallableOf(alice);
        vm.warp(recallableAt);
        (permanent, ) = weights.recallableOf(alice);
        assertEq(permanent, 60e9);
        gate.set(alice, alice, false);
        weights.sync(alice);
        (permanent, , ) = weights.overdraftOf(alice);
        assertEq(permanent, 0);
    }

    function test_Consolidate_MovesEverythingExactly() external {
        source.credit(bob, 77);
        source.credit(alice, 23);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotSecondary.selector, bob));
        weights.consolidate(bob);
        gate.set(bob, alice, false);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsLinkNotFinal.selector, bob));
        weights.consolidate(bob);
        gate.set(bob, alice, true);
        weights.consolidate(bob);
        assertEq(weights.accountOf(alice).units, 100);
        assertEq(weights.accountOf(alice).contributed, 100);
        assertEq(weights.unitsOf(bob), 0);
        assertEq(weights.electorate(), weights.votesOf(100));
        assertEq(weights.totalContributed(), 100);
    }

    function test_Consolidate_RevertGiven_SomeIsPlaced() external {
        gate.set(bob, bob, false);
        source.credit(bob, 10);
        module.placeInstead(bob, NOTHING, parcelOf(4, 0, 0));
        gate.set(bob, alice, true);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsStillPlaced.selector, bob, 4, 0));
        weights.consolidate(bob);
    }

    // ---------------------------------------------------------------- placing, revoking, leasing

    function test_Place_OnlyWhatIsHeld() external {
        source.credit(alice, 10);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsInsufficient.selector, alice, 10, 11));
        module.placeInstead(alice, NOTHING, parcelOf(11, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsLeaseInsufficient.selector, alice, 0, 1));
        module.placeInstead(alice, NOTHING, parcelOf(1, 1, 0));
        module.placeInstead(alice, NOTHING, parcelOf(10, 0, 0));
        (uint256 free, ) = weights.freeOf(alice);
        assertEq(free, 0);
        vm.prank(treasury);
        weights.retireModule(address(module));
        assertFalse(weights.isModule(address(module)));
        module.placeInstead(alice, parcelOf(4, 0, 0), NOTHING);
        (free, ) = weights.freeOf(alice);
        assertEq(free, 4);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsCallerNotModule.selector, address(module)));
        module.placeInstead(alice, NOTHING, parcelOf(1, 0, 0));
    }

    function test_Revoke_TakesPlacedAndDormantUnits() external {
        source.credit(alice, 10);
        module.placeInstead(alice, NOTHING, parcelOf(9, 0, 0));
        source.revoke(alice, _units(4));
        (uint96 permanent, , ) = weights.overdraftOf(alice);
        assertEq(permanent, 3);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsRevokedTooMuch.selector, alice, 6, 7));
        source.revoke(alice, _units(7));
        source.credit(bob, 10);
        source.revoke(bob, _units(4));
        assertEq(weights.unitsOf(bob), 6);
        assertEq(weights.totalSupply(), 12);
    }

    function test_Lease_IsLoweredOnlyToWhatIsPlaced() external {
        uint32 now_ = weights.cycle();
        leaser.lease(alice, _units(10), now_ + 5);
        assertEq(module.placeInstead(alice, NOTHING, parcelOf(0, 6, 0)), now_ + 5);
        (, uint256 free) = weights.freeOf(alice);
        assertEq(free, 4);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsStillPlaced.selector, alice, 6, 5));
        leaser.lease(alice, _units(5), now_ + 5);
        vm.expectRevert(
            abi.encodeWithSelector(IWeights.WeightsLeaseUntilOutOfBounds.selector, now_ + 4, now_ + 5, now_ + 400)
        );
        leaser.lease(alice, _units(6), now_ + 4);
        vm.expectRevert(
            abi.encodeWithSelector(IWeights.WeightsLeaseUntilOutOfBounds.selector, now_, now_ + 1, now_ + 400)
        );
        leaser.lease(alice, _units(6), now_);
        leaser.lease(alice, _units(6), now_ + 6);
        gate.set(alice, address(0), false);
        weights.sync(alice);
        (, uint96 leased, ) = weights.overdraftOf(alice);
        assertEq(leased, 6);
    }

    /// @dev What is placed counts to the end that it was placed with: a lease that ended before would leave votes that nobody
    /// holds, and that nobody could recall.
    function test_Lease_IsNotShortenedUnderWhatIsPlacedWhileItLiesDormant() external {
        uint32 now_ = weights.cycle();
        leaser.lease(alice, _units(10), now_ + 9);
        module.placeInstead(alice, NOTHING, parcelOf(0, 6, 0));
        gate.set(alice, address(0), false);
        weights.sync(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IWeights.WeightsLeaseUntilOutOfBounds.selector, now_ + 2, now_ + 9, now_ + 400)
        );
        leaser.lease(alice, _units(10), now_ + 2);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsStillPlaced.selector, alice, 6, 5));
        leaser.lease(alice, _units(5), now_ + 9);
        module.placeInstead(alice, parcelOf(0, 6, now_ + 9), NOTHING);
        leaser.lease(alice, _units(5), now_ + 2);
        gate.set(alice, alice, false);
        weights.sync(alice);
        assertEq(weights.electorate(), weights.votesOf(5));
        assertEq(weights.leaseOf(alice).until, now_ + 2);
    }

    function test_Lease_ThatLapsedFreesWhatWasPlacedOfIt() external {
        uint32 now_ = weights.cycle();
        leaser.lease(alice, _units(10), now_ + 2);
        module.placeInstead(alice, NOTHING, parcelOf(0, 10, 0));
        skipCycles(2);
        assertEq(weights.electorate(), 0);
        leaser.lease(alice, _units(7), now_ + 9);
        module.placeInstead(alice, parcelOf(0, 10, now_ + 2), parcelOf(0, 7, 0));
        assertEq(weights.leaseOf(alice).placed, 7);
    }

    // ---------------------------------------------------------------- the view for wallets

    function test_View_IsATokenThatStaysWhereItIs() external {
        assertEq(weights.name(), "test");
        assertEq(weights.symbol(), "TEST");
        assertEq(weights.decimals(), 9);
        assertEq(weights.allowance(alice, bob), 0);
        assertTrue(weights.locked(0));
        assertEq(weights.clock(), block.timestamp);
        assertEq(weights.CLOCK_MODE(), "mode=timestamp");
        assertTrue(weights.supportsInterface(type(IERC20).interfaceId));
        assertTrue(weights.supportsInterface(type(IERC5192).interfaceId));
        assertFalse(weights.supportsInterface(0xffffffff));
        assertTrue(weights.isSource(address(source)));
        assertTrue(weights.isModule(address(elections)));
        assertEq(weights.horizonAt(), type(uint64).max);
        vm.expectRevert(IWeights.WeightsNotTransferable.selector);
        weights.transfer(bob, 1);
        vm.expectRevert(IWeights.WeightsNotTransferable.selector);
        weights.transferFrom(alice, bob, 1);
        vm.expectRevert(IWeights.WeightsNotTransferable.selector);
        weights.approve(bob, 1);
        assertTrue(_units(1) == _units(1) && _units(2) > _units(1));
        assertTrue(_units(2) - _units(1) == _units(0) + _units(1));
        assertTrue(CandidacyId.unwrap(CandidacyId.wrap(1)) == 1);
    }
}
