// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IWeightSource} from "./IWeightSource.sol";

/// @title A source that leases every person the same
/// @notice Equal weight for every verified identity (design 2.3): one lease a person, on the primary account, renewed by
/// attestation. Only in a kernel whose weight never decays, and with a person gate.
interface IMembershipSource is IWeightSource {
    /// @notice What {prepare} takes, ABI-encoded.
    /// @param value of every lease, 9 decimals of the reference currency; more than 0
    /// @param cycles how long an attestation lasts: 1 to 400, counted from the cycle in which it was observed
    struct Configuration {
        uint64 value;
        uint16 cycles;
    }

    /// @notice The person behind an account has a lease that counts in cycles before `until`.
    event MembershipRenewed(address indexed primary, address indexed account, uint32 until);
    /// @notice An attestation without effect: the account is nobody's, or the lease lasts as long already.
    event MembershipPassedOver(address indexed account);

    error MembershipCallerNotTreasury(address caller);
    error MembershipParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    error MembershipForbids(string parameter);
    error MembershipsTooMany(uint256 length, uint256 most);

    /// @notice Names the feed that attestations come from: `abi.encode(address[])`, at most 64 accounts. Only the treasury.
    function setFeed(address inbox, bytes32 feed) external;

    function feed() external view returns (address inbox, bytes32 feed);
    function configuration() external view returns (Configuration memory);
}
