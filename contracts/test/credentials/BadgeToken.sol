// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @notice A personhood credential among other badges of one ERC-1155.
contract BadgeToken is ERC1155("") {
    function issue(address account, uint256 id) external {
        _mint(account, id, 1, "");
    }

    function withdraw(address account, uint256 id) external {
        _burn(account, id, 1);
    }
}
