// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOffices} from "../../../contracts/constitution/IOffices.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {IIdentityRegistry} from "../../../contracts/members/IIdentityRegistry.sol";
import {IdentityRegistry} from "../../../contracts/members/IdentityRegistry.sol";
import {ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {People} from "../../helpers/People.sol";

/// A registrar is whichever office a constitution lets merge; another one it may let undo.
contract RegistrarTest is People {
    function setUp() external {
        registry = new IdentityRegistry(UNDO_PERIOD, FORUM, 2);
        KernelParameters memory p = governed();
        p.gate = address(registry);
        foundGoverned(p);
        openInbox();
        openRegistry();
        admit("alice");
        admit("bob");
        admit("carol");
        admit("dave");
        creditAll();
    }

    function test_Registrar_ActsByTheOfficesPower() external {
        bytes4 merging = IIdentityRegistry.mergeByOffice.selector;
        pass(abi.encode(andPower(andOffice(none(), 1), address(registry), merging, 0, 1)));
        leaveAll(ROOT_ELECTION);
        ElectionId registrar = ElectionId.wrap(1);
        seat(registrar, carol, 100);
        act(carol, callOf(registrar, address(registry), abi.encodeCall(registry.mergeByOffice, (alice, bob))));
        assertEq(registry.primaryOf(bob), alice);
        assertEq(weights.electorate(), 300);
        // Nothing else, and nobody else.
        bytes memory undo = abi.encodeCall(registry.undo, (bob, self(treasury)));
        IOffices.Action memory action = callOf(registrar, address(registry), undo);
        refuse(IOffices.PowerAbsent.selector, abi.encode(registrar, registry, IIdentityRegistry.undo.selector));
        act(carol, action);
        action = callOf(registrar, address(registry), abi.encodeCall(registry.mergeByOffice, (alice, dave)));
        refuse(IOffices.OfficerUnknown.selector, abi.encode(registrar, bob));
        act(bob, action);
    }
}
