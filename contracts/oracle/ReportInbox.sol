// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReceiver} from "@chainlink/contracts/src/v0.8/keystone/interfaces/IReceiver.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {IReportConsumer} from "./IReportConsumer.sol";
import {IReportInbox} from "./IReportInbox.sol";

/// @title ReportInbox
/// @notice Where reports from outside come in; see {IReportInbox}.
contract ReportInbox is IReportInbox, IReceiver, EIP712("Perdure Reports", "1"), ReentrancyGuardTransient {
    bytes32 private constant REPORT = keccak256(
        "Report(bytes32 feed,uint64 sequence,uint64 observedAt,uint64 expiresAt,bytes payload)"
    );
    uint256 private constant MOST_SIGNERS = 31;
    uint256 private constant MOST_AHEAD = 5 minutes;
    uint64 private constant MOST_SKIPPED = 1 << 32;
    /// @dev Whoever hands a report in leaves its consumer at least this: one that it starves can be delivered again.
    uint256 private constant LEAST_GAS = 100_000;

    /// @dev Asked only when it matters: an inbox may be there before its kernel, so that a founding document can name it.
    IKernel private immutable _kernel;

    /// @inheritdoc IReportInbox
    uint32 public currentSet;
    mapping(uint32 set => SignerSet) private _sets;
    /// @dev By account: in which sets it is, a bit each for the 256 sets before and with the last one it was in.
    mapping(address account => mapping(uint32 word => uint256 sets)) private _memberships;
    mapping(bytes32 feed => Feed) private _feeds;
    /// @dev The digest of a feed's last report, and of those that were not delivered.
    mapping(bytes32 feed => bytes32) private _last;
    mapping(bytes32 digest => bool) private _undelivered;
    /// @inheritdoc IReportInbox
    mapping(address account => bool) public isForwarder;

    /// @param kernel whose treasury the inbox obeys, and whose cycle is the grace of a former set; until it is founded the inbox
    /// obeys nobody
    constructor(IKernel kernel, address[] memory signers, uint8 quorum) {
        _kernel = kernel;
        _rotate(signers, quorum);
    }

    // ---------------------------------------------------------------- reports

    /// @inheritdoc IReportInbox
    function submit(Report calldata report, bytes[] calldata signatures) external nonReentrant returns (bool) {
        Feed memory feed = _feedOf(report.feed, Door.Quorum);
        bytes32 digest = digestOf(report);
        if (_isKnown(report, feed, digest)) return false;
        _checkTimes(report);
        _checkSignatures(digest, signatures);
        _accept(report, feed, digest);
        return true;
    }

    /// @inheritdoc IReceiver
    /// @dev The metadata says who ran which workflow; the forwarder is allowed or not for what it lets in.
    function onReport(bytes calldata, bytes calldata encoded) external nonReentrant {
        if (!isForwarder[msg.sender]) revert InboxCallerNotForwarder(msg.sender);
        _receive(abi.decode(encoded, (Report)));
    }

    /// @inheritdoc IReportInbox
    function redeliver(Report calldata report) external nonReentrant {
        bytes32 digest = digestOf(report);
        if (!_undelivered[digest]) revert ReportNotUndelivered(report.feed, report.sequence);
        Feed memory feed = _feeds[report.feed];
        // Of a state only the latest counts, whatever became of it.
        bool superseded = feed.kind == FeedKind.State && report.sequence != feed.sequence;
        if (superseded) revert ReportSuperseded(report.feed, report.sequence, feed.sequence);
        _undelivered[digest] = false;
        emit ReportRedelivered(report.feed, report.sequence);
        IReportConsumer(feed.consumer).consume(report.feed, report.sequence, report.observedAt, report.payload);
    }

    // ---------------------------------------------------------------- the treasury

    /// @inheritdoc IReportInbox
    function setFeed(bytes32 feed, address consumer, FeedKind kind, Door door) external {
        _onlyTreasury();
        if (consumer.code.length == 0) revert InboxParameterOutOfBounds("consumer", 0, 1, type(uint256).max);
        if (kind == FeedKind.None) revert InboxParameterOutOfBounds("kind", 0, 1, uint8(type(FeedKind).max));
        Feed storage stored = _feeds[feed];
        (stored.consumer, stored.kind, stored.door) = (consumer, kind, door);
        emit FeedSet(feed, consumer, kind, door);
    }

    /// @inheritdoc IReportInbox
    function rotate(address[] calldata signers, uint8 quorum) external {
        _onlyTreasury();
        _rotate(signers, quorum);
    }

    /// @inheritdoc IReportInbox
    function setForwarder(address forwarder, bool allowed) external {
        _onlyTreasury();
        isForwarder[forwarder] = allowed;
        emit ForwarderSet(forwarder, allowed);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IReportInbox
    function feedOf(bytes32 feed) external view returns (Feed memory) {
        return _feeds[feed];
    }

    /// @inheritdoc IReportInbox
    function setOf(uint32 set) external view returns (SignerSet memory) {
        return _sets[set];
    }

    /// @inheritdoc IReportInbox
    function isSigner(uint32 set, address account) public view returns (bool) {
        return (_memberships[account][set >> 8] >> (set & 0xff)) & 1 == 1;
    }

    /// @inheritdoc IReportInbox
    function digestOf(Report memory report) public view returns (bytes32) {
        bytes32 payload = keccak256(report.payload);
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(REPORT, report.feed, report.sequence, report.observedAt, report.expiresAt, payload)
                )
            );
    }

    /// @notice ERC-165: a forwarder asks whether this is a receiver.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IReceiver).interfaceId || id == type(IERC165).interfaceId;
    }

    // ---------------------------------------------------------------- inside

    function _receive(Report memory report) private {
        Feed memory feed = _feedOf(report.feed, Door.Forwarder);
        bytes32 digest = digestOf(report);
        if (_isKnown(report, feed, digest)) return;
        _checkTimes(report);
        _accept(report, feed, digest);
    }

    function _feedOf(bytes32 id, Door door) private view returns (Feed memory feed) {
        feed = _feeds[id];
        if (feed.kind == FeedKind.None) revert FeedUnknown(id);
        if (feed.door != door) revert FeedTakesOtherDoor(id, feed.door);
    }

    /// @dev Whether the report is the last one, sent again. Reverts where it can be neither that nor the next.
    function _isKnown(Report memory report, Feed memory feed, bytes32 digest) private view returns (bool) {
        (uint64 last, uint64 sequence) = (feed.sequence, report.sequence);
        if (sequence == last && last != 0 && _last[report.feed] == digest) return true;
        if (sequence <= last) revert ReportSuperseded(report.feed, sequence, last);
        uint64 most = last + (feed.kind == FeedKind.Event ? 1 : MOST_SKIPPED);
        if (sequence > most) revert ReportOutOfSequence(report.feed, sequence, last + 1, most);
        return false;
    }

    function _checkTimes(Report memory report) private view {
        if (report.observedAt > block.timestamp + MOST_AHEAD) revert ReportFromFuture(report.feed, report.observedAt);
        if (block.timestamp > report.expiresAt) revert ReportExpired(report.feed, report.expiresAt);
    }

    /// @dev All signers are of one set: the current one, or the former while its grace lasts.
    function _checkSignatures(bytes32 digest, bytes[] calldata signatures) private view {
        uint32 set = currentSet;
        uint32 word = set >> 8;
        address former = address(0);
        // Bits of the sets that every signer so far is in.
        (uint256 sets, uint256 formerSets) = (type(uint256).max, type(uint256).max);
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = ECDSA.recover(digest, signatures[i]);
            if (signer <= former) revert ReportSignersNotAscending(former, signer);
            former = signer;
            uint256 memberships = _memberships[signer][word];
            sets &= memberships;
            // The first set of a word has its predecessor in the word before.
            formerSets &= set & 0xff == 0 && set != 0 ? _memberships[signer][word - 1] : memberships;
            bool known = _has(sets, set) || (set > 1 && _inGrace(set - 1) && _has(formerSets, set - 1));
            if (!known) revert ReportSignerUnknown(signer);
        }
        uint256 quorum = _sets[_has(sets, set) ? set : set - 1].quorum;
        if (signatures.length < quorum) revert ReportSignaturesTooFew(signatures.length, quorum);
    }

    /// @dev The former signers' reports are good for a cycle more.
    function _inGrace(uint32 set) private view returns (bool) {
        return block.timestamp <= _sets[set].endedAt + _kernel.cycleLength();
    }

    function _has(uint256 sets, uint32 set) private pure returns (bool) {
        return (sets >> (set & 0xff)) & 1 == 1;
    }

    function _accept(Report memory report, Feed memory feed, bytes32 digest) private {
        _feeds[report.feed].sequence = report.sequence;
        _last[report.feed] = digest;
        if (gasleft() < LEAST_GAS) revert ReportNeedsGas(gasleft(), LEAST_GAS);
        bool delivered = false;
        try IReportConsumer(feed.consumer).consume(report.feed, report.sequence, report.observedAt, report.payload) {
            delivered = true;
        } catch {
            // One report that its consumer cannot take must not keep out those behind it, nor be lost.
            _undelivered[digest] = true;
        }
        emit ReportAccepted(report.feed, report.sequence, digest, delivered);
    }

    function _rotate(address[] memory signers, uint8 quorum) private {
        if (signers.length == 0 || signers.length > MOST_SIGNERS) {
            revert InboxParameterOutOfBounds("signers", signers.length, 1, MOST_SIGNERS);
        }
        if (quorum <= signers.length / 2 || quorum > signers.length) {
            revert InboxParameterOutOfBounds("quorum", quorum, signers.length / 2 + 1, signers.length);
        }
        if (currentSet != 0) _sets[currentSet].endedAt = uint64(block.timestamp);
        uint32 set = ++currentSet;
        _sets[set] = SignerSet(uint8(signers.length), quorum, 0);
        address former = address(0);
        for (uint256 i = 0; i < signers.length; ++i) {
            if (signers[i] <= former) revert InboxSignersNotAscending(former, signers[i]);
            former = signers[i];
            _memberships[former][set >> 8] |= uint256(1) << (set & 0xff);
        }
        emit SignersRotated(set, signers, quorum);
    }

    function _onlyTreasury() private view {
        if (msg.sender != _kernel.treasury()) revert InboxCallerNotTreasury(msg.sender);
    }
}
