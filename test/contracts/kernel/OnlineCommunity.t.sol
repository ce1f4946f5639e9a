// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {ICommunityRegistry} from "../../../contracts/kernel/ICommunityRegistry.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {IIdentityRegistry} from "../../../contracts/members/IIdentityRegistry.sol";
import {IRelayedBallots} from "../../../contracts/oracle/IRelayedBallots.sol";
import {IReportInbox} from "../../../contracts/oracle/IReportInbox.sol";
import {CandidacyId, NO_CANDIDACY, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {IMembershipSource} from "../../../contracts/weights/sources/IMembershipSource.sol";
import {MembershipSource} from "../../../contracts/weights/sources/MembershipSource.sol";
import {Forum} from "../../helpers/Forum.sol";

/// @dev Five operators and a forum; nobody has any weight until a quorum has told of the first members.
contract OnlineCommunityTest is Forum {
    function setUp() external {
        deployForumFactory();
    }

    function test_Preset_StartsItself() external {
        open();
        // The registrar, the office that the founding document makes, is elected by what was said in the forum.
        address[3] memory members = [join("alice"), join("bob"), join("carol")];
        renewAll(members);
        for (uint256 i = 0; i < members.length; ++i) assertEq(weights.leaseOf(members[i]).units, LEASE);
        assertEq(weights.electorate(), 3 * weights.votesOf(LEASE));
        vm.prank(alice);
        CandidacyId candidacy = elections.nominate(
            REGISTRAR,
            nominationOf(alice),
            placement(NO_CANDIDACY, false, 0, 1),
            noScores(),
            noDead()
        );
        for (uint256 i = 1; i < members.length; ++i) appoint(members[i]);
        vm.warp(block.timestamp + 1 hours);
        assertTrue(say(candidacy, ["bob", "carol"]));
        (IElections.Ballot memory ballot, ) = elections.ballotOf(REGISTRAR, bob);
        assertEq(ballot.placements[0].leased, LEASE);
        skipCycles(3);
        assertStage(REGISTRAR, candidacy, IElections.Stage.Incumbent);
        _replaceTheConstitution(members);
    }

    /// @dev All three for one document: it wins, waits, and takes the place of the founding one.
    function _replaceTheConstitution(address[3] memory members) private {
        for (uint256 i = 1; i < members.length; ++i) withdraw(REGISTRAR, members[i]);
        bytes memory clauses = abi.encode(andOffice(none(), 3));
        vm.prank(bob);
        CandidacyId document_ = elections.nominate(
            ROOT_ELECTION,
            documentOf(clauses),
            placement(NO_CANDIDACY, false, 0, uint96(LEASE)),
            noScores(),
            noDead()
        );
        vm.prank(carol);
        elections.place(ROOT_ELECTION, document_, false, 0, uint96(LEASE));
        skipCycles(6);
        assertStage(ROOT_ELECTION, document_, IElections.Stage.Incumbent);
        vm.warp(block.timestamp + 28 days);
        constitution.enact(ROOT_ELECTION, clauses);
        assertEq(CandidacyId.unwrap(constitution.lawOf(ROOT_ELECTION).inForce), CandidacyId.unwrap(document_));
        // Feeds are parts of the world, not of the document that named them.
        renewAll(members);
    }

    function test_Predicted_BeforeAndAfterTheFounding() external {
        address predicted = factory.kernelFor(founder, NAME);
        assertEq(predicted.code.length, 0);
        open();
        assertEq(address(kernel), predicted);
        assertEq(factory.kernelFor(founder, NAME), predicted);
        assertTrue(factory.kernelFor(alice, NAME) != predicted);
        assertTrue(factory.kernelFor(founder, "another") != predicted);
    }

    function test_RevertGiven_TheFoundingDocumentIsNotEnacted() external {
        prepare();
        establish();
        (IReportInbox.Report memory r, bytes[] memory signatures) = signed(PEOPLE, attestation("alice"), QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.FeedUnknown.selector, PEOPLE));
        inbox.submit(r, signatures);
    }

    /// @dev The registry has to serve the kernel first: until then nothing of the document takes effect.
    function test_RevertGiven_TheRegistryServesNobody() external {
        prepare();
        establishUnserved();
        vm.expectPartialRevert(ITreasury.TreasuryCallFailed.selector);
        constitution.enact(ROOT_ELECTION, clauses);
        vm.prank(founder);
        registry.serve(kernel);
        constitution.enact(ROOT_ELECTION, clauses);
        assertEq(inbox.feedOf(MEMBERS).consumer, kernel.sources()[0]);
    }

    // ---------------------------------------------------------------- attacks

    function test_Attack_TheFounderHasNoSayAfterTheFounding() external {
        open();
        MembershipSource membership = MembershipSource(kernel.sources()[0]);
        address[] memory own = new address[](1);
        own[0] = founder;
        vm.startPrank(founder);
        bytes memory refusal = abi.encodeWithSelector(IReportInbox.InboxCallerNotTreasury.selector, founder);
        vm.expectRevert(refusal);
        inbox.rotate(own, 1);
        vm.expectRevert(refusal);
        inbox.setForwarder(founder, true);
        vm.expectRevert(refusal);
        inbox.setFeed("more", address(membership), IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
        vm.expectRevert(abi.encodeWithSelector(IMembershipSource.MembershipCallerNotTreasury.selector, founder));
        membership.setFeed(founder, MEMBERS);
        vm.expectRevert(abi.encodeWithSelector(IRelayedBallots.VoicesCallerNotTreasury.selector, founder));
        relay.setFeed(founder, BALLOTS);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.RegistryCallerNotTreasury.selector, founder));
        registry.setFeed(founder, PEOPLE);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.RegistryServesAlready.selector, kernel));
        registry.serve(kernel);
        vm.stopPrank();
    }

    function test_Attack_FoundingAgainOrOtherwise() external {
        prepare();
        establish();
        bytes memory others = abi.encode(andOffice(none(), 1));
        vm.expectRevert(
            abi.encodeWithSelector(IConstitution.DocumentMismatch.selector, ROOT_ELECTION, CandidacyId.wrap(1))
        );
        constitution.enact(ROOT_ELECTION, others);
        constitution.enact(ROOT_ELECTION, clauses);
        vm.expectRevert(
            abi.encodeWithSelector(IConstitution.DocumentAlreadyInForce.selector, ROOT_ELECTION, CandidacyId.wrap(1))
        );
        constitution.enact(ROOT_ELECTION, clauses);
        vm.expectRevert(abi.encodeWithSelector(ICommunityRegistry.RegistryNameTaken.selector, NAME, kernel));
        foundHere();
    }

    /// @dev The same name, founded by somebody else first, makes another kernel: what was prepared serves nobody.
    function test_Attack_TakingTheNameBeforeTheFounding() external {
        prepare();
        address meant = factory.kernelFor(founder, NAME);
        address thief = makeAddr("thief");
        vm.prank(thief);
        Kernel theirs = Kernel(factory.createFromPreset(PRESET, choices("", 0)));
        assertTrue(address(theirs) != meant);
        assertEq(meant.code.length, 0);
        vm.expectRevert(abi.encodeWithSelector(ICommunityRegistry.RegistryNameTaken.selector, NAME, address(theirs)));
        foundHere();
        address[3] memory all = [founder, thief, theirs.treasury()];
        for (uint256 i = 0; i < all.length; ++i) {
            // There is nobody to ask who its treasury is.
            vm.expectRevert(bytes(""));
            vm.prank(all[i]);
            inbox.setFeed(MEMBERS, address(registry), IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
        }
        // Under another name the same can be prepared anew.
        prepare("other-folk");
        establish();
        assertEq(kernel.name(), "other-folk");
    }

    function test_Attack_AFoundingDocumentOfAnotherFounder() external {
        prepare();
        // Whoever copies it founds a kernel at another address, in which its calls go nowhere.
        vm.expectPartialRevert(IConstitution.ClauseIllTyped.selector);
        vm.prank(makeAddr("thief"));
        factory.createFromPreset(PRESET, choices(clauses, keccak256(clauses)));
    }

    /// @dev Only a source's code is the kernel's own; of everything else the hash is said.
    function test_Attack_ACallWithoutAHash() external {
        prepare();
        IConstitution.CallClause memory call = IConstitution.CallClause(
            address(inbox),
            0,
            abi.encodeCall(inbox.setForwarder, (founder, true)),
            0
        );
        clauses = abi.encode(and(none(), IConstitution.ClauseKind.Call, abi.encode(call)));
        vm.expectRevert(abi.encodeWithSelector(IConstitution.ClauseIllTyped.selector, 0, "codehash"));
        foundHere();
    }

    /// @dev What a document may not do to a source it may not do without a hash either.
    function test_Attack_ACallOfASourceThatIsNotGoverned() external {
        prepare();
        address membership = sourceOf(factory.kernelFor(founder, NAME), 0);
        bytes memory data = abi.encodeCall(MembershipSource.consume, (MEMBERS, 1, 0, ""));
        IConstitution.CallClause memory call = IConstitution.CallClause(membership, 0, data, 0);
        clauses = abi.encode(and(none(), IConstitution.ClauseKind.Call, abi.encode(call)));
        vm.expectRevert(abi.encodeWithSelector(IConstitution.RequiresFork.selector, membership));
        foundHere();
    }

    function test_Attack_FewerThanAQuorumMakeNoMembers() external {
        open();
        (IReportInbox.Report memory r, bytes[] memory signatures) = signed(PEOPLE, attestation("alice"), QUORUM - 1);
        vm.expectRevert(abi.encodeWithSelector(IReportInbox.ReportSignaturesTooFew.selector, QUORUM - 1, QUORUM));
        inbox.submit(r, signatures);
    }
}
