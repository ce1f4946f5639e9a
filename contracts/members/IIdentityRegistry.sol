// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {IKernel} from "../kernel/IKernel.sol";

/// @title Who is who
/// @notice A person gate (design 8). An account is linked to a subject, somebody's account with an outside provider, when a
/// report attests it and the account has signed it, in any order. A person is a set of accounts with one primary account, and
/// counts while the primary account is linked to a subject of the one provider that the community has chosen, at the quality that
/// it asks for: with two such providers, whoever has both would be two.
/// @dev Names of the outside are hashes: `provider = keccak256("discourse:forum.example.org")`, `subject` that of the
/// provider's own stable id of a user, as text. Authorizations are {IElections-Authorization}; an account that calls itself needs
/// no signature.
interface IIdentityRegistry {
    /// @notice What a provider says. A report's payload is `abi.encode(Attestation[])`, at most 64.
    /// @param account whom the subject names as its own
    /// @param quality 0 unknown, 1 unconfirmed, 2 weak, 3 strong
    /// @param revoked the subject names nobody any more
    struct Attestation {
        bytes32 provider;
        bytes32 subject;
        address account;
        uint8 quality;
        bool revoked;
    }

    /// @notice A subject.
    /// @param holder the account that it is linked to, or was linked to last
    /// @param quality of the link
    /// @param linked whether the link stands
    /// @param attested whom the latest attestation names; zero = nobody
    /// @param attestedQuality of that attestation
    /// @param observedAt seconds, of that attestation
    /// @param sequence of the report that brought it
    struct Subject {
        address holder;
        uint8 quality;
        bool linked;
        address attested;
        uint8 attestedQuality;
        uint40 observedAt;
        uint40 sequence;
    }

    /// @notice That one account stands behind another one.
    /// @param into the account that it stands behind; zero = none, it is primary
    /// @param mergedAt seconds
    /// @param signed whether both accounts have signed it: no other merge is ever final
    /// @param byOffice whether the treasury has made it, which alone can then undo it
    struct Merge {
        address into;
        uint64 mergedAt;
        bool signed;
        bool byOffice;
    }

    /// @notice What keeps a subject from being linked to the account that it is attested to.
    enum Obstacle {
        None,
        NotAttested,
        NotSigned,
        LinkedAlready,
        /// @dev Its former account still has weight placed, which would count beside that of the new one.
        StillPlaced,
        /// @dev Its former account is merged with others: it can only go to an account of the same person.
        OtherPerson
    }

    event KernelServed(address indexed kernel);
    /// @notice What a provider says now; `account` zero = it names nobody.
    event Attested(
        bytes32 indexed provider,
        bytes32 indexed subject,
        address indexed account,
        uint8 quality,
        uint64 observedAt
    );
    /// @notice An attestation without effect: ill-formed, or older than the one that stands.
    event AttestationPassedOver(bytes32 indexed provider, bytes32 indexed subject, address indexed account);
    /// @notice The account says that the subject is its own; zero = none of this provider's is.
    event SubjectClaimed(address indexed account, bytes32 indexed provider, bytes32 indexed subject);
    event AccountLinked(bytes32 indexed provider, bytes32 indexed subject, address indexed account, uint8 quality);
    event AccountUnlinked(bytes32 indexed provider, bytes32 indexed subject, address indexed account);
    /// @notice `secondary` and all accounts behind it stand behind `primary` from now on.
    event IdentitiesMerged(address indexed primary, address indexed secondary, bool byOffice);
    /// @notice Both accounts have signed what the treasury had merged; it becomes final like any other merge.
    event MergeSigned(address indexed primary, address indexed secondary);
    event MergeUndone(address indexed into, address indexed account);
    event PrimaryChanged(address indexed from, address indexed to);
    event RegistryParameterSet(bytes32 indexed name, uint256 value);

