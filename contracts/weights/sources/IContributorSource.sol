// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {Units} from "../../types/Units.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title A source that gives weight to those who do the work
/// @notice A list of contributors, and what each should weigh, is kept by the office that the constitution names, through the
/// treasury: by hand, by a metric that the oracle reports, or by a blend of both (design 2.3). No contributor weighs more than
/// the highest patron, or a base weight where there is none, and all together weigh no more than a share of all weight, or than
/// one of them alone could. A sole contributor weighs as much as the highest patron.
/// @dev Weights are values, 9 decimals of the reference currency. Anyone {settle}s a contributor's units to what they should be
/// by now. What has to be fewer is revoked, placed or not: who is overdrawn by it has a cycle to choose what to withdraw.
interface IContributorSource is IWeightSource, IReportConsumer {
    /// @notice What {prepare} takes, ABI-encoded.
    /// @param baseWeight the most that a contributor weighs while there is no patron; more than 0
    /// @param share of all weight that contributors may hold together, WAD; less than 1e18
    struct Configuration {
        uint64 baseWeight;
        uint64 share;
    }

    /// @notice What is known of a contributor.
    /// @param hand weight given by hand
    /// @param metric as it was last reported
    /// @param units that it should hold, as of when it was last settled
    /// @param report in which the metric came; it counts while that is the last one
    /// @param owed units that it was to give back, and that were not found: taken where they turn up, and not credited anew
    struct Contributor {
        bool listed;
        uint24 report;
        uint64 hand;
        uint64 metric;
        uint96 units;
        uint96 owed;
    }

    /// @notice How weights by hand and metrics make a weight: both coefficients are WAD.
    struct Blend {
        uint128 hand;
        uint128 metric;
    }

    event ContributorListed(address indexed account, uint64 hand);
    event ContributorStruckOff(address indexed account);
    event BlendSet(uint128 hand, uint128 metric);
    /// @notice A metric that was reported; those of contributors that a report leaves out are 0 from then on.
    event MetricReported(address indexed account, uint24 indexed report, uint64 metric);
    /// @notice A report is in, whether or not it named a contributor.
    /// @param sum of the metrics of those it named
    event MetricsReported(uint24 indexed report, uint128 sum);
    /// @notice `account` holds `units` as a contributor from now on.
    /// @param until first cycle in which they may have to be fewer, because the highest patron's lease ends; 0 = not by itself
    event ContributorSettled(address indexed account, Units units, uint32 until);
    /// @notice Of what `account` was to give back, `units` have not been found yet.
    event ContributorOwes(address indexed account, Units units);

    error ContributorParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    error ContributorCallerNotTreasury(address caller);
    error ContributorIsTreasury(address treasury);
    error ContributorNotListed(address account);
    error ContributorMetricsMismatch(uint256 accounts, uint256 metrics);
    error ContributorMetricsNotAscending(address account, address next);
    error ContributorMetricsTooMany(uint256 length, uint256 most);

    /// @notice Lists a contributor, or changes the weight given by hand, and settles it. Only the treasury.
    function list(address account, uint64 hand) external;

    /// @notice Takes a contributor off the list, and all that it holds as one. Only the treasury.
    function strike(address account) external;

    /// @notice Says how weights by hand and metrics are blended; both 0, as at first, is by hand alone. Only the treasury.
    function setBlend(uint128 hand, uint128 metric) external;

    /// @notice Names the feed that metrics are reported by: `abi.encode(address[], uint64[])`, at most 128 ascending accounts,
    /// of which those that are not listed are passed over. Only the treasury.
    function setFeed(address inbox, bytes32 feed) external;

    /// @notice Makes a contributor's units what they should be by now. Anyone.
    function settle(address account) external;

    /// @notice The most that one contributor may hold now.
    /// @return units of the highest patron, or those of the base weight
    /// @return until first cycle in which the patron's lease no longer counts; 0 = there is no patron
    function ceiling() external view returns (Units units, uint32 until);

    /// @notice What a contributor should hold by now; what others hold beyond what they should does not leave room for it.
    function due(address account) external view returns (Units);

    function contributorOf(address account) external view returns (Contributor memory);
    function blend() external view returns (uint128 hand, uint128 metric);
    function feed() external view returns (address inbox, bytes32 feed);

    /// @notice How many contributors are listed.
    function count() external view returns (uint256);

    /// @notice Units that all contributors hold as such.
    function totalUnits() external view returns (Units);

    function baseWeight() external view returns (uint64);
    function share() external view returns (uint64);
}
