// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Elections} from "../../../contracts/elections/Elections.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {BombWallet, MoodyWallet} from "../../../contracts/test/Wallets.sol";
import {CandidacyId} from "../../../contracts/types/Ids.sol";
import {Signing} from "../../helpers/Signing.sol";

/// What is tried with signatures that were once given, or were never.
contract AttacksSignaturesTest is Signing {
    /// @dev The order of secp256k1: `n - s` signs what `s` signs.
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    CandidacyId private first;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
        first = nominate(OFFICE, bob, 10);
    }

    function _signed(address voter, uint256 nonce) private returns (IElections.Authorization memory by) {
        by = authorization(voter, nonce);
        sign(by, "alice", hashCastBallot(OFFICE, placement(first, 30), noScores(), noDead(), by));
    }

    function _cast(Elections where, IElections.Authorization memory by) private {
        where.castBallotBySig(OFFICE, placement(first, 30), noScores(), noDead(), by);
    }

    function _refused(address signer) private {
        refuse(IElections.SignatureInvalid.selector, abi.encode(signer));
    }

    function test_Attack_ReplayOnAnotherChain() external {
        IElections.Authorization memory by = _signed(alice, 1);
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        _refused(alice);
        _cast(elections, by);
        vm.chainId(here);
        _cast(elections, by);
        assertEq(placedOf(alice), 30);
    }

    /// @dev A child of a fork is a community of its own: the same voters and candidacies at another address.
    function test_Attack_ReplayInAnotherCommunity() external {
        IElections.Authorization memory by = _signed(alice, 1);
        Elections parent = elections;
        KernelParameters memory p = plain();
        p.name = "child";
        found(p);
        creditAll();
        assertEq(CandidacyId.unwrap(nominate(OFFICE, bob, 10)), CandidacyId.unwrap(first));
        _refused(alice);
        _cast(elections, by);
        _cast(parent, by);
        // Used there, the nonce is as good as new here: signatures of one community say nothing in another.
        assertFalse(elections.isNonceUsed(alice, 1));
        _cast(elections, _signed(alice, 1));
    }

    function test_Attack_ReplayAfterTheBallotChanged() external {
        IElections.Authorization memory by = _signed(alice, 1);
        _cast(elections, by);
        withdraw(OFFICE, alice);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(alice, 1));
        _cast(elections, by);
        assertEq(placedOf(alice), 0);
    }

    function test_Attack_MalleableSignatures() external {
        IElections.Authorization memory by = _signed(alice, 1);
        bytes memory good = by.signature;
        (bytes32 r, uint256 s) = abi.decode(good, (bytes32, uint256));
        uint8 v = uint8(good[64]);
        by.signature = abi.encodePacked(r, ORDER - s, v == 27 ? uint8(28) : uint8(27));
        _refused(alice);
        _cast(elections, by);
        by.signature = abi.encodePacked(r, s | (uint256(v - 27) << 255));
        _refused(alice);
        _cast(elections, by);
        by.signature = bytes.concat(good, hex"00");
        _refused(alice);
        _cast(elections, by);
        by.signature = "";
        _refused(alice);
        _cast(elections, by);
        by.signature = good;
        _cast(elections, by);
    }

    /// @dev What cannot be recovered recovers to nobody, and nobody has no vote to cast.
    function test_Attack_NobodySigned() external {
        IElections.Authorization memory by = authorization(address(0), 1);
        by.signature = abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(99));
        _refused(address(0));
        _cast(elections, by);
    }

    function test_Attack_WalletChangesItsMind() external {
        MoodyWallet wallet = new MoodyWallet();
        source.credit(address(wallet), 100);
        IElections.Authorization memory by = authorization(address(wallet), 1);
        _refused(address(wallet));
        _cast(elections, by);
        assertFalse(elections.isNonceUsed(address(wallet), 1));

        wallet.set(true);
        _cast(elections, by);
        assertEq(placedOf(address(wallet)), 30);
        // It cannot be held to a second ballot by the nonce of the first, nor does unsaying it undo what was cast.
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(wallet, 1));
        _cast(elections, by);
        wallet.set(false);
        by.nonce = 2;
        _refused(address(wallet));
        _cast(elections, by);
        assertEq(placedOf(address(wallet)), 30);
    }

    /// @dev One owner's signature for one of two wallets is not good for the other: the voter is among what is signed.
    function test_Attack_SignatureForAnotherOfTheSameOwner() external {
        IElections.Authorization memory by = _signed(alice, 1);
        by.signer = carol;
        _refused(carol);
        _cast(elections, by);
    }

    function test_Attack_WalletAnswersWithABomb() external {
        BombWallet wallet = new BombWallet();
        IElections.Authorization memory by = authorization(address(wallet), 1);
        _refused(address(wallet));
        _cast(elections, by);
    }
}
