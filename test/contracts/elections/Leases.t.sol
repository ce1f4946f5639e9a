// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Electing} from "../../helpers/Electing.sol";

/// Ballots of weight that ends by itself, and of weight that is taken back.
///
/// a ballot with a leased part
/// ├── counts to the end of the lease it was placed with, and nobody need call anything
/// ├── given the lease was renewed: counts on after refresh, by anyone; else refresh is refused
/// └── given the lease lapsed: takes nothing off twice when it is cast again or withdrawn
/// recall
/// ├── given the voter is not overdrawn, has a cycle left, or no ballot here: refused
/// └── takes off exactly what is missing, in the ballot's order, by both methods
contract LeasesTest is Electing {
    CandidacyId private first;
    CandidacyId private second;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 1000e18));
        first = nominate(OFFICE, alice, 10);
        second = nominate(OFFICE, bob, 10);
        leaser.lease(carol, Units.wrap(50), 4);
    }

    function _place(CandidacyId candidacy, bool against, uint96 permanent, uint96 leased) private {
        vm.prank(carol);
        elections.place(OFFICE, candidacy, against, permanent, leased);
    }

    function test_LeasedPart_DropsOutByItself() external {
        _place(first, false, 20, 50);
        assertEq(votesOf(OFFICE, first), 80 * 100);
        (, uint32 until) = elections.ballotOf(OFFICE, carol);
        assertEq(until, 4);
        skipCycles(3);
        assertEq(votesOf(OFFICE, first), 80 * 100, "counts in cycles before 4");
        skipCycles(1);
        assertEq(votesOf(OFFICE, first), 30 * 100);
        elections.advance(OFFICE, 100);
        assertEq(votesOf(OFFICE, first), 30 * 100);
    }

    function test_LeasedPart_CountsInTheBucketsOfItsCyclesOnly() external {
        _place(first, false, 20, 50);
        skipCycles(7);
        // E = 450 and V = 80 in cycles 1 to 3, then E = 400 and V = 30.
        uint256 step = uint256(80e18) / 450;
        assertEq(viewOf(OFFICE, first).bucket, 3 * step + 3 * 0.075e18);
    }

    function test_LeasedPart_AgainstComesBack() external {
        _place(first, true, 0, 50);
        assertEq(votesOf(OFFICE, first), -40 * 100);
        skipCycles(4);
        assertEq(votesOf(OFFICE, first), 10 * 100);
    }

    function test_Withdraw_AfterTheLeaseTakesNothingOffTwice() external {
        _place(first, false, 20, 50);
        skipCycles(4);
        withdraw(OFFICE, carol);
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(placedOf(carol), 0);
        skipCycles(10);
        assertEq(votesOf(OFFICE, first), 10 * 100);
    }

    function test_Withdraw_BeforeTheEndUnschedulesTheDrop() external {
        _place(first, false, 20, 50);
        withdraw(OFFICE, carol);
        skipCycles(4);
        assertEq(votesOf(OFFICE, first), 10 * 100);
    }

    function test_Place_MovesTheDropAlong() external {
        _place(first, false, 20, 50);
        _place(second, false, 20, 30);
        _place(second, false, 20, 40);
        assertEq(votesOf(OFFICE, second), 70 * 100);
        skipCycles(4);
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(votesOf(OFFICE, second), 30 * 100);
    }

    function test_Place_AfterTheLeaseLapsedAndBeganAnew() external {
        _place(first, false, 20, 50);
        skipCycles(5);
        leaser.lease(carol, Units.wrap(60), 9);
        _place(first, false, 20, 60);
        assertEq(votesOf(OFFICE, first), 90 * 100);
        skipCycles(4);
        assertEq(votesOf(OFFICE, first), 30 * 100);
    }

    function test_Refresh_GivesTheRenewedEnd() external {
        _place(first, false, 20, 50);
        leaser.lease(carol, Units.wrap(50), 8);
        vm.expectEmit(address(elections));
        emit IElections.BallotRefreshed(OFFICE, carol, 8);
        vm.prank(dave);
        elections.refresh(OFFICE, carol);
        (, uint32 until) = elections.ballotOf(OFFICE, carol);
        assertEq(until, 8);
        skipCycles(7);
        assertEq(votesOf(OFFICE, first), 80 * 100);
        skipCycles(1);
        assertEq(votesOf(OFFICE, first), 30 * 100);
    }

    function test_RevertGiven_NothingToRefresh() external {
        bytes memory which = abi.encode(OFFICE, carol);
        refuse(IElections.BallotNotRefreshable.selector, which);
        elections.refresh(OFFICE, carol);
        _place(first, false, 20, 0);
        leaser.lease(carol, Units.wrap(50), 8);
        refuse(IElections.BallotNotRefreshable.selector, which);
        elections.refresh(OFFICE, carol);
        _place(first, false, 20, 50);
        refuse(IElections.BallotNotRefreshable.selector, which);
        elections.refresh(OFFICE, carol);
        skipCycles(8);
        leaser.lease(carol, Units.wrap(50), 20);
        refuse(IElections.BallotNotRefreshable.selector, which);
        elections.refresh(OFFICE, carol);
    }

    function test_Score_LeasedPilesDropOut() external {
        ElectionId scored = create(office(IElections.Method.Score, 1, 0, 1000e18));
        CandidacyId a = nominateScored(scored, alice, 10);
        CandidacyId b = nominateScored(scored, bob, 10);
        castList(scored, carol, both(on(id(0), false, 1, 20), on(id(0), true, 2, 30)), score(a, 50, b, -10));
        assertEq(votesOf(scored, a), 10 * 100 + 50 * 21);
        assertEq(votesOf(scored, b), 10 * 100 - 10 * 32);
        leaser.lease(carol, Units.wrap(50), 6);
        elections.refresh(scored, carol);
        skipCycles(5);
        assertEq(votesOf(scored, b), 10 * 100 - 10 * 32);
        skipCycles(1);
        assertEq(votesOf(scored, a), 10 * 100 + 50);
        assertEq(votesOf(scored, b), 10 * 100 - 10 * 2);
        withdraw(scored, carol);
        assertEq(votesOf(scored, a), 10 * 100);
        assertEq(votesOf(scored, b), 10 * 100);
    }

    /// @dev W4, with what drops in between: all ballots withdrawn, nothing is left, now or later.
    function testFuzz_Tally_IsTheSumOfItsBallots(uint256 seed) external {
        for (uint256 i = 0; i < 8; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            uint32 now_ = weights.cycle();
            IWeights.Lease memory held = weights.leaseOf(carol);
            uint32 until = now_ + 1 + uint32(draw % 5);
            if (held.until > until) until = held.until;
            uint96 free = held.until > now_ ? held.placed : 0;
            leaser.lease(carol, Units.wrap(free + uint96((draw >> 8) % 50) + 1), until);
            uint96 units = uint96((draw >> 16) % (weights.leaseOf(carol).units + 1));
            _place(
                (draw >> 24) % 2 == 0 ? first : second,
                (draw >> 25) % 2 == 0,
                uint96((draw >> 32) % 100) + 1,
                units
            );
            skipCycles(uint32((draw >> 40) % 4));
        }
        withdraw(OFFICE, carol);
        for (uint256 i = 0; i < 8; ++i) {
            assertEq(votesOf(OFFICE, first), 10 * 100);
            assertEq(votesOf(OFFICE, second), 10 * 100);
            skipCycles(1);
        }
        assertEq(placedOf(carol), 0);
        assertEq(weights.leaseOf(carol).placed, 0);
    }

    // ---------------------------------------------------------------- recall

    function test_Recall_TakesOffExactlyWhatIsMissing() external {
        IElections.Placement[] memory list = both(on(first, false, 30, 0), on(second, true, 60, 0));
        castList(OFFICE, carol, list, noScores());
        source.revoke(carol, Units.wrap(50));
        skipCycles(1);
        vm.expectEmit(address(elections));
        emit IElections.BallotRecalled(OFFICE, carol, 40, 0);
        vm.prank(dave);
        elections.recall(OFFICE, carol);
        assertEq(placedOf(carol), 50);
        assertEq(votesOf(OFFICE, first), 10 * 100);
        assertEq(votesOf(OFFICE, second), 10 * 100 - 50 * 100);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, carol);
        assertEq(ballot.placements.length, 1);
        assertEq(ballot.placements[0].permanent, 50);
        assertTrue(ballot.placements[0].against);
        refuse(IWeights.WeightsNotOverdrawn.selector, abi.encode(carol));
        elections.recall(OFFICE, carol);
    }

    function test_Recall_ByScoresKeepsThePilesApart() external {
        ElectionId scored = create(office(IElections.Method.Score, 1, 0, 1000e18));
        CandidacyId a = nominateScored(scored, alice, 10);
        CandidacyId b = nominateScored(scored, bob, 10);
        castList(scored, carol, both(on(id(0), false, 30, 0), on(id(0), true, 60, 0)), score(a, 100, b, -100));
        source.revoke(carol, Units.wrap(50));
        skipCycles(1);
        elections.recall(scored, carol);
        assertEq(votesOf(scored, a), 10 * 100, "the approving pile is gone");
        assertEq(votesOf(scored, b), 10 * 100 - 50 * 100);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(scored, carol);
        assertEq(ballot.scores.length, 2);
        source.revoke(carol, Units.wrap(50));
        skipCycles(1);
        elections.recall(scored, carol);
        assertEq(votesOf(scored, b), 10 * 100);
        assertEq(placedOf(carol), 0);
        (ballot, ) = elections.ballotOf(scored, carol);
        assertEq(ballot.scores.length, 0);
    }

    function test_Recall_FromAnEndedElection() external {
        cast(OFFICE, carol, first, 90);
        source.revoke(carol, Units.wrap(50));
        retire(OFFICE);
        skipCycles(1);
        elections.recall(OFFICE, carol);
        assertEq(placedOf(carol), 50);
    }

    function test_RevertGiven_NothingToRecall() external {
        ElectionId other = create(office(IElections.Method.Resource, 1, 0, 1e18));
        cast(OFFICE, carol, first, 90);
        refuse(IWeights.WeightsNotOverdrawn.selector, abi.encode(carol));
        elections.recall(OFFICE, carol);
        source.revoke(carol, Units.wrap(50));
        uint256 recallableAt = block.timestamp + 1 days;
        refuse(IWeights.WeightsNotRecallableYet.selector, abi.encode(carol, recallableAt));
        elections.recall(OFFICE, carol);
        vm.warp(recallableAt);
        refuse(IElections.BallotAbsent.selector, abi.encode(other, carol));
        elections.recall(other, carol);
    }

    function test_Overdrawn_CanPlaceNothingMoreAndMayWithdraw() external {
        cast(OFFICE, carol, first, 90);
        source.revoke(carol, Units.wrap(50));
        refuse(IWeights.WeightsInsufficient.selector, abi.encode(carol, 50, 90));
        cast(OFFICE, carol, second, 90);
        refuse(IWeights.WeightsInsufficient.selector, abi.encode(carol, 50, 51));
        cast(OFFICE, carol, second, 51);
        cast(OFFICE, carol, second, 50);
        assertEq(placedOf(carol), 50);
        (uint96 missing, , ) = weights.overdraftOf(carol);
        assertEq(missing, 0);
    }
}
