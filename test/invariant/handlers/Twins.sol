// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {ElectionId} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Handler} from "./Handler.sol";

/// @title Two communities that live through the same, but for one thing that must not matter
abstract contract Twins is Handler {
    function twinElections() internal view returns (IElections) {
        return IElections(twinOf[address(elections)]);
    }

    /// @notice Whether both are in the same state, whatever was different on the way.
    /// @param what which invariant says so
    function auditTwins(string calldata what) external view {
        uint64 count = elections.count();
        IWeights twinWeights = IWeights(twinOf[address(weights)]);
        for (uint64 e = 0; e < count; ++e) {
            ElectionId id = ElectionId.wrap(e);
            assertEq(abi.encode(twinElections().standing(id)), abi.encode(elections.standing(id)), what);
            for (uint256 i = 0; i < MEMBERS; ++i) {
                (uint256 permanent, uint256 leased, uint32 until) = _placedIn(id, members[i]);
                (IElections.Ballot memory ballot, uint32 twinUntil) = twinElections().ballotOf(id, members[i]);
                for (uint256 p = 0; p < ballot.placements.length; ++p) {
                    permanent -= ballot.placements[p].permanent;
                    leased -= ballot.placements[p].leased;
                }
                assertEq(permanent + leased, 0, what);
                assertEq(twinUntil, until, what);
            }
        }
        for (uint256 i = 0; i < MEMBERS; ++i) {
            (uint256 permanent, uint256 leased) = weights.freeOf(members[i]);
            (uint256 twinPermanent, uint256 twinLeased) = twinWeights.freeOf(members[i]);
            assertEq(twinPermanent, permanent, what);
            assertEq(twinLeased, leased, what);
        }
        assertEq(twinWeights.electorate(), weights.electorate(), what);
    }
}
