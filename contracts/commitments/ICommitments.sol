// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {CommitmentId, OptionId} from "../types/Ids.sol";

/// @title Commitments: for what cannot be undone
/// @notice A commitment has a deadline, often a recurring one, and options, one of them to do nothing (design 5). Support
/// follows the votes placed with a conviction half-life, so that what is placed at the last moment counts for little; whoever
/// abstains adds to doing nothing. At the deadline the most support wins, or what is to be given is allotted in proportion.
/// Past cycles are closed by the first transaction that touches a commitment, with the votes that stood at their end.
interface ICommitments {
    /// @notice How a commitment is decided.
    /// @param allots support allots something among the options, instead of choosing one
    /// @param halfLife seconds in which support goes half the way to the votes; 1 second to 100 years
    /// @param deadline the first cycle that does not count any more: the first round is decided when it begins
    /// @param period cycles from one deadline to the next; 0 = there is one deadline only, with which the commitment ends
    struct CommitmentParameters {
        bool allots;
        uint32 halfLife;
        uint32 deadline;
        uint32 period;
    }

    /// @notice What can be decided.
    /// @param content hash of what the option says; not zero
    /// @param uri where that is found
    /// @param recurs it stands again after a deadline, with the support that it has; otherwise it ends with the round
    struct Option {
        bytes32 content;
        string uri;
        bool recurs;
    }

    /// @notice Weight placed on an option.
    /// @param option 0 = to do nothing
    /// @param permanent units
    /// @param leased units of the voter's lease
    struct OptionPlacement {
        OptionId option;
        uint96 permanent;
        uint96 leased;
    }

    /// @notice An option as it stands.
    /// @param votes placed on it now; for doing nothing, outright
    /// @param support at the end of the last ended cycle
    struct OptionView {
        OptionId option;
        bytes32 content;
        bool recurs;
        uint104 votes;
        uint104 support;
    }

    /// @notice A commitment, and where it is.
    /// @param opener who opened it, and may change its options
    /// @param round the running round, from 0 on
    /// @param deadline the running round's
    /// @param ended nothing can be placed any more; everything can be withdrawn
    /// @param cycle the first that has not been closed: {advance} moves it on until it has ended
    struct CommitmentView {
        CommitmentParameters parameters;
        address opener;
        uint32 round;
        uint32 deadline;
        bool ended;
        uint32 cycle;
    }

    /// @notice What a round came to.
    /// @param deadline the cycle with whose beginning it was decided
    /// @param winner the option with the most support; 0 = to do nothing
    /// @param content the winner's
    struct Outcome {
        uint32 deadline;
        OptionId winner;
        bytes32 content;
    }

    event CommitmentOpened(
        CommitmentId indexed commitment,
        address indexed opener,
        CommitmentParameters parameters,
        uint32 cycle
    );
    event OptionAdded(CommitmentId indexed commitment, OptionId indexed option, Option what);
    event OptionStruck(CommitmentId indexed commitment, OptionId indexed option);
    /// @notice The voter's whole ballot here is now this.
    /// @param held permanent units that the voter holds in all
    /// @param heldLeased leased units that the voter holds in all
    /// @param until first cycle in which leased units no longer count; 0 = there are none
    event CommitmentBallotCast(
        CommitmentId indexed commitment,
        address indexed voter,
        OptionPlacement[] placements,
        uint96 held,
        uint96 heldLeased,
        uint32 until
    );
    event CommitmentBallotWithdrawn(CommitmentId indexed commitment, address indexed voter);
    /// @notice Weight that the voter no longer held was taken off the ballot; what is left follows as a ballot cast.
    event CommitmentBallotRecalled(
        CommitmentId indexed commitment,
        address indexed voter,
        uint96 permanent,
        uint96 leased
    );
    /// @notice A deadline has passed; options that do not recur have ended with it.
    /// @param options those that stood; the first is to do nothing
    /// @param gathered their support, in the same order
    event CommitmentDecided(
        CommitmentId indexed commitment,
        uint32 indexed round,
        OptionId indexed winner,
        OptionId[] options,
        uint104[] gathered
    );
    /// @notice Ended before its deadline, or a recurring one for good.
    event CommitmentStopped(CommitmentId indexed commitment);

