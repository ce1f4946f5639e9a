// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {IElections} from "../elections/IElections.sol";
import {CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {IIdentityRegistry} from "../members/IIdentityRegistry.sol";
import {ElectionId, NO_CANDIDACY} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {FeedLib} from "./FeedLib.sol";
import {IRelayedBallots} from "./IRelayedBallots.sol";
import {IReportConsumer} from "./IReportConsumer.sol";

/// @title RelayedBallots
/// @notice Ballots from where people talk; see {IRelayedBallots}.
contract RelayedBallots is IRelayedBallots, IReportConsumer {
    using FeedLib for FeedLib.State;

    uint256 private constant MOST_VOICES = 32;
    uint256 private constant MOST_CHOICES = 8;

    IElections private immutable _elections;
    IWeights private immutable _weights;
    IIdentityRegistry private immutable _registry;
    IKernel private immutable _kernel;
    FeedLib.State private _feed;

    /// @dev What a voter may place: in all, and of it what is leased.
    struct Means {
        uint96 permanent;
        uint96 leased;
    }

    /// @param kernel in whose elections it casts; it may be founded later
    /// @param registry that says whose accounts the voices are
    constructor(IKernel kernel, IIdentityRegistry registry) {
        (_kernel, _registry) = (kernel, registry);
        _elections = IElections(CharterLib.organ(address(kernel), CharterLib.ELECTIONS));
        _weights = IWeights(CharterLib.organ(address(kernel), CharterLib.WEIGHTS));
    }

    /// @inheritdoc IRelayedBallots
    function setFeed(address inbox, bytes32 feed_) external {
        if (msg.sender != _kernel.treasury()) revert VoicesCallerNotTreasury(msg.sender);
        _feed.name(inbox, feed_);
    }

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed_, uint64 sequence, uint64 observedAt, bytes calldata payload) external {
        _feed.check(feed_);
        Batch memory batch = abi.decode(payload, (Batch));
        if (batch.voices.length > MOST_VOICES) revert VoicesTooMany(batch.voices.length, MOST_VOICES);
        // Once for all voices, none of which then pays for cycles gone by.
        _elections.advance(batch.election, type(uint32).max);
        emit BatchRelayed(batch.pollKey, batch.election, sequence, batch.voices.length);
        for (uint256 i = 0; i < batch.voices.length; ++i) _hear(batch, i, observedAt);
    }

    /// @notice Casts what one voice says. Only this contract itself, so that a voice that fails leaves nothing behind.
    function relay(ElectionId election, address voter, Voice calldata voice, uint64 observedAt) external {
        if (msg.sender != address(this)) revert VoicesCallerNotSelf(msg.sender);
        if (voter == address(0)) revert VoiceUnlinked(voice.provider, voice.subject);
        if (voice.castAt > observedAt) revert VoiceFromFuture(voice.castAt, observedAt);
        if (voice.choices.length > MOST_CHOICES) revert VoiceIllFormed("choices");
        (address appointed, uint96 most, ) = _elections.relayOf(election, voter);
        if (appointed != address(this)) revert VoiceNotRelayed(voter, appointed);
        IElections.Placement[] memory placements;
        IElections.Score[] memory scores;
        if (voice.choices.length != 0) {
            (IElections.ElectionParameters memory p, , ) = _elections.electionOf(election);
            Means memory means = _meansOf(election, voter, most);
            if (p.method == IElections.Method.Score) (placements, scores) = _scored(voice.choices, means);
            else placements = _divided(voice.choices, means);
        }
        _elections.castRelayed(election, voter, voice.castAt, placements, scores);
    }

    /// @inheritdoc IRelayedBallots
    function feed() external view returns (address, bytes32) {
        return (_feed.inbox, _feed.feed);
    }

    // ---------------------------------------------------------------- inside

    /// @dev What one voice meets with is not to be the others' trouble.
    function _hear(Batch memory batch, uint256 i, uint64 observedAt) private {
        Voice memory voice = batch.voices[i];
        address voter = _registry.accountOf(voice.provider, voice.subject);
        if (voter != address(0)) voter = _registry.rootOf(voter);
        try this.relay(batch.election, voter, voice, observedAt) {
            emit VoiceRelayed(batch.pollKey, voter, voice.provider, voice.subject);
        } catch (bytes memory reason) {
            // Everything on the way says why it refuses, unless it has run out of gas.
            if (reason.length == 0) revert VoicesStarved(batch.pollKey, i);
            emit VoiceSkipped(batch.pollKey, voter, voice.provider, voice.subject, reason);
        }
    }

    /// @dev As much as the voter has allowed of what is free, or on the former ballot: of the lease first, which ends by itself.
    function _meansOf(ElectionId election, address voter, uint96 most) private returns (Means memory means) {
        // Who has become a person since is enrolled now.
        _weights.sync(voter);
        (uint256 permanent, uint256 leased) = _weights.freeOf(voter);
        (IElections.Ballot memory ballot, uint32 until) = _elections.ballotOf(election, voter);
        bool counts = until > _weights.cycle();
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            permanent += ballot.placements[i].permanent;
            if (counts) leased += ballot.placements[i].leased;
        }
        means.leased = uint96(Math.min(leased, most));
        means.permanent = uint96(Math.min(permanent, most - means.leased));
        if (means.permanent | means.leased == 0) revert VoiceWithoutWeight(voter);
    }

    /// @dev By the resource method: in proportion to the sizes of the scores. What does not divide stays free.
    function _divided(
        Choice[] calldata choices,
        Means memory means
    ) private pure returns (IElections.Placement[] memory placements) {
        uint256 all = 0;
        for (uint256 i = 0; i < choices.length; ++i) {
            if (choices[i].score == 0) revert VoiceIllFormed("score");
            all += SignedMath.abs(choices[i].score);
        }
        placements = new IElections.Placement[](choices.length);
        for (uint256 i = 0; i < choices.length; ++i) {
            uint256 share = SignedMath.abs(choices[i].score);
            placements[i] = IElections.Placement(
                choices[i].candidacy,
                choices[i].score < 0,
                uint96((means.permanent * share) / all),
                uint96((means.leased * share) / all)
            );
        }
    }

    /// @dev By the score method: one pile to approve and one to disapprove, as far as the scores need them, of the same size.
    function _scored(
        Choice[] calldata choices,
        Means memory means
    ) private pure returns (IElections.Placement[] memory placements, IElections.Score[] memory scores) {
        bool approves = false;
        bool disapproves = false;
        scores = new IElections.Score[](choices.length);
        for (uint256 i = 0; i < choices.length; ++i) {
            scores[i] = IElections.Score(choices[i].candidacy, choices[i].score);
            approves = approves || choices[i].score >= 0;
            disapproves = disapproves || choices[i].score < 0;
        }
        uint96 piles = approves && disapproves ? 2 : 1;
        placements = new IElections.Placement[](piles);
        for (uint256 i = 0; i < piles; ++i) {
            bool against = !approves || i == 1;
            placements[i] = IElections.Placement(NO_CANDIDACY, against, means.permanent / piles, means.leased / piles);
        }
    }
}
