// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
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

    function test_BySig_JoinsUnjoinsAndFollowsForTheSigner() external {
        _propose();
        forks.joinBySig(FORK, _signed("alice", "JoinFork", 1));
        assertEq(forks.forkOf(FORK).joined, 100);
        assertTrue(forks.isNonceUsed(alice, 1));
        forks.unjoinBySig(FORK, _signed("alice", "UnjoinFork", 2));
        assertEq(forks.forkOf(FORK).joined, 0);
        IElections.Authorization memory again = _signed("alice", "JoinFork", 1);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(alice, 1));
        forks.joinBySig(FORK, again);
        // What was signed for one thing is not good for another.
        IElections.Authorization memory other = _signed("alice", "UnjoinFork", 3);
        refuse(IElections.SignatureInvalid.selector, abi.encode(alice));
        forks.joinBySig(FORK, other);
        vm.prank(alice);
        forks.cancelNonce(4);
        IElections.Authorization memory cancelled = _signed("alice", "JoinFork", 4);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(alice, 4));
        forks.joinBySig(FORK, cancelled);
        _join(alice);
        skipCycles(1);
        Kernel child = _execute();
        forks.followBySig(FORK, _signed("bob", "FollowFork", 1));
        assertEq(Weights(child.weights()).unitsOf(bob), 100);
        // The child's forks have another address, so nothing signed for the parent's is good there.
        IForks again_ = IForks(child.forks());
        KernelParameters memory p = _child();
        p.name = "grandchild";
        again_.propose(p);
        IElections.Authorization memory old = _signed("bob", "JoinFork", 9);
        refuse(IElections.SignatureInvalid.selector, abi.encode(bob));
        again_.joinBySig(FORK, old);
    }

    function _signed(
        string memory name,
        string memory kind,
        uint256 nonce
    ) private returns (IElections.Authorization memory by) {
        uint256 key;
        (by.signer, key) = makeAddrAndKey(name);
        (by.nonce, by.deadline) = (nonce, uint64(block.timestamp + 1 days));
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Perdure Forks"),
                keccak256("1"),
                block.chainid,
                address(forks)
            )
        );
        bytes32 typeHash = keccak256(
            bytes(string.concat(kind, "(address member,uint64 fork,uint256 nonce,uint64 deadline)"))
        );
        bytes32 hash = keccak256(abi.encode(typeHash, by.signer, FORK, by.nonce, by.deadline));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, hash)));
        by.signature = abi.encodePacked(r, s, v);
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
