// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId} from "../../../contracts/types/Ids.sol";
import {Community} from "../../helpers/Community.sol";

contract ElectionsTest is Community {
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() external {
        found(defaults());
        source.credit(alice, 100e9);
        source.credit(bob, 400e9);
    }

    function test_Seat_GoesToWhoFillsTheBucket() external {
        CandidacyId first = nominate(OFFICE, alice, 100e9);
        skipCycles(1);
        // Nominee for one cycle, then a third of the electorate each: half an electorate-cycle takes two.
        skipCycles(1);
        assertEq(uint8(viewOf(OFFICE, first).stage), uint8(IElections.Stage.Candidate));
        skipCycles(1);
        assertEq(uint8(viewOf(OFFICE, first).stage), uint8(IElections.Stage.Incumbent));
        assertEq(elections.incumbents(OFFICE)[0], alice);
    }
}
