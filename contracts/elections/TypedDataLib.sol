// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {IElections} from "./IElections.sol";

/// @title What voters sign
/// @notice EIP-712 struct hashes of everything a voter can do by signature, and whether they did sign. Each hash names the
/// voter, so that a contract wallet's owner who holds several wallets signs for one of them only. Linked: only who votes by
/// signature pays for its size.
library TypedDataLib {
    using BitMaps for BitMaps.BitMap;

    string private constant PLACEMENT = "Placement(uint32 candidacy,bool against,uint96 permanent,uint96 leased)";
    string private constant SCORE = "Score(uint32 candidacy,int8 score)";
    bytes32 private constant PLACEMENT_HASH = keccak256(bytes(PLACEMENT));
    bytes32 private constant SCORE_HASH = keccak256(bytes(SCORE));

    bytes32 private constant CAST_BALLOT = keccak256(
        abi.encodePacked(
            "CastBallot(address voter,uint64 election,Placement[] placements,Score[] scores,uint64[] dead,uint256 nonce,",
            "uint64 deadline)",
            PLACEMENT,
            SCORE
        )
    );
    bytes32 private constant NOMINATE = keccak256(
        abi.encodePacked(
            "Nominate(address voter,uint64 election,address nominee,bytes32 content,string uri,bytes clauses,",
            "Placement[] placements,Score[] scores,uint64[] dead,uint256 nonce,uint64 deadline)",
            PLACEMENT,
            SCORE
        )
    );
    bytes32 private constant WITHDRAW_BALLOT = keccak256(
        "WithdrawBallot(address voter,uint64 election,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant RESIGN = keccak256(
        "Resign(address owner,uint64 election,uint32 candidacy,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant WITHDRAW_CANDIDACY = keccak256(
        "WithdrawCandidacy(address owner,uint64 election,uint32 candidacy,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant CONSENT = keccak256(
        "Consent(address nominee,uint64 election,address voter,uint256 nonce,uint64 deadline)"
    );

    bytes32 private constant APPOINT_RELAY = keccak256(
        "AppointRelay(address voter,uint64 election,address relay,uint96 most,uint256 nonce,uint64 deadline)"
    );

    /// @notice Uses up an authorization. Reverts unless its signer has signed `digest`.
    function authorize(
        mapping(address signer => BitMaps.BitMap) storage nonces,
        IElections.Authorization calldata by,
        bytes32 digest
    ) external {
        if (block.timestamp > by.deadline) revert IElections.SignatureExpired(by.deadline);
        useNonce(nonces, by.signer, by.nonce);
        if (!SignatureChecker.isValidSignatureNowCalldata(by.signer, digest, by.signature)) {
            revert IElections.SignatureInvalid(by.signer);
        }
    }

    /// @notice Makes a nonce unusable. Reverts if it is already.
    function useNonce(mapping(address signer => BitMaps.BitMap) storage nonces, address signer, uint256 nonce) public {
        if (nonces[signer].get(nonce)) revert IElections.NonceAlreadyUsed(signer, nonce);
        nonces[signer].set(nonce);
        emit IElections.NonceUsed(signer, nonce);
    }

    function castBallot(
        ElectionId election,
        IElections.Placement[] calldata placements,
        IElections.Score[] calldata scores,
        ElectionId[] calldata dead,
        IElections.Authorization calldata by
    ) external pure returns (bytes32) {
        bytes32 ballot = _hash(placements);
        return
            keccak256(
                abi.encode(CAST_BALLOT, by.signer, election, ballot, _hash(scores), _hash(dead), by.nonce, by.deadline)
            );
    }

    function nominate(
        ElectionId election,
        IElections.Nomination calldata nomination,
        IElections.Placement[] calldata placements,
        IElections.Score[] calldata scores,
        ElectionId[] calldata dead,
        IElections.Authorization calldata by
    ) external pure returns (bytes32) {
        bytes memory nominated = abi.encode(
            election,
            nomination.nominee,
            nomination.content,
            keccak256(bytes(nomination.uri)),
            keccak256(nomination.clauses)
        );
        bytes memory ballot = abi.encode(_hash(placements), _hash(scores), _hash(dead));
        bytes memory head = abi.encode(NOMINATE, by.signer);
        return keccak256(bytes.concat(head, nominated, ballot, abi.encode(by.nonce, by.deadline)));
    }

    function withdrawBallot(ElectionId election, IElections.Authorization calldata by) external pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAW_BALLOT, by.signer, election, by.nonce, by.deadline));
    }

    function resign(
        ElectionId election,
        CandidacyId candidacy,
        IElections.Authorization calldata by
    ) external pure returns (bytes32) {
        return keccak256(abi.encode(RESIGN, by.signer, election, candidacy, by.nonce, by.deadline));
    }

    function withdrawCandidacy(
        ElectionId election,
        CandidacyId candidacy,
        IElections.Authorization calldata by
    ) external pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAW_CANDIDACY, by.signer, election, candidacy, by.nonce, by.deadline));
    }

    function consent(
        ElectionId election,
        address voter,
        IElections.Authorization calldata by
    ) external pure returns (bytes32) {
        return keccak256(abi.encode(CONSENT, by.signer, election, voter, by.nonce, by.deadline));
    }

    function appointRelay(
        ElectionId election,
        address relay,
        uint96 most,
        IElections.Authorization calldata by
    ) external pure returns (bytes32) {
        return keccak256(abi.encode(APPOINT_RELAY, by.signer, election, relay, most, by.nonce, by.deadline));
    }

    function _hash(IElections.Placement[] calldata placements) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](placements.length);
        for (uint256 i = 0; i < hashes.length; ++i) hashes[i] = keccak256(abi.encode(PLACEMENT_HASH, placements[i]));
        return keccak256(abi.encodePacked(hashes));
    }

    function _hash(IElections.Score[] calldata scores) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](scores.length);
        for (uint256 i = 0; i < hashes.length; ++i) hashes[i] = keccak256(abi.encode(SCORE_HASH, scores[i]));
        return keccak256(abi.encodePacked(hashes));
    }

    function _hash(ElectionId[] calldata ids) private pure returns (bytes32) {
        bytes32[] memory words = new bytes32[](ids.length);
        for (uint256 i = 0; i < words.length; ++i) words[i] = bytes32(uint256(ElectionId.unwrap(ids[i])));
        return keccak256(abi.encodePacked(words));
    }
}
