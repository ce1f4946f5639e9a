// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId, ElectionId} from "../types/Ids.sol";

/// @title Ballots from where people talk
/// @notice Casts what voters have said in a poll for those who asked for it: they have linked the poll's account
/// (`IIdentityRegistry`) and appointed this contract as their relay in an election (`IElections.appointRelay`), for so many
/// units at most. Whoever casts or withdraws directly is not relayed any more until they appoint it again. A constitution
/// installs it as a module.
interface IRelayedBallots {
    /// @notice What somebody said of a candidacy.
    /// @param score -100 to 100; by the resource method above 0 for it and below 0 against it, and the voter's weight is divided
    /// in proportion to the sizes of the scores
    struct Choice {
        CandidacyId candidacy;
        int8 score;
    }

    /// @notice What a subject said, all of it: it takes the place of what the same voter's earlier voices said.
    /// @param castAt seconds, when it was said; where the source does not tell, when it was first seen. Only a voice later than
    /// the last one counts, so the same one never counts twice
    /// @param choices at most 8, of ascending candidacies, none with a score of 0 by the resource method; empty = withdrawn
    struct Voice {
        bytes32 provider;
        bytes32 subject;
        uint64 castAt;
        Choice[] choices;
    }

    /// @notice The payload of a report: `abi.encode(Batch)`.
    /// @param pollKey `keccak256(bytes(source + "/" + pollId))`
    /// @param voices at most 32
    struct Batch {
        bytes32 pollKey;
        ElectionId election;
        Voice[] voices;
    }

    event BatchRelayed(bytes32 indexed pollKey, ElectionId indexed election, uint64 sequence, uint256 voices);
    /// @notice The voter's ballot in the election is now what the subject said.
    event VoiceRelayed(bytes32 indexed pollKey, address indexed voter, bytes32 provider, bytes32 subject);
    /// @notice A voice without effect.
    /// @param voter zero = the subject is linked to no account
    /// @param reason the error that it met with
    event VoiceSkipped(bytes32 indexed pollKey, address indexed voter, bytes32 provider, bytes32 subject, bytes reason);

    error VoicesCallerNotTreasury(address caller);
    error VoicesCallerNotSelf(address caller);
    error VoicesTooMany(uint256 length, uint256 most);
    /// @notice The batch needs more gas than it was given; it can be delivered again.
    error VoicesStarved(bytes32 pollKey, uint256 voice);
    error VoiceUnlinked(bytes32 provider, bytes32 subject);
    error VoiceNotRelayed(address voter, address relay);
    error VoiceFromFuture(uint64 castAt, uint64 observedAt);
    error VoiceIllFormed(string field);
    error VoiceWithoutWeight(address voter);

    /// @notice Names the feed that batches come from. Only the treasury.
    function setFeed(address inbox, bytes32 feed) external;

    function feed() external view returns (address inbox, bytes32 feed);
}
