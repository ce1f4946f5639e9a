// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommunityFactory} from "../../../contracts/kernel/ICommunityFactory.sol";
import {ICommunityRegistry} from "../../../contracts/kernel/ICommunityRegistry.sol";
import {ForkId, IForks} from "../../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Weights} from "../../../contracts/weights/Weights.sol";
import {Governing} from "../../helpers/Governing.sol";

/// Who descends from whom: successors, renewals, forks of forks, and doors that are for forks alone.
contract ForkDescentTest is Governing {
    ForkId private constant FORK = ForkId.wrap(0);

    function setUp() external {
        foundGoverned();
    }

    function test_Successor_TakesTheNameAndIsOpenForEver() external {
        _propose();
        _join(alice);
        _join(bob);
        _join(carol);
        skipCycles(1);
        Kernel child = _execute();
        ICommunityRegistry registry = ICommunityRegistry(factory.registry());
        assertEq(registry.kernelOf("test"), address(child));
        assertEq(registry.successorOf(address(kernel)), address(child));
        assertTrue(forks.forkOf(FORK).isSuccessor);
        vm.warp(child.genesisAt() + 1000 days);
        vm.prank(dave);
        forks.follow(FORK);
        assertEq(Weights(child.weights()).unitsOf(dave), 100);
    }

    function test_Renewal_NeedsNoThresholdNearTheHorizon() external {
        KernelParameters memory p = governed();
        (p.name, p.halfLife) = ("old", 90 days);
        (p.fork.threshold, p.fork.fill) = (0.5e18, 1e18);
        foundGoverned(p);
        vm.warp(kernel.genesisAt() + (40 * 90 days * 9) / 10 - 1);
        source.credit(alice, 1);
        source.credit(bob, 1000);
        p.name = "young";
        forks.propose(p);
        assertFalse(forks.forkOf(FORK).isRenewal);
        vm.warp(block.timestamp + 1);
        (p.daoURI, p.document.content) = ("ipfs://anew", keccak256("anew"));
        forks.propose(p);
        ForkId renewal = ForkId.wrap(1);
        assertTrue(forks.forkOf(renewal).isRenewal);
        p.rootNominationFill = 1;
        forks.propose(p);
        assertFalse(forks.forkOf(ForkId.wrap(2)).isRenewal);
        p.rootNominationFill = 0;
        vm.prank(alice);
        forks.join(renewal);
        skipCycles(1);
        Kernel child = Kernel(forks.execute(renewal, p, new address[](0)));
        vm.warp(child.genesisAt() + 100 days);
        vm.prank(bob);
        forks.follow(renewal);
        assertGt(Weights(child.weights()).unitsOf(bob), 0);
    }

    function test_Doors_AreForForksOnly() external {
        refuse(IWeights.WeightsCallerNotFork.selector, abi.encode(address(this)));
        weights.depart(alice, Units.wrap(1), false, 0);
        refuse(IWeights.WeightsCallerNotFork.selector, abi.encode(address(this)));
        weights.arrive(alice, Units.wrap(1), Units.wrap(0), 0, 0);
        refuse(ICommunityFactory.FactoryCallerNotFork.selector, abi.encode(address(this), address(kernel)));
        factory.createChild(_child(), address(kernel), true);
        refuse(ICommunityFactory.FactoryCallerNotFork.selector, abi.encode(address(this), address(this)));
        factory.createChild(_child(), address(this), true);
        ICommunityRegistry registry = ICommunityRegistry(factory.registry());
        refuse(ICommunityRegistry.RegistryCallerNotFactory.selector, abi.encode(address(this)));
        registry.descend(address(kernel), address(this), true);
    }

    function test_Fork_OfAForkRemembersWhatWasContributed() external {
        _propose();
        _join(alice);
        skipCycles(1);
        Kernel child = _execute();
        forks.arrive(FORK, alice);
        vm.warp(child.genesisAt());
        IForks again = IForks(child.forks());
        KernelParameters memory p = _child();
        p.name = "grandchild";
        again.propose(p);
        vm.prank(alice);
        again.join(FORK);
        vm.warp(block.timestamp + 1 days);
        Kernel grandchild = Kernel(again.execute(FORK, p, new address[](0)));
        again.arrive(FORK, alice);
        assertEq(Weights(grandchild.weights()).accountOf(alice).contributed, 100);
        // All of them joined, so it is the successor of the child, and of nobody else.
        ICommunityRegistry registry = ICommunityRegistry(factory.registry());
        assertEq(registry.kernelOf("child"), address(grandchild));
        assertEq(registry.kernelOf("test"), address(kernel));
    }

    // ---------------------------------------------------------------- set-up

    function _child() private returns (KernelParameters memory p) {
        p = governed();
        p.name = "child";
    }

    function _propose() private {
        vm.prank(alice);
        forks.propose(_child());
    }

    function _join(address member) private {
        vm.prank(member);
        forks.join(FORK);
    }

    function _execute() private returns (Kernel) {
        return Kernel(forks.execute(FORK, _child(), new address[](0)));
    }
}
