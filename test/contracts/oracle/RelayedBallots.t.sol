// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {RelayLib} from "../../../contracts/elections/RelayLib.sol";
import {FeedLib} from "../../../contracts/oracle/FeedLib.sol";
import {IRelayedBallots} from "../../../contracts/oracle/IRelayedBallots.sol";
import {IReportInbox} from "../../../contracts/oracle/IReportInbox.sol";
import {RelayedBallots} from "../../../contracts/oracle/RelayedBallots.sol";
import {CandidacyId, ElectionId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {People} from "../../helpers/People.sol";

/// Relayed ballots
/// ├── cast what the forum's voices say, for who has linked their account and appointed the relay
/// ├── divide what a voter allows, of the lease first, by the method of the election
/// ├── let no voice keep the others out, tell which was skipped and why, and cast none twice
/// └── are kept whole for later when a report comes with too little gas
contract RelayedBallotsTest is People {
    bytes32 private constant BALLOTS = "ballots";
    bytes32 private constant POLL = keccak256("discourse:forum.example.org/17");

    RelayedBallots private _relay;
    ElectionId private _scored;

    function setUp() external {
        foundPeopled();
        _relay = new RelayedBallots(kernel, registry);
        openFeed(BALLOTS, address(_relay));
        vm.startPrank(treasury);
        _relay.setFeed(address(inbox), BALLOTS);
        weights.installModule(address(_relay));
        vm.stopPrank();
        address[4] memory all = [admit("alice"), admit("bob"), admit("carol"), admit("dave")];
        for (uint256 i = 0; i < all.length; ++i) source.credit(all[i], 100);
        nominate(OFFICE, carol, 100);
        nominate(OFFICE, dave, 100);
        _scored = create(office(IElections.Method.Score, 1, 0, 0.5e18));
        _appoint(OFFICE, alice, 80);
        _appoint(OFFICE, bob, 100);
        vm.warp(block.timestamp + 10 minutes);
    }

    // ---------------------------------------------------------------- what voices do

    function test_Voice_PlacesWhatTheVoterAllows() external {
        vm.expectEmit();
        emit IRelayedBallots.VoiceRelayed(POLL, alice, FORUM, subjectOf("alice"));
        _hear(_voice("alice", 5, _one(1, 100)));
        assertEq(placedOf(alice), 80);
        _assertPlacement(alice, 0, 1, false, 80, 0);
        // Said anew: all of it again, not what is still free.
        _hear(_voice("alice", 6, _one(2, -1)));
        _assertPlacement(alice, 0, 2, true, 80, 0);
        _hear(_voice("alice", 7, new IRelayedBallots.Choice[](0)));
        assertEq(placedOf(alice), 0);
    }

    function test_Voice_DividesInProportion() external {
        IRelayedBallots.Choice[] memory choices = new IRelayedBallots.Choice[](2);
        choices[0] = IRelayedBallots.Choice(id(1), 2);
        choices[1] = IRelayedBallots.Choice(id(2), -1);
        _hear(_voice("bob", 5, choices));
        _assertPlacement(bob, 0, 1, false, 66, 0);
        _assertPlacement(bob, 1, 2, true, 33, 0);
        assertEq(placedOf(bob), 99);
    }

    function test_Voice_PlacesTheLeaseFirst() external {
        leaser.lease(alice, Units.wrap(50), 3);
        _hear(_voice("alice", 5, _one(1, 1)));
        _assertPlacement(alice, 0, 1, false, 30, 50);
        _hear(_voice("alice", 6, _one(1, 1)));
        _assertPlacement(alice, 0, 1, false, 30, 50);
        // What has lapsed is not counted on.
        skipCycles(4);
        _hear(_voice("alice", 7, _one(1, 1)));
        _assertPlacement(alice, 0, 1, false, 80, 0);
    }

    function test_Voice_ScoresByPiles() external {
        withdraw(OFFICE, carol);
        vm.prank(carol);
        IElections.Placement[] memory pile = placement(id(0), 100);
        elections.nominate(_scored, nominationOf(carol), pile, score(id(0), 100), noDead());
        _appoint(_scored, alice, 80);
        IRelayedBallots.Choice[] memory choices = _one(1, -50);
        _hearIn(_scored, _list(_voice("alice", 5, choices)));
        (IElections.Ballot memory ballot, ) = elections.ballotOf(_scored, alice);
        assertEq(ballot.placements.length, 1);
        assertTrue(ballot.placements[0].against);
        assertEq(ballot.placements[0].permanent, 80);
        assertEq(ballot.scores[0].score, -50);
        assertEq(votesOf(_scored, id(1)), int256(100 * weights.votesOf(100)) - int256(50 * weights.votesOf(80)));
        // Both ways: half of it each.
        vm.prank(dave);
        elections.withdrawBallot(OFFICE);
        nominateScored(_scored, dave, 100);
        choices = new IRelayedBallots.Choice[](2);
        choices[0] = IRelayedBallots.Choice(id(1), -50);
        choices[1] = IRelayedBallots.Choice(id(2), 50);
        _hearIn(_scored, _list(_voice("alice", 6, choices)));
        (ballot, ) = elections.ballotOf(_scored, alice);
        assertEq(ballot.placements.length, 2);
        assertEq(ballot.placements[0].permanent, 40);
        assertEq(ballot.placements[1].permanent, 40);
    }

    /// @dev The forum knows the account that stands behind; the person votes by the primary one.
    function test_Voice_IsThePersons() external {
        mergeInto(alice, bob);
        _hear(_voice("bob", 5, _one(1, 1)));
        assertEq(placedOf(alice), 80);
        assertEq(placedOf(bob), 0);
        // One ballot a person, whichever of its accounts in the forum said so last.
        _hear(_voice("alice", 6, _one(2, 1)));
        _assertPlacement(alice, 0, 2, false, 80, 0);
        assertEq(placedOf(alice), 80);
    }

    // ---------------------------------------------------------------- what they meet with

    function test_Attack_OneBadVoiceBlocksTheOthers() external {
        IRelayedBallots.Voice[] memory voices = new IRelayedBallots.Voice[](8);
        voices[0] = _voice("nobody", 5, _one(1, 1));
        voices[1] = _voice("carol", 5, _one(1, 1));
        voices[2] = _voice("alice", 5, _one(9, 1));
        voices[3] = _voice("alice", 5, _one(1, 0));
        voices[4] = _voice("alice", uint64(block.timestamp + 1), _one(1, 1));
        voices[5] = _voice("alice", 5, new IRelayedBallots.Choice[](9));
        voices[6] = _voice("bob", 5, _one(1, 1));
        voices[7] = _voice("bob", 5, _one(2, 1));
        _expectSkip(voices[0], address(0), _error(IRelayedBallots.VoiceUnlinked.selector, FORUM, subjectOf("nobody")));
        _expectSkip(voices[1], carol, _error(IRelayedBallots.VoiceNotRelayed.selector, _word(carol), 0));
        _expectSkip(voices[2], alice, abi.encodeWithSelector(IElections.CandidacyUnknown.selector, 9));
        _expectSkip(voices[3], alice, abi.encodeWithSelector(IRelayedBallots.VoiceIllFormed.selector, "score"));
        bytes4 future = IRelayedBallots.VoiceFromFuture.selector;
        _expectSkip(voices[4], alice, abi.encodeWithSelector(future, block.timestamp + 1, block.timestamp));
        _expectSkip(voices[5], alice, abi.encodeWithSelector(IRelayedBallots.VoiceIllFormed.selector, "choices"));
        vm.expectEmit();
        emit IRelayedBallots.VoiceRelayed(POLL, bob, FORUM, subjectOf("bob"));
        _expectSkip(voices[7], bob, abi.encodeWithSelector(RelayLib.RelayHeardLater.selector, OFFICE, bob, 5, 5));
        _hearIn(OFFICE, voices);
        _assertPlacement(bob, 0, 1, false, 100, 0);
        assertEq(placedOf(alice), 0);
    }

    function test_Attack_AVoiceThatComesTwice() external {
        _hear(_voice("alice", 5, _one(1, 1)));
        vm.prank(alice);
        elections.appointRelay(OFFICE, address(_relay), 10, self(alice));
        IRelayedBallots.Voice memory voice = _voice("alice", 5, _one(1, 1));
        _expectSkip(voice, alice, abi.encodeWithSelector(RelayLib.RelayHeardLater.selector, OFFICE, alice, 5, 5));
        _hear(voice);
        _assertPlacement(alice, 0, 1, false, 80, 0);
    }

    function test_Attack_AVoiceAfterADirectBallot() external {
        _hear(_voice("alice", 5, _one(1, 1)));
        cast(OFFICE, alice, id(2), 10);
        IRelayedBallots.Voice memory voice = _voice("alice", 6, _one(1, 1));
        _expectSkip(voice, alice, _error(IRelayedBallots.VoiceNotRelayed.selector, _word(alice), 0));
        _hear(voice);
        _assertPlacement(alice, 0, 2, false, 10, 0);
    }

    function test_Attack_StarvingABatchLosesNoVoice() external {
        IRelayedBallots.Voice[] memory voices = new IRelayedBallots.Voice[](2);
        voices[0] = _voice("alice", 5, _one(1, 1));
        voices[1] = _voice("bob", 5, _one(1, 1));
        bytes memory payload = _payload(OFFICE, voices);
        uint256 snapshot = vm.snapshotState();
        uint256 cast_ = 0;
        for (uint256 gas = 150_000; gas < 650_000; gas += 20_000) {
            vm.revertToState(snapshot);
            IReportInbox.Report memory sent = reportOf(BALLOTS, 1, payload, uint64(block.timestamp));
            bytes[] memory signatures = signaturesOf(sent);
            try inbox.submit{gas: gas}(sent, signatures) {
                // Either all of it, or nothing, and then it can be delivered again.
                if (placedOf(bob) == 0) {
                    assertEq(placedOf(alice), 0, "half a batch");
                    inbox.redeliver(sent);
                } else {
                    ++cast_;
                }
                assertEq(placedOf(alice), 80, "alice");
                assertEq(placedOf(bob), 100, "bob");
            } catch {
                assertEq(placedOf(alice), 0, "refused");
            }
        }
        assertGt(cast_, 0, "never enough");
        assertLt(cast_, 25, "always enough");
    }

    function test_Voice_WithoutWeightIsSkipped() external {
        withdraw(OFFICE, carol);
        source.revoke(alice, Units.wrap(100));
        IRelayedBallots.Voice memory voice = _voice("alice", 5, _one(1, 1));
        _expectSkip(voice, alice, abi.encodeWithSelector(IRelayedBallots.VoiceWithoutWeight.selector, alice));
        _hear(voice);
    }

    function test_Consume_RevertWhen_ItIsNotTheFeedOrTooMuch() external {
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(this), BALLOTS));
        _relay.consume(BALLOTS, 1, 1, "");
        bytes memory payload = _payload(OFFICE, new IRelayedBallots.Voice[](33));
        vm.prank(address(inbox));
        vm.expectRevert(abi.encodeWithSelector(IRelayedBallots.VoicesTooMany.selector, 33, 32));
        _relay.consume(BALLOTS, 1, 1, payload);
        payload = _payload(ElectionId.wrap(99), new IRelayedBallots.Voice[](0));
        vm.prank(address(inbox));
        vm.expectRevert(abi.encodeWithSelector(IElections.ElectionUnknown.selector, 99));
        _relay.consume(BALLOTS, 1, 1, payload);
    }

    function test_RevertGiven_CallerIsNobodyForIt() external {
        vm.expectRevert(abi.encodeWithSelector(IRelayedBallots.VoicesCallerNotTreasury.selector, address(this)));
        _relay.setFeed(address(inbox), BALLOTS);
        vm.expectRevert(abi.encodeWithSelector(IRelayedBallots.VoicesCallerNotSelf.selector, address(this)));
        _relay.relay(OFFICE, alice, _voice("alice", 5, _one(1, 1)), 9);
        (address from, bytes32 feed) = _relay.feed();
        assertEq(from, address(inbox));
        assertEq(feed, BALLOTS);
    }

    // ---------------------------------------------------------------- inside

    function _appoint(ElectionId election, address voter, uint96 most) private {
        vm.prank(voter);
        elections.appointRelay(election, address(_relay), most, self(voter));
    }

    function _one(uint32 candidacy, int8 score_) private pure returns (IRelayedBallots.Choice[] memory choices) {
        choices = new IRelayedBallots.Choice[](1);
        choices[0] = IRelayedBallots.Choice(CandidacyId.wrap(candidacy), score_);
    }

    function _voice(
        string memory subject,
        uint64 castAt,
        IRelayedBallots.Choice[] memory choices
    ) private pure returns (IRelayedBallots.Voice memory) {
        return IRelayedBallots.Voice(FORUM, subjectOf(subject), castAt, choices);
    }

    function _list(IRelayedBallots.Voice memory voice) private pure returns (IRelayedBallots.Voice[] memory voices) {
        voices = new IRelayedBallots.Voice[](1);
        voices[0] = voice;
    }

    function _hear(IRelayedBallots.Voice memory voice) private {
        _hearIn(OFFICE, _list(voice));
    }

    function _hearIn(ElectionId election, IRelayedBallots.Voice[] memory voices) private {
        assertTrue(report(BALLOTS, _payload(election, voices)), "delivered");
    }

    function _payload(ElectionId election, IRelayedBallots.Voice[] memory voices) private pure returns (bytes memory) {
        return abi.encode(IRelayedBallots.Batch(POLL, election, voices));
    }

    function _expectSkip(IRelayedBallots.Voice memory voice, address voter, bytes memory reason) private {
        vm.expectEmit();
        emit IRelayedBallots.VoiceSkipped(POLL, voter, FORUM, voice.subject, reason);
    }

    function _error(bytes4 selector, bytes32 first, bytes32 second) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, first, second);
    }

    function _word(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _assertPlacement(
        address voter,
        uint256 i,
        uint32 candidacy,
        bool against,
        uint96 permanent,
        uint96 leased
    ) private view {
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, voter);
        IElections.Placement memory found_ = ballot.placements[i];
        assertEq(CandidacyId.unwrap(found_.candidacy), candidacy, "candidacy");
        assertEq(found_.against, against, "against");
        assertEq(found_.permanent, permanent, "permanent");
        assertEq(found_.leased, leased, "leased");
    }
}
