// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RelayLib} from "../../../contracts/elections/RelayLib.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {Signing} from "../../helpers/Signing.sol";

/// Relays
/// ├── cast for who has appointed them, in that election, up to so many units, until something is cast or withdrawn directly
/// ├── are modules: nobody lends a friend their vote
/// └── are heard on what was said later than what counts already
contract RelaysTest is Signing {
    address private _relay = makeAddr("relay");
    CandidacyId private _carols;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
        _carols = nominate(OFFICE, carol, 100);
        nominate(OFFICE, dave, 100);
        _install(_relay, true);
        vm.warp(block.timestamp + 1 hours);
    }

    // ---------------------------------------------------------------- appointing

    function test_CastRelayed_CastsForWhoHasAppointedTheRelay() external {
        vm.expectEmit();
        emit IElections.RelayAppointed(OFFICE, alice, _relay, 60);
        _appoint(alice, 60);
        _assertRelay(alice, _relay, 60);
        vm.expectEmit();
        emit IElections.BallotRelayed(OFFICE, alice, 5);
        _relayed(alice, 5, 60);
        assertEq(placedOf(alice), 60);
        assertEq(votesOf(OFFICE, _carols), 100 * 160);
        // Goes on: what is said later takes its place.
        _relayed(alice, 6, 40);
        assertEq(placedOf(alice), 40);
        assertEq(votesOf(OFFICE, _carols), 100 * 140);
        (IElections.Ballot memory ballot, ) = elections.ballotOf(OFFICE, alice);
        assertEq(ballot.placements.length, 1);
        assertEq(ballot.placements[0].permanent, 40);
    }

    function test_Appoint_BySignature() external {
        IElections.Authorization memory by = authorization(alice, 3);
        bytes32 kind = keccak256(
            "AppointRelay(address voter,uint64 election,address relay,uint96 most,uint256 nonce,uint64 deadline)"
        );
        bytes memory fields = abi.encode(kind, alice, OFFICE, _relay, uint96(60), by.nonce, by.deadline);
        sign(by, "alice", keccak256(fields));
        elections.appointRelay(OFFICE, _relay, 60, by);
        _relayed(alice, 5, 60);
        refuse(IElections.NonceAlreadyUsed.selector, abi.encode(alice, 3));
        elections.appointRelay(OFFICE, _relay, 60, by);
        by.nonce = 4;
        refuse(IElections.SignatureInvalid.selector, abi.encode(alice));
        elections.appointRelay(OFFICE, _relay, 60, by);
        by.deadline = uint64(block.timestamp - 1);
        refuse(IElections.SignatureExpired.selector, abi.encode(by.deadline));
        elections.appointRelay(OFFICE, _relay, 60, by);
    }

    /// @dev Delegation does not exist.
    function test_Attack_LendingAFriendOnesVote() external {
        refuse(RelayLib.RelayNotModule.selector, abi.encode(bob));
        vm.prank(alice);
        elections.appointRelay(OFFICE, bob, 60, _self(alice));
    }

    function test_Attack_ARelayNobodyHasAppointed() external {
        _refuseRelay(alice);
        _relayed(alice, 5, 60);
        // A module casts for those who asked, and in the election for which they did.
        _appoint(alice, 60);
        address other = makeAddr("other");
        _install(other, true);
        refuse(RelayLib.RelayNotAppointed.selector, abi.encode(OFFICE, alice, other));
        vm.prank(other);
        elections.castRelayed(OFFICE, alice, 5, placement(_carols, 60), noScores());
        refuse(RelayLib.RelayPlacesTooMuch.selector, abi.encode(OFFICE, alice, 61, uint96(60)));
        _relayed(alice, 5, 61);
        // Nor does one that the constitution has retired.
        _install(_relay, false);
        refuse(RelayLib.RelayNotModule.selector, abi.encode(_relay));
        _relayed(alice, 5, 60);
    }

    // ---------------------------------------------------------------- casting directly

    function test_CastingDirectly_SwitchesRelayingOff() external {
        _appoint(alice, 60);
        _relayed(alice, 5, 60);
        cast(OFFICE, alice, id(2), 10);
        _assertRelay(alice, address(0), 0);
        _refuseRelay(alice);
        _relayed(alice, uint64(block.timestamp), 60);
        assertEq(placedOf(alice), 10);
        _appoint(alice, 50);
        assertEq(placedOf(alice), 10);
        assertEq(votesOf(OFFICE, id(2)), 100 * 110);
        _relayed(alice, uint64(block.timestamp + 1), 50);
        assertEq(placedOf(alice), 50);
        assertEq(votesOf(OFFICE, id(2)), 100 * 100);
        // By every door that a ballot has.
        place(OFFICE, alice, _carols, false, 20);
        _assertRelay(alice, address(0), 0);
        _appoint(alice, 50);
        castList(OFFICE, alice, both(on(_carols, false, 5, 0), on(id(2), true, 5, 0)), noScores());
        _assertRelay(alice, address(0), 0);
    }

    function test_WithdrawingDirectly_SwitchesRelayingOff() external {
        _appoint(alice, 60);
        _relayed(alice, 5, 60);
        withdraw(OFFICE, alice);
        _assertRelay(alice, address(0), 0);
        _refuseRelay(alice);
        _relayed(alice, uint64(block.timestamp), 60);
        assertEq(votesOf(OFFICE, _carols), 100 * 100);
    }

    /// @dev The first direct ballot after an appointment, when nothing was relayed yet.
    function test_CastingDirectly_BeforeAnythingWasRelayed() external {
        _appoint(alice, 60);
        assertEq(placedOf(alice), 0);
        place(OFFICE, alice, _carols, false, 30);
        _assertRelay(alice, address(0), 0);
        assertEq(votesOf(OFFICE, _carols), 100 * 130);
        place(OFFICE, alice, _carols, false, 20);
        assertEq(votesOf(OFFICE, _carols), 100 * 120);
        assertEq(placedOf(alice), 20);
    }

    function test_Attack_WhatWasSaidBeforeADirectBallotOverrulesIt() external {
        _appoint(alice, 60);
        uint64 said = uint64(block.timestamp);
        vm.warp(block.timestamp + 60);
        place(OFFICE, alice, id(2), false, 30);
        vm.warp(block.timestamp + 60);
        _appoint(alice, 60);
        refuse(RelayLib.RelayHeardLater.selector, abi.encode(OFFICE, alice, said, uint64(block.timestamp)));
        _relayed(alice, said, 60);
        // The same of one that was withdrawn, and of one who had switched off.
        withdraw(OFFICE, alice);
        vm.warp(block.timestamp + 60);
        _appoint(alice, 60);
        refuse(RelayLib.RelayHeardLater.selector, abi.encode(OFFICE, alice, said + 120, uint64(block.timestamp)));
        _relayed(alice, said + 120, 60);
        vm.prank(alice);
        elections.appointRelay(OFFICE, address(0), 60, _self(alice));
        _assertRelay(alice, address(0), 0);
        _refuseRelay(alice);
        _relayed(alice, said + 1000, 60);
    }

    function test_Attack_TheSameVoiceTwice() external {
        _appoint(alice, 60);
        _relayed(alice, 5, 60);
        refuse(RelayLib.RelayHeardLater.selector, abi.encode(OFFICE, alice, uint64(5), uint64(5)));
        _relayed(alice, 5, 30);
        // Nor after another appointment.
        _appoint(alice, 30);
        refuse(RelayLib.RelayHeardLater.selector, abi.encode(OFFICE, alice, uint64(5), uint64(5)));
        _relayed(alice, 5, 30);
    }

    function test_CastRelayed_OfNothingWithdrawsAndGoesOn() external {
        _appoint(alice, 60);
        _relayed(alice, 5, 60);
        _silent(alice, 6);
        assertEq(placedOf(alice), 0);
        assertEq(votesOf(OFFICE, _carols), 100 * 100);
        _assertRelay(alice, _relay, 60);
        _silent(alice, 7);
        _relayed(alice, 8, 60);
        assertEq(placedOf(alice), 60);
    }

    // ---------------------------------------------------------------- what others do leaves it alone

    function test_Recall_LeavesRelayingOn() external {
        _appoint(alice, 100);
        _relayed(alice, 5, 100);
        source.revoke(alice, Units.wrap(30));
        vm.warp(block.timestamp + 1 days);
        elections.recall(OFFICE, alice);
        assertEq(placedOf(alice), 70);
        _assertRelay(alice, _relay, 100);
        source.revoke(alice, Units.wrap(70));
        vm.warp(block.timestamp + 1 days);
        elections.recall(OFFICE, alice);
        assertEq(placedOf(alice), 0);
        _assertRelay(alice, _relay, 100);
    }

    function test_Dead_AreReleasedWithoutSwitchingOff() external {
        _appoint(alice, 60);
        _relayed(alice, 5, 60);
        vm.prank(carol);
        elections.withdrawCandidacy(OFFICE, _carols);
        CandidacyId daves = id(2);
        ElectionId second = create(office(IElections.Method.Resource, 1, 0, 0.5e18));
        vm.prank(alice);
        elections.nominate(second, nominationOf(alice), placement(id(0), 100), noScores(), only(OFFICE));
        assertEq(placedOf(alice), 100);
        _assertRelay(alice, _relay, 60);
        withdraw(second, alice);
        vm.prank(_relay);
        elections.castRelayed(OFFICE, alice, 6, placement(daves, 60), noScores());
        assertEq(votesOf(OFFICE, daves), 100 * 160);
    }

    function _appoint(address voter, uint96 most) private {
        vm.prank(voter);
        elections.appointRelay(OFFICE, _relay, most, _self(voter));
    }

    function _relayed(address voter, uint64 castAt, uint96 units) private {
        vm.prank(_relay);
        elections.castRelayed(OFFICE, voter, castAt, placement(_carols, units), noScores());
    }

    function _silent(address voter, uint64 castAt) private {
        vm.prank(_relay);
        elections.castRelayed(OFFICE, voter, castAt, new IElections.Placement[](0), noScores());
    }

    function _install(address module, bool installed) private {
        vm.prank(treasury);
        if (installed) weights.installModule(module);
        else weights.retireModule(module);
    }

    function _refuseRelay(address voter) private {
        refuse(RelayLib.RelayNotAppointed.selector, abi.encode(OFFICE, voter, _relay));
    }

    function _assertRelay(address voter, address relay, uint96 most) private view {
        (address found_, uint96 most_, ) = elections.relayOf(OFFICE, voter);
        assertEq(found_, relay, "relay");
        assertEq(most_, most, "most");
    }

    function _self(address account) private pure returns (IElections.Authorization memory by) {
        by.signer = account;
    }
}
