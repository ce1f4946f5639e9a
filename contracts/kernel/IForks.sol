// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {KernelParameters} from "./IKernel.sol";

/// @notice A fork of a community, numbered from 0 in order of proposal.
type ForkId is uint64;

/// @title Forks: how a kernel is left together
/// @notice A kernel cannot be changed (design 6). Members propose another one; whoever joins locks all of their weight. When
/// those who joined have held the threshold of the electorate at the ends of cycles for long enough, anyone executes the
/// fork: a child community comes into being, the joiners' share of the treasury goes to its treasury, and the members arrive
/// one by one.
interface IForks {
    enum Stage {
        None,
        Proposed,
        Executed
    }

    /// @notice A fork as it stands.
    /// @param joined votes of those who have joined and not yet arrived
    /// @param bucket WAD electorate-cycles, as all ended cycles leave it
    /// @param isReady whether it can be executed now
    /// @param isRenewal whether it renews a kernel near its horizon, which needs no threshold and never closes
    /// @param isSuccessor whether the parent's name, and what is left in its treasury, went over to the child
    /// @param contributed value contributed by those who have joined or followed, 9 decimals
    /// @param followableUntil seconds; the last second in which members can follow and assets be claimed, unless it is a
    /// successor or a renewal
    /// @param restFrom seconds; when all that is left of the treasury can be claimed for a successor: later than it takes
    /// those who do not want to go along to leave by a fork of their own. 0 = it stays
    /// @param cycle the first that has not been closed: {advance} moves it on
    struct ForkView {
        Stage stage;
        address proposer;
        address child;
        uint256 joined;
        uint80 bucket;
        bool isReady;
        bool isRenewal;
        bool isSuccessor;
        uint256 contributed;
        uint64 followableUntil;
        uint64 restFrom;
        uint32 cycle;
    }

    event ForkProposed(ForkId indexed fork, address indexed proposer, bool isRenewal, KernelParameters parameters);
    event ForkJoined(ForkId indexed fork, address indexed account, uint96 units, uint96 leased, uint64 contributed);
    event ForkLeft(ForkId indexed fork, address indexed account);
    /// @notice Cycles up to before `cycle` have been closed.
    event ForkAdvanced(ForkId indexed fork, uint32 cycle, uint80 bucket);
    /// @param contributed by those who joined so far
    /// @param contributedByAll by all members of the parent at execution
    /// @param value of the parent's treasury, as far as it has a price
    event ForkExecuted(
        ForkId indexed fork,
        address indexed child,
        bool isSuccessor,
        uint256 contributed,
        uint256 contributedByAll,
        uint256 value
    );
    event ForkAssetTaken(ForkId indexed fork, address indexed asset, uint256 amount);
    /// @notice The asset refused to move; it can be claimed while members can follow.
    event ForkAssetSkipped(ForkId indexed fork, address indexed asset);
    /// @notice A member has arrived in the child, where it holds these units.
    event ForkArrived(ForkId indexed fork, address indexed account, uint96 units, uint96 leased);

    error ForkUnknown(ForkId fork);
    error ForkParameterForbidden(string parameter);
    error ForkParametersMismatch(ForkId fork);
    error ForkAlreadyExecuted(ForkId fork);
    error ForkNotExecuted(ForkId fork);
    error ForkNotReady(ForkId fork, uint256 joined, uint256 needed, uint80 bucket, uint72 fill);
    error ForkClosed(ForkId fork, uint64 followableUntil);
    error ForkMemberPlaced(address account, uint256 placed);
    error ForkMemberWithoutWeight(address account);
    error ForkMemberAbsent(ForkId fork, address account);
    error ForkMemberAlready(ForkId fork, address account);
    error ForkAssetRefused(address asset);

    /// @notice Proposes a child community.
    /// @param parameters with its own treasury and no genesis, which the execution sets
    function propose(KernelParameters calldata parameters) external returns (ForkId fork);

    /// @notice Joins with all of the caller's weight, none of which may be placed; it stays locked until {unjoin}.
    function join(ForkId fork) external;

    /// @notice Takes the caller's weight back, before the fork is executed.
    function unjoin(ForkId fork) external;

    /// @notice As {join}, for a member who signed `JoinFork`.
    function joinBySig(ForkId fork, IElections.Authorization calldata member) external;

    /// @notice As {unjoin}, for a member who signed `UnjoinFork`.
    function unjoinBySig(ForkId fork, IElections.Authorization calldata member) external;

    /// @notice As {follow}, for a member who signed `FollowFork`.
    function followBySig(ForkId fork, IElections.Authorization calldata member) external;

    /// @notice Makes one of the caller's nonces unusable, and with it whatever was signed with it.
    function cancelNonce(uint256 nonce) external;

    /// @notice Takes out a member who is overdrawn, whom no one can count on any more. Anyone, one cycle after the overdraft.
    function recall(ForkId fork, address account) external;

    /// @notice Closes past cycles, at most `maxCycles` of them. Anyone.
    function advance(ForkId fork, uint32 maxCycles) external;

    /// @notice Creates the child and hands over what its members may take of `assets`. Anyone.
    /// @param parameters as they were proposed
    /// @param assets any assets of the treasury, zero for the native coin; what is left out, or refuses to move, can be claimed
    function execute(
        ForkId fork,
        KernelParameters calldata parameters,
        address[] calldata assets
    ) external returns (address child);

    /// @notice Hands over what the child's members may take of an asset, and have not taken yet. Anyone, while members can
    /// follow.
    function claim(ForkId fork, address asset) external returns (uint256 amount);

    /// @notice Moves a joiner to the child, weight and all. Anyone.
    function arrive(ForkId fork, address account) external;

    /// @notice The caller, none of whose weight may be placed, follows to the child.
    function follow(ForkId fork) external;

    function count() external view returns (uint64);
    function forkOf(ForkId fork) external view returns (ForkView memory);

    /// @notice What an account has joined with.
    function memberOf(
        ForkId fork,
        address account
    ) external view returns (uint96 units, uint96 leased, uint64 contributed);

    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);

    /// @notice How much of an asset can be claimed now.
    function claimableOf(ForkId fork, address asset) external view returns (uint256);
}
