// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A release of a community's work, numbered from 1 in order of publication.
type ReleaseId is uint32;

/// @title Who may have which release
/// @notice Sponsorware (design 5): a release is there for current patrons at once, and for everyone when what the community
/// has been given since reaches its threshold, or on a date. What the community has been given is the value that its sources
/// record as contributed: purchases and donations by whatever way they take.
interface IReleases {
    /// @param content hash of what is released
    /// @param threshold value contributed since publication at which it opens, 9 decimals of the reference currency; 0 = it
    /// opens by date alone
    /// @param opensAt when it opens in any case, seconds; 0 = by the threshold alone
    /// @param from the value that had been contributed when it was published
    /// @param opened it is open for good
    struct Release {
        bytes32 content;
        uint64 threshold;
        uint64 opensAt;
        uint128 from;
        bool opened;
        string version;
        string uri;
    }

    event ReleasePublished(
        ReleaseId indexed release,
        string version,
        bytes32 content,
        string uri,
        uint64 threshold,
        uint64 opensAt
    );
    /// @notice The release is there for everyone from now on.
    event ReleaseOpened(ReleaseId indexed release);

    error ReleasesCallerNotTreasury(address caller);
    error ReleaseUnknown(ReleaseId release);
    error ReleaseVersionTaken(string version, ReleaseId release);
    error ReleaseIllFormed(string field);
    error ReleaseNotOpenYet(ReleaseId release, uint256 gathered, uint64 threshold, uint64 opensAt);

    /// @notice Publishes a release. Only the treasury. With neither threshold nor date it is open at once.
    /// @param version what nobody has released before: 1 to 64 bytes
    function publish(
        string calldata version,
        bytes32 content,
        string calldata uri,
        uint64 threshold,
        uint64 opensAt
    ) external returns (ReleaseId);

    /// @notice Notes that a release has reached its threshold or date, so that it stays open whatever happens to what has been
    /// contributed: members who leave by a fork take theirs along. Anyone.
    function open(ReleaseId release) external;

    /// @notice Whether an account may have a release: everybody when it is open, else those who hold a running lease, by this
    /// account or the one that their person is known by.
    function hasAccess(ReleaseId release, address account) external view returns (bool);

    function isOpen(ReleaseId release) external view returns (bool);

    /// @notice Whether an account, or the person behind it, holds a lease that counts now.
    function isPatron(address account) external view returns (bool);

    /// @notice The value contributed since publication, 9 decimals of the reference currency.
    function gatheredFor(ReleaseId release) external view returns (uint256);

    function releaseOf(ReleaseId release) external view returns (Release memory);

    /// @notice The release of a version; 0 = there is none.
    function findVersion(string calldata version) external view returns (ReleaseId);

    /// @notice The newest release, which is as many as there are; 0 = there is none yet.
    function newest() external view returns (ReleaseId);
}
