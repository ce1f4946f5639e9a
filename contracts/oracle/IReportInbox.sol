// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Where reports from outside come in
/// @notice Operators observe something off-chain and sign what they saw; a quorum of the current set of signers makes a report
/// (design 8). A feed brings one kind of report to one consumer, by one of two doors: the inbox's own quorum, or an allow-listed
/// Chainlink forwarder, which has checked a quorum of its own.
interface IReportInbox {
    /// @dev Event: every report counts, and comes in its order. State: only the latest counts.
    enum FeedKind {
        None,
        Event,
        State
    }

    /// @dev Quorum: {submit}. Forwarder: {onReport}.
    enum Door {
        Quorum,
        Forwarder
    }

    /// @notice What operators sign, as the typed data `Report`.
    /// @param feed which feed
    /// @param sequence counted from 1; of an event feed one more than the last, of a state feed any later one by at most 2^32
    /// @param observedAt seconds; at most five minutes ahead
    /// @param expiresAt seconds; the last second in which it can come in
    /// @param payload what the consumer reads
    struct Report {
        bytes32 feed;
        uint64 sequence;
        uint64 observedAt;
        uint64 expiresAt;
        bytes payload;
    }

    /// @notice A feed.
    /// @param sequence of its last report; 0 = none yet
    struct Feed {
        address consumer;
        FeedKind kind;
        Door door;
        uint64 sequence;
    }

    /// @notice A set of signers.
    /// @param quorum how many of them make a report
    /// @param endedAt seconds; when the next set took over, 0 = it is the current one
    struct SignerSet {
        uint8 size;
        uint8 quorum;
        uint64 endedAt;
    }

    event FeedSet(bytes32 indexed feed, address consumer, FeedKind kind, Door door);
    event SignersRotated(uint32 indexed set, address[] signers, uint8 quorum);
    event ForwarderSet(address indexed forwarder, bool allowed);
    /// @param digest of the report, by which a re-sent one is known
    /// @param delivered false if the consumer refused; anyone can deliver it again with {redeliver}
    event ReportAccepted(bytes32 indexed feed, uint64 indexed sequence, bytes32 digest, bool delivered);
    event ReportRedelivered(bytes32 indexed feed, uint64 indexed sequence);

    error InboxCallerNotTreasury(address caller);
    error InboxCallerNotForwarder(address caller);
    error InboxParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    error InboxSignersNotAscending(address signer, address next);
    error FeedUnknown(bytes32 feed);
    error FeedTakesOtherDoor(bytes32 feed, Door door);
    /// @notice A report of an event feed was left out, or one of a state feed is too far ahead.
    error ReportOutOfSequence(bytes32 feed, uint64 sequence, uint64 least, uint64 most);
    /// @notice Another report came in under this sequence.
    error ReportSuperseded(bytes32 feed, uint64 sequence, uint64 current);
    error ReportFromFuture(bytes32 feed, uint64 observedAt);
    error ReportExpired(bytes32 feed, uint64 expiresAt);
    error ReportSignaturesTooFew(uint256 signatures, uint256 quorum);
    error ReportSignersNotAscending(address signer, address next);
    error ReportSignerUnknown(address signer);
    error ReportNotUndelivered(bytes32 feed, uint64 sequence);
    /// @notice The consumer needs more gas than was left for it.
    error ReportNeedsGas(uint256 left, uint256 least);

    /// @notice Takes a report with the signatures of a quorum, in ascending order of the signers. One that has come in already
    /// returns without effect.
    /// @return accepted false if it had come in already
    function submit(Report calldata report, bytes[] calldata signatures) external returns (bool accepted);

    /// @notice Hands a report that its consumer refused to it again. Anyone.
    function redeliver(Report calldata report) external;

    /// @notice Names a feed's consumer, kind and door; its sequence goes on. Only the treasury.
    function setFeed(bytes32 feed, address consumer, FeedKind kind, Door door) external;

    /// @notice Replaces the signers; the former set is good for one cycle more. Only the treasury.
    /// @param signers 1 to 31, ascending
    /// @param quorum more than half of them
    function rotate(address[] calldata signers, uint8 quorum) external;

    /// @notice Allows a Chainlink forwarder, or no longer. Only the treasury.
    function setForwarder(address forwarder, bool allowed) external;

    function feedOf(bytes32 feed) external view returns (Feed memory);
    function currentSet() external view returns (uint32 set);
    function setOf(uint32 set) external view returns (SignerSet memory);
    function isSigner(uint32 set, address account) external view returns (bool);
    function isForwarder(address account) external view returns (bool);

    /// @notice What operators sign.
    function digestOf(Report calldata report) external view returns (bytes32);
}
