// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Reentry} from "./Reentry.sol";

/// @notice An ERC-20 that anybody mints, with as many decimals as it is told.
contract PlainToken is ERC20 {
    uint8 private immutable _decimals;

    constructor(uint8 decimals_) ERC20("Plain", "PLAIN") {
        _decimals = decimals_;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}

/// @notice An ERC-20 with ERC-2612 permits.
contract PermitToken is ERC20Permit {
    constructor() ERC20("Permit", "PERMIT") ERC20Permit("Permit") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}

/// @notice An ERC-20 that burns a share of every transfer, and calls out before it like {HookToken}.
contract FeeToken is ERC20, Reentry {
    uint256 private immutable _feeBps;

    constructor(uint256 feeBps) ERC20("Fee", "FEE") {
        _feeBps = feeBps;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        _strike();
        super.transferFrom(from, to, amount);
        _burn(to, (amount * _feeBps) / 10_000);
        return true;
    }
}

/// @notice An ERC-20 that calls out before and after it moves anything, as ERC-777 does.
contract HookToken is ERC20, Reentry {
    bool private immutable _after;

    constructor(bool after_) ERC20("Hook", "HOOK") {
        _after = after_;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool moved) {
        if (!_after) _strike();
        moved = super.transferFrom(from, to, amount);
        if (_after) _strike();
    }
}

/// @notice An ERC-20 that calls out when it is handed a permit, and takes none.
contract PermitHookToken is ERC20, Reentry {
    constructor() ERC20("Permit hook", "PERMITHOOK") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external {
        _strike();
    }
}

/// @notice A token that moves nothing on its own: it calls out, and says that all went well.
contract HollowToken is ERC20, Reentry {
    constructor() ERC20("Hollow", "HOLLOW") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        bool hollow = !tried;
        _strike();
        return hollow || super.transferFrom(from, to, amount);
    }
}

/// @notice A token whose balances are shares of a total that changes, even while a transfer is under way.
contract RebasingToken is ERC20 {
    uint256 public index = 1e18;
    uint256 private _nextIndex = 1e18;

    constructor() ERC20("Rebasing", "REBASING") {}

    function mint(address account, uint256 amount) external {
        _mint(account, (amount * 1e18) / index);
    }

    /// @notice Rebases in the middle of the next transfer.
    function rebaseInTransfer(uint256 to) external {
        _nextIndex = to;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        _spendAllowance(from, msg.sender, amount);
        _transfer(from, to, (amount * 1e18) / index);
        index = _nextIndex;
        return true;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return (super.balanceOf(account) * index) / 1e18;
    }
}

/// @notice A token whose transfers answer false and move nothing.
contract FalseToken is ERC20 {
    constructor() ERC20("False", "FALSE") {}

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @notice A token that has been paused.
contract RevertingToken is ERC20 {
    error TokenPaused();

    constructor() ERC20("Reverting", "REVERTING") {}

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        revert TokenPaused();
    }
}

/// @notice A token whose transfers answer nothing at all, as those of USDT.
contract NoReturnToken {
    mapping(address account => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
        emit IERC20.Approval(msg.sender, spender, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit IERC20.Transfer(from, to, amount);
    }

    function decimals() external pure returns (uint8) {
        return 6;
    }
}

/// @notice An ERC-20 that everybody has as much of as they move.
contract PlentyToken is ERC20 {
    constructor() ERC20("Plenty", "PLENTY") {}

    function transferFrom(address, address to, uint256 amount) public override returns (bool) {
        _mint(to, amount);
        return true;
    }
}
