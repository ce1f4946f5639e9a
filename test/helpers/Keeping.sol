// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IUpkeep} from "../../contracts/keeper/IUpkeep.sol";
import {Upkeep} from "../../contracts/keeper/Upkeep.sol";
import {TestKit} from "./TestKit.sol";

/// @title Tests in which a keeper does what anyone may do
/// @notice {idles} while there is nothing to do, {keeps} once there is: then it is done, and there is nothing to do again.
abstract contract Keeping is TestKit {
    Upkeep private _upkeep = new Upkeep();

    function keeps(address target, bytes memory call) internal {
        keeps(target, call, "");
    }

    function keeps(address target, bytes memory call, bytes memory probe) internal {
        assertTrue(_isDue(target, call, probe), "due");
        _upkeep.performUpkeep(_one(target, call, probe));
        assertFalse(_isDue(target, call, probe), "done");
    }

    function idles(address target, bytes memory call) internal {
        idles(target, call, "");
    }

    function idles(address target, bytes memory call, bytes memory probe) internal {
        assertFalse(_isDue(target, call, probe), "not due");
        vm.expectRevert(abi.encodeWithSelector(IUpkeep.UpkeepNothingDone.selector, 1));
        _upkeep.performUpkeep(_one(target, call, probe));
    }

    /// @dev As a node simulates it: nothing of it stays.
    function _isDue(address target, bytes memory call, bytes memory probe) private returns (bool needed) {
        uint256 snapshot = vm.snapshotState();
        (needed, ) = _upkeep.checkUpkeep(_one(target, call, probe));
        vm.revertToState(snapshot);
    }

    function _one(address target, bytes memory call, bytes memory probe) private pure returns (bytes memory) {
        IUpkeep.Job[] memory jobs = new IUpkeep.Job[](1);
        jobs[0] = IUpkeep.Job(target, call, probe);
        return abi.encode(jobs);
    }
}
