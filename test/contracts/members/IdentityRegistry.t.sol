// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGoverned} from "../../../contracts/constitution/IGoverned.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {IIdentityRegistry} from "../../../contracts/members/IIdentityRegistry.sol";
import {IdentityRegistry} from "../../../contracts/members/IdentityRegistry.sol";
import {FeedLib} from "../../../contracts/oracle/FeedLib.sol";
import {MoodyWallet} from "../../../contracts/test/Wallets.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {People} from "../../helpers/People.sol";

/// Links
/// ├── take a report and the account's signature, in any order
/// ├── end when the provider says so, or the account, and leave nobody counted
/// ├── go from one account to another when the first has nothing placed, and never out of a person
/// └── make a person of a primary account by one provider alone, at the quality asked for
contract IdentityRegistryTest is People {
    bytes32 private constant LINK = keccak256(
        "Link(address account,bytes32 provider,bytes32 subject,uint256 nonce,uint64 deadline)"
    );

    function setUp() external {
        foundPeopled();
    }

    // ---------------------------------------------------------------- linking

    function test_Link_TakesAReportAndASignatureInAnyOrder() external {
        attest("alice", alice);
        assertEq(registry.primaryOf(alice), address(0));
        assertEq(uint8(_obstacle("alice")), uint8(IIdentityRegistry.Obstacle.NotSigned));
        vm.expectEmit();
        emit IIdentityRegistry.AccountLinked(FORUM, subjectOf("alice"), alice, 2);
        claim(alice, "alice");
        assertEq(registry.primaryOf(alice), alice);

        claim(bob, "bob");
        assertEq(registry.primaryOf(bob), address(0));
        assertEq(uint8(_obstacle("bob")), uint8(IIdentityRegistry.Obstacle.NotAttested));
        attest("bob", bob);
        assertEq(registry.primaryOf(bob), bob);
        assertEq(registry.accountOf(FORUM, subjectOf("bob")), bob);
        assertEq(registry.claimOf(bob, FORUM), subjectOf("bob"));
        assertEq(registry.subjectOf(FORUM, subjectOf("bob")).attested, bob);
        assertEq(registry.primaryOf(address(0)), address(0));
    }

    function test_Link_CanBeHandedInByAnybodyWithTheSignature() external {
        attest("alice", alice);
        bytes memory fields = abi.encode(FORUM, subjectOf("alice"));
        IElections.Authorization memory by = signedBy(alice, LINK, fields, 0);
        registry.link(FORUM, subjectOf("alice"), by);
        assertEq(registry.primaryOf(alice), alice);
        assertTrue(registry.isNonceUsed(alice, by.nonce));

        vm.prank(alice);
        registry.unlink(FORUM, self(alice));
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, alice, by.nonce));
        registry.link(FORUM, subjectOf("alice"), by);
    }

    function test_Link_OfAWalletContract() external {
        MoodyWallet wallet = new MoodyWallet();
        attest("wallet", address(wallet));
        IElections.Authorization memory by = self(address(wallet));
        by.deadline = uint64(block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, wallet));
        registry.link(FORUM, subjectOf("wallet"), by);
        wallet.set(true);
        registry.link(FORUM, subjectOf("wallet"), by);
        assertEq(registry.primaryOf(address(wallet)), address(wallet));
    }

    function test_Link_RevertWhen_SomebodyElseHasSigned() external {
        IElections.Authorization memory by = signedBy(bob, LINK, abi.encode(FORUM, subjectOf("alice")), 0);
        by.signer = alice;
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, alice));
        registry.link(FORUM, subjectOf("alice"), by);
        vm.prank(alice);
        registry.cancelNonce(7);
        assertTrue(registry.isNonceUsed(alice, 7));
    }

    function test_Link_RevertGiven_AnotherClaim() external {
        admit("alice");
        vm.expectRevert(
            abi.encodeWithSelector(IIdentityRegistry.SubjectClaimedOther.selector, alice, FORUM, subjectOf("alice"))
        );
        claim(alice, "bob");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.SubjectUnnamed.selector, FORUM));
        registry.link(FORUM, 0, self(bob));
    }

    function test_Attack_OneSubjectOnTwoAccounts() external {
        admit("alice");
        claim(bob, "alice");
        assertEq(registry.primaryOf(bob), address(0));
        assertEq(registry.primaryOf(alice), alice);
        bytes memory refusal = abi.encodeWithSelector(
            IIdentityRegistry.SubjectNotLinkable.selector,
            FORUM,
            subjectOf("alice"),
            IIdentityRegistry.Obstacle.LinkedAlready
        );
        vm.expectRevert(refusal);
        registry.settle(FORUM, subjectOf("alice"));
        // The provider says it is bob's now: alice is nobody in the same call.
        source.credit(alice, 100);
        assertEq(weights.accountOf(alice).units, 100);
        attest("alice", bob);
        assertEq(registry.primaryOf(bob), bob);
        assertEq(registry.primaryOf(alice), address(0));
        assertEq(weights.accountOf(alice).units, 0);
        assertEq(weights.electorate(), 0);
    }

    /// @dev Were the new account to count at once, one person would count once for every account that it passes through.
    function test_Attack_ASubjectThatMovesWhileItsVotesStay() external {
        admit("alice");
        source.credit(alice, 100);
        source.credit(bob, 100);
        nominate(OFFICE, alice, 100);
        claim(bob, "alice");
        attest("alice", bob);
        assertEq(registry.primaryOf(alice), address(0));
        assertEq(registry.primaryOf(bob), address(0));
        assertEq(uint8(_obstacle("alice")), uint8(IIdentityRegistry.Obstacle.StillPlaced));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsInsufficient.selector, bob, 0, 100));
        elections.place(OFFICE, id(1), false, 100, 0);
        // Anyone recalls what alice no longer holds, and bob is a person.
        vm.warp(block.timestamp + 1 days);
        elections.recall(OFFICE, alice);
        registry.settle(FORUM, subjectOf("alice"));
        assertEq(registry.primaryOf(bob), bob);
        assertEq(weights.electorate(), weights.votesOf(100));
    }

    function test_Attack_LeasedVotesStayBehindLikeOthers() external {
        admit("alice");
        leaser.lease(alice, Units.wrap(100), 3);
        vm.prank(alice);
        elections.nominate(OFFICE, nominationOf(alice), placement(id(0), false, 0, 100), noScores(), noDead());
        claim(bob, "alice");
        attest("alice", bob);
        assertEq(uint8(_obstacle("alice")), uint8(IIdentityRegistry.Obstacle.StillPlaced));
        // They lapse by themselves.
        skipCycles(3);
        registry.settle(FORUM, subjectOf("alice"));
        assertEq(registry.primaryOf(bob), bob);
    }

    // ---------------------------------------------------------------- ends

    function test_Revoked_LeavesNobodyCounted() external {
        admit("alice");
        source.credit(alice, 100);
        vm.expectEmit();
        emit IIdentityRegistry.AccountUnlinked(FORUM, subjectOf("alice"), alice);
        revoke("alice");
        assertEq(registry.primaryOf(alice), address(0));
        assertEq(registry.accountOf(FORUM, subjectOf("alice")), address(0));
        assertEq(weights.electorate(), 0);
        // Attested anew: the signature still stands, and the weight counts again.
        vm.warp(block.timestamp + 1);
        attest("alice", alice);
        assertEq(registry.primaryOf(alice), alice);
        assertEq(weights.electorate(), weights.votesOf(100));
    }

    function test_Quality_BelowWhatIsAskedForMakesNoPerson() external {
        claim(alice, "alice");
        attest("alice", alice, 1, false);
        assertEq(registry.accountOf(FORUM, subjectOf("alice")), alice);
        assertEq(registry.primaryOf(alice), address(0));
        attest("alice", alice, 3, false);
        assertEq(registry.primaryOf(alice), alice);
        source.credit(alice, 100);
        attest("alice", alice, 0, false);
        assertEq(registry.primaryOf(alice), address(0));
        assertEq(weights.electorate(), 0);
    }

    function test_Attack_AnOldAttestationAfterARevocation() external {
        admit("alice");
        vm.warp(block.timestamp + 1 hours);
        revoke("alice");
        // One that its consumer had refused comes in again, long after.
        IIdentityRegistry.Attestation[] memory list = new IIdentityRegistry.Attestation[](1);
        list[0] = IIdentityRegistry.Attestation(FORUM, subjectOf("alice"), alice, 3, false);
        vm.expectEmit();
        emit IIdentityRegistry.AttestationPassedOver(FORUM, subjectOf("alice"), alice);
        report(PEOPLE, abi.encode(list), uint64(block.timestamp - 1));
        assertEq(registry.primaryOf(alice), address(0));
    }

    function test_Consume_PassesOverWhatIsIllFormed() external {
        IIdentityRegistry.Attestation[] memory list = new IIdentityRegistry.Attestation[](4);
        list[0] = IIdentityRegistry.Attestation(FORUM, 0, alice, 2, false);
        list[1] = IIdentityRegistry.Attestation(FORUM, subjectOf("alice"), address(0), 2, false);
        list[2] = IIdentityRegistry.Attestation(FORUM, subjectOf("alice"), alice, 4, false);
        list[3] = IIdentityRegistry.Attestation(FORUM, subjectOf("bob"), bob, 2, false);
        claim(bob, "bob");
        assertTrue(report(PEOPLE, abi.encode(list)));
        assertEq(registry.subjectOf(FORUM, subjectOf("alice")).attested, address(0));
        assertEq(registry.primaryOf(bob), bob);
    }

    function test_Consume_RevertWhen_ItIsNotTheFeedOrTooMuch() external {
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, address(this), PEOPLE));
        registry.consume(PEOPLE, 1, 1, "");
        vm.startPrank(address(inbox));
        vm.expectRevert(abi.encodeWithSelector(FeedLib.FeedNotNamed.selector, inbox, bytes32("other")));
        registry.consume("other", 1, 1, "");
        bytes memory payload = abi.encode(new IIdentityRegistry.Attestation[](65));
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.AttestationsTooMany.selector, 65, 64));
        registry.consume(PEOPLE, 1, 1, payload);
    }

    function test_Unlink_IsTheAccountsOwn() external {
        admit("alice");
        source.credit(alice, 100);
        vm.prank(alice);
        registry.unlink(FORUM, self(alice));
        assertEq(registry.primaryOf(alice), address(0));
        assertEq(weights.electorate(), 0);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.SubjectNotClaimed.selector, alice, FORUM));
        registry.unlink(FORUM, self(alice));
        claim(alice, "alice");
        assertEq(registry.primaryOf(alice), alice);
    }

    /// @dev Votes would count, and the electorate they are measured against would not hold them.
    function test_Attack_UnlinkingWithVotesPlaced() external {
        admit("alice");
        source.credit(alice, 100);
        nominate(OFFICE, alice, 100);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityStillPlaced.selector, alice));
        registry.unlink(FORUM, self(alice));
        withdraw(OFFICE, alice);
        vm.prank(alice);
        registry.unlink(FORUM, self(alice));
        assertEq(registry.primaryOf(alice), address(0));
    }

    // ---------------------------------------------------------------- who governs

    function test_Parameters_SayWhoIsAPerson() external {
        admit("alice");
        (bytes32 provider, uint8 quality) = registry.personhood();
        assertEq(provider, FORUM);
        assertEq(quality, 2);
        vm.startPrank(treasury);
        registry.setParameter("quality", 3);
        assertEq(registry.primaryOf(alice), address(0));
        registry.setParameter("quality", 1);
        assertEq(registry.primaryOf(alice), alice);
        registry.setParameter("provider", 7);
        assertEq(registry.primaryOf(alice), address(0));
        vm.expectRevert(abi.encodeWithSelector(IGoverned.ParameterOutOfBounds.selector, bytes32("quality"), 4, 1, 3));
        registry.setParameter("quality", 4);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.ParameterUnknown.selector, bytes32("more")));
        registry.setParameter("more", 4);
    }

    function test_RevertGiven_CallerIsNotTheTreasury() external {
        bytes memory refusal = abi.encodeWithSelector(
            IIdentityRegistry.RegistryCallerNotTreasury.selector,
            address(this)
        );
        vm.expectRevert(refusal);
        registry.setParameter("quality", 1);
        vm.expectRevert(refusal);
        registry.setFeed(address(inbox), PEOPLE);
        vm.expectRevert(refusal);
        registry.mergeByOffice(alice, bob);
        (address from, bytes32 feed) = registry.feed();
        assertEq(from, address(inbox));
        assertEq(feed, PEOPLE);
    }

    function test_Serve_IsTheFoundersOnceAndForItsOwnKernel() external {
        IdentityRegistry other = new IdentityRegistry(UNDO_PERIOD, FORUM, 2);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.RegistryNotGateOf.selector, kernel, registry));
        other.serve(kernel);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.RegistryCallerNotFounder.selector, alice));
        other.serve(kernel);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.RegistryServesAlready.selector, kernel));
        registry.serve(kernel);
        // Of a community that asks nobody it keeps the links alone.
        KernelParameters memory p = plain();
        p.name = "linear";
        Kernel linear = Kernel(factory.create(p));
        other.serve(linear);
        assertEq(other.kernel(), address(linear));
    }

    function test_Constructor_RevertWhen_OutOfBounds() external {
        bytes4 refusal = IIdentityRegistry.RegistryUndoPeriodOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(refusal, 1, 1 hours, 365 days));
        new IdentityRegistry(1, FORUM, 2);
        vm.expectRevert(abi.encodeWithSelector(refusal, 366 days, 1 hours, 365 days));
        new IdentityRegistry(366 days, FORUM, 2);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGoverned.ParameterOutOfBounds.selector,
                bytes32("provider"),
                0,
                1,
                type(uint256).max
            )
        );
        new IdentityRegistry(UNDO_PERIOD, 0, 2);
    }

    function _obstacle(string memory subject) private view returns (IIdentityRegistry.Obstacle) {
        return registry.obstacleOf(FORUM, subjectOf(subject));
    }
}