    error CommitmentsCallerNotOpener(address caller);
    error CommitmentUnknown(CommitmentId commitment);
    error CommitmentHasEnded(CommitmentId commitment);
    error CommitmentParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    error CommitmentsTooManyLive(uint256 most);
    error CommitmentUndecided(CommitmentId commitment, uint32 round);
    error CommitmentChoosesOne(CommitmentId commitment);
    error OptionUnknown(CommitmentId commitment, OptionId option);
    error OptionHasEnded(CommitmentId commitment, OptionId option);
    error OptionContentEmpty(CommitmentId commitment);
    error OptionsTooMany(CommitmentId commitment, uint256 most);
    error CommitmentBallotAbsent(CommitmentId commitment, address voter);
    error CommitmentBallotIllFormed(CommitmentId commitment, uint256 index);
    error CommitmentBallotNotDead(CommitmentId commitment, address voter);
    error CommitmentBallotNotRefreshable(CommitmentId commitment, address voter);

    /// @notice Opens a commitment. Only the treasury, or a module that it has installed; the caller is its opener.
    /// @param options at most 16, beside doing nothing
    function open(
        CommitmentParameters calldata parameters,
        Option[] calldata options
    ) external returns (CommitmentId commitment);

    /// @notice Adds an option, without any support yet. Only the opener or the treasury.
    function addOption(CommitmentId commitment, Option calldata option) external returns (OptionId);

    /// @notice Ends an option: weight on it is free. Only the opener or the treasury.
    function strikeOption(CommitmentId commitment, OptionId option) external;

    /// @notice Ends a commitment: the running round is not decided any more. Only the opener or the treasury.
    function stop(CommitmentId commitment) external;

    /// @notice Casts, or replaces, the caller's ballot in a commitment.
    /// @param placements 1 to 17; options ascend, and none comes twice
    /// @param dead commitments in which to release first what the caller has on ended options, or all if they have ended
    function cast(
        CommitmentId commitment,
        OptionPlacement[] calldata placements,
        CommitmentId[] calldata dead
    ) external;

    /// @notice Removes the caller's ballot and frees its weight, in live and ended commitments alike.
    function withdraw(CommitmentId commitment) external;

    /// @notice As {cast}, for a voter who signed `CastInCommitment`.
    function castBySig(
        CommitmentId commitment,
        OptionPlacement[] calldata placements,
        CommitmentId[] calldata dead,
        IElections.Authorization calldata voter
    ) external;

    /// @notice As {withdraw}, for a voter who signed `WithdrawFromCommitment`.
    function withdrawBySig(CommitmentId commitment, IElections.Authorization calldata voter) external;

    /// @notice Makes one of the caller's nonces unusable, and with it whatever was signed with it.
    function cancelNonce(uint256 nonce) external;

    /// @notice Closes past cycles, at most `maxCycles` of them. Anyone; the result is the same whoever calls, whenever.
    function advance(CommitmentId commitment, uint32 maxCycles) external;

    /// @notice Gives the leased parts of a ballot that still count the end of the voter's renewed lease. Anyone.
    function refresh(CommitmentId commitment, address voter) external;

    /// @notice Takes off a ballot what its overdrawn voter no longer holds, at most all that is missing. Anyone, one cycle
    /// after the overdraft.
    function recall(CommitmentId commitment, address voter) external;

    /// @notice How many commitments there have been; they are numbered from 1.
    function count() external view returns (uint64);

    /// @notice How many commitments are live at the end of `cycle`.
    function liveAt(uint32 cycle) external view returns (uint32);

    /// @notice A commitment as if all past cycles had been closed.
    function commitmentOf(CommitmentId commitment) external view returns (CommitmentView memory);

    /// @notice The options that stand, doing nothing first, as if all past cycles had been closed; when the commitment has
    /// ended, as they were then.
    function optionsOf(CommitmentId commitment) external view returns (OptionView[] memory);

    /// @notice What a round came to, as if all past cycles had been closed. Reverts with CommitmentUndecided before its
    /// deadline has passed, and for ever if the commitment was stopped before.
    function outcomeOf(CommitmentId commitment, uint32 round) external view returns (Outcome memory);

    /// @notice The part of `amount` that a round allotted to an option, in proportion to support, rounded down; to doing
    /// nothing goes the part that is not given away. Only of a commitment that allots, closed past the deadline.
    function allotted(
        CommitmentId commitment,
        uint32 round,
        OptionId option,
        uint256 amount
    ) external view returns (uint256);

    /// @notice A voter's ballot; empty if there is none. Leased parts count in cycles before `until`.
    function ballotOf(
        CommitmentId commitment,
        address voter
    ) external view returns (OptionPlacement[] memory placements, uint32 until);

    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
}
