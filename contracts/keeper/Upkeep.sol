// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AutomationCompatibleInterface} from "@chainlink/contracts/src/v0.8/automation/AutomationCompatible.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IUpkeep} from "./IUpkeep.sol";

/// @title Upkeep
/// @notice Does what anyone may do, when it is due; see {IUpkeep}.
/// @dev Has no state, no rights and no money, so whatever it is made to call is called by nobody in particular.
contract Upkeep is IUpkeep {
    uint256 private constant MOST_JOBS = 64;

    /// @inheritdoc AutomationCompatibleInterface
    /// @dev Meant to be simulated: it finds out what is due by doing it, in the order of the jobs.
    function checkUpkeep(bytes calldata checkData) external returns (bool, bytes memory) {
        Job[] memory jobs = _read(checkData);
        uint256 count = 0;
        for (uint256 i = 0; i < jobs.length; ++i) {
            if (_do(jobs[i])) jobs[count++] = jobs[i];
        }
        Job[] memory due = new Job[](count);
        for (uint256 i = 0; i < count; ++i) due[i] = jobs[i];
        return (count != 0, abi.encode(due));
    }

    /// @inheritdoc AutomationCompatibleInterface
    /// @dev What somebody else has done in the meantime is passed over. Reverts with {UpkeepNothingDone} if that is all of it, so
    /// that a simulation before sending saves the fee.
    function performUpkeep(bytes calldata performData) external {
        Job[] memory jobs = _read(performData);
        uint256 count = 0;
        for (uint256 i = 0; i < jobs.length; ++i) {
            if (!_do(jobs[i])) continue;
            ++count;
            emit JobDone(jobs[i].target, jobs[i].call);
        }
        if (count == 0) revert UpkeepNothingDone(jobs.length);
    }

    function _read(bytes calldata data) private pure returns (Job[] memory jobs) {
        jobs = abi.decode(data, (Job[]));
        if (jobs.length > MOST_JOBS) revert UpkeepJobsTooMany(jobs.length, MOST_JOBS);
    }

    /// @dev Whether the call succeeded, and changed what it was to change. An account without code does nothing.
    function _do(Job memory job) private returns (bool) {
        if (job.target.code.length == 0) return false;
        bytes32 before = _probe(job);
        bool success = LowLevelCall.callNoReturn(job.target, job.call);
        return success && (job.probe.length == 0 || _probe(job) != before);
    }

    function _probe(Job memory job) private view returns (bytes32) {
        if (job.probe.length == 0) return 0;
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory answer) = job.target.staticcall(job.probe);
        return keccak256(abi.encode(success, answer));
    }
}
