// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Reentry} from "./Reentry.sol";

/// @notice An ERC-20 that changes its manners when it is told to.
contract WaywardToken is ERC20, Reentry {
    enum Manner {
        Plain,
        /// @dev Burns half of every transfer.
        Fee,
        Refuse,
        /// @dev Answers a transfer with false.
        Deny,
        /// @dev Answers a transfer, or a question for a balance, with a megabyte.
        Bomb,
        /// @dev Uses up all gas when it is asked for a balance.
        Burn
    }

    Manner public manner;

    error WaywardRefusal();

    constructor() ERC20("Wayward", "WAYWARD") {}

    function behave(Manner manner_) external {
        manner = manner_;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        _strike();
        if (manner == Manner.Refuse) revert WaywardRefusal();
        if (manner == Manner.Deny) return false;
        // solhint-disable-next-line reason-string, gas-custom-errors
        if (manner == Manner.Bomb) revert(string(new bytes(100_000)));
        super.transfer(to, amount);
        if (manner == Manner.Fee) _burn(to, amount / 2);
        return true;
    }

    function balanceOf(address account) public view override returns (uint256) {
        uint256 n = 0;
        while (manner == Manner.Burn) ++n;
        return super.balanceOf(account);
    }
}
