// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CharterLib} from "../../../contracts/kernel/CharterLib.sol";
import {CommunityRegistry} from "../../../contracts/kernel/CommunityRegistry.sol";
import {ICommunityRegistry} from "../../../contracts/kernel/ICommunityRegistry.sol";
import {IKernel, KernelParameters, Scaling, SourceParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {Community} from "../../helpers/Community.sol";

contract KernelTest is Community {
    function setUp() external {
        deployFactory(address(0));
    }

    function _refused(
        KernelParameters memory q,
        string memory parameter,
        uint256 value,
        uint256 least,
        uint256 most
    ) private {
        vm.expectRevert(
            abi.encodeWithSelector(IKernel.KernelParameterOutOfBounds.selector, parameter, value, least, most)
        );
        factory.create(q);
    }

    function test_Found_AnswersItsParameters() external {
        KernelParameters memory q = defaults();
        q.daoURI = "ipfs://x";
        found(q);
        assertEq(kernel.name(), "test");
        assertEq(kernel.symbol(), "TEST");
        assertEq(kernel.referenceCurrency(), "USD");
        assertEq(kernel.daoURI(), "ipfs://x");
        assertEq(kernel.treasury(), treasury);
        assertEq(kernel.gate(), q.gate);
        assertEq(kernel.registry(), factory.registry());
        assertEq(kernel.genesisAt(), block.timestamp);
        assertEq(kernel.halfLife(), 0);
        assertEq(kernel.cycleLength(), 1 days);
        assertTrue(kernel.scaling() == Scaling.Quadratic);
        assertEq(kernel.enactmentDelay(), 28 days);
        assertEq(kernel.forkTerms().threshold, 0.1e18);
        (uint72 nomination, uint72 stabilization) = kernel.leastFills();
        assertEq(uint256(nomination) + stabilization, 0);
        assertEq(kernel.clock(), block.timestamp);
        assertEq(kernel.CLOCK_MODE(), "mode=timestamp");
        assertEq(kernel.sources().length, 2);
        ICommunityRegistry registry = ICommunityRegistry(factory.registry());
        assertEq(registry.kernelOf("test"), address(kernel));
        assertTrue(registry.isCommunity(address(kernel)));
        vm.expectRevert(abi.encodeWithSelector(ICommunityRegistry.RegistryNameTaken.selector, "test", address(kernel)));
        factory.create(q);
        vm.expectRevert(abi.encodeWithSelector(ICommunityRegistry.RegistryCallerNotFactory.selector, address(this)));
        registry.register("other", address(this));
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelCallerNotFactory.selector, address(this)));
        kernel.found(q, address(0));
    }

    function test_Found_WaitsForALaterGenesis() external {
        KernelParameters memory q = defaults();
        q.genesisAt = uint64(block.timestamp + 10 days);
        found(q);
        address alice = makeAddr("alice");
        vm.expectRevert(abi.encodeWithSelector(CharterLib.CharterNotStarted.selector, q.genesisAt));
        source.credit(alice, 1);
        vm.warp(q.genesisAt);
        source.credit(alice, 1);
        assertEq(weights.cycle(), 0);
    }

    function test_RevertWhen_AParameterIsOutOfBounds() external {
        KernelParameters memory q = defaults();
        q.name = "ab";
        _refused(q, "name", 2, 3, 31);
        q.name = "Test";
        _refused(q, "name", 0x54, 0x2d, 0x7a);
        (q.name, q.symbol) = ("test", "");
        _refused(q, "symbol", 0, 1, 11);
        (q.symbol, q.referenceCurrency) = ("T", "");
        _refused(q, "referenceCurrency", 0, 1, 31);
        (q.referenceCurrency, q.halfLife) = ("USD", 90 days - 1);
        _refused(q, "halfLife", 90 days - 1, 90 days, 36525 days);
        (q.halfLife, q.cycleLength) = (0, 1 hours - 1);
        _refused(q, "cycleLength", 1 hours - 1, 1 hours, 90 days);
        q.cycleLength = 8 days;
        _refused(q, "cycleLength", 8 days, 1 days, 7 days);
        (q.cycleLength, q.genesisAt) = (1 days, 1);
        vm.warp(1000);
        _refused(q, "genesisAt", 1, 1000, 1000 + 365 days);
        (q.genesisAt, q.rootStabilizationFill) = (0, 1001e18);
        _refused(q, "rootStabilizationFill", 1001e18, 0, 1000e18);
        (q.rootStabilizationFill, q.fork.threshold) = (1e18, 0);
        _refused(q, "fork.threshold", 0, WAD / 100, WAD / 2);
        (q.fork.threshold, q.enactmentDelay) = (0.1e18, 2 days);
        _refused(q, "enactmentDelay", 2 days, 2 days + 1, 3650 days);
        q.enactmentDelay = 28 days;
        factory.create(q);
    }

    function test_RevertWhen_AFillOrAForkTermIsOutOfBounds() external {
        KernelParameters memory q = defaults();
        q.rootNominationFill = 1000e18 + 1;
        _refused(q, "rootNominationFill", 1000e18 + 1, 0, 1000e18);
        (q.rootNominationFill, q.leastNominationFill) = (0, 1000e18 + 1);
        _refused(q, "leastNominationFill", 1000e18 + 1, 0, 1000e18);
        (q.leastNominationFill, q.leastStabilizationFill) = (0, 1000e18 + 1);
        _refused(q, "leastStabilizationFill", 1000e18 + 1, 0, 1000e18);
        (q.leastStabilizationFill, q.fork.fill) = (0, 1000e18 + 1);
        _refused(q, "fork.fill", 1000e18 + 1, 0, 1000e18);
        (q.fork.fill, q.fork.joinPeriod) = (0.2e18, 1 days - 1);
        _refused(q, "fork.joinPeriod", 1 days - 1, 1 days, 365 days);
        (q.fork.joinPeriod, q.fork.successionThreshold) = (28 days, uint64(WAD / 2));
        _refused(q, "fork.successionThreshold", WAD / 2, WAD / 2 + 1, WAD);
        q.fork.successionThreshold = uint64(WAD + 1);
        _refused(q, "fork.successionThreshold", WAD + 1, WAD / 2 + 1, WAD);
        (q.fork.successionThreshold, q.fork.threshold) = (uint64(WAD), uint64(WAD / 2 + 1));
        _refused(q, "fork.threshold", WAD / 2 + 1, WAD / 100, WAD / 2);
        q.fork.threshold = uint64(WAD / 2);
        factory.create(q);
    }

    function test_RevertWhen_ThereIsTooMuchOfAParameter() external {
        KernelParameters memory q = defaults();
        q.daoURI = string(new bytes(2049));
        _refused(q, "daoURI", 2049, 0, 2048);
        (q.daoURI, q.name) = ("", "a-name-of-two-and-thirty-letters");
        _refused(q, "name", 32, 3, 31);
        (q.name, q.symbol) = ("test", "TWELVELETTER");
        _refused(q, "symbol", 12, 1, 11);
        (q.symbol, q.halfLife) = ("TEST", 36525 days + 1);
        _refused(q, "halfLife", 36525 days + 1, 90 days, 36525 days);
        (q.halfLife, q.cycleLength) = (0, 90 days + 1);
        _refused(q, "cycleLength", 90 days + 1, 1 hours, 90 days);
        (q.cycleLength, q.genesisAt) = (1 days, uint64(block.timestamp + 365 days + 1));
        _refused(q, "genesisAt", q.genesisAt, block.timestamp, block.timestamp + 365 days);
        (q.genesisAt, q.enactmentDelay) = (0, 3650 days + 1);
        _refused(q, "enactmentDelay", 3650 days + 1, 2 days + 1, 3650 days);
        (q.enactmentDelay, q.sources) = (28 days, new SourceParameters[](9));
        _refused(q, "sources", 9, 1, 8);
        q.sources = new SourceParameters[](0);
        _refused(q, "sources", 0, 1, 8);
        (q.sources, q.offices) = (defaults().sources, new IElections.ElectionParameters[](33));
        _refused(q, "offices", 33, 0, 32);
    }

    function test_RevertWhen_ParametersForbidEachOther() external {
        KernelParameters memory q = defaults();
        q.gate = address(0);
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelCombinationForbidden.selector, "scaling", "gate"));
        factory.create(q);
        q = defaults();
        q.sources[0] = q.sources[1];
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelCombinationForbidden.selector, "sources", "sources"));
        factory.create(q);
        q = defaults();
        q.offices[0].kind = IElections.Kind.Document;
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelCombinationForbidden.selector, "offices", "kind"));
        factory.create(q);
        q = defaults();
        q.sources[0] = SourceParameters(address(1), "");
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelNotAContract.selector, "sources", address(1)));
        factory.create(q);
        q = defaults();
        q.gate = address(1);
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelNotAContract.selector, "gate", address(1)));
        factory.create(q);
    }

    function test_Implementation_CannotBeFoundByAnybody() external {
        Kernel implementation = Kernel(factory.kernelImplementation());
        KernelParameters memory q = defaults();
        vm.expectRevert(abi.encodeWithSelector(IKernel.KernelCallerNotFactory.selector, address(this)));
        implementation.found(q, address(0));
        CommunityRegistry mine = new CommunityRegistry(address(this));
        mine.register("mine", address(this));
        assertEq(mine.kernelOf("mine"), address(this));
    }
}
