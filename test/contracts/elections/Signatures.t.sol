// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../../../contracts/types/Ids.sol";
import {Signing} from "../../helpers/Signing.sol";

/// Voters who are acted for.
///
/// every …BySig, and a nominee's consent
/// ├── when the deadline has passed: refused
/// ├── given the nonce was used or cancelled: refused
/// ├── when anybody else signed, or something else was signed: refused
/// └── else: as if the signer had called, and the nonce is used
contract SignaturesTest is Signing {
    CandidacyId private first;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
        first = nominate(OFFICE, bob, 10);
    }

    function test_NominateBySig_OpensForTheSigner() external {
        IElections.Nomination memory nomination = nominationOf(alice);
        nomination.uri = "ipfs://statement";
        IElections.Placement[] memory placements = both(on(id(0), false, 60, 0), on(first, true, 5, 0));
        IElections.Authorization memory by = authorization(alice, 7);
        bytes32 hash = hashNominate(OFFICE, nomination, placements, noScores(), noDead(), by);
        sign(by, "alice", hash);
        vm.expectEmit(address(elections));
        emit IElections.NonceUsed(alice, 7);
        CandidacyId opened = elections.nominateBySig(OFFICE, nomination, placements, noScores(), noDead(), by);
        assertEq(viewOf(OFFICE, opened).owner, alice);
        assertEq(votesOf(OFFICE, opened), 60 * 100);
        assertTrue(elections.isNonceUsed(alice, 7));
        assertFalse(elections.isNonceUsed(alice, 6));
    }

    function test_CastBallotBySig_CastsForTheSigner() external {
        ElectionId dead = create(office(IElections.Method.Resource, 1, 0, 0.5e18));
        nominate(dead, alice, 100);
        retire(dead);
        IElections.Authorization memory by = authorization(alice, 1 << 200);
        sign(by, "alice", hashCastBallot(OFFICE, placement(first, 30), noScores(), only(dead), by));
        elections.castBallotBySig(OFFICE, placement(first, 30), noScores(), only(dead), by);
        assertEq(votesOf(OFFICE, first), 40 * 100);
        assertEq(placedOf(alice), 30);
    }

    function test_CastBallotBySig_SignsScores() external {
        ElectionId scored = create(office(IElections.Method.Score, 1, 0, 0.5e18));
        nominateScored(scored, bob, 10);
        IElections.Authorization memory by = authorization(alice, 0);
        IElections.Score[] memory scores = score(id(1), -100);
        IElections.Placement[] memory pile = placement(NO_CANDIDACY, true, 4, 0);
        sign(by, "alice", hashCastBallot(scored, pile, scores, noDead(), by));
        refuse(IElections.SignatureInvalid.selector, abi.encode(alice));
        elections.castBallotBySig(scored, pile, score(id(1), -99), noDead(), by);
        elections.castBallotBySig(scored, pile, scores, noDead(), by);
        assertEq(votesOf(scored, id(1)), 10 * 100 - 4 * 100);
    }

    function test_WithdrawBallotBySig_WithdrawsForTheSigner() external {
        IElections.Authorization memory by = authorization(bob, 0);
        sign(by, "bob", hashWithdrawBallot(OFFICE, by));
        elections.withdrawBallotBySig(OFFICE, by);
        assertEq(placedOf(bob), 0);
    }

    function test_ResignBySig_ResignsForTheOwner() external {
        skipCycles(30);
        IElections.Authorization memory by = authorization(bob, 0);
        sign(by, "bob", hashResign(OFFICE, first, by));
        elections.resignBySig(OFFICE, first, by);
        assertStage(OFFICE, first, IElections.Stage.Candidate);
    }

    function test_WithdrawCandidacyBySig_WithdrawsForTheOwner() external {
        IElections.Authorization memory by = authorization(bob, 0);
        sign(by, "bob", hashWithdrawCandidacy(OFFICE, first, by));
        elections.withdrawCandidacyBySig(OFFICE, first, by);
        assertEq(elections.standing(OFFICE).length, 0);
    }

    function test_Nominate_SomebodyElseWithConsent() external {
        IElections.Nomination memory nomination = nominationOf(carol);
        nomination.consent = authorization(carol, 5);
        sign(nomination.consent, "carol", hashConsent(OFFICE, alice, nomination.consent));
        vm.prank(alice);
        CandidacyId opened = elections.nominate(OFFICE, nomination, placement(id(0), 1), noScores(), noDead());
        assertEq(viewOf(OFFICE, opened).owner, carol);
        assertEq(placedOf(alice), 1);
        assertTrue(elections.isNonceUsed(carol, 5));
    }

    function test_RevertWhen_ConsentIsToAnotherVoter() external {
        IElections.Nomination memory nomination = nominationOf(carol);
        nomination.consent = authorization(carol, 5);
        sign(nomination.consent, "carol", hashConsent(OFFICE, alice, nomination.consent));
        vm.prank(dave);
        refuse(IElections.SignatureInvalid.selector, abi.encode(carol));
        elections.nominate(OFFICE, nomination, placement(id(0), 1), noScores(), noDead());
    }

    function test_RevertWhen_DeadlineHasPassed() external {
        IElections.Authorization memory by = authorization(bob, 0);
        sign(by, "bob", hashWithdrawBallot(OFFICE, by));
        vm.warp(by.deadline + 1);
        refuse(IElections.SignatureExpired.selector, abi.encode(by.deadline));
        elections.withdrawBallotBySig(OFFICE, by);
        vm.warp(by.deadline);
        elections.withdrawBallotBySig(OFFICE, by);
    }

    function test_RevertGiven_NonceWasUsed() external {
        IElections.Authorization memory by = authorization(alice, 3);
        sign(by, "alice", hashCastBallot(OFFICE, placement(first, 30), noScores(), noDead(), by));
        elections.castBallotBySig(OFFICE, placement(first, 30), noScores(), noDead(), by);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(alice, 3));
        elections.castBallotBySig(OFFICE, placement(first, 30), noScores(), noDead(), by);
    }

    function test_RevertGiven_NonceWasCancelled() external {
        IElections.Authorization memory by = authorization(bob, 3);
        sign(by, "bob", hashWithdrawBallot(OFFICE, by));
        vm.expectEmit(address(elections));
        emit IElections.NonceUsed(bob, 3);
        vm.prank(bob);
        elections.cancelNonce(3);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(bob, 3));
        elections.withdrawBallotBySig(OFFICE, by);
        vm.prank(bob);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(bob, 3));
        elections.cancelNonce(3);
    }

    function test_RevertWhen_SomebodyElseSigned() external {
        IElections.Authorization memory by = authorization(bob, 0);
        bytes4 invalid = IElections.SignatureInvalid.selector;
        bytes memory who = abi.encode(bob);
        sign(by, "alice", hashWithdrawBallot(OFFICE, by));
        refuse(invalid, who);
        elections.withdrawBallotBySig(OFFICE, by);
        sign(by, "alice", hashResign(OFFICE, first, by));
        refuse(invalid, who);
        elections.resignBySig(OFFICE, first, by);
        refuse(invalid, who);
        elections.withdrawCandidacyBySig(OFFICE, first, by);
        refuse(invalid, who);
        elections.nominateBySig(OFFICE, nominationOf(bob), placement(id(0), 1), noScores(), noDead(), by);
    }

    /// @dev Whatever of the signed words is changed, the signature is void.
    function testFuzz_RevertWhen_SomethingElseWasSigned(uint256 which) external {
        IElections.Authorization memory by = authorization(alice, 3);
        IElections.Placement[] memory placements = placement(first, false, 30, 0);
        (ElectionId election, ElectionId[] memory dead) = (OFFICE, noDead());
        sign(by, "alice", hashCastBallot(election, placements, noScores(), dead, by));
        which = bound(which, 0, 7);
        if (which == 0) placements[0].candidacy = id(2);
        if (which == 1) placements[0].against = true;
        if (which == 2) placements[0].permanent = 31;
        if (which == 3) placements[0].leased = 1;
        if (which == 4) dead = only(OFFICE);
        if (which == 5) by.nonce = 4;
        if (which == 6) by.deadline += 1;
        if (which == 7) election = ElectionId.wrap(0);
        refuse(IElections.SignatureInvalid.selector, abi.encode(alice));
        elections.castBallotBySig(election, placements, noScores(), dead, by);
    }
}
