// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {CommitmentId} from "../types/Ids.sol";
import {ICommitments} from "./ICommitments.sol";

/// @title What voters sign in commitments
/// @notice EIP-712 struct hashes. Each names the voter, as those of elections do.
library SignedCastLib {
    string private constant PLACEMENT = "OptionPlacement(uint16 option,uint96 permanent,uint96 leased)";
    bytes32 private constant PLACEMENT_HASH = keccak256(bytes(PLACEMENT));
    bytes32 private constant CAST = keccak256(
        abi.encodePacked(
            "CastInCommitment(address voter,uint64 commitment,OptionPlacement[] placements,uint64[] dead,uint256 nonce,",
            "uint64 deadline)",
            PLACEMENT
        )
    );
    bytes32 private constant WITHDRAW = keccak256(
        "WithdrawFromCommitment(address voter,uint64 commitment,uint256 nonce,uint64 deadline)"
    );

    function cast(
        CommitmentId id,
        ICommitments.OptionPlacement[] calldata placements,
        CommitmentId[] calldata dead,
        IElections.Authorization calldata by
    ) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](placements.length);
        for (uint256 i = 0; i < hashes.length; ++i) hashes[i] = keccak256(abi.encode(PLACEMENT_HASH, placements[i]));
        bytes32[] memory ids = new bytes32[](dead.length);
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = bytes32(uint256(CommitmentId.unwrap(dead[i])));
        bytes32 ballot = keccak256(abi.encodePacked(hashes));
        bytes32 released = keccak256(abi.encodePacked(ids));
        return keccak256(abi.encode(CAST, by.signer, id, ballot, released, by.nonce, by.deadline));
    }

    function withdraw(CommitmentId id, IElections.Authorization calldata by) internal pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAW, by.signer, id, by.nonce, by.deadline));
    }
}
