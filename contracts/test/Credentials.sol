// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

error CredentialSoulbound();

/// @notice A personhood credential as an ERC-721 that anybody issues and nobody transfers.
contract Credential721 is ERC721 {
    constructor() ERC721("Credential", "CRED") {}

    function issue(address account, uint256 id) external {
        _mint(account, id);
    }

    function revoke(uint256 id) external {
        _burn(id);
    }

    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from != address(0) && to != address(0)) revert CredentialSoulbound();
    }
}

/// @notice The same as an ERC-1155.
contract Credential1155 is ERC1155 {
    constructor() ERC1155("") {}

    function issue(address account, uint256 id) external {
        _mint(account, id, 1, "");
    }

    function revoke(address account, uint256 id) external {
        _burn(account, id, 1);
    }

    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        if (from != address(0) && to != address(0)) revert CredentialSoulbound();
        super._update(from, to, ids, values);
    }
}
