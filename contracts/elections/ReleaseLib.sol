// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId} from "../types/Ids.sol";
import {Parcel, parcelOf} from "../types/Units.sol";
import {Action, Ballot, BallotLib} from "./BallotLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";

/// @title How weight comes off a ballot without another being cast
/// @notice Withdrawing, releasing what can no longer count, recalling what a voter no longer holds, and renewing what is
/// leased (design 2.4, 2.5). Linked, because it is seldom used.
library ReleaseLib {
    using BallotLib for Ballot;
    using BallotLib for ElectionLib.State;

    /// @notice Removes the voter's ballot.
    function withdraw(ElectionLib.State storage election, Action memory action) external {
        Ballot memory former = _former(election, action);
        Ballot memory nothing;
        _keep(election, action, former, nothing);
    }

    /// @notice Releases all of the ballot in an ended election, and what is placed on ended candidacies in a live one.
    function releaseDead(ElectionLib.State storage election, Action memory action) external {
        Ballot memory former = election.load(action.voter, action.scored);
        Ballot memory left = _withoutDead(election, former);
        if (left.placed.length == former.placed.length) revert IElections.BallotNotDead(action.id, action.voter);
        _keep(election, action, former, left);
    }

    /// @notice Takes off the ballot what its overdrawn voter no longer holds.
    function recall(ElectionLib.State storage election, Action memory action) external {
        (uint96 permanent, uint96 leased) = action.weights.recallableOf(action.voter);
        Ballot memory former = _former(election, action);
        Ballot memory left = _without(former, permanent, leased);
        _keep(election, action, former, left);
        emit IElections.BallotRecalled(
            action.id,
            action.voter,
            former.permanent - left.permanent,
            former.leased - left.leased
        );
    }

    /// @notice Gives the ballot's leased parts, if they still count, the end of the voter's renewed lease.
    function refresh(ElectionLib.State storage election, Action memory action) external {
        Ballot memory former = election.load(action.voter, action.scored);
        uint32 until = action.weights.leaseOf(action.voter).until;
        bool alive = former.leased != 0 && former.until > action.cycle;
        if (!alive || until <= former.until) revert IElections.BallotNotRefreshable(action.id, action.voter);
        election.discount(former, action);
        Ballot memory ballot = _without(former, 0, 0);
        ballot.until = until;
        election.recount(ballot, action);
        election.store(action.voter, former, ballot);
        emit IElections.BallotRefreshed(action.id, action.voter, until);
    }

    function _former(
        ElectionLib.State storage election,
        Action memory action
    ) private view returns (Ballot memory former) {
        former = election.load(action.voter, action.scored);
        if (former.placed.length == 0) revert IElections.BallotAbsent(action.id, action.voter);
    }

    /// @dev Keeps what is left of a ballot, and releases the rest. In an ended election the tallies stay as they are.
    function _keep(
        ElectionLib.State storage election,
        Action memory action,
        Ballot memory former,
        Ballot memory left
    ) private {
        if (!election.head.retired) {
            election.discount(former, action);
            election.recount(left, action);
        }
        election.store(action.voter, former, left);
        if (left.placed.length == 0) emit IElections.BallotWithdrawn(action.id, action.voter);
        else left.announce(action);
        Parcel freed = parcelOf(former.permanent - left.permanent, former.leased - left.leased, former.until);
        action.weights.placeInstead(action.voter, freed, Parcel.wrap(0));
    }

    /// @dev What is left of a ballot when units are taken off it, in its order, at most so many.
    function _without(Ballot memory ballot, uint96 permanent, uint96 leased) private pure returns (Ballot memory left) {
        uint256[] memory words = new uint256[](ballot.placed.length);
        for (uint256 i = 0; i < words.length; ++i) {
            uint256 word = ballot.placed[i];
            uint96 less = uint96(word) < permanent ? uint96(word) : permanent;
            uint96 lessLease = uint96(word >> BallotLib.LEASED_AT);
            if (lessLease > leased) lessLease = leased;
            (permanent, leased) = (permanent - less, leased - lessLease);
            words[i] = word - less - (uint256(lessLease) << BallotLib.LEASED_AT);
        }
        return _kept(ballot, words);
    }

    /// @dev What is left of a ballot without what is placed on ended candidacies; nothing if the election has ended.
    function _withoutDead(
        ElectionLib.State storage self,
        Ballot memory ballot
    ) private view returns (Ballot memory left) {
        bool retired = self.head.retired;
        uint256[] memory words = new uint256[](ballot.placed.length);
        for (uint256 i = 0; i < words.length; ++i) {
            CandidacyId id = CandidacyId.wrap(uint32(ballot.placed[i] >> BallotLib.CANDIDACY_AT));
            if (retired || self.candidacies[id].stage == IElections.Stage.Ended) continue;
            words[i] = ballot.placed[i];
        }
        return _kept(ballot, words);
    }

    /// @dev The words that still hold weight. Scores mean nothing without any.
    function _kept(Ballot memory ballot, uint256[] memory words) private pure returns (Ballot memory left) {
        uint256 length = 0;
        for (uint256 i = 0; i < words.length; ++i) {
            if (words[i] << (256 - BallotLib.UNTIL_AT) != 0) ++length;
        }
        (left.until, left.relayed) = (ballot.until, ballot.relayed);
        if (length == 0) return left;
        left.placed = new uint256[](length);
        left.scored = ballot.scored;
        uint256 fill = 0;
        for (uint256 i = 0; i < words.length; ++i) {
            if (words[i] << (256 - BallotLib.UNTIL_AT) == 0) continue;
            // The end of the lease and the length belong to whichever word comes first.
            uint256 word =
                words[i] &
                    ~((BallotLib.LENGTH_MASK << BallotLib.LENGTH_AT) |
                        (uint256(type(uint24).max) << BallotLib.UNTIL_AT));
            left.permanent += uint96(word);
            left.leased += uint96(word >> BallotLib.LEASED_AT);
            left.placed[fill++] = word;
        }
        left.placed[0] |= length << BallotLib.LENGTH_AT;
    }
}
