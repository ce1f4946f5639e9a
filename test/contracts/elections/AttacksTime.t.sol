// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId} from "../../../contracts/types/Ids.sol";
import {Electing} from "../../helpers/Electing.sol";

/// Attempts to make weight of this moment count for time gone by, to take a seat without holding it off for long, and to make
/// elections slow or stuck.
contract AttacksTimeTest is Electing {
    address private whale = makeAddr("whale");
    CandidacyId private first;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
        first = nominate(OFFICE, alice, 100);
        skipCycles(4);
        elections.advance(OFFICE, 100);
    }

    function _attack(uint64 value) private returns (CandidacyId) {
        source.credit(whale, value);
        return nominate(OFFICE, whale, value);
    }

    /// @dev Weight bought and placed now counts for no cycle that has ended, however long nobody closed any.
    function test_Attack_BoughtVotesFillNoBucketForThePast() external {
        CandidacyId small = nominate(OFFICE, bob, 50);
        skipCycles(100);
        source.credit(whale, 1_000_000);
        place(OFFICE, whale, small, false, 1_000_000);
        elections.advance(OFFICE, 1000);
        assertStage(OFFICE, small, IElections.Stage.Candidate);
        assertEq(viewOf(OFFICE, small).bucket, 0);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
    }

    /// @dev In one transaction: buy, stand, place, close. The whale is a nominee, no more.
    function test_Attack_SameTransactionGainsNothing() external {
        skipCycles(10);
        CandidacyId whales = _attack(1_000_000);
        elections.advance(OFFICE, 1000);
        assertStage(OFFICE, whales, IElections.Stage.Nominee);
        assertEq(viewOf(OFFICE, whales).bucket, 0);
    }

    /// @dev A credit in the last second of a cycle gains that cycle, and the rest of the community has the next ones.
    function test_Attack_LastSecondGainsOneCycleAtMost() external {
        ElectionId slow = create(office(IElections.Method.Resource, 1, 0, 3e18));
        CandidacyId good = nominate(slow, bob, 1);
        skipCycles(1);
        vm.warp(weights.cycleStartsAt(weights.cycle() + 1) - 1);
        source.credit(whale, 1_000_000_000);
        vm.prank(whale);
        elections.place(slow, good, false, 1_000_000_000, 0);
        vm.warp(block.timestamp + 1);
        uint80 bucket = viewOf(slow, good).bucket;
        assertGt(bucket, 0.99e18);
        assertLe(bucket, 1e18, "nobody has more votes than the electorate");
        skipCycles(1);
        assertLe(viewOf(slow, good).bucket, 2e18);
    }

    /// @dev A swing in the last second counts for the cycle that it ends, and one away in the last second costs the next.
    function test_Attack_SwingAtTheEndCountsForTheCycleItEnds() external {
        CandidacyId swung = nominate(OFFICE, bob, 1);
        source.credit(carol, 400);
        skipCycles(1);
        place(OFFICE, carol, first, false, 200);
        vm.warp(weights.cycleStartsAt(weights.cycle() + 1) - 1);
        place(OFFICE, carol, swung, false, 200);
        vm.warp(block.timestamp + 1);
        assertEq(viewOf(OFFICE, swung).bucket, uint256(101e18) / 800);
        vm.warp(weights.cycleStartsAt(weights.cycle() + 1) - 1);
        place(OFFICE, carol, first, false, 200);
        vm.warp(block.timestamp + 1);
        assertEq(viewOf(OFFICE, swung).bucket, 0);
    }

    /// @dev What B filled against a weak incumbent is worth nothing against the strong one who has come in between.
    function test_Attack_BucketFilledAgainstAnotherIsEmptiedWithHim() external {
        place(OFFICE, alice, first, false, 10);
        CandidacyId second = nominate(OFFICE, bob, 60);
        CandidacyId third = nominate(OFFICE, carol, 100);
        skipCycles(3);
        assertGt(viewOf(OFFICE, second).bucket, 0.24e18);
        skipCycles(1);
        assertStage(OFFICE, third, IElections.Stage.Incumbent);
        assertEq(viewOf(OFFICE, second).bucket, 0);
        skipCycles(100);
        assertStage(OFFICE, third, IElections.Stage.Incumbent);
        assertEq(viewOf(OFFICE, second).bucket, 0);
    }

    /// @dev With a full bucket but no lead a weaker challenger waits: a lead is needed in the very cycle of the change.
    function test_Attack_FullBucketAloneTakesNoSeat() external {
        ElectionId committee = create(office(IElections.Method.Resource, 2, 0, 0.25e18));
        nominate(committee, bob, 100);
        nominate(committee, carol, 100);
        CandidacyId weaker = nominate(committee, dave, 100);
        skipCycles(2);
        assertEq(viewOf(committee, weaker).bucket, 0.25e18, "full, while a seat is vacant");
        place(committee, dave, weaker, false, 50);
        skipCycles(1);
        assertEq(elections.incumbents(committee).length, 2);
        assertEq(viewOf(committee, weaker).bucket, 0);
        skipCycles(50);
        assertStage(committee, weaker, IElections.Stage.Candidate);
    }

    /// @dev A seat given up on the last second is not handed to a runner-up who has no bucket.
    function test_Attack_ResignationHandsNoSeatOver() external {
        CandidacyId weak = nominate(OFFICE, bob, 50);
        skipCycles(2);
        vm.prank(alice);
        elections.resign(OFFICE, first);
        skipCycles(1);
        assertEq(elections.incumbents(OFFICE).length, 0);
        assertEq(viewOf(OFFICE, weak).bucket, 0.125e18);
        skipCycles(1);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
    }

    /// @dev Withdrawing and standing again does not save a bucket, and leaves no vote behind.
    function test_Attack_StandingAgainStartsFromNothing() external {
        CandidacyId second = nominate(OFFICE, bob, 100);
        cast(OFFICE, carol, second, 100);
        skipCycles(2);
        assertEq(viewOf(OFFICE, second).bucket, 0.25e18);
        vm.prank(bob);
        elections.withdrawCandidacy(OFFICE, second);
        CandidacyId again = nominate(OFFICE, bob, 100);
        assertStage(OFFICE, again, IElections.Stage.Nominee);
        assertEq(votesOf(OFFICE, again), 100 * 100, "carol's votes do not come along");
        withdraw(OFFICE, carol);
        assertEq(votesOf(OFFICE, again), 100 * 100);
    }

    // ---------------------------------------------------------------- weight of work

    /// @dev Closing twenty thousand cycles costs no more than closing a thousand while nothing happens in them: as much as one
    /// search through the longest lease.
    function test_Attack_NeglectCostsNobodyAnything() external {
        nominate(OFFICE, bob, 1);
        skipCycles(2);
        elections.advance(OFFICE, 100);
        skipCycles(1_000);
        uint256 some = _gasOfAdvance();
        skipCycles(20_000);
        assertLt(_gasOfAdvance(), some + 3_000);
    }

    /// @dev Thousands of dust ballots, and a full field of dust nominees: an honest ballot costs what it did.
    function test_Attack_DustMakesNobodyPay() external {
        uint256 alone = _gasOfBallot(bob);
        for (uint160 i = 1; i <= 1000; ++i) {
            address dust = address(0xd0000 + i);
            source.credit(dust, 2);
            place(OFFICE, dust, first, i % 2 == 0, 1);
        }
        for (uint160 i = 1; i <= 31; ++i) nominate(OFFICE, address(0xd0000 + i), 1);
        assertLt(_gasOfBallot(carol), alone + 1_000);
        // And dust evicts nobody: not even dust.
        refuse(IElections.NominationTooWeak.selector, abi.encode(OFFICE, 100, 100));
        nominate(OFFICE, address(0xd0000 + 40), 1);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
        // An honest nomination finds room.
        nominate(OFFICE, dave, 2);
    }

    function _gasOfAdvance() private returns (uint256 gas) {
        gas = gasleft();
        elections.advance(OFFICE, type(uint32).max);
        gas -= gasleft();
    }

    function _gasOfBallot(address voter) private returns (uint256 gas) {
        vm.prank(voter);
        gas = gasleft();
        elections.place(OFFICE, first, false, 10, 0);
        gas -= gasleft();
    }
}
