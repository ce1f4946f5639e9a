// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {KernelParameters, Scaling} from "../../../contracts/kernel/IKernel.sol";
import {Credential1155, Credential721} from "../../../contracts/test/Credentials.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {CredentialGate} from "../../../contracts/weights/sources/CredentialGate.sol";
import {Purchases} from "../../helpers/Purchases.sol";

contract CredentialGateTest is Purchases {
    uint256 private constant ID = 7;

    Credential721 private _single = new Credential721();
    Credential1155 private _multi = new Credential1155();

    function test_PrimaryOf_IsTheHolderOfAnERC721() external {
        CredentialGate gate = new CredentialGate(address(_single), 0);
        assertEq(gate.primaryOf(alice), address(0));
        _single.issue(alice, 3);
        assertEq(gate.primaryOf(alice), alice);
        assertEq(gate.primaryOf(bob), address(0));
        _single.revoke(3);
        assertEq(gate.primaryOf(alice), address(0));
    }

    function test_PrimaryOf_IsTheHolderOfThatTokenOfAnERC1155() external {
        CredentialGate gate = new CredentialGate(address(_multi), ID);
        _multi.issue(alice, ID);
        _multi.issue(bob, ID + 1);
        assertEq(gate.primaryOf(alice), alice);
        assertEq(gate.primaryOf(bob), address(0));
        _multi.revoke(alice, ID);
        assertEq(gate.primaryOf(alice), address(0));
    }

    /// @dev The credential itself would revert, and with it every call that asks about nobody.
    function test_PrimaryOf_TakesNobodyForNobody() external {
        assertEq(new CredentialGate(address(_single), 0).primaryOf(address(0)), address(0));
        assertEq(new CredentialGate(address(_multi), ID).primaryOf(address(0)), address(0));
    }

    function test_IsLinkFinal_IsNever() external {
        _single.issue(alice, 3);
        assertFalse(new CredentialGate(address(_single), 0).isLinkFinal(alice));
    }

    function test_Constructor_KeepsWhatItWasGiven() external {
        CredentialGate single = new CredentialGate(address(_single), 0);
        CredentialGate multi = new CredentialGate(address(_multi), ID);
        assertEq(single.credential(), address(_single));
        assertFalse(single.isMultiToken());
        assertEq(multi.credential(), address(_multi));
        assertEq(multi.id(), ID);
        assertTrue(multi.isMultiToken());
    }

    function test_Constructor_RevertWhen_TheCredentialIsOfAnotherKind() external {
        address token = address(new PlainToken(18));
        vm.expectRevert(abi.encodeWithSelector(CredentialGate.CredentialGateUnknownKind.selector, token));
        new CredentialGate(token, 0);
    }

    function test_Constructor_RevertWhen_TheCredentialIsNotAContract() external {
        vm.expectRevert(abi.encodeWithSelector(CredentialGate.CredentialGateUnknownKind.selector, alice));
        new CredentialGate(alice, 0);
    }

    function test_Constructor_RevertWhen_OneTokenOfAnERC721IsNamed() external {
        vm.expectRevert(
            abi.encodeWithSelector(CredentialGate.CredentialGateIdNotForERC721.selector, address(_single), ID)
        );
        new CredentialGate(address(_single), ID);
    }

    /// @dev The whole of it: quadratic scaling over holders, and what those without a credential bought waits for them.
    function test_Gate_CountsHoldersOnly() external {
        sellFor(COIN, address(0), 0);
        KernelParameters memory p = linear();
        (p.gate, p.scaling) = (address(new CredentialGate(address(_single), 0)), Scaling.Quadratic);
        foundShop(p);
        buy(1 ether);
        assertEq(weights.electorate(), 0);

        _single.issue(alice, 3);
        weights.sync(alice);
        assertEq(weights.electorate(), weights.votesOf(1e9));
        buy(3 ether);
        assertEq(weights.electorate(), weights.votesOf(4e9));

        _single.revoke(3);
        weights.sync(alice);
        assertEq(weights.electorate(), 0);
        assertEq(weights.dormantOf(alice).units, 4e9);
    }
}
