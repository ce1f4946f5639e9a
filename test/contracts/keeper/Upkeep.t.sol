// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {IUpkeep} from "../../../contracts/keeper/IUpkeep.sol";
import {Upkeep} from "../../../contracts/keeper/Upkeep.sol";
import {Bomb} from "../../../contracts/test/Callees.sol";
import {CandidacyId} from "../../../contracts/types/Ids.sol";
import {Electing} from "../../helpers/Electing.sol";

contract UpkeepTest is Electing {
    Upkeep private upkeep;
    Bomb private bomb;

    function setUp() external {
        foundPlain(office(IElections.Method.Resource, 1, 0, 0.5e18));
        upkeep = new Upkeep();
        bomb = new Bomb();
    }

    // ---------------------------------------------------------------- checkUpkeep

    function test_Check_FindsNothingDueInTheRunningCycle() external {
        (bool needed, bytes memory due) = check(one(advancing()));
        assertFalse(needed);
        assertEq(abi.decode(due, (IUpkeep.Job[])).length, 0);
    }

    function test_Check_FindsWhatIsDue() external {
        nominate(OFFICE, alice, 100);
        skipCycles(2);
        (bool needed, bytes memory due) = check(two(refusing(), advancing()));
        assertTrue(needed);
        assertEq(due, abi.encode(one(advancing())));
    }

    function test_Check_TakesACallWithoutAProbeForDueIfItSucceeds() external {
        IUpkeep.Job memory job = advancing();
        job.probe = "";
        (bool needed, ) = check(one(job));
        assertTrue(needed);
    }

    function test_Check_TakesNoAccountWithoutCodeForDue() external {
        (bool needed, ) = check(one(IUpkeep.Job(alice, "", "")));
        assertFalse(needed);
    }

    function test_RevertWhen_ThereAreTooManyJobs() external {
        bytes memory data = abi.encode(new IUpkeep.Job[](65));
        bytes memory refusal = abi.encodeWithSelector(IUpkeep.UpkeepJobsTooMany.selector, 65, 64);
        vm.expectRevert(refusal);
        upkeep.checkUpkeep(data);
        vm.expectRevert(refusal);
        upkeep.performUpkeep(data);
    }

    // ---------------------------------------------------------------- performUpkeep

    function test_Perform_DoesWhatIsDueAndPassesOverTheRest() external {
        CandidacyId candidacy = nominate(OFFICE, alice, 100);
        skipCycles(4);
        (, , uint32 before) = elections.electionOf(OFFICE);
        vm.expectEmit();
        emit IUpkeep.JobDone(address(elections), advancing().call);
        upkeep.performUpkeep(abi.encode(two(refusing(), advancing())));
        (, , uint32 closed) = elections.electionOf(OFFICE);
        assertEq(closed, before + 4);
        assertStage(OFFICE, candidacy, IElections.Stage.Incumbent);
    }

    function test_RevertGiven_SomebodyElseWasFaster() external {
        skipCycles(2);
        (, bytes memory due) = check(one(advancing()));
        elections.advance(OFFICE, type(uint32).max);
        vm.expectRevert(abi.encodeWithSelector(IUpkeep.UpkeepNothingDone.selector, 1));
        upkeep.performUpkeep(due);
    }

    /// @dev Whatever it is told to call is called by nobody in particular.
    function test_Attack_AKeeperHasNoRights() external {
        IUpkeep.Job memory job;
        job.target = address(elections);
        job.call = abi.encodeCall(elections.retire, (OFFICE));
        vm.expectRevert(abi.encodeWithSelector(IUpkeep.UpkeepNothingDone.selector, 1));
        upkeep.performUpkeep(abi.encode(one(job)));
        job.target = address(weights);
        job.call = abi.encodeCall(weights.installModule, (address(upkeep)));
        vm.expectRevert(abi.encodeWithSelector(IUpkeep.UpkeepNothingDone.selector, 1));
        upkeep.performUpkeep(abi.encode(one(job)));
    }

    function test_Attack_ATargetThatAnswersAtLengthStopsNoOtherJob() external {
        skipCycles(2);
        IUpkeep.Job memory job;
        (job.target, job.call) = (address(bomb), abi.encodeCall(bomb.answer, (100_000, true)));
        upkeep.performUpkeep(abi.encode(two(job, advancing())));
        (, , uint32 closed) = elections.electionOf(OFFICE);
        assertEq(closed, weights.cycle());
    }

    // ---------------------------------------------------------------- jobs

    /// @dev As a node simulates it: nothing of it stays.
    function check(IUpkeep.Job[] memory jobs) private returns (bool needed, bytes memory due) {
        uint256 snapshot = vm.snapshotState();
        (needed, due) = upkeep.checkUpkeep(abi.encode(jobs));
        vm.revertToState(snapshot);
    }

    function advancing() private view returns (IUpkeep.Job memory job) {
        job.target = address(elections);
        job.call = abi.encodeCall(elections.advance, (OFFICE, type(uint32).max));
        job.probe = abi.encodeCall(elections.electionOf, (OFFICE));
    }

    function refusing() private view returns (IUpkeep.Job memory job) {
        (job.target, job.call) = (address(bomb), abi.encodeCall(bomb.refuse, ()));
    }

    function one(IUpkeep.Job memory job) private pure returns (IUpkeep.Job[] memory jobs) {
        jobs = new IUpkeep.Job[](1);
        jobs[0] = job;
    }

    function two(IUpkeep.Job memory first, IUpkeep.Job memory second) private pure returns (IUpkeep.Job[] memory jobs) {
        jobs = new IUpkeep.Job[](2);
        (jobs[0], jobs[1]) = (first, second);
    }
}
