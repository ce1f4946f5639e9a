// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOffices} from "../../../contracts/constitution/IOffices.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {CandidacyId, ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Governing} from "../../helpers/Governing.sol";
import {Keeping} from "../../helpers/Keeping.sol";

/// @dev Elections, the constitution and offices; what a module has decided is carried out in test/e2e/seed.test.ts.
contract KeptConstitutionTest is Governing, Keeping {
    Dial private _dial;

    function setUp() external {
        foundGoverned();
        _dial = new Dial(treasury);
    }

    function test_Elections_AdvanceRefreshRecall() external {
        pass(abi.encode(andOffice(none(), 1)));
        leaveAll(ROOT_ELECTION);
        bytes memory advance = abi.encodeCall(elections.advance, (OFFICE, type(uint32).max));
        bytes memory probe = abi.encodeCall(elections.electionOf, (OFFICE));
        nominate(OFFICE, alice, 100);
        idles(address(elections), advance, probe);
        skipCycles(2);
        keeps(address(elections), advance, probe);

        leaser.lease(bob, Units.wrap(50), weights.cycle() + 3);
        CandidacyId candidacy = candidacyOf(OFFICE, alice);
        vm.prank(bob);
        elections.place(OFFICE, candidacy, false, 0, 50);
        bytes memory refresh = abi.encodeCall(elections.refresh, (OFFICE, bob));
        bytes memory ballot = abi.encodeCall(elections.ballotOf, (OFFICE, bob));
        idles(address(elections), refresh, ballot);
        leaser.lease(bob, Units.wrap(50), weights.cycle() + 6);
        keeps(address(elections), refresh, ballot);

        bytes memory recall = abi.encodeCall(elections.recall, (OFFICE, alice));
        ballot = abi.encodeCall(elections.ballotOf, (OFFICE, alice));
        idles(address(elections), recall, ballot);
        source.revoke(alice, Units.wrap(40));
        idles(address(elections), recall, ballot);
        skipCycles(2);
        keeps(address(elections), recall, ballot);
    }

    function test_Constitution_EnactAndLapse() external {
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        bytes memory enact = abi.encodeCall(constitution.enact, (ROOT_ELECTION, clauses));
        idles(address(constitution), enact);
        win(ROOT_ELECTION, alice, clauses);
        idles(address(constitution), enact);
        vm.warp(block.timestamp + DELAY);
        keeps(address(constitution), enact);

        bytes memory lapse = abi.encodeCall(constitution.lapse, (ROOT_ELECTION));
        win(ROOT_ELECTION, bob, abi.encode(andCall(none(), address(_dial), 11 ether, "")));
        idles(address(constitution), lapse);
        (, , uint64 lapsableAt) = constitution.queued(ROOT_ELECTION);
        vm.warp(lapsableAt);
        keeps(address(constitution), lapse);
    }

    function test_Constitution_RetireOrphan() external {
        pass(abi.encode(andDocuments(none(), ROOT_ELECTION, 3)));
        leaveAll(ROOT_ELECTION);
        ElectionId bylaws = ElectionId.wrap(1);
        bytes memory clauses = abi.encode(andOffice(none(), 1));
        win(bylaws, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(bylaws, clauses);
        bytes memory retire = abi.encodeCall(constitution.retireOrphan, (ElectionId.wrap(2)));
        idles(address(constitution), retire);
        leaveAll(bylaws);
        pass("");
        keeps(address(constitution), retire);
    }

    function test_Offices_ExecuteWhatADelayIsOverFor() external {
        pass(abi.encode(andPower(andOffice(none(), 1), address(_dial), Dial.turn.selector, 2 days, 1)));
        leaveAll(ROOT_ELECTION);
        seat(OFFICE, alice, 100);
        IOffices.Action memory action = callOf(OFFICE, address(_dial), abi.encodeCall(Dial.turn, (5)));
        bytes memory execute = abi.encodeCall(offices.execute, (action));
        idles(address(offices), execute);
        assertFalse(act(alice, action));
        idles(address(offices), execute);
        vm.warp(block.timestamp + 2 days);
        keeps(address(offices), execute);
        assertEq(_dial.count(), 5);
    }
}