    error RegistryCallerNotFounder(address caller);
    error RegistryCallerNotTreasury(address caller);
    error RegistryServesAlready(address kernel);
    /// @notice The kernel asks another person gate.
    error RegistryNotGateOf(address kernel, address gate);
    error RegistryUndoPeriodOutOfBounds(uint256 period, uint256 least, uint256 most);
    error AttestationsTooMany(uint256 length, uint256 most);
    error SubjectUnnamed(bytes32 provider);
    error SubjectClaimedOther(address account, bytes32 provider, bytes32 subject);
    error SubjectNotClaimed(address account, bytes32 provider);
    error SubjectNotLinkable(bytes32 provider, bytes32 subject, Obstacle obstacle);
    /// @notice The account would stop being primary, and has weight placed: withdraw it first.
    error IdentityStillPlaced(address account);
    /// @notice The account stands behind another one.
    error IdentityNotPrimary(address account);
    error IdentityPrimaryAlready(address account);
    error IdentityMergeWithItself(address account);
    error IdentityTooManyAccounts(address primary, uint256 accounts, uint256 most);
    error IdentityNotMerged(address account);
    error IdentityMergeFinal(address account, uint64 finalAt);
    /// @notice The signer has no say in it.
    error IdentityNotTheirs(address account, address signer);

    /// @notice Names the kernel that the registry answers to: its treasury governs from now on, and its weights follow at once
    /// when somebody stops being a primary account. Only who deployed the registry, once.
    function serve(IKernel kernel) external;

    /// @notice Names the feed that attestations come from. Only the treasury.
    function setFeed(address inbox, bytes32 feed) external;

    /// @notice The signer says that a subject is its own; links the two if it is attested. By the typed data
    /// `Link(address account,bytes32 provider,bytes32 subject,uint256 nonce,uint64 deadline)`.
    function link(bytes32 provider, bytes32 subject, IElections.Authorization calldata by) external;

    /// @notice Links a subject to the account that it is attested to, and that has signed it, once nothing is in the way. Anyone.
    function settle(bytes32 provider, bytes32 subject) external;

    /// @notice Takes back what the signer said of its subject with a provider. By the typed data
    /// `Unlink(address account,bytes32 provider,uint256 nonce,uint64 deadline)`.
    function unlink(bytes32 provider, IElections.Authorization calldata by) external;

    /// @notice Merges two persons' records: both primary accounts have signed
    /// `Merge(address signer,address primary,address secondary,uint256 nonce,uint64 deadline)`; or signs a merge by the treasury.
    /// @param byPrimary, bySecondary of both accounts; the second one stands behind the first from now on
    function merge(IElections.Authorization calldata byPrimary, IElections.Authorization calldata bySecondary) external;

    /// @notice Merges two persons' records without them. Only the treasury, for the office of a registrar. Their weight is not
    /// brought together unless both sign the merge, too.
    function mergeByOffice(address primary, address secondary) external;

    /// @notice Takes a merge back that is not final: the treasury any, and either account one that both have made. By the typed
    /// data `Undo(address signer,address account,uint256 nonce,uint64 deadline)`.
    /// @param account the one that stands behind the other
    function undo(address account, IElections.Authorization calldata by) external;

    /// @notice Makes another account of a person the primary one. Signed by the primary account so far; by the new one if the
    /// other is no longer a person. By the typed data `SetPrimary(address signer,address primary,uint256 nonce,uint64 deadline)`.
    function setPrimary(address account, IElections.Authorization calldata by) external;

    /// @notice Makes one of the caller's nonces unusable.
    function cancelNonce(uint256 nonce) external;

    /// @notice The account that stands for all of a person's, person or not.
    function rootOf(address account) external view returns (address);

    /// @notice The account that a subject is linked to; zero = none.
    function accountOf(bytes32 provider, bytes32 subject) external view returns (address);

    function subjectOf(bytes32 provider, bytes32 subject) external view returns (Subject memory);

    /// @notice What the account says is its own subject with a provider; zero = nothing.
    function claimOf(address account, bytes32 provider) external view returns (bytes32 subject);

    function mergeOf(address account) external view returns (Merge memory);

    /// @notice What keeps a subject from being linked.
    function obstacleOf(bytes32 provider, bytes32 subject) external view returns (Obstacle);

    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);

    function kernel() external view returns (address);
    function feed() external view returns (address inbox, bytes32 feed);

    /// @notice How long a merge can be undone, seconds.
    function undoPeriod() external view returns (uint32);

    /// @notice The one provider by whose subjects people are known, and the least quality of a link.
    function personhood() external view returns (bytes32 provider, uint8 quality);
}
