// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, NO_CANDIDACY} from "../../../contracts/types/Ids.sol";
import {Community} from "../../helpers/Community.sol";

contract VotersBySigTest is Community {
    address private alice;
    address private bob;
    uint256 private aliceKey;
    uint256 private bobKey;
    CandidacyId private first;

    function setUp() external {
        (alice, aliceKey) = makeAddrAndKey("alice");
        (bob, bobKey) = makeAddrAndKey("bob");
        found(defaults());
        source.credit(alice, 100e9);
        source.credit(bob, 400e9);
        first = nominate(OFFICE, alice, 50e9);
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        (, string memory name, string memory version, uint256 chainId, address verifier, , ) = elections.eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifier
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function _sign(
        uint256 key,
        address signer,
        uint256 nonce,
        bytes32 structHash
    ) private view returns (IElections.Authorization memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(structHash));
        return IElections.Authorization(signer, nonce, type(uint64).max, abi.encodePacked(r, s, v));
    }

    function _castHash(address voter, uint96 units, uint256 nonce) private view returns (bytes32) {
        bytes memory of_ = "Placement(uint32 candidacy,bool against,uint96 permanent,uint96 leased)";
        bytes memory type_ = abi.encodePacked(
            "CastBallot(address voter,uint64 election,Placement[] placements,Score[] scores,uint64[] dead,",
            "uint256 nonce,uint64 deadline)",
            of_,
            "Score(uint32 candidacy,int8 score)"
        );
        bytes32 one = keccak256(abi.encode(keccak256(of_), first, false, units, uint96(0)));
        return
            keccak256(
                abi.encode(
                    keccak256(type_),
                    voter,
                    OFFICE,
                    keccak256(abi.encode(one)),
                    keccak256(""),
                    keccak256(""),
                    nonce,
                    type(uint64).max
                )
            );
    }

    function test_CastBySig_CountsOnceForItsSigner() external {
        IElections.Authorization memory by = _sign(bobKey, bob, 7, _castHash(bob, 5e9, 7));
        elections.castBallotBySig(OFFICE, placement(first, 5e9), noScores(), noDead(), by);
        assertEq(weights.accountOf(bob).placed, 5e9);
        assertTrue(elections.isNonceUsed(bob, 7));
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, bob, 7));
        elections.castBallotBySig(OFFICE, placement(first, 5e9), noScores(), noDead(), by);
        by = _sign(aliceKey, bob, 8, _castHash(bob, 5e9, 8));
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, bob));
        elections.castBallotBySig(OFFICE, placement(first, 5e9), noScores(), noDead(), by);
        by.deadline = uint64(block.timestamp) - 1;
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureExpired.selector, by.deadline));
        elections.castBallotBySig(OFFICE, placement(first, 5e9), noScores(), noDead(), by);
        vm.prank(bob);
        elections.cancelNonce(9);
        by = _sign(bobKey, bob, 9, _castHash(bob, 5e9, 9));
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, bob, 9));
        elections.castBallotBySig(OFFICE, placement(first, 5e9), noScores(), noDead(), by);
    }

    function test_OtherTwins_DoWhatTheirSignerSigned() external {
        uint64 never = type(uint64).max;
        cast(OFFICE, bob, first, 400e9);
        skipCycles(4);
        bytes32 hash_ = keccak256(
            abi.encode(
                keccak256("Resign(address owner,uint64 election,uint32 candidacy,uint256 nonce,uint64 deadline)"),
                alice,
                OFFICE,
                first,
                uint256(1),
                never
            )
        );
        elections.resignBySig(OFFICE, first, _sign(aliceKey, alice, 1, hash_));
        hash_ = keccak256(
            abi.encode(
                keccak256(
                    "WithdrawCandidacy(address owner,uint64 election,uint32 candidacy,uint256 nonce,uint64 deadline)"
                ),
                alice,
                OFFICE,
                first,
                uint256(2),
                never
            )
        );
        elections.withdrawCandidacyBySig(OFFICE, first, _sign(aliceKey, alice, 2, hash_));
        hash_ = keccak256(
            abi.encode(
                keccak256("WithdrawBallot(address voter,uint64 election,uint256 nonce,uint64 deadline)"),
                bob,
                OFFICE,
                uint256(3),
                never
            )
        );
        elections.withdrawBallotBySig(OFFICE, _sign(bobKey, bob, 3, hash_));
        assertEq(weights.accountOf(bob).placed, 0);
    }

    function test_Consent_LetsSomebodyElseNominate() external {
        address carol;
        uint256 carolKey;
        (carol, carolKey) = makeAddrAndKey("carol");
        IElections.Nomination memory nomination = nominationOf(carol);
        bytes32 hash_ = keccak256(
            abi.encode(
                keccak256("Consent(address nominee,uint64 election,address voter,uint256 nonce,uint64 deadline)"),
                carol,
                OFFICE,
                bob,
                uint256(1),
                type(uint64).max
            )
        );
        nomination.consent = _sign(carolKey, carol, 1, hash_);
        vm.prank(bob);
        CandidacyId c = elections.nominate(OFFICE, nomination, placement(NO_CANDIDACY, 400e9), noScores(), noDead());
        assertEq(viewOf(OFFICE, c).owner, carol);
    }
}
