// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriorities} from "../../../contracts/priorities/IPriorities.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {ItemId} from "../../../contracts/types/Ids.sol";
import {Prioritising} from "../../helpers/Prioritising.sol";

/// What owners and voters can do in lists by signature.
contract SignaturesPrioritiesTest is Prioritising {
    string private constant OPEN =
        "OpenItem(address owner,uint32 list,bytes32 content,string uri,uint256 nonce,uint64 deadline)";
    string private constant DROP = "DropItem(address owner,uint64 item,uint256 nonce,uint64 deadline)";
    string private constant PLACE =
        "PlaceOnItem(address voter,uint64 item,bool against,uint96 permanent,uint96 leased,uint64[] dead,"
        "uint256 nonce,uint64 deadline)";
    string private constant WITHDRAW = "WithdrawFromItem(address voter,uint64 item,uint256 nonce,uint64 deadline)";

    function setUp() external {
        foundPrioritising();
    }

    function _vouch(
        uint256 nonce,
        string memory kind,
        bytes memory values
    ) private returns (IElections.Authorization memory) {
        return vouch(address(priorities), "Perdure Priorities", "alice", nonce, kind, values);
    }

    function test_Item_OpensIsRankedAndDroppedBySignature() external {
        bytes memory opening = abi.encode(issues, keccak256("what"), keccak256("ipfs://what"));
        IElections.Authorization memory by = _vouch(1, OPEN, opening);
        ItemId item = priorities.openItemBySig(issues, keccak256("what"), "ipfs://what", by);
        assertEq(priorities.itemOf(item).owner, alice);

        ItemId gone = openItem(issues, bob);
        prop(gone, alice, HELD);
        vm.prank(bob);
        priorities.dropItem(gone);
        ItemId[] memory dead = new ItemId[](1);
        dead[0] = gone;
        bytes memory placing = abi.encode(item, true, uint96(7), uint96(0), keccak256(abi.encodePacked(dead)));
        by = _vouch(2, PLACE, placing);
        priorities.placeBySig(item, true, 7, 0, dead, by);
        assertEq(votesOf(item), -7);
        assertEq(weights.accountOf(alice).placed, 7);
        assertTrue(priorities.isNonceUsed(alice, 2));

        priorities.withdrawBySig(item, _vouch(3, WITHDRAW, abi.encode(item)));
        assertEq(weights.accountOf(alice).placed, 0);
        priorities.dropItemBySig(item, _vouch(4, DROP, abi.encode(item)));
        assertEnded(item, IPriorities.Stage.Dropped);
    }

    function test_Attack_SignatureIsForThisPlacementAlone() external {
        ItemId item = openItem(issues, bob);
        bytes memory placing = abi.encode(item, false, uint96(7), uint96(0), keccak256(""));
        IElections.Authorization memory by = _vouch(1, PLACE, placing);
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, alice));
        priorities.placeBySig(item, true, 7, 0, noneDead(), by);
        priorities.placeBySig(item, false, 7, 0, noneDead(), by);
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, alice, 1));
        priorities.placeBySig(item, false, 7, 0, noneDead(), by);
        by = _vouch(2, WITHDRAW, abi.encode(item));
        vm.prank(alice);
        priorities.cancelNonce(2);
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, alice, 2));
        priorities.withdrawBySig(item, by);
    }
}
