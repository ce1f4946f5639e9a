// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CommitmentId, OptionId} from "../types/Ids.sol";
import {Parcel, parcelOf} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {QuadraticLib} from "../weights/QuadraticLib.sol";
import {CommitmentLib} from "./CommitmentLib.sol";
import {ICommitments} from "./ICommitments.sol";

/// @notice A ballot in a commitment.
/// @param held permanent units that the voter held in all when it was cast
/// @param heldLeased leased units that the voter held in all
/// @param until first cycle in which leased units no longer count; 0 = there are none
struct Cast {
    ICommitments.OptionPlacement[] placements;
    uint96 held;
    uint96 heldLeased;
    uint32 until;
}

/// @notice An action of a voter on a commitment that has been brought up to date.
/// @param cycle the running cycle, up to which the commitment is closed unless it has ended
struct Act {
    CommitmentId id;
    address voter;
    IWeights weights;
    uint32 cycle;
    uint32 cycleLength;
    bool leasing;
    bool quadratic;
}

/// @title Ballots in commitments: how they are kept, what they add to tallies, and how weight comes off them
/// @notice A voter has one ballot per commitment. It counts for its options, and takes all that its voter could muster off
/// what abstaining gives to doing nothing (design 5).
library CastLib {
    using CommitmentLib for CommitmentLib.State;

    uint256 private constant LEASED_AT = 96;
    uint256 private constant UNTIL_AT = 192;
    uint256 private constant OPTION_AT = 216;
    uint256 private constant LENGTH_AT = 232;
    uint256 private constant MOST_PLACEMENTS = CommitmentLib.MOST_OPTIONS + 1;

    // ---------------------------------------------------------------- voters

    /// @notice Casts, or replaces, a ballot.
    function cast(
        CommitmentLib.State storage self,
        Act memory act,
        ICommitments.OptionPlacement[] calldata placements
    ) internal {
        Cast memory former = load(self, act.voter);
        Cast memory ballot;
        ballot.placements = _check(act.id, placements);
        // Weights calls nothing but the person gate, to read.
        act.weights.placeInstead(act.voter, _parcel(former), _parcel(ballot));
        _measure(ballot, act);
        _tally(self, former, act, -1, false);
        _tally(self, ballot, act, 1, true);
        _store(self, act, former, ballot);
    }

    /// @notice Removes a ballot.
    function withdraw(CommitmentLib.State storage self, Act memory act) internal {
        Cast memory nothing;
        _keep(self, act, _present(self, act), nothing);
    }

    /// @notice Releases all of a ballot in an ended commitment, and what is placed on ended options in a live one.
    function releaseDead(CommitmentLib.State storage self, Act memory act) internal {
        Cast memory former = load(self, act.voter);
        Cast memory left = _copy(former);
        for (uint256 i = 0; i < left.placements.length; ++i) {
            if (!_isDead(self, left.placements[i].option)) continue;
            (left.placements[i].permanent, left.placements[i].leased) = (0, 0);
        }
        _compact(left);
        if (left.placements.length == former.placements.length) {
            revert ICommitments.CommitmentBallotNotDead(act.id, act.voter);
        }
        _keep(self, act, former, left);
    }

    // ---------------------------------------------------------------- anyone

    /// @notice Takes off a ballot what its overdrawn voter no longer holds.
    function recall(CommitmentLib.State storage self, Act memory act) internal {
        (uint96 permanent, uint96 leased) = act.weights.recallableOf(act.voter);
        Cast memory former = _present(self, act);
        Cast memory left = _copy(former);
        (uint96 missing, uint96 missingLease) = (permanent, leased);
        for (uint256 i = 0; i < left.placements.length; ++i) {
            ICommitments.OptionPlacement memory placement = left.placements[i];
            uint96 less = placement.permanent < missing ? placement.permanent : missing;
            uint96 lessLease = placement.leased < missingLease ? placement.leased : missingLease;
            (placement.permanent, missing) = (placement.permanent - less, missing - less);
            (placement.leased, missingLease) = (placement.leased - lessLease, missingLease - lessLease);
        }
        _compact(left);
        emit ICommitments.CommitmentBallotRecalled(act.id, act.voter, permanent - missing, leased - missingLease);
        _keep(self, act, former, left);
    }

    /// @notice Gives a ballot's leased parts, if they still count, the end of the voter's renewed lease.
    function refresh(CommitmentLib.State storage self, Act memory act) internal {
        Cast memory former = load(self, act.voter);
        bool alive = former.heldLeased != 0 && former.until > act.cycle;
        if (!alive || act.weights.leaseOf(act.voter).until <= former.until) {
            revert ICommitments.CommitmentBallotNotRefreshable(act.id, act.voter);
        }
        Cast memory ballot = _copy(former);
        _measure(ballot, act);
        _tally(self, former, act, -1, false);
        _tally(self, ballot, act, 1, false);
        _store(self, act, former, ballot);
    }

    // ---------------------------------------------------------------- into words and back

    /// @notice The voter's ballot; without placements if there is none.
    function load(CommitmentLib.State storage self, address voter) internal view returns (Cast memory ballot) {
        mapping(uint256 => uint256) storage words = self.placed[voter];
        uint256 word = words[0];
        if (word == 0) return ballot;
        ballot.placements = new ICommitments.OptionPlacement[](word >> LENGTH_AT);
        ballot.held = uint96(word >> LEASED_AT);
        ballot.until = uint24(word >> UNTIL_AT);
        uint96 leased = 0;
        if (ballot.until != 0) {
            uint256 lease = words[1];
            (leased, ballot.heldLeased) = (uint96(lease), uint96(lease >> LEASED_AT));
        }
        OptionId option = OptionId.wrap(uint16(word >> OPTION_AT));
        ballot.placements[0] = ICommitments.OptionPlacement(option, uint96(word), leased);
        for (uint256 i = 1; i < ballot.placements.length; ++i) {
            word = words[i + 1];
            option = OptionId.wrap(uint16(word >> OPTION_AT));
            ballot.placements[i] = ICommitments.OptionPlacement(option, uint96(word), uint96(word >> LEASED_AT));
        }
    }

    /// @dev Keeps a ballot in the place of the former one, and tells the world. In words: the first placement's permanent
    /// units, the held ones, the end of the lease, the option, and how many placements there are; the first one's leased
    /// units and the held ones, if there are any; and a word for every other placement.
    function _store(CommitmentLib.State storage self, Act memory act, Cast memory former, Cast memory ballot) private {
        mapping(uint256 => uint256) storage words = self.placed[act.voter];
        uint256 length = ballot.placements.length;
        for (uint256 i = length; i < former.placements.length; ++i) delete words[i == 0 ? 0 : i + 1];
        if (former.until != 0 && ballot.until == 0) delete words[1];
        if (length == 0) {
            emit ICommitments.CommitmentBallotWithdrawn(act.id, act.voter);
            return;
        }
        ICommitments.OptionPlacement memory first = ballot.placements[0];
        words[0] =
            (length << LENGTH_AT) |
            (uint256(OptionId.unwrap(first.option)) << OPTION_AT) |
            (uint256(ballot.until) << UNTIL_AT) |
            (uint256(ballot.held) << LEASED_AT) |
            first.permanent;
        if (ballot.until != 0) words[1] = (uint256(ballot.heldLeased) << LEASED_AT) | first.leased;
        for (uint256 i = 1; i < length; ++i) {
            ICommitments.OptionPlacement memory placement = ballot.placements[i];
            words[i + 1] =
                (uint256(OptionId.unwrap(placement.option)) << OPTION_AT) |
                (uint256(placement.leased) << LEASED_AT) |
                placement.permanent;
        }
        emit ICommitments.CommitmentBallotCast(
            act.id,
            act.voter,
            ballot.placements,
            ballot.held,
            ballot.heldLeased,
            ballot.until
        );
    }

    function _check(
        CommitmentId id,
        ICommitments.OptionPlacement[] calldata placements
    ) private pure returns (ICommitments.OptionPlacement[] memory) {
        uint256 length = placements.length;
        if (length == 0 || length > MOST_PLACEMENTS) revert ICommitments.CommitmentBallotIllFormed(id, length);
        for (uint256 i = 0; i < length; ++i) {
            bool empty = placements[i].permanent | placements[i].leased == 0;
            bool ordered = i == 0 || OptionId.unwrap(placements[i - 1].option) < OptionId.unwrap(placements[i].option);
            if (empty || !ordered) revert ICommitments.CommitmentBallotIllFormed(id, i);
        }
        return placements;
    }

    function _parcel(Cast memory ballot) private pure returns (Parcel) {
        uint96 permanent = 0;
        uint96 leased = 0;
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            permanent += ballot.placements[i].permanent;
            leased += ballot.placements[i].leased;
        }
        return parcelOf(permanent, leased, ballot.until);
    }

    /// @dev Notes what the voter holds in all, now.
    function _measure(Cast memory ballot, Act memory act) private view {
        ballot.held = act.weights.accountOf(act.voter).units;
        (ballot.heldLeased, ballot.until) = (0, 0);
        if (!act.leasing) return;
        IWeights.Lease memory lease = act.weights.leaseOf(act.voter);
        if (lease.until > act.cycle) (ballot.heldLeased, ballot.until) = (lease.units, lease.until);
    }

    // ---------------------------------------------------------------- weight comes off

    function _present(CommitmentLib.State storage self, Act memory act) private view returns (Cast memory former) {
        former = load(self, act.voter);
        if (former.placements.length == 0) revert ICommitments.CommitmentBallotAbsent(act.id, act.voter);
    }

    function _isDead(CommitmentLib.State storage self, OptionId option) private view returns (bool) {
        return self.head.ended || self.choices[option].stage == CommitmentLib.Stage.Ended;
    }

    /// @dev Keeps what is left of a ballot, and releases the rest. In an ended commitment the tallies stay as they are.
    function _keep(CommitmentLib.State storage self, Act memory act, Cast memory former, Cast memory left) private {
        Parcel freed = _parcel(former);
        Parcel kept = _parcel(left);
        freed = parcelOf(freed.permanentOf() - kept.permanentOf(), freed.leasedOf() - kept.leasedOf(), former.until);
        act.weights.placeInstead(act.voter, freed, Parcel.wrap(0));
        if (!self.head.ended) {
            _tally(self, former, act, -1, false);
            _tally(self, left, act, 1, false);
        }
        _store(self, act, former, left);
    }

    function _copy(Cast memory ballot) private pure returns (Cast memory copy) {
        (copy.held, copy.heldLeased, copy.until) = (ballot.held, ballot.heldLeased, ballot.until);
        copy.placements = new ICommitments.OptionPlacement[](ballot.placements.length);
        for (uint256 i = 0; i < copy.placements.length; ++i) {
            ICommitments.OptionPlacement memory from = ballot.placements[i];
            copy.placements[i] = ICommitments.OptionPlacement(from.option, from.permanent, from.leased);
        }
    }

    /// @dev Leaves only the placements that hold weight.
    function _compact(Cast memory ballot) private pure {
        ICommitments.OptionPlacement[] memory all = ballot.placements;
        uint256 length = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            if (all[i].permanent | all[i].leased != 0) ++length;
        }
        ballot.placements = new ICommitments.OptionPlacement[](length);
        length = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            if (all[i].permanent | all[i].leased != 0) ballot.placements[length++] = all[i];
        }
    }

    // ---------------------------------------------------------------- counting

    /// @dev Adds a ballot to the tallies, or takes it off them; what has meanwhile dropped out with a lease is not taken off
    /// twice.
    /// @param factor 1 or -1
    function _tally(
        CommitmentLib.State storage self,
        Cast memory ballot,
        Act memory act,
        int256 factor,
        bool mustLive
    ) private {
        uint256 length = ballot.placements.length;
        if (length == 0) return;
        for (uint256 i = 0; i < length; ++i) {
            ICommitments.OptionPlacement memory placement = ballot.placements[i];
            (int256 votes, int256 drops) = _votes(placement.permanent, placement.leased, ballot.until, act);
            self.tally(act.id, placement.option, factor * votes, act.cycleLength, mustLive);
            if (drops != 0) self.schedule(placement.option, factor * drops, ballot.until);
        }
        (int256 all, int256 allDrops) = _votes(ballot.held, ballot.heldLeased, ballot.until, act);
        self.turnout.engaged = CommitmentLib.plus(self.turnout.engaged, factor * all);
        if (allDrops != 0) self.schedule(CommitmentLib.ENGAGED, factor * allDrops, ballot.until);
    }

    /// @dev What units count for now, and how much of it ends with the lease: `votes(p + l)`, then `votes(p)` (design 2.4).
    function _votes(
        uint256 permanent,
        uint256 leased,
        uint32 until,
        Act memory act
    ) private pure returns (int256 votes, int256 drops) {
        votes = int256(QuadraticLib.votesDown(permanent, act.quadratic));
        if (leased == 0 || until <= act.cycle) return (votes, 0);
        drops = int256(QuadraticLib.votesDown(permanent + leased, act.quadratic)) - votes;
        votes += drops;
    }
}
