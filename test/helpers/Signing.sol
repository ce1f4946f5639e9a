// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId} from "../../contracts/types/Ids.sol";
import {Electing} from "./Electing.sol";

/// @title What voters sign, written out a second time
/// @notice The typed data of EIP-712 from its own text, so that a slip in the contracts' hashes shows.
abstract contract Signing is Electing {
    string private constant PLACEMENT = "Placement(uint32 candidacy,bool against,uint96 permanent,uint96 leased)";
    string private constant SCORE = "Score(uint32 candidacy,int8 score)";
    string private constant END = "uint256 nonce,uint64 deadline)";

    /// @notice An unsigned authorization that is good for a year.
    function authorization(address signer, uint256 nonce) internal view returns (IElections.Authorization memory by) {
        (by.signer, by.nonce, by.deadline) = (signer, nonce, uint64(block.timestamp + 365 days));
    }

    /// @notice Signs with the key of the account with that name.
    function sign(IElections.Authorization memory by, string memory name, bytes32 structHash) internal {
        (, uint256 key) = makeAddrAndKey(name);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digestOf(structHash));
        by.signature = abi.encodePacked(r, s, v);
    }

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Perdure Elections"),
                keccak256("1"),
                block.chainid,
                address(elections)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function hashCastBallot(
        ElectionId election,
        IElections.Placement[] memory placements,
        IElections.Score[] memory scores,
        ElectionId[] memory dead,
        IElections.Authorization memory by
    ) internal pure returns (bytes32) {
        bytes32 kind = _kind(
            "CastBallot(address voter,uint64 election,Placement[] placements,Score[] scores,uint64[] dead,",
            string.concat(END, PLACEMENT, SCORE)
        );
        bytes memory ballot = abi.encode(_hash(placements), _hash(scores), _hash(dead));
        return keccak256(bytes.concat(abi.encode(kind, by.signer, election), ballot, _end(by)));
    }

    function hashNominate(
        ElectionId election,
        IElections.Nomination memory nomination,
        IElections.Placement[] memory placements,
        IElections.Score[] memory scores,
        ElectionId[] memory dead,
        IElections.Authorization memory by
    ) internal pure returns (bytes32) {
        bytes32 kind = _kind(
            "Nominate(address voter,uint64 election,address nominee,bytes32 content,string uri,bytes clauses,",
            string.concat("Placement[] placements,Score[] scores,uint64[] dead,", END, PLACEMENT, SCORE)
        );
        bytes32 uri = keccak256(bytes(nomination.uri));
        bytes memory who = abi.encode(kind, by.signer, election, nomination.nominee, nomination.content, uri);
        who = bytes.concat(who, keccak256(nomination.clauses));
        bytes memory ballot = abi.encode(_hash(placements), _hash(scores), _hash(dead));
        return keccak256(bytes.concat(who, ballot, _end(by)));
    }

    function hashWithdrawBallot(
        ElectionId election,
        IElections.Authorization memory by
    ) internal pure returns (bytes32) {
        bytes32 kind = _kind("WithdrawBallot(address voter,uint64 election,", END);
        return keccak256(bytes.concat(abi.encode(kind, by.signer, election), _end(by)));
    }

    function hashResign(
        ElectionId election,
        CandidacyId candidacy,
        IElections.Authorization memory by
    ) internal pure returns (bytes32) {
        bytes32 kind = _kind("Resign(address owner,uint64 election,uint32 candidacy,", END);
        return keccak256(bytes.concat(abi.encode(kind, by.signer, election, candidacy), _end(by)));
    }

    function hashWithdrawCandidacy(
        ElectionId election,
        CandidacyId candidacy,
        IElections.Authorization memory by
    ) internal pure returns (bytes32) {
        bytes32 kind = _kind("WithdrawCandidacy(address owner,uint64 election,uint32 candidacy,", END);
        return keccak256(bytes.concat(abi.encode(kind, by.signer, election, candidacy), _end(by)));
    }

    /// @param voter to whom the nominee consents
    function hashConsent(
        ElectionId election,
        address voter,
        IElections.Authorization memory by
    ) internal pure returns (bytes32) {
        bytes32 kind = _kind("Consent(address nominee,uint64 election,address voter,", END);
        return keccak256(bytes.concat(abi.encode(kind, by.signer, election, voter), _end(by)));
    }

    function _kind(string memory start, string memory end) private pure returns (bytes32) {
        return keccak256(bytes(string.concat(start, end)));
    }

    function _end(IElections.Authorization memory by) private pure returns (bytes memory) {
        return abi.encode(by.nonce, by.deadline);
    }

    function _hash(IElections.Placement[] memory placements) private pure returns (bytes32) {
        bytes memory all;
        for (uint256 i = 0; i < placements.length; ++i) {
            all = bytes.concat(all, keccak256(abi.encode(keccak256(bytes(PLACEMENT)), placements[i])));
        }
        return keccak256(all);
    }

    function _hash(IElections.Score[] memory scores) private pure returns (bytes32) {
        bytes memory all;
        for (uint256 i = 0; i < scores.length; ++i) {
            all = bytes.concat(all, keccak256(abi.encode(keccak256(bytes(SCORE)), scores[i])));
        }
        return keccak256(all);
    }

    function _hash(ElectionId[] memory ids) private pure returns (bytes32) {
        bytes memory all;
        for (uint256 i = 0; i < ids.length; ++i) all = bytes.concat(all, abi.encode(ids[i]));
        return keccak256(all);
    }
}
