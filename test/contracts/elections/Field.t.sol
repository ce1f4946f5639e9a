// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Electing} from "../../helpers/Electing.sol";

/// Who stands in an election.
///
/// nominate
/// ├── when it is ill-formed for its kind, names the nominee not at all or not first, or opens with no votes: refused
/// ├── given the owner has a live candidacy: refused
/// ├── given the field of 32 is full
/// │   ├── and it opens with no more votes than the weakest non-incumbent has: refused
/// │   ├── and its own ballot counts on the one it would crowd out: refused
/// │   └── else: the weakest ends, of equals the latest nominated; its owner may be nominated anew
/// └── else: a nominee with its own opening ballot
/// resign, withdrawCandidacy
/// ├── given the caller is not its owner, it has ended, or is a document in force: refused
/// └── else: a candidate with an empty bucket, or ended with all weight on it free
contract FieldTest is Electing {
    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
    }

    // ---------------------------------------------------------------- nominate

    function test_Nominate_OpensWithTheBallot() external {
        IElections.Nomination memory nomination = nominationOf(alice);
        nomination.uri = "ipfs://statement";
        vm.expectEmit(address(elections));
        emit IElections.Nominated(OFFICE, id(1), alice, alice, 0, "ipfs://statement");
        vm.prank(alice);
        CandidacyId first = elections.nominate(OFFICE, nomination, placement(id(0), 40), noScores(), noDead());
        assertEq(CandidacyId.unwrap(first), 1);
        assertStage(OFFICE, first, IElections.Stage.Nominee);
        assertEq(votesOf(OFFICE, first), 40 * 100);

        vm.prank(bob);
        elections.nominate(
            OFFICE,
            nominationOf(bob),
            both(on(NO_CANDIDACY, false, 50, 0), on(first, true, 50, 0)),
            noScores(),
            noDead()
        );
        assertEq(votesOf(OFFICE, id(2)), 50 * 100);
        assertEq(votesOf(OFFICE, first), -10 * 100);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, bob);
        assertEq(CandidacyId.unwrap(ballot.placements[0].candidacy), 2);
    }

    function test_Nominate_ReplacesTheFormerBallot() external {
        CandidacyId first = nominate(OFFICE, alice, 40);
        cast(OFFICE, bob, first, 100);
        CandidacyId second = nominate(OFFICE, bob, 90);
        assertEq(votesOf(OFFICE, first), 40 * 100);
        assertEq(votesOf(OFFICE, second), 90 * 100);
        assertEq(placedOf(bob), 90);
    }

    function test_Nominate_ByScores() external {
        ElectionId scored = create(office(IElections.Method.Score, 1, 0, 0.5e18));
        CandidacyId first = nominateScored(scored, alice, 40);
        vm.prank(bob);
        CandidacyId second = elections.nominate(
            scored,
            nominationOf(bob),
            both(on(NO_CANDIDACY, false, 50, 0), on(NO_CANDIDACY, true, 3, 0)),
            score(NO_CANDIDACY, 7, first, -100),
            noDead()
        );
        assertEq(votesOf(scored, second), 7 * 50);
        assertEq(votesOf(scored, first), 40 * 100 - 3 * 100);
    }

    function test_RevertWhen_NominationIsIllFormed() external {
        IElections.Nomination memory nomination = nominationOf(alice);
        _refuseNomination(ROOT_ELECTION, nomination, "content");
        nomination.content = keccak256("text");
        _refuseNomination(OFFICE, nomination, "content");
        nomination = nominationOf(bob);
        nomination.consent.signer = carol;
        _refuseNomination(OFFICE, nomination, "consent");
    }

    function _refuseNomination(ElectionId election, IElections.Nomination memory n, string memory part) private {
        vm.prank(alice);
        refuse(IElections.NominationIllFormed.selector, abi.encode(election, part));
        elections.nominate(election, n, placement(NO_CANDIDACY, 1), noScores(), noDead());
    }

    function test_RevertWhen_OpeningBallotGivesTheNomineeNoVotes() external {
        CandidacyId first = nominate(OFFICE, alice, 40);
        _refuseOpening(OFFICE, placement(first, 10), noScores());
        _refuseOpening(OFFICE, placement(NO_CANDIDACY, true, 10, 0), noScores());
        ElectionId scored = create(office(IElections.Method.Score, 1, 0, 0.5e18));
        nominateScored(scored, alice, 40);
        _refuseOpening(scored, placement(NO_CANDIDACY, 10), noScores());
        _refuseOpening(scored, placement(NO_CANDIDACY, 10), score(first, 100));
        _refuseOpening(scored, placement(NO_CANDIDACY, 10), score(NO_CANDIDACY, 0));
        _refuseOpening(scored, placement(NO_CANDIDACY, true, 10, 0), score(NO_CANDIDACY, 100));
        _refuseOpening(scored, placement(NO_CANDIDACY, true, 10, 0), score(NO_CANDIDACY, -100));
    }

    function _refuseOpening(
        ElectionId election,
        IElections.Placement[] memory placements,
        IElections.Score[] memory scores
    ) private {
        vm.prank(bob);
        refuse(IElections.NominationNotSupported.selector, abi.encode(election));
        elections.nominate(election, nominationOf(bob), placements, scores, noDead());
    }

    function test_RevertGiven_OwnerHasALiveCandidacy() external {
        CandidacyId first = nominate(OFFICE, alice, 40);
        refuse(IElections.CandidacyAlreadyOwned.selector, abi.encode(OFFICE, first, alice));
        nominate(OFFICE, alice, 50);
        vm.prank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        assertEq(CandidacyId.unwrap(nominate(OFFICE, alice, 50)), 2);
    }

    function test_RevertGiven_OwnerHasADocumentThatLives() external {
        _document(alice, "a");
        vm.prank(alice);
        refuse(IElections.CandidacyAlreadyOwned.selector, abi.encode(ROOT_ELECTION, id(1), alice));
        elections.nominate(ROOT_ELECTION, _text("b"), placement(NO_CANDIDACY, 1), noScores(), noDead());
    }

    // ---------------------------------------------------------------- the full field

    function test_Nominate_IntoAFullFieldEndsTheWeakest() external {
        _fillField(10, 5);
        // Of the two with the least votes the later one goes.
        CandidacyId lost = id(21);
        _dust(21, 3);
        _dust(9, 3);
        vm.expectEmit(address(elections));
        emit IElections.CandidacyCrowdedOut(OFFICE, lost);
        CandidacyId entered = nominate(OFFICE, alice, 4);
        assertEq(CandidacyId.unwrap(entered), 33);
        assertStage(OFFICE, lost, IElections.Stage.None);
        assertEq(elections.standing(OFFICE).length, 32);

        refuse(IElections.CandidacyHasEnded.selector, abi.encode(lost));
        place(OFFICE, bob, lost, false, 1);
        // Its voter is free, and may come back.
        vm.prank(_candidate(21));
        CandidacyId again = elections.nominate(
            OFFICE,
            nominationOf(_candidate(21)),
            placement(NO_CANDIDACY, 10),
            noScores(),
            noDead()
        );
        assertEq(CandidacyId.unwrap(again), 34);
        assertStage(OFFICE, id(9), IElections.Stage.None);
    }

    function test_RevertWhen_NominationIsTooWeakForAFullField() external {
        _fillField(10, 5);
        refuse(IElections.NominationTooWeak.selector, abi.encode(OFFICE, 500, 500));
        nominate(OFFICE, alice, 5);
        _dust(3, 4);
        nominate(OFFICE, alice, 5);
        assertStage(OFFICE, id(3), IElections.Stage.None);
    }

    function test_RevertWhen_BallotCountsOnWhomItCrowdsOut() external {
        _fillField(10, 5);
        vm.prank(alice);
        // The ballot's own five votes on the last one are counted after the room has been made.
        refuse(IElections.CandidacyHasEnded.selector, abi.encode(id(32)));
        elections.nominate(
            OFFICE,
            nominationOf(alice),
            both(on(NO_CANDIDACY, false, 6, 0), on(id(32), false, 5, 0)),
            noScores(),
            noDead()
        );
    }

    function test_Nominate_NeverCrowdsOutAnIncumbent() external {
        CandidacyId seated = nominate(OFFICE, alice, 100);
        skipCycles(5);
        _fillField(10, 5);
        place(OFFICE, alice, seated, true, 100);
        nominate(OFFICE, bob, 6);
        assertStage(OFFICE, seated, IElections.Stage.Incumbent);
        assertStage(OFFICE, id(32), IElections.Stage.None);
    }

    function test_Nominate_NegativeTalliesAreTheWeakest() external {
        _fillField(10, 5);
        place(OFFICE, bob, id(4), true, 100);
        nominate(OFFICE, alice, 1);
        assertStage(OFFICE, id(4), IElections.Stage.None);
    }

    // ---------------------------------------------------------------- leaving

    function test_WithdrawCandidacy_EndsIt() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        skipCycles(5);
        vm.expectEmit(address(elections));
        emit IElections.CandidacyWithdrawn(OFFICE, first);
        vm.prank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        assertEq(elections.standing(OFFICE).length, 0, "the seat, which was taken, is vacant");
        withdraw(OFFICE, alice);
        assertEq(placedOf(alice), 0);
    }

    function test_Resign_LeavesACandidateWithAnEmptyBucket() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        skipCycles(5);
        vm.expectEmit(address(elections));
        emit IElections.SeatResigned(OFFICE, first);
        vm.prank(alice);
        elections.resign(OFFICE, first);
        assertEq(elections.incumbents(OFFICE).length, 0);
        assertStage(OFFICE, first, IElections.Stage.Candidate);
        // A quarter of the electorate needs two cycles for half an electorate-cycle.
        skipCycles(1);
        assertEq(viewOf(OFFICE, first).bucket, 0.25e18);
        skipCycles(1);
        assertStage(OFFICE, first, IElections.Stage.Incumbent);
    }

    function test_RevertGiven_CallerDoesNotOwnTheCandidacy() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        vm.startPrank(bob);
        refuse(IElections.CandidacyNotOwned.selector, abi.encode(OFFICE, first, bob));
        elections.withdrawCandidacy(OFFICE, first);
        refuse(IElections.CandidacyNotOwned.selector, abi.encode(OFFICE, first, bob));
        elections.resign(OFFICE, first);
        refuse(IElections.CandidacyNotOwned.selector, abi.encode(OFFICE, id(8), bob));
        elections.withdrawCandidacy(OFFICE, id(8));
    }

    function test_RevertGiven_CandidacyHasEnded() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        vm.startPrank(alice);
        elections.withdrawCandidacy(OFFICE, first);
        refuse(IElections.CandidacyHasEnded.selector, abi.encode(first));
        elections.withdrawCandidacy(OFFICE, first);
        refuse(IElections.CandidacyHasEnded.selector, abi.encode(first));
        elections.resign(OFFICE, first);
    }

    function test_RevertGiven_CandidacyHoldsNoSeat() external {
        CandidacyId first = nominate(OFFICE, alice, 100);
        vm.prank(alice);
        refuse(IElections.CandidacyNotIncumbent.selector, abi.encode(OFFICE, first));
        elections.resign(OFFICE, first);
    }

    function test_RevertGiven_DocumentIsInForce() external {
        CandidacyId first = _document(alice, "a");
        CandidacyId second = _document(bob, "b");
        vm.prank(alice);
        elections.place(ROOT_ELECTION, first, false, 100, 0);
        skipCycles(12);
        assertStage(ROOT_ELECTION, first, IElections.Stage.Incumbent);
        vm.startPrank(alice);
        refuse(IElections.DocumentInForce.selector, abi.encode(ROOT_ELECTION, first));
        elections.withdrawCandidacy(ROOT_ELECTION, first);
        refuse(IElections.DocumentInForce.selector, abi.encode(ROOT_ELECTION, first));
        elections.resign(ROOT_ELECTION, first);
        vm.startPrank(bob);
        elections.withdrawCandidacy(ROOT_ELECTION, second);
    }

    // ---------------------------------------------------------------- fixture

    function _text(string memory text) private pure returns (IElections.Nomination memory nomination) {
        nomination.content = keccak256(bytes(text));
    }

    function _document(address owner, string memory text) private returns (CandidacyId) {
        vm.prank(owner);
        return elections.nominate(ROOT_ELECTION, _text(text), placement(NO_CANDIDACY, 1), noScores(), noDead());
    }

    function _candidate(uint32 number) private pure returns (address) {
        return address(uint160(0xca0000 + number));
    }

    /// @dev Fills the field up to candidacy 32, each of its own voter, who holds `units` and places `votes`.
    function _fillField(uint64 units, uint96 votes) private {
        (uint32 from, uint32 to) = (uint32(elections.standing(OFFICE).length) + 1, 32);
        for (uint32 i = from; i <= to; ++i) {
            source.credit(_candidate(i), units);
            nominate(OFFICE, _candidate(i), votes);
        }
    }

    function _dust(uint32 number, uint96 votes) private {
        place(OFFICE, _candidate(number), id(number), false, votes);
    }
}
