// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IGoverned} from "../constitution/IGoverned.sol";
import {IElections} from "../elections/IElections.sol";
import {TypedDataLib} from "../elections/TypedDataLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {FeedLib} from "../oracle/FeedLib.sol";
import {IReportConsumer} from "../oracle/IReportConsumer.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IPersonGate} from "../weights/sources/IPersonGate.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";
import {PersonLib} from "./PersonLib.sol";

/// @title IdentityRegistry
/// @notice Who is who; see {IIdentityRegistry}.
contract IdentityRegistry is
    IIdentityRegistry,
    IPersonGate,
    IGoverned,
    IReportConsumer,
    EIP712("Perdure Identities", "1")
{
    using BitMaps for BitMaps.BitMap;
    using FeedLib for FeedLib.State;
    using PersonLib for PersonLib.State;

    bytes32 private constant LINK = keccak256(
        "Link(address account,bytes32 provider,bytes32 subject,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant UNLINK = keccak256(
        "Unlink(address account,bytes32 provider,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant MERGE = keccak256(
        "Merge(address signer,address primary,address secondary,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant UNDO = keccak256("Undo(address signer,address account,uint256 nonce,uint64 deadline)");
    bytes32 private constant SET_PRIMARY = keccak256(
        "SetPrimary(address signer,address primary,uint256 nonce,uint64 deadline)"
    );
    uint256 private constant MOST_ATTESTATIONS = 64;
    uint256 private constant SHORTEST_UNDO = 1 hours;
    uint256 private constant LONGEST_UNDO = 365 days;
    uint8 private constant STRONG = 3;

    address private immutable _founder;
    /// @inheritdoc IIdentityRegistry
    uint32 public immutable undoPeriod;

    /// @inheritdoc IIdentityRegistry
    address public kernel;
    address private _treasury;
    IWeights private _weights;
    bytes32 private _provider;
    uint8 private _quality;
    FeedLib.State private _feed;
    PersonLib.State private _persons;
    mapping(bytes32 provider => mapping(bytes32 subject => Subject)) private _subjects;
    mapping(address account => mapping(bytes32 provider => bytes32 subject)) private _claims;
    mapping(address signer => BitMaps.BitMap) private _nonces;

    /// @param undoPeriod_ 1 hour to 365 days
    /// @param provider, quality by whose subjects people are known, and the least quality of a link: 1 to 3
    constructor(uint32 undoPeriod_, bytes32 provider, uint8 quality) {
        if (undoPeriod_ < SHORTEST_UNDO || undoPeriod_ > LONGEST_UNDO) {
            revert RegistryUndoPeriodOutOfBounds(undoPeriod_, SHORTEST_UNDO, LONGEST_UNDO);
        }
        (_founder, undoPeriod) = (msg.sender, undoPeriod_);
        _setParameter("provider", uint256(provider));
        _setParameter("quality", quality);
    }

    // ---------------------------------------------------------------- who governs

    /// @inheritdoc IIdentityRegistry
    function serve(IKernel kernel_) external {
        if (msg.sender != _founder) revert RegistryCallerNotFounder(msg.sender);
        if (kernel != address(0)) revert RegistryServesAlready(kernel);
        address gate = kernel_.gate();
        if (gate != address(this) && gate != address(0)) revert RegistryNotGateOf(address(kernel_), gate);
        (kernel, _treasury, _weights) = (address(kernel_), kernel_.treasury(), IWeights(kernel_.weights()));
        emit KernelServed(address(kernel_));
    }

    /// @inheritdoc IIdentityRegistry
    function setFeed(address inbox, bytes32 feed_) external {
        _onlyTreasury();
        _feed.name(inbox, feed_);
    }

    /// @inheritdoc IGoverned
    /// @dev Whoever is no person by the new value counts until somebody calls `IWeights.sync`.
    function setParameter(bytes32 name, uint256 value) external {
        _onlyTreasury();
        _setParameter(name, value);
    }

    // ---------------------------------------------------------------- links

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed_, uint64 sequence, uint64 observedAt, bytes calldata payload) external {
        _feed.check(feed_);
        Attestation[] memory list = abi.decode(payload, (Attestation[]));
        if (list.length > MOST_ATTESTATIONS) revert AttestationsTooMany(list.length, MOST_ATTESTATIONS);
        for (uint256 i = 0; i < list.length; ++i) {
            _attest(list[i], SafeCast.toUint40(observedAt), SafeCast.toUint40(sequence));
        }
    }

    /// @inheritdoc IIdentityRegistry
    function link(bytes32 provider, bytes32 subject, IElections.Authorization calldata by) external {
        _authorize(by, keccak256(abi.encode(LINK, by.signer, provider, subject, by.nonce, by.deadline)));
        if (subject == 0) revert SubjectUnnamed(provider);
        bytes32 claimed = _claims[by.signer][provider];
        if (claimed != 0) revert SubjectClaimedOther(by.signer, provider, claimed);
        _claims[by.signer][provider] = subject;
        emit SubjectClaimed(by.signer, provider, subject);
        // Attested to somebody else, say: what is in the way is told by {obstacleOf}.
        if (_subjects[provider][subject].attested == by.signer) _trySettle(provider, subject);
    }

    /// @inheritdoc IIdentityRegistry
    function settle(bytes32 provider, bytes32 subject) external {
        Obstacle obstacle = obstacleOf(provider, subject);
        if (obstacle != Obstacle.None) revert SubjectNotLinkable(provider, subject, obstacle);
        _settle(provider, subject);
    }

    /// @inheritdoc IIdentityRegistry
    function unlink(bytes32 provider, IElections.Authorization calldata by) external {
        _authorize(by, keccak256(abi.encode(UNLINK, by.signer, provider, by.nonce, by.deadline)));
        bytes32 subject = _claims[by.signer][provider];
        if (subject == 0) revert SubjectNotClaimed(by.signer, provider);
        // Votes that stay behind would be measured against an electorate without them.
        if (primaryOf(by.signer) == by.signer && provider == _provider) _notPlaced(by.signer);
        _claims[by.signer][provider] = 0;
        emit SubjectClaimed(by.signer, provider, 0);
        Subject storage held = _subjects[provider][subject];
        if (held.linked && held.holder == by.signer) _dissolve(held, provider, subject);
    }

    // ---------------------------------------------------------------- persons

    /// @inheritdoc IIdentityRegistry
    function merge(
        IElections.Authorization calldata byPrimary,
        IElections.Authorization calldata bySecondary
    ) external {
        (address primary, address secondary) = (byPrimary.signer, bySecondary.signer);
        _authorize(byPrimary, _mergeHash(byPrimary, primary, secondary));
        _authorize(bySecondary, _mergeHash(bySecondary, primary, secondary));
        if (_persons.sign(primary, secondary)) return;
        _notPlaced(secondary);
        _persons.merge(primary, secondary, false);
        _follow(secondary);
    }

    /// @inheritdoc IIdentityRegistry
    function mergeByOffice(address primary, address secondary) external {
        _onlyTreasury();
        _persons.merge(primary, secondary, true);
        _follow(secondary);
    }

    /// @inheritdoc IIdentityRegistry
    function undo(address account, IElections.Authorization calldata by) external {
        Merge memory undone = _persons.merges[account];
        if (msg.sender != _treasury) {
            bool theirs = by.signer == account || by.signer == undone.into;
            if (!theirs || undone.byOffice) revert IdentityNotTheirs(account, by.signer);
            _authorize(by, keccak256(abi.encode(UNDO, by.signer, account, by.nonce, by.deadline)));
        }
        _persons.undo(account, undoPeriod);
        _follow(account);
    }

    /// @inheritdoc IIdentityRegistry
    function setPrimary(address account, IElections.Authorization calldata by) external {
        address former = rootOf(account);
        bool theirs = by.signer == former || (by.signer == account && !_isVerified(former));
        if (!theirs) revert IdentityNotTheirs(account, by.signer);
        _authorize(by, keccak256(abi.encode(SET_PRIMARY, by.signer, account, by.nonce, by.deadline)));
        _notPlaced(former);
        _persons.raise(account);
        emit PrimaryChanged(former, account);
        _follow(former);
        _follow(account);
    }

    /// @inheritdoc IIdentityRegistry
    function cancelNonce(uint256 nonce) external {
        TypedDataLib.useNonce(_nonces, msg.sender, nonce);
    }

    // ---------------------------------------------------------------- the person gate

    /// @inheritdoc IPersonGate
    function primaryOf(address account) public view returns (address) {
        address root = rootOf(account);
        return _isVerified(root) ? root : address(0);
    }

    /// @inheritdoc IPersonGate
    function isLinkFinal(address account) external view returns (bool) {
        return _persons.isFinal(account, undoPeriod);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IIdentityRegistry
    function rootOf(address account) public view returns (address) {
        return _persons.rootOf(account);
    }

    /// @inheritdoc IIdentityRegistry
    function accountOf(bytes32 provider, bytes32 subject) external view returns (address) {
        Subject storage held = _subjects[provider][subject];
        return held.linked ? held.holder : address(0);
    }

    /// @inheritdoc IIdentityRegistry
    function subjectOf(bytes32 provider, bytes32 subject) external view returns (Subject memory) {
        return _subjects[provider][subject];
    }

    /// @inheritdoc IIdentityRegistry
    function claimOf(address account, bytes32 provider) external view returns (bytes32) {
        return _claims[account][provider];
    }

    /// @inheritdoc IIdentityRegistry
    function mergeOf(address account) external view returns (Merge memory) {
        return _persons.merges[account];
    }

    /// @inheritdoc IIdentityRegistry
    function obstacleOf(bytes32 provider, bytes32 subject) public view returns (Obstacle) {
        Subject storage held = _subjects[provider][subject];
        (address account, address former) = (held.attested, held.holder);
        if (account == address(0)) return Obstacle.NotAttested;
        if (_claims[account][provider] != subject) return Obstacle.NotSigned;
        if (held.linked) return Obstacle.LinkedAlready;
        if (former == address(0) || former == account) return Obstacle.None;
        // Who has been merged with others would otherwise become somebody else by naming another account.
        bool samePerson = rootOf(former) == rootOf(account);
        if (!samePerson && _persons.isMerged(former)) return Obstacle.OtherPerson;
        return _isPlaced(former) ? Obstacle.StillPlaced : Obstacle.None;
    }

    /// @inheritdoc IIdentityRegistry
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    /// @inheritdoc IIdentityRegistry
    function feed() external view returns (address, bytes32) {
        return (_feed.inbox, _feed.feed);
    }

    /// @inheritdoc IIdentityRegistry
    function personhood() external view returns (bytes32, uint8) {
        return (_provider, _quality);
    }

    /// @inheritdoc IGoverned
    function parameterBounds(bytes32 name) public pure returns (uint256 least, uint256 most) {
        if (name == "provider") return (1, type(uint256).max);
        if (name == "quality") return (1, STRONG);
        revert ParameterUnknown(name);
    }

    // ---------------------------------------------------------------- inside

    function _attest(Attestation memory a, uint40 observedAt, uint40 sequence) private {
        Subject storage held = _subjects[a.provider][a.subject];
        bool older = observedAt < held.observedAt || (observedAt == held.observedAt && sequence < held.sequence);
        bool formed = a.subject != 0 && (a.account != address(0) || a.revoked) && a.quality <= STRONG;
        if (older || !formed) {
            emit AttestationPassedOver(a.provider, a.subject, a.account);
            return;
        }
        address account = a.revoked ? address(0) : a.account;
        (held.attested, held.attestedQuality) = (account, a.quality);
        (held.observedAt, held.sequence) = (observedAt, sequence);
        emit Attested(a.provider, a.subject, account, a.quality, observedAt);
        if (!held.linked) {
            _trySettle(a.provider, a.subject);
        } else if (held.holder != account) {
            _dissolve(held, a.provider, a.subject);
            _trySettle(a.provider, a.subject);
        } else if (held.quality != a.quality) {
            held.quality = a.quality;
            emit AccountLinked(a.provider, a.subject, account, a.quality);
            _follow(account);
        }
    }

    function _trySettle(bytes32 provider, bytes32 subject) private {
        if (obstacleOf(provider, subject) == Obstacle.None) _settle(provider, subject);
    }

    function _settle(bytes32 provider, bytes32 subject) private {
        Subject storage held = _subjects[provider][subject];
        (address account, uint8 quality) = (held.attested, held.attestedQuality);
        (held.holder, held.quality, held.linked) = (account, quality, true);
        emit AccountLinked(provider, subject, account, quality);
        _follow(account);
    }

    /// @dev The subject remembers whose it was: until that account has nothing placed it cannot be another's.
    function _dissolve(Subject storage held, bytes32 provider, bytes32 subject) private {
        held.linked = false;
        emit AccountUnlinked(provider, subject, held.holder);
        _follow(held.holder);
    }

    function _isVerified(address account) private view returns (bool) {
        bytes32 subject = _claims[account][_provider];
        if (subject == 0) return false;
        Subject storage held = _subjects[_provider][subject];
        return held.linked && held.holder == account && held.quality >= _quality;
    }

    /// @dev Weights, whose code the kernel fixed, ask who the account is now, and enrol or strike it at once: at no time do two
    /// accounts of a person count.
    function _follow(address account) private {
        if (kernel != address(0)) _weights.sync(account);
    }

    function _notPlaced(address account) private view {
        if (_isPlaced(account)) revert IdentityStillPlaced(account);
    }

    function _isPlaced(address account) private view returns (bool) {
        if (kernel == address(0)) return false;
        if (_weights.accountOf(account).placed != 0) return true;
        IWeights.Lease memory lease = _weights.leaseOf(account);
        return lease.placed != 0 && lease.until > _weights.cycle();
    }

    function _mergeHash(
        IElections.Authorization calldata by,
        address primary,
        address secondary
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(MERGE, by.signer, primary, secondary, by.nonce, by.deadline));
    }

    /// @dev Who calls for itself need not sign.
    function _authorize(IElections.Authorization calldata by, bytes32 structHash) private {
        if (msg.sender != by.signer) TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(structHash));
    }

    function _setParameter(bytes32 name, uint256 value) private {
        (uint256 least, uint256 most) = parameterBounds(name);
        if (value < least || value > most) revert ParameterOutOfBounds(name, value, least, most);
        if (name == "provider") _provider = bytes32(value);
        else _quality = uint8(value);
        emit RegistryParameterSet(name, value);
    }

    function _onlyTreasury() private view {
        // Nobody's before it serves a kernel.
        if (msg.sender != _treasury) revert RegistryCallerNotTreasury(msg.sender);
    }
}
