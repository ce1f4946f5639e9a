// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IPersonGate} from "./IPersonGate.sol";

/// @title CredentialGate
/// @notice A person gate over a personhood credential: who holds one is a person, under that account. It is as good as the
/// credential, which has to be issued once a person and must not be transferable, or one credential votes from every account
/// that it passes through until somebody calls `sync`.
contract CredentialGate is IPersonGate {
    /// @notice The ERC-721 or ERC-1155 that is held.
    address public immutable credential;
    /// @notice Which token of an ERC-1155; 0 for an ERC-721, of which any will do.
    uint256 public immutable id;
    /// @notice Whether the credential is an ERC-1155.
    bool public immutable isMultiToken;

    /// @notice The contract does not say, by ERC-165, that it is an ERC-721 or an ERC-1155.
    error CredentialGateUnknownKind(address credential);
    /// @notice An ERC-721 is held as such: a single token of it would be one person.
    error CredentialGateIdNotForERC721(address credential, uint256 id);

    constructor(address credential_, uint256 id_) {
        bool single = ERC165Checker.supportsInterface(credential_, type(IERC721).interfaceId);
        if (!single && !ERC165Checker.supportsInterface(credential_, type(IERC1155).interfaceId)) {
            revert CredentialGateUnknownKind(credential_);
        }
        if (single && id_ != 0) revert CredentialGateIdNotForERC721(credential_, id_);
        (credential, id, isMultiToken) = (credential_, id_, !single);
    }

    /// @inheritdoc IPersonGate
    function primaryOf(address account) external view returns (address) {
        // Nobody's account: most credentials refuse to be asked about it.
        if (account == address(0)) return address(0);
        uint256 held =
            isMultiToken ? IERC1155(credential).balanceOf(account, id) : IERC721(credential).balanceOf(account);
        return held == 0 ? address(0) : account;
    }

    /// @inheritdoc IPersonGate
    /// @dev A credential links no second account to anybody's first.
    function isLinkFinal(address) external pure returns (bool) {
        return false;
    }
}
