// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommunityFactory} from "../../../contracts/kernel/ICommunityFactory.sol";
import {IKernel, Scaling} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {OpenGate} from "../../../contracts/test/OpenGate.sol";
import {ContributorSource} from "../../../contracts/weights/sources/ContributorSource.sol";
import {IContributorSource} from "../../../contracts/weights/sources/IContributorSource.sol";
import {IMembershipSource} from "../../../contracts/weights/sources/IMembershipSource.sol";
import {IPatronSource} from "../../../contracts/weights/sources/IPatronSource.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {IReceiptSource} from "../../../contracts/weights/sources/IReceiptSource.sol";
import {IWeightSource} from "../../../contracts/weights/sources/IWeightSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {ReceiptSource} from "../../../contracts/weights/sources/ReceiptSource.sol";
import {Community} from "../../helpers/Community.sol";

contract PresetsTest is Community {
    function setUp() external {
        PurchaseSource register = PurchaseSource(deploy("PurchaseSource", ""));
        deployFactory(
            ICommunityFactory.SourceImplementations({
                purchases: address(register),
                patrons: deploy("PatronSource", abi.encode(register)),
                contributors: deploy("ContributorSource", ""),
                membership: deploy("MembershipSource", ""),
                receipts: deploy("ReceiptSource", "")
            })
        );
    }

    function test_BlockchainProject_SellsWeightThatHalvesEveryYear() external {
        foundFrom(ICommunityFactory.Preset.BlockchainProject, choices(purchases()));
        assertEq(kernel.halfLife(), 365 days);
        assertEq(kernel.sources().length, 1);
        assertEq(PurchaseSource(kernel.sources()[0]).assets().length, 1);
        assertTrue(kernel.scaling() == Scaling.Linear);
    }

    function test_OpenSourceCooperative_HasPatronsAndContributors() external {
        foundFrom(ICommunityFactory.Preset.OpenSourceCooperative, choices(patrons(), contributors()));
        assertEq(kernel.halfLife(), 0);
        assertEq(kernel.sources().length, 2);
        assertTrue(IWeightSource(kernel.sources()[0]).leases());
        (, uint32 until) = ContributorSource(kernel.sources()[1]).ceiling();
        assertEq(until, 0);
    }

    function test_OnlineCommunity_HasMembersAndReceipts() external {
        ICommunityFactory.Choices memory c = choices(membership(), receipts());
        c.gate = address(new OpenGate());
        foundFrom(ICommunityFactory.Preset.OnlineCommunity, c);
        assertEq(kernel.halfLife(), 0);
        assertTrue(kernel.scaling() == Scaling.Quadratic);
        assertTrue(IWeightSource(kernel.sources()[0]).leases());
        assertEq(ReceiptSource(kernel.sources()[1]).epochLength(), 30 days);
    }

    function test_RevertWhen_AnOnlineCommunityHasNoGate() external {
        ICommunityFactory.Choices memory c = choices(membership(), receipts());
        vm.expectRevert(abi.encodeWithSelector(IMembershipSource.MembershipForbids.selector, "gate"));
        factory.createFromPreset(ICommunityFactory.Preset.OnlineCommunity, c);
    }

    function test_RevertWhen_ThePresetHasAnotherNumberOfSources() external {
        ICommunityFactory.Preset preset = ICommunityFactory.Preset.OpenSourceCooperative;
        ICommunityFactory.Choices memory c = choices(patrons());
        vm.expectRevert(abi.encodeWithSelector(ICommunityFactory.FactorySourcesMismatch.selector, preset, 1, 2));
        factory.createFromPreset(preset, c);
    }

    // ---------------------------------------------------------------- choices

    function foundFrom(ICommunityFactory.Preset preset, ICommunityFactory.Choices memory c) private {
        kernel = Kernel(factory.createFromPreset(preset, c));
        assertEq(IKernel(kernel).cycleLength(), 7 days);
    }

    function choices(bytes memory only) private pure returns (ICommunityFactory.Choices memory c) {
        (c.name, c.symbol, c.referenceCurrency, c.sources) = ("test", "TEST", "USD", new bytes[](1));
        c.sources[0] = only;
    }

    function choices(
        bytes memory first,
        bytes memory second
    ) private pure returns (ICommunityFactory.Choices memory c) {
        c = choices(first);
        c.sources = new bytes[](2);
        (c.sources[0], c.sources[1]) = (first, second);
    }

    function till() private pure returns (IPurchaseSource.Configuration memory c) {
        c.assets = new IPurchaseSource.AssetParameters[](1);
    }

    function purchases() private pure returns (bytes memory) {
        return abi.encode(till());
    }

    function patrons() private pure returns (bytes memory) {
        return abi.encode(IPatronSource.Configuration(till(), 0));
    }

    function contributors() private pure returns (bytes memory) {
        return abi.encode(IContributorSource.Configuration(10e9, 0.5e18));
    }

    function membership() private pure returns (bytes memory) {
        return abi.encode(IMembershipSource.Configuration(1e9, 52));
    }

    function receipts() private pure returns (bytes memory) {
        return abi.encode(IReceiptSource.Configuration(30 days, 1e15));
    }
}
