// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title What polls and policies decide
/// @notice Brings the outcome of a poll or of a policy to the power that a constitution gave it (design 8). One such contract
/// stands for one policy of one feed and one function: a document names it in a `Module` clause and gives it a `Power`, whose
/// delay is at least a day. After the delay anyone has the treasury make the call, within three days, if the document is still
/// in force; a guardian's brake outlasts these.
interface IOutcomes {
    /// @notice What it stands for, for ever.
    /// @param inbox where reports come from
    /// @param feed of which feed
    /// @param policy the policy's name, hashed; outcomes of others are only told
    /// @param target, selector what the treasury will call; not the inbox itself
    /// @param argument what the call's first argument has to be, if `constrained`
    struct Mandate {
        address inbox;
        bytes32 feed;
        bytes32 policy;
        address target;
        bytes4 selector;
        bool constrained;
        bytes32 argument;
    }

    /// @notice The payload of a report: `abi.encode(Outcome)`.
    /// @param pollKey `keccak256(bytes(source + "/" + pollId))`
    /// @param status 1 passed, 2 failed, 3 closed without either
    /// @param winner option index + 1; 0 = none
    /// @param closedAt seconds
    /// @param data the ABI-encoded arguments of the call
    struct Outcome {
        bytes32 pollKey;
        bytes32 policy;
        uint8 status;
        uint32 winner;
        uint64 closedAt;
        bytes32 contentHash;
        bytes data;
    }

    event OutcomeReported(
        bytes32 indexed pollKey,
        bytes32 indexed policy,
        uint8 status,
        uint32 winner,
        uint64 closedAt,
        bytes32 contentHash,
        bytes data
    );
    /// @notice An outcome without effect: the error that the offices answered.
    event OutcomeWithoutEffect(bytes32 indexed pollKey, bytes reason);

    /// @notice What an inbox reports may not change the inbox: its signers, feeds and forwarders are the constitution's to
    /// choose, or a quorum that lied once could stay for ever.
    error OutcomesDirectOwnInbox(address inbox, bytes4 selector);
    error OutcomesCallerNotFeed(address caller, bytes32 feed);
    error OutcomeFromFuture(bytes32 pollKey, uint64 closedAt, uint64 observedAt);
    error OutcomeOutOfMandate(bytes32 argument);
    /// @notice The report needs more gas than it was given; it can be delivered again.
    error OutcomeStarved(bytes32 pollKey);

    function mandate() external view returns (Mandate memory);
}
