// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Parcel, Units} from "../types/Units.sol";
import {ElectorateRun} from "./ElectorateLib.sol";

/// @title Who holds how much weight, and how much of it is placed
/// @notice Sources credit units to accounts, modules place and release them (design 2). Units never change with time; what
/// fades is what they show as weight.
interface IWeights {
    /// @param units what the account holds for good and may place
    /// @param placed how much of it is placed, over all modules
    /// @param contributed value it has paid in, 9 decimals; never decays
    struct Account {
        uint96 units;
        uint96 placed;
        uint64 contributed;
    }

    /// @param units leased units
    /// @param placed how many of them are placed
    /// @param until first cycle in which the lease no longer counts
    /// @param since cycle in which this lease, renewals included, began
    struct Lease {
        uint96 units;
        uint96 placed;
        uint32 until;
        uint32 since;
    }

    /// @notice What an account owns that is not the primary account of a person: it neither counts nor can be placed.
    struct Dormant {
        uint96 units;
        uint96 leased;
        uint32 until;
    }

    /// @notice `account` was given `units` for `value` (9 decimals of the reference currency) paid.
    event Credited(address indexed account, address indexed source, Units units, uint64 value);
    /// @notice The lease of `account` is now `units`, counting in cycles before `until`.
    event Leased(address indexed account, Units units, uint32 until);
    /// @notice A source took `units` back.
    event Revoked(address indexed account, address indexed source, Units units);
    /// @notice `account` was found to be a person's primary account: its units count from now on.
    event Enrolled(address indexed account);
    /// @notice `account` is no longer a person's primary account: its units no longer count.
    event Struck(address indexed account);
    /// @notice `account` has more placed than it holds; from `recallableAt` (seconds) on anyone may recall the difference. It has
    /// passed already if the account was overdrawn before, and that is less than a cycle ago.
    event Overdrawn(address indexed account, uint64 recallableAt);
    /// @notice All units of `account`, and the value it contributed, went over to `primary`.
    event Consolidated(address indexed account, address indexed primary, Units units, uint64 contributed);
    /// @notice `account` took units and lease, and the value it contributed, along to a fork.
    event Departed(address indexed account, Units units, Units leased, uint64 contributed);
    /// @notice `account` has come over from the community that this one has left.
    event Arrived(address indexed account, Units units, Units leased, uint32 until, uint64 contributed);
    event ModuleInstalled(address indexed module);
    event ModuleRetired(address indexed module);

    error WeightsCallerNotSource(address caller);
    error WeightsCallerNotModule(address caller);
    error WeightsCallerNotFork(address caller);
    error WeightsContributedTooMuch(address account, uint64 contributed, uint64 wanted);
    error WeightsCallerNotTreasury(address caller);
    /// @notice The community's clock has run 40 half-lives: weight is carried over by a fork.
    error KernelHorizonReached(uint64 horizonAt);
    error WeightsInsufficient(address account, uint256 held, uint256 wanted);
    error WeightsLeaseInsufficient(address account, uint256 held, uint256 wanted);
    error WeightsStillPlaced(address account, uint256 placed, uint256 wanted);
    error WeightsLeaseUntilOutOfBounds(uint32 until, uint32 earliest, uint32 latest);
    error WeightsRevokedTooMuch(address account, uint256 held, uint256 wanted);
    error WeightsNotOverdrawn(address account);
    error WeightsNotRecallableYet(address account, uint64 recallableAt);
    error WeightsNotSecondary(address account);
    error WeightsLinkNotFinal(address account);
    error WeightsCycleToCome(uint32 cycle, uint32 running);
    error WeightsNotTransferable();

    /// @notice Credits the units of a payment. Only a source.
    /// @param value what was paid, 9 decimals of the reference currency
    function credit(uint64 value, address account) external returns (Units units);

    /// @notice Credits units that were fixed before, and the value that was paid for them; either may be 0. Only a source,
    /// which answers for their number.
    /// @param value what was paid, 9 decimals of the reference currency
    function creditUnits(Units units, uint64 value, address account) external;

    /// @notice Sets the lease of an account. Only the leasing source.
    /// @param units may be lowered only to what is placed of them
    /// @param until first cycle in which it no longer counts, at most 400 ahead, not earlier than before while any is placed
    function lease(address account, Units units, uint32 until) external;

