// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {IIdentityRegistry} from "../../../contracts/members/IIdentityRegistry.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {People} from "../../helpers/People.sol";

/// Persons
/// ├── are merged by both primary accounts, or by the treasury
/// ├── can be taken apart until a merge is final, which without both signatures it never is
/// ├── have one primary account, which can be another one when nothing is placed
/// └── never count twice, whatever is merged, undone, moved and consolidated
contract PersonsTest is People {
    function setUp() external {
        foundPeopled();
        admit("alice");
        admit("bob");
        source.credit(alice, 100);
        source.credit(bob, 300);
    }

    // ---------------------------------------------------------------- merging

    function test_Merge_BringsWeightTogetherOnceItIsFinal() external {
        vm.expectEmit();
        emit IIdentityRegistry.IdentitiesMerged(alice, bob, false);
        mergeInto(alice, bob);
        assertEq(registry.primaryOf(bob), alice);
        assertEq(weights.electorate(), weights.votesOf(100));
        assertFalse(registry.isLinkFinal(bob));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsLinkNotFinal.selector, bob));
        weights.consolidate(bob);
        vm.warp(block.timestamp + UNDO_PERIOD);
        assertTrue(registry.isLinkFinal(bob));
        assertFalse(registry.isLinkFinal(alice));
        weights.consolidate(bob);
        assertEq(weights.accountOf(alice).units, 400);
        assertEq(weights.electorate(), weights.votesOf(400));
    }

    function test_Undo_LeavesTwoPersonsAsTheyWere() external {
        mergeInto(alice, bob);
        vm.warp(block.timestamp + UNDO_PERIOD - 1);
        vm.prank(bob);
        registry.undo(bob, self(bob));
        assertEq(registry.primaryOf(bob), bob);
        assertEq(weights.electorate(), weights.votesOf(100) + weights.votesOf(300));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotMerged.selector, bob));
        registry.undo(bob, self(bob));
    }

    function test_Attack_UndoAfterConsolidation() external {
        mergeInto(alice, bob);
        vm.warp(block.timestamp + UNDO_PERIOD);
        weights.consolidate(bob);
        bytes memory refusal = abi.encodeWithSelector(
            IIdentityRegistry.IdentityMergeFinal.selector,
            bob,
            uint64(block.timestamp)
        );
        vm.prank(bob);
        vm.expectRevert(refusal);
        registry.undo(bob, self(bob));
        vm.prank(treasury);
        vm.expectRevert(refusal);
        registry.undo(bob, self(treasury));
    }

    function test_Undo_RevertWhen_ItIsNotTheirs() external {
        mergeInto(alice, bob);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotTheirs.selector, bob, carol));
        registry.undo(bob, self(carol));
        // Either of the two, by signature as well.
        bytes32 kind = keccak256("Undo(address signer,address account,uint256 nonce,uint64 deadline)");
        registry.undo(bob, signedBy(alice, kind, abi.encode(bob), 0));
        assertEq(registry.rootOf(bob), bob);
    }

    function test_Merge_RevertWhen_OneHasNotSigned() external {
        IElections.Authorization memory forged = mergeSigned(bob, alice, bob, 0);
        forged.signer = alice;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, alice));
        registry.merge(forged, self(bob));
        // Nor the other way round: the one that stands behind is named.
        IElections.Authorization memory turned = mergeSigned(alice, bob, alice, 0);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, alice));
        registry.merge(turned, self(bob));
    }

    function test_Merge_RevertGiven_VotesOfTheOneBehind() external {
        nominate(OFFICE, bob, 300);
        IElections.Authorization memory by = mergeSigned(alice, alice, bob, 0);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityStillPlaced.selector, bob));
        registry.merge(by, self(bob));
    }

    function test_Merge_RevertWhen_ItIsNoMergeOfTwoPersons() external {
        vm.startPrank(treasury);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityMergeWithItself.selector, alice));
        registry.mergeByOffice(alice, alice);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotPrimary.selector, address(0)));
        registry.mergeByOffice(alice, address(0));
        registry.mergeByOffice(alice, bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotPrimary.selector, bob));
        registry.mergeByOffice(bob, carol);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotPrimary.selector, bob));
        registry.mergeByOffice(alice, bob);
        for (uint160 i = 1; i < 7; ++i) registry.mergeByOffice(alice, address(i));
        bytes4 refusal = IIdentityRegistry.IdentityTooManyAccounts.selector;
        vm.expectRevert(abi.encodeWithSelector(refusal, alice, 9, 8));
        registry.mergeByOffice(alice, carol);
    }

    // ---------------------------------------------------------------- the registrar

    function test_Registrar_CountsADuplicateOnce() external {
        nominate(OFFICE, bob, 300);
        vm.prank(treasury);
        registry.mergeByOffice(alice, bob);
        assertEq(weights.electorate(), weights.votesOf(100));
        vm.warp(block.timestamp + 1 days);
        elections.recall(OFFICE, bob);
        assertEq(placedOf(bob), 0);
        // The duplicate has no say in it, the treasury has.
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotTheirs.selector, bob, bob));
        registry.undo(bob, self(bob));
        vm.prank(treasury);
        registry.undo(bob, self(treasury));
        assertEq(registry.primaryOf(bob), bob);
        assertEq(weights.electorate(), weights.votesOf(100) + weights.votesOf(300));
    }

    function test_Attack_ARegistrarTakesNobodysWeight() external {
        vm.prank(treasury);
        registry.mergeByOffice(alice, bob);
        vm.warp(block.timestamp + 36525 days);
        assertFalse(registry.isLinkFinal(bob));
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsLinkNotFinal.selector, bob));
        weights.consolidate(bob);
        // Unless both have signed, and the time to think better of it has passed.
        vm.expectEmit();
        emit IIdentityRegistry.MergeSigned(alice, bob);
        mergeInto(alice, bob);
        assertTrue(registry.mergeOf(bob).byOffice);
        assertFalse(registry.isLinkFinal(bob));
        vm.warp(block.timestamp + UNDO_PERIOD);
        weights.consolidate(bob);
        assertEq(weights.accountOf(alice).units, 400);
    }

    /// @dev Found out and merged, the duplicate lets its forum account name a third account.
    function test_Attack_AMergedPersonBecomesAnotherByMoving() external {
        vm.prank(treasury);
        registry.mergeByOffice(alice, bob);
        claim(carol, "bob");
        attest("bob", carol);
        assertEq(registry.primaryOf(carol), address(0));
        assertEq(uint8(registry.obstacleOf(FORUM, subjectOf("bob"))), uint8(IIdentityRegistry.Obstacle.OtherPerson));
        // To an account of the same person it can go, which makes no second one of it.
        mergeInto(alice, carol);
        registry.settle(FORUM, subjectOf("bob"));
        assertEq(registry.primaryOf(carol), alice);
        assertEq(registry.primaryOf(bob), alice);
    }

    // ---------------------------------------------------------------- primary accounts

    function test_SetPrimary_TurnsMergesRound() external {
        mergeInto(alice, bob);
        vm.warp(block.timestamp + UNDO_PERIOD);
        mergeInto(bobsRoot(), carol);
        vm.prank(alice);
        registry.setPrimary(bob, self(alice));
        assertEq(registry.primaryOf(alice), bob);
        assertEq(registry.primaryOf(carol), bob);
        assertEq(registry.mergeOf(alice).into, bob);
        assertEq(weights.electorate(), weights.votesOf(300));
        // Final is what was final: alice's own weight comes along, what stands behind her by a new merge does not.
        assertTrue(registry.isLinkFinal(alice));
        assertFalse(registry.isLinkFinal(carol));
        vm.prank(carol);
        registry.undo(carol, self(carol));
        assertEq(registry.rootOf(carol), carol);
        weights.consolidate(alice);
        assertEq(weights.accountOf(bob).units, 400);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityPrimaryAlready.selector, bob));
        registry.setPrimary(bob, self(bob));
    }

    function bobsRoot() internal view returns (address) {
        return registry.rootOf(bob);
    }

    /// @dev From one account to the other and back within a cycle, the votes of both would stand all the time.
    function test_Attack_SwitchingPrimariesKeepsVotesBehind() external {
        mergeInto(alice, bob);
        nominate(OFFICE, alice, 100);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityStillPlaced.selector, alice));
        registry.setPrimary(bob, self(alice));
        withdraw(OFFICE, alice);
        bytes32 kind = keccak256("SetPrimary(address signer,address primary,uint256 nonce,uint64 deadline)");
        registry.setPrimary(bob, signedBy(alice, kind, abi.encode(bob), 0));
        assertEq(weights.accountOf(alice).units, 0);
        assertEq(weights.accountOf(bob).units, 300);
        assertEq(weights.electorate(), weights.votesOf(300));
    }

    function test_SetPrimary_ByTheOtherOnceTheFirstIsNobody() external {
        mergeInto(alice, bob);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IIdentityRegistry.IdentityNotTheirs.selector, bob, bob));
        registry.setPrimary(bob, self(bob));
        // alice has lost her key: the forum no longer names her.
        revoke("alice");
        assertEq(registry.primaryOf(bob), address(0));
        vm.prank(bob);
        registry.setPrimary(bob, self(bob));
        assertEq(registry.primaryOf(bob), bob);
        assertEq(registry.primaryOf(alice), bob);
    }

    // ---------------------------------------------------------------- whatever happens

    /// @dev Members of the crowd merge, part, change places, lose and regain their subjects, vote, and let time pass.
    function testFuzz_NobodyCountsTwice(uint256 seed) external {
        admit("carol");
        admit("dave");
        source.credit(carol, 500);
        source.credit(dave, 700);
        for (uint256 i = 0; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _act(seed);
            _check();
        }
    }

    function _act(uint256 dice) private {
        (address one, address other) = (_any(dice), _any(dice >> 8));
        uint256 kind = (dice >> 16) % 10;
        // What is refused is refused; that nobody counts twice has to hold whatever is not.
        if (kind == 0) _try(treasury, abi.encodeCall(registry.mergeByOffice, (one, other)));
        if (kind == 1 && one != other) {
            IElections.Authorization memory by = mergeSigned(one, one, other, dice);
            _try(other, abi.encodeCall(registry.merge, (by, self(other))));
        }
        if (kind == 2) _try(one, abi.encodeCall(registry.undo, (other, self(one))));
        if (kind == 3) _try(treasury, abi.encodeCall(registry.undo, (one, self(treasury))));
        if (kind == 4) _try(one, abi.encodeCall(registry.setPrimary, (other, self(one))));
        if (kind == 5) _try(one, abi.encodeCall(registry.unlink, (FORUM, self(one))));
        if (kind == 6) {
            bytes32 subject = subjectOf(_name((dice >> 24) % 4));
            _try(one, abi.encodeCall(registry.link, (FORUM, subject, self(one))));
            _try(one, abi.encodeCall(registry.settle, (FORUM, subject)));
        }
        if (kind == 7) attest(_name((dice >> 24) % 4), one, 2, (dice >> 32) % 4 == 0);
        if (kind == 8) _vote(one, dice >> 24);
        if (kind == 9) {
            vm.warp(block.timestamp + ((dice >> 24) % 3) * 6 days);
            try weights.consolidate(one) {} catch {}
        }
    }

    function _vote(address voter, uint256 dice) private {
        uint96 free = weights.accountOf(voter).units;
        IElections.Nomination memory self_ = nominationOf(voter);
        bytes memory data =
            dice % 2 == 0
                ? abi.encodeCall(elections.nominate, (OFFICE, self_, placement(id(0), free), noScores(), noDead()))
                : abi.encodeCall(elections.withdrawBallot, (OFFICE));
        vm.prank(voter);
        (bool done, ) = address(elections).call(data);
        done;
    }

    function _check() private view {
        uint256 all = 0;
        for (uint256 i = 0; i < 4; ++i) {
            address account = _any(i);
            uint96 units = weights.accountOf(account).units;
            all += weights.votesOf(units);
            if (units == 0) continue;
            assertEq(registry.primaryOf(account), account, "counts");
        }
        assertEq(weights.electorate(), all, "electorate");
        assertEq(_heldByAll(), 1600, "units");
        for (uint256 i = 0; i < 4; ++i) _checkPerson(_any(i));
    }

    /// @dev Of all accounts with the same root one at most is primary, and no subject makes two persons.
    function _checkPerson(address root) private view {
        uint256 subjects = 0;
        uint256 persons = 0;
        for (uint256 i = 0; i < 4; ++i) {
            address account = _any(i);
            if (registry.rootOf(account) == root && registry.primaryOf(account) == account) ++persons;
            if (registry.accountOf(FORUM, subjectOf(_name(i))) == root) ++subjects;
        }
        assertLe(persons, 1, "persons");
        assertLe(subjects, 1, "subjects");
    }

    function _heldByAll() private view returns (uint256 units) {
        for (uint256 i = 0; i < 4; ++i) units += weights.unitsOf(_any(i));
    }

    function _try(address caller, bytes memory data) private {
        vm.prank(caller);
        (bool done, ) = address(registry).call(data);
        done;
    }

    function _name(uint256 i) private pure returns (string memory) {
        return ["alice", "bob", "carol", "dave"][i % 4];
    }

    function _any(uint256 i) private view returns (address) {
        return [alice, bob, carol, dave][i % 4];
    }
}
