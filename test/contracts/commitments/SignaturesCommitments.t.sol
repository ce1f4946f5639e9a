// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommitments} from "../../../contracts/commitments/ICommitments.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {CommitmentId} from "../../../contracts/types/Ids.sol";
import {Committing} from "../../helpers/Committing.sol";

/// What voters can do in commitments by signature.
contract SignaturesCommitmentsTest is Committing {
    string private constant PLACEMENT = "OptionPlacement(uint16 option,uint96 permanent,uint96 leased)";
    string private constant CAST =
        "CastInCommitment(address voter,uint64 commitment,OptionPlacement[] placements,uint64[] dead,"
        "uint256 nonce,uint64 deadline)OptionPlacement(uint16 option,uint96 permanent,uint96 leased)";
    string private constant WITHDRAW =
        "WithdrawFromCommitment(address voter,uint64 commitment,uint256 nonce,uint64 deadline)";

    CommitmentId private matter;

    function setUp() external {
        foundCommitting();
        matter = open(once(), true);
    }

    function _vouch(
        uint256 nonce,
        string memory kind,
        bytes memory values
    ) private returns (IElections.Authorization memory) {
        return vouch(address(commitments), "Perdure Commitments", "alice", nonce, kind, values);
    }

    function _values(
        ICommitments.OptionPlacement[] memory placements,
        CommitmentId[] memory dead
    ) private view returns (bytes memory) {
        bytes memory hashes;
        for (uint256 i = 0; i < placements.length; ++i) {
            bytes32 hash = keccak256(abi.encode(keccak256(bytes(PLACEMENT)), placements[i]));
            hashes = bytes.concat(hashes, hash);
        }
        return abi.encode(matter, keccak256(hashes), keccak256(abi.encodePacked(dead)));
    }

    function test_Cast_AndWithdrawBySignature() external {
        ICommitments.OptionPlacement[] memory placements = support(FIRST, 5, SECOND, 7);
        CommitmentId gone = open(once(), true);
        commit(gone, alice, FIRST, HELD);
        vm.prank(treasury);
        commitments.stop(gone);
        CommitmentId[] memory dead = new CommitmentId[](1);
        dead[0] = gone;
        IElections.Authorization memory by = _vouch(1, CAST, _values(placements, dead));
        vm.prank(bob);
        commitments.castBySig(matter, placements, dead, by);
        assertEq(optionOf(matter, SECOND).votes, 7);
        assertEq(weights.accountOf(alice).placed, 12);
        assertTrue(commitments.isNonceUsed(alice, 1));
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, alice, 1));
        commitments.castBySig(matter, placements, dead, by);

        by = _vouch(2, WITHDRAW, abi.encode(matter));
        commitments.withdrawBySig(matter, by);
        assertEq(weights.accountOf(alice).placed, 0);
    }

    function test_Attack_SignatureIsForThisBallotAlone() external {
        IElections.Authorization memory by = _vouch(1, CAST, _values(support(FIRST, 5, 0), noneDead()));
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, alice));
        commitments.castBySig(matter, support(FIRST, 6, 0), noneDead(), by);
        CommitmentId other = open(once(), true);
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, alice));
        commitments.castBySig(other, support(FIRST, 5, 0), noneDead(), by);
        vm.warp(by.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureExpired.selector, by.deadline));
        commitments.castBySig(matter, support(FIRST, 5, 0), noneDead(), by);
    }

    function test_CancelledNonce_IsOfNoUse() external {
        IElections.Authorization memory by = _vouch(1, WITHDRAW, abi.encode(matter));
        commit(matter, alice, FIRST, 5);
        vm.prank(alice);
        commitments.cancelNonce(1);
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, alice, 1));
        commitments.withdrawBySig(matter, by);
    }
}