    /// @notice Credits a value that was paid, and sets the lease of who paid it to what a value is worth: {unitsFor}, {lease}
    /// and {creditUnits} without units, in one count. Only the leasing source.
    /// @param value what the lease counts for, 9 decimals of the reference currency
    /// @param timestamp seconds; when the value counts from, not before genesis
    /// @param until as of {lease}
    /// @param paid what was paid, 9 decimals of the reference currency
    function leaseForValue(uint64 value, uint64 timestamp, uint32 until, uint64 paid, address account) external;

    /// @notice Takes permanent units back, placed or not. Only a source.
    function revoke(address account, Units units) external;

    /// @notice Places weight of an account, and releases what the same module held of it. Only a module; a module answers for
    /// the account's consent.
    /// @param released what is free again, with the `until` it was placed with
    /// @param placed what is placed now; its own `until` is not read
    /// @return until the end of the account's lease, if anything leased was placed
    function placeInstead(address account, Parcel released, Parcel placed) external returns (uint32 until);

    /// @notice Burns what an account takes along to a fork; none of it may be placed. Only the forks.
    /// @param leased whether its lease ends as well
    /// @param contributed how much of what it contributed goes along
    function depart(address account, Units units, bool leased, uint64 contributed) external;

    /// @notice Gives an account what it has brought from the parent community. Only the parent's forks.
    /// @param leased units, lost in a kernel without a leasing source
    /// @param until first cycle in which the lease no longer counts
    function arrive(address account, Units units, Units leased, uint32 until, uint64 contributed) external;

    /// @notice Enrols or strikes an account by what the person gate says now. Anyone.
    function sync(address account) external;

    /// @notice Moves all units of a person's other account to the primary one, once their link is final. Anyone.
    function consolidate(address account) external;

    /// @notice Lets a module place weight. Only the treasury.
    function installModule(address module) external;

    /// @notice Ends a module's placing; what it holds can still be released. Only the treasury.
    function retireModule(address module) external;

    function accountOf(address account) external view returns (Account memory);
    function leaseOf(address account) external view returns (Lease memory);
    function dormantOf(address account) external view returns (Dormant memory);

    /// @notice All units of an account: permanent, leased, and those that lie dormant; a dormant lease counts for nothing.
    function unitsOf(address account) external view returns (uint256);

    /// @notice Units that can be placed now: permanent and leased ones. What is dormant can be placed after {sync}.
    function freeOf(address account) external view returns (uint256 permanent, uint256 leased);

    /// @notice What has to be recalled from an overdrawn account. Reverts unless it is overdrawn and its cycle is over.
    function recallableOf(address account) external view returns (uint96 permanent, uint96 leased);

    /// @notice What is placed beyond what is held, and from when (seconds) it can be recalled; zeros unless overdrawn.
    function overdraftOf(address account) external view returns (uint96 permanent, uint96 leased, uint64 recallableAt);

    /// @notice The votes that `units`, placed together, count for (design 2.2).
    function votesOf(uint256 units) external view returns (uint256);

    /// @notice The units that a value (9 decimals) is worth when credited at `timestamp` (design 2.1). Reverts as {credit}
    /// would then.
    function unitsFor(uint256 value, uint64 timestamp) external view returns (Units);

    /// @notice The weight (9 decimals) that units show at `timestamp` (design 2.1).
    function weightOf(uint256 units, uint64 timestamp) external view returns (uint256);

    /// @notice The running cycle.
    function cycle() external view returns (uint32);

    /// @notice When `cycle` begins, seconds.
    function cycleStartsAt(uint32 cycle) external view returns (uint64);

    /// @notice What all voters who may place could muster now (design 2.2).
    function electorate() external view returns (uint256);

    /// @notice The electorate at the very end of `cycle`; so far, for the running one.
    function electorateAt(uint32 cycle) external view returns (uint256);

    /// @notice The electorate from cycle `from` to before `to`, as runs of equal value, at most `most` (> 0).
    function electorateRuns(
        uint32 from,
        uint32 to,
        uint256 most
    ) external view returns (ElectorateRun[] memory runs, uint32 end);

    /// @notice The value that all accounts have contributed, 9 decimals.
    function totalContributed() external view returns (uint256);

    function isModule(address module) external view returns (bool);
    function isSource(address source) external view returns (bool);

    /// @notice The first second in which nothing can be credited any more; the largest number if weight never decays.
    function horizonAt() external view returns (uint64);
}
