// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice A personhood credential: one ERC-721 token an account, which nobody can pass on.
contract SoulboundToken is ERC721("Soulbound", "SOUL") {
    error SoulboundTokenNotTransferable();

    function issue(address account) external {
        _mint(account, uint160(account));
    }

    function withdraw(address account) external {
        _burn(uint160(account));
    }

    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from != address(0) && to != address(0)) revert SoulboundTokenNotTransferable();
    }
}
