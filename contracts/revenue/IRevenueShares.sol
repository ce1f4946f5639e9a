// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Who shares the revenue of what
/// @notice Keys name what people look at: the whole site, a topic, a tag (design 8). Each has shares: payment pointers, or
/// other keys whose shares stand in for them, so that a topic can give half to its author and the rest to what the site gives.
/// A page picks one pointer, in proportion, for each visit.
interface IRevenueShares {
    /// @notice A part of a key's revenue.
    /// @param weight in proportion to the other shares of the key
    /// @param key where there is no pointer: another key that is picked from; 0 = the default key
    /// @param pointer a payment pointer, `$host/path`; empty where another key is picked from
    struct Share {
        uint64 weight;
        bytes32 key;
        string pointer;
    }

    /// @notice The shares of a key are these from now on; none = the key has gone.
    event SharesSet(bytes32 indexed key, Share[] shares);
    event ManagerSet(address indexed account, bool allowed);

    error RevenueCallerNotManager(address caller);
    error RevenueCallerNotTreasury(address caller);
    error RevenueSharesTooMany(bytes32 key, uint256 shares, uint256 most);
    /// @param reason which field is ill-formed
    error RevenueShareIllFormed(uint256 index, string reason);
    error RevenueKeyEmpty(bytes32 key);

    /// @notice Replaces the shares of a key: at most 64. Only a manager, or the treasury.
    function set(bytes32 key, Share[] calldata shares) external;

    /// @notice Lets an account, such as the consumer of a feed, set shares, or no longer. Only the treasury.
    function setManager(address account, bool allowed) external;

    /// @notice A pointer of a key, in proportion. Keys that have gone, or lead to no pointer within four steps, give way to the
    /// default key 0.
    /// @param random any number that nobody chose; the same one always picks the same
    function pick(bytes32 key, uint256 random) external view returns (string memory pointer);

    function sharesOf(bytes32 key) external view returns (Share[] memory);
    function isManager(address account) external view returns (bool);
}
