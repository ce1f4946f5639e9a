// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AutomationCompatibleInterface} from "@chainlink/contracts/src/v0.8/automation/AutomationCompatible.sol";

/// @title What anyone may do, done when it is due
/// @notice Much in a community can be done by anyone: closing cycles, enacting, collecting a standing donation, settling a round.
/// A keeper is given a list of such jobs and does those that are due. Nothing depends on it: it has no rights and holds nothing.
/// @dev Compatible with Chainlink Automation: `checkData` is an ABI-encoded {Job} array, `performData` the jobs that are due.
interface IUpkeep is AutomationCompatibleInterface {
    /// @notice One call that anyone may make.
    /// @param target whom to call
    /// @param call with which data
    /// @param probe data of a view of the target: the job is due if the call changes what it answers. Empty: the job is due if
    /// the call succeeds
    struct Job {
        address target;
        bytes call;
        bytes probe;
    }

    event JobDone(address indexed target, bytes call);

    error UpkeepJobsTooMany(uint256 jobs, uint256 most);
    /// @notice None of the jobs was due any more.
    error UpkeepNothingDone(uint256 jobs);
}
