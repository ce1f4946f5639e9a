// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IPersonGate} from "../weights/sources/IPersonGate.sol";
import {IReleases, ReleaseId} from "./IReleases.sol";

/// @title Releases
/// @notice Who may have which release; see {IReleases}.
contract Releases is IReleases {
    uint256 private constant LONGEST_VERSION = 64;

    address private immutable _treasury;
    IWeights private immutable _weights;
    address private immutable _gate;

    uint32 private _count;
    mapping(ReleaseId => Release) private _releases;
    mapping(bytes32 versionHash => ReleaseId) private _versions;

    constructor(IKernel kernel) {
        (_treasury, _weights, _gate) = (kernel.treasury(), IWeights(kernel.weights()), kernel.gate());
    }

    /// @inheritdoc IReleases
    function publish(
        string calldata version,
        bytes32 content,
        string calldata uri,
        uint64 threshold,
        uint64 opensAt
    ) external returns (ReleaseId id) {
        if (msg.sender != _treasury) revert ReleasesCallerNotTreasury(msg.sender);
        if (bytes(version).length == 0 || bytes(version).length > LONGEST_VERSION) revert ReleaseIllFormed("version");
        if (content == 0) revert ReleaseIllFormed("content");
        bytes32 versionHash = keccak256(bytes(version));
        if (ReleaseId.unwrap(_versions[versionHash]) != 0) revert ReleaseVersionTaken(version, _versions[versionHash]);
        id = ReleaseId.wrap(++_count);
        _versions[versionHash] = id;
        bool opened = threshold == 0 && opensAt == 0;
        uint128 from = SafeCast.toUint128(_weights.totalContributed());
        _releases[id] = Release(content, threshold, opensAt, from, opened, version, uri);
        emit ReleasePublished(id, version, content, uri, threshold, opensAt);
        if (opened) emit ReleaseOpened(id);
    }

    /// @inheritdoc IReleases
    function open(ReleaseId id) external {
        Release storage release = _known(id);
        if (release.opened || !_isOpen(release)) {
            revert ReleaseNotOpenYet(id, _gathered(release), release.threshold, release.opensAt);
        }
        release.opened = true;
        emit ReleaseOpened(id);
    }

    /// @inheritdoc IReleases
    function hasAccess(ReleaseId id, address account) external view returns (bool) {
        return _isOpen(_known(id)) || isPatron(account);
    }

    /// @inheritdoc IReleases
    function isOpen(ReleaseId id) external view returns (bool) {
        return _isOpen(_known(id));
    }

    /// @inheritdoc IReleases
    function isPatron(address account) public view returns (bool) {
        if (_leases(account)) return true;
        if (_gate == address(0)) return false;
        address primary = IPersonGate(_gate).primaryOf(account);
        return primary != account && primary != address(0) && _leases(primary);
    }

    /// @inheritdoc IReleases
    function gatheredFor(ReleaseId id) external view returns (uint256) {
        return _gathered(_known(id));
    }

    /// @inheritdoc IReleases
    function releaseOf(ReleaseId id) external view returns (Release memory) {
        return _known(id);
    }

    /// @inheritdoc IReleases
    function findVersion(string calldata version) external view returns (ReleaseId) {
        return _versions[keccak256(bytes(version))];
    }

    /// @inheritdoc IReleases
    function newest() external view returns (ReleaseId) {
        return ReleaseId.wrap(_count);
    }

    function _leases(address account) private view returns (bool) {
        IWeights.Lease memory lease = _weights.leaseOf(account);
        return lease.units != 0 && lease.until > _weights.cycle();
    }

    function _isOpen(Release storage release) private view returns (bool) {
        if (release.opened) return true;
        if (release.opensAt != 0 && block.timestamp >= release.opensAt) return true;
        return release.threshold != 0 && _gathered(release) >= release.threshold;
    }

    /// @dev Members who left may have taken more along than has come in since.
    function _gathered(Release storage release) private view returns (uint256) {
        return Math.saturatingSub(_weights.totalContributed(), release.from);
    }

    function _known(ReleaseId id) private view returns (Release storage release) {
        release = _releases[id];
        if (release.content == 0) revert ReleaseUnknown(id);
    }
}
