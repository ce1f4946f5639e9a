// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {FundingPool} from "../../../contracts/funding/FundingPool.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {PermitHookToken, PermitToken} from "../../../contracts/test/Tokens.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {Funding} from "../../helpers/Funding.sol";

/// Pledges with a permit
/// ├── need no allowance, and go through after somebody else has handed the permit in
/// └── fall back on the allowance, where the permit is not good or the token has none
contract PermitPledgesTest is Funding {
    PermitToken private _permitToken;
    FundingPool private _permitPool;
    ProjectId private _project;
    address private _carol;
    uint256 private _carolKey;

    function setUp() external {
        foundPool(IFundingPool.Rule.Priority);
        _permitToken = new PermitToken();
        _permitPool = _poolOf(address(_permitToken));
        (_carol, _carolKey) = makeAddrAndKey("carol");
        person(_carol);
        _permitToken.mint(_carol, 5 ether);
    }

    function test_PledgeWithPermit_NeedsNoAllowance() external {
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        vm.prank(_carol);
        _permitPool.pledgeWithPermit(_project, 5 ether, block.timestamp, v, r, s);
        assertEq(_permitPool.projectOf(_project).matched, 5 ether);
        assertEq(_permitToken.balanceOf(address(_permitPool)), 5 ether);
    }

    /// @dev Anybody who sees the permit may hand it in first; the pledge has to go through all the same.
    function test_PledgeWithPermit_GoesThroughAfterAFrontRun() external {
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        _permitToken.permit(_carol, address(_permitPool), 5 ether, block.timestamp, v, r, s);
        vm.prank(_carol);
        _permitPool.pledgeWithPermit(_project, 5 ether, block.timestamp, v, r, s);
        assertEq(_permitPool.projectOf(_project).matched, 5 ether);
    }

    function test_PledgeWithPermit_FallsBackOnTheAllowance() external {
        token.mint(ann, 100);
        ProjectId plainProject = register(0, 0);
        vm.startPrank(ann);
        token.approve(address(pool), 100);
        pool.pledgeWithPermit(plainProject, 100, block.timestamp, 27, 0, 0);
        vm.stopPrank();
        assertEq(amountOf(plainProject, ann), 100);
    }

    function test_PledgeWithPermit_RevertWhen_ItIsAnothersAndNothingIsAllowed() external {
        _permitToken.mint(ann, 5 ether);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(5 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(_permitPool), 0, 5 ether)
        );
        vm.prank(ann);
        _permitPool.pledgeWithPermit(_project, 5 ether, block.timestamp, v, r, s);
    }

    /// @dev Whatever a token does when it is handed a permit, it is done before anything is counted, and without the pool.
    function test_Attack_TokenThatPledgesAgainWhenItIsHandedAPermit() external {
        PermitHookToken hook = new PermitHookToken();
        FundingPool hooked = _poolOf(address(hook));
        hook.mint(ann, 100);
        hook.arm(address(hooked), 0, abi.encodeCall(hooked.pledge, (_project, 1)));
        vm.startPrank(ann);
        hook.approve(address(hooked), 100);
        hooked.pledgeWithPermit(_project, 100, block.timestamp, 27, 0, 0);
        vm.stopPrank();
        assertTrue(hook.tried());
        assertFalse(hook.succeeded());
        assertEq(hooked.projectOf(_project).pledged, 100);
    }

    function _poolOf(address token_) private returns (FundingPool made) {
        made = new FundingPool(kernel, IERC20(token_), IFundingPool.Rule.Priority, commitments);
        vm.prank(treasury);
        _project = made.register(shop, 0, type(uint112).max, new address[](0), "");
    }

    /// @dev Carol's permit for the pool, good until now.
    function _signPermit(uint256 amount) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        uint256 nonce = _permitToken.nonces(_carol);
        bytes32 said = keccak256(abi.encode(typeHash, _carol, address(_permitPool), amount, nonce, block.timestamp));
        return vm.sign(_carolKey, keccak256(abi.encodePacked(hex"1901", _permitToken.DOMAIN_SEPARATOR(), said)));
    }
}
