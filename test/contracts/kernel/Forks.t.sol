// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {CharterLib} from "../../../contracts/kernel/CharterLib.sol";
import {ICommunityRegistry} from "../../../contracts/kernel/ICommunityRegistry.sol";
import {ForkId, IForks} from "../../../contracts/kernel/IForks.sol";
import {IKernel, KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Weights} from "../../../contracts/weights/Weights.sol";
import {Governing} from "../../helpers/Governing.sol";

/// Forks
/// ├── members join with all of their weight, none of it placed, and can take it back
/// ├── the bucket gains while the threshold is held at the ends of cycles, and starts again when it is not
/// ├── when it is full anyone executes
/// │   ├── the child begins when the period to follow ends
/// │   ├── joiners arrive, by anyone's call, with what their weight is worth then
/// │   └── others follow until then; of a successor and of a renewal at any time
/// └── the registry tells who descends from whom
contract ForksTest is Governing {
    ForkId private constant FORK = ForkId.wrap(0);

    function setUp() external {
        foundGoverned();
    }

    // ---------------------------------------------------------------- before

    function test_Propose_IsAnnounced() external {
        KernelParameters memory p = _child();
        vm.expectEmit();
        emit IForks.ForkProposed(FORK, alice, false, p);
        vm.prank(alice);
        forks.propose(p);
        IForks.ForkView memory fork = forks.forkOf(FORK);
        assertEq(uint8(fork.stage), uint8(IForks.Stage.Proposed));
        assertEq(fork.proposer, alice);
        assertEq(forks.count(), 1);
    }

    function test_RevertWhen_TheProposalCannotBecomeACommunity() external {
        KernelParameters memory p = _child();
        p.treasury = alice;
        refuse(IForks.ForkParameterForbidden.selector, abi.encode("treasury"));
        forks.propose(p);
        (p.treasury, p.genesisAt) = (address(0), uint64(block.timestamp + 1));
        refuse(IForks.ForkParameterForbidden.selector, abi.encode("genesisAt"));
        forks.propose(p);
        (p.genesisAt, p.symbol) = (0, "");
        refuse(IKernel.KernelParameterOutOfBounds.selector, abi.encode("symbol", 0, 1, 11));
        forks.propose(p);
    }

    function test_Join_LocksAllWeightUntilItIsTakenBack() external {
        _propose();
        vm.expectEmit();
        emit IForks.ForkJoined(FORK, alice, 100, 0, 100);
        _join(alice);
        assertEq(forks.forkOf(FORK).joined, 100);
        (uint96 units, uint96 leased, uint64 contributed) = forks.memberOf(FORK, alice);
        assertEq(units, 100);
        assertEq(leased, 0);
        assertEq(contributed, 100);
        refuse(IForks.ForkMemberPlaced.selector, abi.encode(alice, 100));
        _join(alice);
        vm.prank(alice);
        refuse(IWeights.WeightsInsufficient.selector, abi.encode(alice, 100, 101));
        elections.nominate(ROOT_ELECTION, documentOf(""), placement(id(0), 1), noScores(), noDead());
        vm.prank(alice);
        forks.unjoin(FORK);
        assertEq(forks.forkOf(FORK).joined, 0);
        assertEq(placedOf(alice), 0);
        vm.prank(alice);
        refuse(IForks.ForkMemberAbsent.selector, abi.encode(FORK, alice));
        forks.unjoin(FORK);
    }

    function test_RevertGiven_AMemberHasPlaced() external {
        _propose();
        present(ROOT_ELECTION, alice, "");
        refuse(IForks.ForkMemberPlaced.selector, abi.encode(alice, 100));
        _join(alice);
        refuse(IForks.ForkMemberWithoutWeight.selector, abi.encode(address(this)));
        forks.join(FORK);
    }

    function test_RevertGiven_TheForkIsUnknown() external {
        refuse(IForks.ForkUnknown.selector, abi.encode(FORK));
        forks.join(FORK);
        refuse(IForks.ForkUnknown.selector, abi.encode(FORK));
        forks.arrive(FORK, alice);
        refuse(IForks.ForkUnknown.selector, abi.encode(FORK));
        forks.advance(FORK, 1);
        refuse(IForks.ForkUnknown.selector, abi.encode(FORK));
        forks.forkOf(FORK);
    }

    function test_Bucket_GainsWhileTheThresholdIsHeld() external {
        KernelParameters memory p = governed();
        (p.name, p.fork.threshold, p.fork.fill) = ("slow", 0.5e18, 2.5e18);
        p.enactmentDelay = 10 days;
        foundGoverned(p);
        creditAll();
        _propose();
        _join(alice);
        skipCycles(3);
        assertEq(forks.forkOf(FORK).bucket, 0);
        _join(bob);
        skipCycles(2);
        assertEq(forks.forkOf(FORK).bucket, 1e18);
        assertFalse(forks.forkOf(FORK).isReady);
        _join(carol);
        skipCycles(2);
        assertEq(forks.forkOf(FORK).bucket, 2.5e18);
        assertTrue(forks.forkOf(FORK).isReady);
        // Below the threshold at one end of a cycle, and it starts again.
        vm.prank(alice);
        forks.unjoin(FORK);
        vm.prank(bob);
        forks.unjoin(FORK);
        assertFalse(forks.forkOf(FORK).isReady);
        skipCycles(1);
        assertEq(forks.forkOf(FORK).bucket, 0);
    }

    function testFuzz_Closing_IsTheSameInAnyPages(uint8[6] memory waits, uint32 page) external {
        _propose();
        address[3] memory members = [alice, bob, carol];
        for (uint256 i = 0; i < waits.length; ++i) {
            skipCycles(uint32(bound(waits[i], 0, 9)));
            address member = members[i % 3];
            if (i < 3) _join(member);
            if (i >= 3) source.credit(dave, 50);
        }
        skipCycles(3);
        IForks.ForkView memory before = forks.forkOf(FORK);
        for (uint256 i = 0; i < 60; ++i) forks.advance(FORK, uint32(bound(page, 1, 7)));
        IForks.ForkView memory closed = forks.forkOf(FORK);
        assertEq(closed.cycle, weights.cycle());
        // That they have been closed is all that has changed.
        closed.cycle = before.cycle;
        assertEq(abi.encode(closed), abi.encode(before));
    }

    function test_Lease_JoinsAndDropsOut() external {
        _propose();
        leaser.lease(alice, Units.wrap(300), 5);
        _join(alice);
        assertEq(forks.forkOf(FORK).joined, 400);
        skipCycles(5);
        assertEq(forks.forkOf(FORK).joined, 100);
        vm.prank(alice);
        forks.unjoin(FORK);
        assertEq(forks.forkOf(FORK).joined, 0);
    }

    function test_Recall_TakesOutWhoIsOverdrawn() external {
        _propose();
        _join(alice);
        source.revoke(alice, Units.wrap(60));
        vm.expectPartialRevert(IWeights.WeightsNotRecallableYet.selector);
        forks.recall(FORK, alice);
        skipCycles(2);
        forks.recall(FORK, alice);
        assertEq(forks.forkOf(FORK).joined, 0);
        assertEq(placedOf(alice), 0);
    }

    // ---------------------------------------------------------------- execution

    function test_Execute_FoundsTheChild() external {
        _propose();
        _join(alice);
        refuse(IForks.ForkNotReady.selector, abi.encode(FORK, 100, 40, 0, 0.2e18));
        _execute();
        skipCycles(1);
        Kernel child = _execute();
        ICommunityRegistry registry = ICommunityRegistry(factory.registry());
        assertEq(registry.parentOf(address(child)), address(kernel));
        assertEq(registry.successorOf(address(kernel)), address(0));
        assertEq(registry.kernelOf("child"), address(child));
        assertEq(child.parent(), address(kernel));
        assertEq(child.genesisAt(), block.timestamp + 10 days);
        IForks.ForkView memory fork = forks.forkOf(FORK);
        assertEq(uint8(fork.stage), uint8(IForks.Stage.Executed));
        assertEq(fork.child, address(child));
        refuse(IForks.ForkAlreadyExecuted.selector, abi.encode(FORK));
        _execute();
        vm.prank(alice);
        refuse(IForks.ForkAlreadyExecuted.selector, abi.encode(FORK));
        forks.unjoin(FORK);
        refuse(IForks.ForkAlreadyExecuted.selector, abi.encode(FORK));
        forks.advance(FORK, 1);
    }

    function test_Execute_RevertWhen_TheParametersAreNotTheProposedOnes() external {
        _propose();
        _join(alice);
        skipCycles(1);
        KernelParameters memory p = _child();
        p.name = "other";
        refuse(IForks.ForkParametersMismatch.selector, abi.encode(FORK));
        forks.execute(FORK, p, new address[](0));
    }

    function test_Execute_SeatsTheProposedDocument() external {
        KernelParameters memory p = _child();
        p.document.content = keccak256("text");
        p.document.clauses = abi.encode(andOffice(none(), 1));
        vm.prank(alice);
        forks.propose(p);
        _join(alice);
        skipCycles(1);
        Kernel child = Kernel(forks.execute(FORK, p, new address[](0)));
        vm.warp(child.genesisAt());
        IConstitution(child.constitution()).enact(ROOT_ELECTION, p.document.clauses);
        assertTrue(IConstitution(child.constitution()).isInForce(ElectionId.wrap(1)));
    }

    function test_Arrive_BurnsAndGivesInOneCall() external {
        _propose();
        _join(alice);
        skipCycles(1);
        Kernel child = _execute();
        Weights there = Weights(child.weights());
        forks.arrive(FORK, alice);
        assertEq(weights.unitsOf(alice), 0);
        assertEq(weights.electorate(), 300);
        assertEq(weights.accountOf(alice).contributed, 0);
        assertEq(weights.totalContributed(), 300);
        assertEq(there.unitsOf(alice), 100);
        assertEq(there.electorate(), 100);
        assertEq(there.accountOf(alice).contributed, 100);
        refuse(IForks.ForkMemberAbsent.selector, abi.encode(FORK, alice));
        forks.arrive(FORK, alice);
        vm.prank(alice);
        refuse(IForks.ForkMemberWithoutWeight.selector, abi.encode(alice));
        forks.follow(FORK);
    }

    function test_Arrive_IsWorthTheWeightAtTheChildsGenesis() external {
        KernelParameters memory p = governed();
        (p.name, p.halfLife) = ("decaying", 90 days);
        foundGoverned(p);
        source.credit(alice, 1000);
        vm.warp(block.timestamp + 79 days);
        _propose();
        _join(alice);
        skipCycles(1);
        Kernel child = _execute();
        assertEq(child.genesisAt(), kernel.genesisAt() + 90 days);
        forks.arrive(FORK, alice);
        Weights there = Weights(child.weights());
        assertEq(there.unitsOf(alice), 500);
        // Before genesis it can vote already, and nothing is sold.
        address seller = child.sources()[0];
        vm.expectRevert(abi.encodeWithSelector(CharterLib.CharterNotStarted.selector, child.genesisAt()));
        vm.prank(seller);
        there.credit(1, alice);
    }

    function test_Arrive_CarriesALeaseOver() external {
        _propose();
        leaser.lease(alice, Units.wrap(300), 20);
        _join(alice);
        skipCycles(1);
        Kernel child = _execute();
        forks.arrive(FORK, alice);
        Weights there = Weights(child.weights());
        // Twenty cycles from the parent's genesis; the child's comes after eleven.
        assertEq(there.leaseOf(alice).units, 300);
        assertEq(there.leaseOf(alice).until, 9);
        assertEq(there.electorate(), 400);
        assertEq(weights.electorate(), 300);
        assertEq(weights.leaseOf(alice).units, 0);
    }

    function test_Arrive_LeavesWhatCameAfterJoiningBehind() external {
        _propose();
        _join(alice);
        source.credit(alice, 30);
        skipCycles(1);
        _execute();
        forks.arrive(FORK, alice);
        assertEq(weights.unitsOf(alice), 30);
        assertEq(weights.accountOf(alice).contributed, 30);
    }

    function test_Arrive_LeavesWhatWasRevokedBehind() external {
        _propose();
        _join(alice);
        skipCycles(1);
        Kernel child = _execute();
        source.revoke(alice, Units.wrap(60));
        forks.arrive(FORK, alice);
        assertEq(Weights(child.weights()).unitsOf(alice), 40);
        assertEq(weights.unitsOf(alice), 0);
        assertEq(placedOf(alice), 0);
    }

    function test_Follow_UntilTheChildBegins() external {
        _propose();
        _join(alice);
        skipCycles(1);
        vm.prank(bob);
        refuse(IForks.ForkNotExecuted.selector, abi.encode(FORK));
        forks.follow(FORK);
        Kernel child = _execute();
        vm.prank(bob);
        forks.follow(FORK);
        assertEq(Weights(child.weights()).unitsOf(bob), 100);
        assertEq(forks.forkOf(FORK).contributed, 200);
        vm.warp(child.genesisAt() + 1);
        vm.prank(carol);
        refuse(IForks.ForkClosed.selector, abi.encode(FORK, child.genesisAt()));
        forks.follow(FORK);
        // Who joined in time can still arrive.
        forks.arrive(FORK, alice);
        assertEq(Weights(child.weights()).unitsOf(alice), 100);
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
