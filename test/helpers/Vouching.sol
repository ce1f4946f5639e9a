// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../contracts/elections/IElections.sol";
import {Electing} from "./Electing.sol";

/// @title What voters sign for modules
/// @notice Typed data of EIP-712 under the domain of the contract that takes it, written out a second time.
abstract contract Vouching is Electing {
    /// @notice An authorization of the account with that name, good for a day, over a struct hash whose end is its own.
    /// @param kind the type; it begins with who signs and ends with nonce and deadline
    /// @param values encoded, between who signs and the nonce
    function vouch(
        address verifier,
        string memory domainName,
        string memory name,
        uint256 nonce,
        string memory kind,
        bytes memory values
    ) internal returns (IElections.Authorization memory by) {
        (address signer, uint256 key) = makeAddrAndKey(name);
        (by.signer, by.nonce, by.deadline) = (signer, nonce, uint64(block.timestamp + 1 days));
        bytes32 structHash = keccak256(
            bytes.concat(abi.encode(keccak256(bytes(kind)), signer), values, abi.encode(nonce, by.deadline))
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(domainName)),
                keccak256("1"),
                block.chainid,
                verifier
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, structHash)));
        by.signature = abi.encodePacked(r, s, v);
    }
}
