// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {LibBit} from "solady/src/utils/LibBit.sol";
import {CommitmentId, DO_NOTHING, OptionId} from "../types/Ids.sol";
import {DropLib} from "../weights/DropLib.sol";
import {ConvictionLib} from "./ConvictionLib.sol";
import {ICommitments} from "./ICommitments.sol";

/// @title One commitment: its state, its options, and what counts for them
/// @notice Support is kept as it was at the beginning of the cycle in which the votes last changed, and computed from there
/// in one step: so it never depends on who closed cycles in between, or when.
library CommitmentLib {
    using DropLib for DropLib.Calendar;

    uint256 internal constant MOST_OPTIONS = 16;
    /// @dev Positions in the calendar beside those of the options.
    uint8 internal constant NOTHING_POSITION = 16;
    uint8 internal constant ENGAGED_POSITION = 17;
    /// @dev Where the drops of what the engaged hold are kept, which is no option.
    OptionId internal constant ENGAGED = OptionId.wrap(type(uint16).max);

    enum Stage {
        None,
        Once,
        Recurring,
        Ended
    }

    /// @dev One slot: all of the commitment that a ballot within the running cycle reads.
    struct Head {
        /// @dev The first cycle that has not been closed.
        uint32 cycle;
        uint32 deadline;
        uint32 period;
        uint32 round;
        uint32 halfLife;
        uint16 lastOption;
        /// @dev Which positions of the field are taken, a bit each.
        uint16 occupied;
        bool allots;
        bool ended;
    }

    /// @dev One slot.
    /// @param nothing votes placed on doing nothing, outright
    /// @param engaged votes that those who have placed weight here could muster, at their last cast
    struct Turnout {
        uint104 nothing;
        uint104 engaged;
    }

    /// @dev One slot: doing nothing. Its votes follow the electorate, so they are only known once a cycle has ended.
    /// @param support at the beginning of cycle `since`
    /// @param votes at the ends of all closed cycles since
    struct Nothing {
        uint104 support;
        uint104 votes;
        uint32 since;
    }

    /// @dev One slot: any other option.
    /// @param votes placed on it
    /// @param support at the beginning of cycle `since`, in which the votes last changed
    struct Choice {
        uint104 votes;
        uint104 support;
        uint32 since;
        Stage stage;
        uint8 position;
    }

    /// @param total all support, of a commitment that allots
    struct Decided {
        uint32 deadline;
        OptionId winner;
        uint128 total;
    }

    struct State {
        Head head;
        Turnout turnout;
        Nothing nothing;
        OptionId[MOST_OPTIONS] field;
        address opener;
        mapping(OptionId => Choice) choices;
        mapping(OptionId => bytes32) contents;
        mapping(uint32 round => Decided) decided;
        /// @dev Support at the deadline, of a commitment that allots.
        mapping(uint32 round => mapping(OptionId => uint104)) gathered;
        /// @dev Ballots, in the words of CastLib.
        mapping(address voter => mapping(uint256 index => uint256)) placed;
        mapping(OptionId => mapping(uint32 cycle => uint104)) drops;
        DropLib.Calendar calendar;
    }

    // ---------------------------------------------------------------- options

    /// @notice Adds an option in the running cycle, up to which all are closed.
    function add(State storage self, CommitmentId id, ICommitments.Option calldata option) internal returns (OptionId) {
        if (option.content == 0) revert ICommitments.OptionContentEmpty(id);
        uint16 occupied = self.head.occupied;
        if (occupied == type(uint16).max) revert ICommitments.OptionsTooMany(id, MOST_OPTIONS);
        uint8 position = uint8(LibBit.ffs(~uint256(occupied)));
        OptionId number = OptionId.wrap(++self.head.lastOption);
        self.head.occupied = occupied | (uint16(1) << position);
        self.field[position] = number;
        Stage stage = option.recurs ? Stage.Recurring : Stage.Once;
        self.choices[number] = Choice(0, 0, self.head.cycle, stage, position);
        self.contents[number] = option.content;
        emit ICommitments.OptionAdded(id, number, option);
        return number;
    }

    /// @notice Ends an option that stands.
    function strike(State storage self, CommitmentId id, OptionId option) internal {
        Choice storage choice = self.choices[option];
        _mustStand(choice.stage, id, option);
        choice.stage = Stage.Ended;
        self.head.occupied &= ~(uint16(1) << choice.position);
        emit ICommitments.OptionStruck(id, option);
    }

    function stands(Stage stage) internal pure returns (bool) {
        return stage == Stage.Once || stage == Stage.Recurring;
    }

    function _mustStand(Stage stage, CommitmentId id, OptionId option) private pure {
        if (stage == Stage.None) revert ICommitments.OptionUnknown(id, option);
        if (stage == Stage.Ended) revert ICommitments.OptionHasEnded(id, option);
    }

    // ---------------------------------------------------------------- tallies

    /// @notice Adds to an option's votes, or takes off them.
    /// @param mustLive revert if the option does not stand, instead of passing it over
    function tally(
        State storage self,
        CommitmentId id,
        OptionId option,
        int256 votes,
        uint32 cycleLength,
        bool mustLive
    ) internal {
        if (option == DO_NOTHING) {
            self.turnout.nothing = plus(self.turnout.nothing, votes);
            return;
        }
        Choice memory choice = self.choices[option];
        if (!stands(choice.stage)) {
            if (mustLive) _mustStand(choice.stage, id, option);
            return;
        }
        Head storage head = self.head;
        settle(choice, head.cycle, cycleLength, head.halfLife);
        choice.votes = plus(choice.votes, votes);
        self.choices[option] = choice;
    }

    /// @notice Lets an option's support stand for the beginning of `cycle`, up to which its votes have not changed.
    function settle(Choice memory choice, uint32 cycle, uint32 cycleLength, uint32 halfLife) internal pure {
        choice.support = supportAt(choice, cycle, cycleLength, halfLife);
        choice.since = cycle;
    }

    /// @notice The support of an option at the beginning of `cycle`, up to which its votes have not changed.
    function supportAt(
        Choice memory choice,
        uint32 cycle,
        uint32 cycleLength,
        uint32 halfLife
    ) internal pure returns (uint104) {
        return follow(choice.support, choice.votes, cycle - choice.since, cycleLength, halfLife);
    }

    /// @notice The support of doing nothing at the beginning of `cycle`, up to which its votes have not changed.
    function nothingAt(
        Nothing memory nothing,
        uint32 cycle,
        uint32 cycleLength,
        uint32 halfLife
    ) internal pure returns (uint104) {
        return follow(nothing.support, nothing.votes, cycle - nothing.since, cycleLength, halfLife);
    }

    /// @dev Support lies between what it was and the votes, so it fits where they do.
    function follow(
        uint104 support,
        uint104 votes,
        uint256 cycles,
        uint256 cycleLength,
        uint256 halfLife
    ) private pure returns (uint104) {
        int256 y = int256(uint256(support));
        int256 x = int256(uint256(votes));
        return uint104(uint256(ConvictionLib.supportAfter(y, x, cycles * cycleLength, halfLife)));
    }

    /// @notice Adds to the votes that drop out of a tally when a lease ends.
    /// @param until first cycle in which the lease no longer counts
    function schedule(State storage self, OptionId option, int256 votes, uint32 until) internal {
        self.drops[option][until] = plus(self.drops[option][until], votes);
        uint8 position = NOTHING_POSITION;
        if (option == ENGAGED) position = ENGAGED_POSITION;
        else if (option != DO_NOTHING) position = self.choices[option].position;
        self.calendar.mark(until, position);
    }

    function plus(uint104 votes, int256 change) internal pure returns (uint104) {
        return SafeCast.toUint104(SafeCast.toUint256(int256(uint256(votes)) + change));
    }
}
