// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommitments} from "../../../contracts/commitments/ICommitments.sol";
import {CommitmentId, DO_NOTHING, ElectionId, OptionId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Committing} from "../../helpers/Committing.sol";

/// Attempts to decide with weight of the last moment, with weight that is not there, and by the choice of who calls when.
contract AttacksCommitmentsTest is Committing {
    address private whale = makeAddr("whale");
    CommitmentId private matter;

    function setUp() external {
        foundCommitting();
        matter = open(once(), true);
    }

    // ---------------------------------------------------------------- windows

    /// @dev The last second of a cycle counts for it, the first of the next does not.
    function test_Attack_BoundaryOfACycle() external {
        uint256 snapshot = vm.snapshotState();
        vm.warp(weights.cycleStartsAt(1) - 1);
        commit(matter, alice, FIRST, HELD);
        vm.warp(weights.cycleStartsAt(1));
        assertEq(supportOf(matter, FIRST), HELD / 2);
        vm.revertToState(snapshot);
        vm.warp(weights.cycleStartsAt(1));
        commit(matter, alice, FIRST, HELD);
        vm.warp(weights.cycleStartsAt(2) - 1);
        assertEq(supportOf(matter, FIRST), 0);
        vm.warp(weights.cycleStartsAt(2));
        assertEq(supportOf(matter, FIRST), HELD / 2);
    }

    /// @dev One second before the deadline a ballot is taken; with it none is, and the outcome stands.
    function test_Attack_BoundaryOfTheDeadline() external {
        vm.warp(weights.cycleStartsAt(DEADLINE) - 1);
        commit(matter, alice, FIRST, HELD);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentUndecided.selector, matter, 0));
        commitments.outcomeOf(matter, 0);
        vm.warp(weights.cycleStartsAt(DEADLINE));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentHasEnded.selector, matter));
        commitments.cast(matter, support(FIRST, HELD, 0), noneDead());
        assertWinner(matter, 0, DO_NOTHING);
    }

    // ---------------------------------------------------------------- the last moment

    /// @dev Three quarters of all weight, placed in the last cycle on an option inserted then, come last.
    function test_Attack_OptionInsertedLate() external {
        ICommitments.CommitmentParameters memory p = once();
        p.halfLife = 5 days;
        matter = open(p, true);
        commit(matter, dave, FIRST, HELD);
        vm.warp(weights.cycleStartsAt(DEADLINE) - 2);
        OptionId late = addOption(matter, 3, false);
        for (uint256 i = 0; i < 3; ++i) commit(matter, [alice, bob, carol][i], late, HELD);
        skipCycles(1);
        assertGt(supportOf(matter, late), 0);
        assertWinner(matter, 0, FIRST);
        assertGt(supportOf(matter, DO_NOTHING), supportOf(matter, late));
    }

    /// @dev Weight bought for the end of a cycle and moved off afterwards leaves one cycle's step, no more.
    function test_Attack_FlashWeightAtACyclesEnd() external {
        ICommitments.CommitmentParameters memory p = once();
        p.halfLife = 5 days;
        matter = open(p, true);
        vm.warp(weights.cycleStartsAt(1) - 1);
        source.credit(whale, uint64(HELD) * 4);
        commit(matter, whale, FIRST, HELD * 4);
        vm.warp(weights.cycleStartsAt(1));
        uncommit(matter, whale);
        skipCycles(DEADLINE - 1);
        assertLt(supportOf(matter, FIRST), HELD / 4);
        assertWinner(matter, 0, DO_NOTHING);
    }

    /// @dev Within one cycle weight that comes and goes leaves nothing at all.
    function test_Attack_FlashWeightWithinACycle() external {
        skipCycles(2);
        uint256 y = supportOf(matter, DO_NOTHING);
        source.credit(whale, uint64(HELD) * 100);
        commit(matter, whale, FIRST, HELD * 100);
        uncommit(matter, whale);
        assertEq(supportOf(matter, FIRST), 0);
        assertEq(supportOf(matter, DO_NOTHING), y);
        skipCycles(1);
        assertEq(supportOf(matter, FIRST), 0);
    }

    /// @dev Votes bought now count for no cycle that has ended, however long nobody closed any.
    function test_Attack_BoughtVotesGainNoSupportForThePast() external {
        skipCycles(8);
        source.credit(whale, uint64(HELD) * 100);
        commit(matter, whale, FIRST, HELD * 100);
        assertEq(supportOf(matter, FIRST), 0);
        commitments.advance(matter, 1000);
        assertEq(supportOf(matter, FIRST), 0);
    }

    // ---------------------------------------------------------------- nobody

    function test_Attack_ZeroTurnoutDoesNothing() external {
        skipCycles(DEADLINE);
        assertWinner(matter, 0, DO_NOTHING);
    }

    /// @dev Whoever stands alone against a silent majority of four loses while everything else is quiet, too.
    function test_Attack_SmallTurnoutDoesNothing() external {
        commit(matter, alice, FIRST, HELD - 1);
        skipCycles(DEADLINE);
        assertWinner(matter, 0, DO_NOTHING);
    }

    // ---------------------------------------------------------------- recasts and splits (L3)

    function testFuzz_Attack_RecastsGainNothing(uint96 a, uint96 b, uint8 times) external {
        (a, b) = (uint96(bound(a, 1, HELD / 2)), uint96(bound(b, 1, HELD / 2)));
        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        commitments.cast(matter, support(FIRST, a, SECOND, b), noneDead());
        skipCycles(3);
        uint256[3] memory plain_ = [supportOf(matter, DO_NOTHING), supportOf(matter, FIRST), supportOf(matter, SECOND)];
        vm.revertToState(snapshot);
        for (uint256 i = 0; i < times % 8; ++i) commit(matter, alice, i % 2 == 0 ? SECOND : DO_NOTHING, HELD);
        vm.prank(alice);
        commitments.cast(matter, support(FIRST, a, SECOND, b), noneDead());
        skipCycles(3);
        assertEq(supportOf(matter, DO_NOTHING), plain_[0]);
        assertEq(supportOf(matter, FIRST), plain_[1]);
        assertEq(supportOf(matter, SECOND), plain_[2]);
    }

    // ---------------------------------------------------------------- whoever calls, whenever (L1)

    /// @dev The same story twice: with and without somebody who closes cycles in between, and looks at a fuzzed moment.
    function testFuzz_Attack_CallersChangeNothing(uint256 seed, uint256 closings) external {
        matter = open(every(3), true);
        uint256 snapshot = vm.snapshotState();
        bytes memory quiet = _story(seed, 0);
        vm.revertToState(snapshot);
        assertEq(_story(seed, closings), quiet);
    }

    function _story(uint256 seed, uint256 closings) private returns (bytes memory) {
        address[4] memory voters = [alice, bob, carol, dave];
        for (uint256 i = 0; i < 16; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + (dice % 3 days));
            address voter = voters[(dice >> 16) % 4];
            if ((closings >> i) & 1 != 0) commitments.advance(matter, uint32((closings >> 32) % 5));
            _step(dice >> 32, voter);
        }
        skipCycles(5);
        commitments.advance(matter, uint32(closings % 3));
        bytes memory open_ = abi.encode(commitments.optionsOf(matter), commitments.commitmentOf(matter).round);
        return bytes.concat(open_, abi.encode(commitments.outcomeOf(matter, 0), commitments.outcomeOf(matter, 1)));
    }

    function _step(uint256 dice, address voter) private {
        uint256 kind = dice % 6;
        uint96 units = uint96((dice >> 8) % HELD) + 1;
        if (kind == 0) {
            source.credit(voter, uint64(units));
        } else if (kind == 1) {
            uint32 until = weights.cycle() + 1 + uint32((dice >> 96) % 4);
            uint32 held = weights.leaseOf(voter).until;
            leaser.lease(voter, Units.wrap(HELD), until < held ? held : until);
        } else if (kind == 2) {
            ElectionId more = create(document());
            if ((dice >> 96) % 2 == 0) retire(more);
        } else if (kind == 3) {
            (ICommitments.OptionPlacement[] memory placements, ) = commitments.ballotOf(matter, voter);
            if (placements.length != 0) uncommit(matter, voter);
        } else {
            uint96 leased = weights.leaseOf(voter).until > weights.cycle() ? units / 2 : 0;
            OptionId which = OptionId.wrap(uint16((dice >> 96) % 3));
            vm.prank(voter);
            commitments.cast(matter, support(which, units, leased), noneDead());
        }
    }

    /// @dev What leases end, and when the electorate swings, counts from that cycle on, seen early or late.
    function test_Attack_ElectorateSwingsCountCycleByCycle() external {
        uint256 third = (uint256(HELD) * 4) / 3;
        leaser.lease(whale, Units.wrap(HELD * 6), 3);
        skipCycles(6);
        // Three cycles of 10 held over 3, three of 4 held over 3; halves each.
        uint256 y = (uint256(HELD) * 10) / 3;
        y = y - y / 8;
        y = third + (y - third) / 8;
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), y, 8);
        commitments.advance(matter, 2);
        commitments.advance(matter, 1);
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), y, 8);
    }

    // ---------------------------------------------------------------- weight that ends or is taken back (W4)

    function test_Lease_CountsToItsEndAlone() external {
        leaser.lease(whale, Units.wrap(HELD), 3);
        vm.prank(whale);
        commitments.cast(matter, support(FIRST, 0, HELD), noneDead());
        (, uint32 until) = commitments.ballotOf(matter, whale);
        assertEq(until, 3);
        skipCycles(3);
        assertEq(optionOf(matter, FIRST).votes, 0);
        assertEq(supportOf(matter, FIRST), (uint256(HELD) / 8) * 7);
        skipCycles(1);
        assertEq(supportOf(matter, FIRST), (uint256(HELD) / 16) * 7);
        uncommit(matter, whale);
        assertEq(optionOf(matter, FIRST).votes, 0, "taken off once");
        skipCycles(1);
        // Nobody is engaged any more, and nobody was counted off twice: 4 held over 3.
        uint256 x = (uint256(HELD) * 4) / 3;
        uint256 y = supportOf(matter, DO_NOTHING);
        skipCycles(1);
        assertApproxEqAbs(supportOf(matter, DO_NOTHING), (x + y) / 2, 1);
    }

    function test_Lease_RenewedIsRefreshedByAnyone() external {
        leaser.lease(whale, Units.wrap(HELD), 3);
        vm.prank(whale);
        commitments.cast(matter, support(DO_NOTHING, 0, HELD), noneDead());
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentBallotNotRefreshable.selector, matter, whale));
        commitments.refresh(matter, whale);
        leaser.lease(whale, Units.wrap(HELD), 6);
        commitments.refresh(matter, whale);
        skipCycles(5);
        assertEq(optionOf(matter, DO_NOTHING).votes, HELD);
        skipCycles(1);
        assertEq(optionOf(matter, DO_NOTHING).votes, 0);
        vm.expectRevert(abi.encodeWithSelector(ICommitments.CommitmentBallotNotRefreshable.selector, matter, whale));
        commitments.refresh(matter, whale);
    }

    function test_Attack_OverdrawnWeightIsRecalled() external {
        vm.prank(alice);
        commitments.cast(matter, support(FIRST, HELD / 2, SECOND, HELD / 2), noneDead());
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotOverdrawn.selector, alice));
        commitments.recall(matter, alice);
        source.revoke(alice, Units.wrap((HELD / 4) * 3));
        (, , uint64 recallableAt) = weights.overdraftOf(alice);
        vm.warp(recallableAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotRecallableYet.selector, alice, recallableAt));
        commitments.recall(matter, alice);
        vm.warp(recallableAt);
        commitments.recall(matter, alice);
        assertEq(optionOf(matter, FIRST).votes, 0);
        assertEq(optionOf(matter, SECOND).votes, HELD / 4);
        assertEq(weights.accountOf(alice).placed, HELD / 4);
        source.revoke(alice, Units.wrap(HELD / 4));
        vm.warp(block.timestamp + 1 days);
        commitments.recall(matter, alice);
        (ICommitments.OptionPlacement[] memory left, ) = commitments.ballotOf(matter, alice);
        assertEq(left.length, 0);
    }
}
