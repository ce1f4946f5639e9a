// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {ItemId, ListId} from "../types/Ids.sol";

/// @title What owners and voters sign in lists
/// @notice EIP-712 struct hashes. Each names who signs, as those of elections do.
library SignedItemLib {
    bytes32 private constant OPEN = keccak256(
        "OpenItem(address owner,uint32 list,bytes32 content,string uri,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant DROP = keccak256("DropItem(address owner,uint64 item,uint256 nonce,uint64 deadline)");
    bytes32 private constant PLACE = keccak256(
        abi.encodePacked(
            "PlaceOnItem(address voter,uint64 item,bool against,uint96 permanent,uint96 leased,uint64[] dead,",
            "uint256 nonce,uint64 deadline)"
        )
    );
    bytes32 private constant WITHDRAW = keccak256(
        "WithdrawFromItem(address voter,uint64 item,uint256 nonce,uint64 deadline)"
    );

    function open(
        ListId list,
        bytes32 content,
        string calldata uri,
        IElections.Authorization calldata by
    ) internal pure returns (bytes32) {
        bytes32 where = keccak256(bytes(uri));
        return keccak256(abi.encode(OPEN, by.signer, list, content, where, by.nonce, by.deadline));
    }

    function drop(ItemId item, IElections.Authorization calldata by) internal pure returns (bytes32) {
        return keccak256(abi.encode(DROP, by.signer, item, by.nonce, by.deadline));
    }

    function place(
        ItemId item,
        bool against,
        uint96 permanent,
        uint96 leased,
        ItemId[] calldata dead,
        IElections.Authorization calldata by
    ) internal pure returns (bytes32) {
        bytes32[] memory ids = new bytes32[](dead.length);
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = bytes32(uint256(ItemId.unwrap(dead[i])));
        bytes memory placed = abi.encode(PLACE, by.signer, item, against, permanent, leased);
        bytes32 released = keccak256(abi.encodePacked(ids));
        return keccak256(bytes.concat(placed, abi.encode(released, by.nonce, by.deadline)));
    }

    function withdraw(ItemId item, IElections.Authorization calldata by) internal pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAW, by.signer, item, by.nonce, by.deadline));
    }
}
