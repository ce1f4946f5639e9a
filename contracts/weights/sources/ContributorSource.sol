// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {FeedLib} from "../../oracle/FeedLib.sol";
import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {NO_UNITS, Units} from "../../types/Units.sol";
import {IWeights} from "../IWeights.sol";
import {IContributorSource} from "./IContributorSource.sol";
import {IPatronSource} from "./IPatronSource.sol";
import {IPersonGate} from "./IPersonGate.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title ContributorSource
/// @notice Gives weight to those who do the work; see {IContributorSource}.
contract ContributorSource is IContributorSource {
    using CharterLib for Charter;
    using FeedLib for FeedLib.State;

    uint256 private constant WAD = 1e18;
    uint256 private constant MOST_METRICS = 128;

    mapping(address account => Contributor) private _contributors;
    /// @inheritdoc IContributorSource
    Blend public blend;
    /// @dev Sums over all contributors, and the number of the last report.
    uint32 private _count;
    uint24 private _report;
    uint96 private _units;
    uint128 private _hands;
    uint128 private _metrics;
    FeedLib.State private _feed;

    // ---------------------------------------------------------------- the office in charge
    // It acts through the treasury, as the constitution lets it: a person, a committee, or a commitment that allots.

    /// @inheritdoc IContributorSource
    function list(address account, uint64 hand) external {
        Charter memory charter = _onlyTreasury();
        if (account == charter.treasury) revert ContributorIsTreasury(account);
        Contributor storage contributor = _contributors[account];
        if (!contributor.listed) {
            contributor.listed = true;
            ++_count;
        }
        _hands = _hands - contributor.hand + hand;
        contributor.hand = hand;
        emit ContributorListed(account, hand);
        _settle(charter, account);
    }

    /// @inheritdoc IContributorSource
    function strike(address account) external {
        Charter memory charter = _onlyTreasury();
        Contributor storage contributor = _contributors[account];
        if (!contributor.listed) revert ContributorNotListed(account);
        --_count;
        _hands -= contributor.hand;
        _metrics -= _metricOf(contributor);
        (contributor.listed, contributor.hand, contributor.metric) = (false, 0, 0);
        emit ContributorStruckOff(account);
        _settle(charter, account);
    }

    /// @inheritdoc IContributorSource
    function setBlend(uint128 hand, uint128 metric) external {
        _onlyTreasury();
        blend = Blend(hand, metric);
        emit BlendSet(hand, metric);
    }

    /// @inheritdoc IContributorSource
    function setFeed(address inbox, bytes32 feed_) external {
        _onlyTreasury();
        _feed.name(inbox, feed_);
    }

    // ---------------------------------------------------------------- anyone, and reports

    /// @inheritdoc IContributorSource
    function settle(address account) external {
        _settle(CharterLib.read(), account);
    }

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed_, uint64, uint64, bytes calldata payload) external {
        _feed.check(feed_);
        (address[] memory accounts, uint64[] memory metrics) = abi.decode(payload, (address[], uint64[]));
        if (accounts.length != metrics.length) revert ContributorMetricsMismatch(accounts.length, metrics.length);
        if (accounts.length > MOST_METRICS) revert ContributorMetricsTooMany(accounts.length, MOST_METRICS);
        uint24 number = ++_report;
        uint128 sum = 0;
        for (uint256 i = 0; i < accounts.length; ++i) {
            address account = accounts[i];
            if (i != 0 && account <= accounts[i - 1]) revert ContributorMetricsNotAscending(accounts[i - 1], account);
            Contributor storage contributor = _contributors[account];
            if (!contributor.listed) continue;
            (contributor.metric, contributor.report) = (metrics[i], number);
            sum += metrics[i];
            emit MetricReported(account, number, metrics[i]);
        }
        _metrics = sum;
        emit MetricsReported(number, sum);
    }

    // ---------------------------------------------------------------- founding

    /// @inheritdoc IWeightSource
    function leases() external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IWeightSource
    function isGoverned(bytes4 selector) external pure returns (bool) {
        return
            selector == IContributorSource.list.selector ||
            selector == IContributorSource.strike.selector ||
            selector == IContributorSource.setBlend.selector ||
            selector == IContributorSource.setFeed.selector;
    }

    /// @inheritdoc IWeightSource
    /// @dev Takes an ABI-encoded {Configuration}.
    function prepare(bytes calldata configuration) external pure returns (bytes memory) {
        Configuration memory c = abi.decode(configuration, (Configuration));
        _within("baseWeight", c.baseWeight, 1, type(uint64).max);
        _within("share", c.share, 0, WAD - 1);
        return abi.encode(c);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IContributorSource
    function ceiling() external view returns (Units, uint32) {
        return _ceiling(CharterLib.read());
    }

    /// @inheritdoc IContributorSource
    function due(address account) external view returns (Units units) {
        (units, ) = _due(CharterLib.read(), _contributors[account]);
    }

    /// @inheritdoc IContributorSource
    function contributorOf(address account) external view returns (Contributor memory) {
        return _contributors[account];
    }

    /// @inheritdoc IContributorSource
    function feed() external view returns (address, bytes32) {
        return (_feed.inbox, _feed.feed);
    }

    /// @inheritdoc IContributorSource
    function count() external view returns (uint256) {
        return _count;
    }

    /// @inheritdoc IContributorSource
    function totalUnits() external view returns (Units) {
        return Units.wrap(_units);
    }

    /// @inheritdoc IContributorSource
    function baseWeight() external view returns (uint64) {
        return _read().baseWeight;
    }

    /// @inheritdoc IContributorSource
    function share() external view returns (uint64) {
        return _read().share;
    }

    // ---------------------------------------------------------------- inside

    function _settle(Charter memory charter, address account) private {
        Contributor storage contributor = _contributors[account];
        (Units should, uint32 until) = _due(charter, contributor);
        (uint96 wanted, uint96 held, uint96 owed) = (Units.unwrap(should), contributor.units, contributor.owed);
        if (wanted != held) {
            contributor.units = wanted;
            _units = _units - held + wanted;
            emit ContributorSettled(account, should, until);
        }
        uint96 left =
            wanted > held
                ? _give(charter, account, wanted - held, owed)
                : _revoke(charter, account, held - wanted, owed);
        if (left == owed) return;
        contributor.owed = left;
        emit ContributorOwes(account, Units.wrap(left));
    }

    /// @dev What was to be given back, and could not be found, is not credited anew.
    /// @return left what is still owed
    function _give(Charter memory charter, address account, uint96 units, uint96 owed) private returns (uint96 left) {
        left = owed - uint96(Math.min(units, owed));
        units -= owed - left;
        if (units != 0) IWeights(charter.weights()).creditUnits(Units.wrap(units), 0, account);
    }

    /// @dev From where the units are by now: a person may have consolidated them, and a fork taken them along. Nobody is behind
    /// an account that hides them, and hidden they count for nothing; so they are taken when they are found. Where there is no
    /// gate, they cannot be hidden.
    /// @return left what is still owed
    function _revoke(Charter memory charter, address account, uint96 units, uint96 owed) private returns (uint96 left) {
        left = units + owed;
        address gate = charter.gate();
        uint96 wanted = gate == address(0) ? units : left;
        if (wanted == 0) return left;
        IWeights weights = IWeights(charter.weights());
        uint96 taken = _take(weights, account, wanted);
        if (taken != wanted && gate != address(0)) {
            address primary = IPersonGate(gate).primaryOf(account);
            // Units only ever move along links that are final: beyond others there is another person's weight.
            bool reaches = primary != address(0) && primary != account && _isFinal(gate, account);
            if (reaches) taken += _take(weights, primary, wanted - taken);
        }
        return left - taken;
    }

    function _isFinal(address gate, address account) private view returns (bool) {
        try IPersonGate(gate).isLinkFinal(account) returns (bool isFinal) {
            return isFinal;
        } catch {
            return false;
        }
    }

    function _take(IWeights weights, address account, uint96 units) private returns (uint96 taken) {
        // All that an account has is either counted or dormant.
        uint256 held = Math.max(weights.accountOf(account).units, weights.dormantOf(account).units);
        taken = uint96(Math.min(units, held));
        if (taken != 0) weights.revoke(account, Units.wrap(taken));
    }

    /// @return units what a contributor should hold
    /// @return until as of {ceiling}
    /// @dev Everything is rounded down: the dust favours everybody else.
    function _due(Charter memory charter, Contributor storage contributor) private view returns (Units, uint32) {
        if (!contributor.listed) return (NO_UNITS, 0);
        (Units ceiling_, uint32 until) = _ceiling(charter);
        if (_count == 1) return (ceiling_, until);

        uint256 most = Units.unwrap(ceiling_);
        uint256 shared = _shared(charter);
        uint256 together = Math.max(_weightOf(charter, most), shared);
        (uint256 value, uint256 sum) = (_blended(contributor.hand, _metricOf(contributor)), _blended(_hands, _metrics));
        // Who is above the ceiling counts in full for everybody's part: weights are what the office says.
        if (sum > together) value = Math.mulDiv(together, value, sum);
        // While others still hold more than they should, there is no room for all of it.
        uint256 room = Math.max(most, _unitsFor(charter, shared));
        room = Math.saturatingSub(room, uint256(_units) - contributor.units);
        return (Units.wrap(uint96(Math.min(Math.min(_unitsFor(charter, value), most), room))), until);
    }

    /// @dev A kernel whose leases are not patrons' has no highest one; one without leases has nobody to ask.
    function _ceiling(Charter memory charter) private view returns (Units units, uint32 until) {
        if (charter.leasing() != 0) {
            try IPatronSource(charter.leasingSource()).highestPatron() returns (address, Units u, uint32 end) {
                (units, until) = (u, end);
            } catch {
                units = NO_UNITS;
            }
        }
        if (units == NO_UNITS) units = Units.wrap(uint96(_unitsFor(charter, _read().baseWeight)));
    }

    /// @dev The contributors' share of all weight now: `share / (1 - share)` of what others hold.
    function _shared(Charter memory charter) private view returns (uint256) {
        uint256 all = IERC20(charter.weights()).totalSupply();
        uint256 others = Math.saturatingSub(all, _weightOf(charter, _units));
        uint256 part = _read().share;
        return Math.min(Math.mulDiv(others, part, WAD - part), type(uint64).max);
    }

    function _weightOf(Charter memory charter, uint256 units) private view returns (uint256) {
        return IWeights(charter.weights()).weightOf(units, uint64(block.timestamp));
    }

    function _unitsFor(Charter memory charter, uint256 value) private view returns (uint256) {
        // Nothing counts before genesis.
        charter.elapsed();
        return Units.unwrap(IWeights(charter.weights()).unitsFor(value, uint64(block.timestamp)));
    }

    function _blended(uint256 hand, uint256 metric) private view returns (uint256) {
        Blend memory b = blend;
        if (b.hand == 0 && b.metric == 0) return hand;
        return Math.saturatingAdd(Math.mulDiv(hand, b.hand, WAD), Math.mulDiv(metric, b.metric, WAD));
    }

    function _metricOf(Contributor storage contributor) private view returns (uint64) {
        return contributor.report == _report ? contributor.metric : 0;
    }

    function _read() private view returns (Configuration memory c) {
        (, c) = abi.decode(Clones.fetchCloneArgs(address(this)), (Charter, Configuration));
    }

    function _onlyTreasury() private view returns (Charter memory charter) {
        charter = CharterLib.read();
        if (msg.sender != charter.treasury) revert ContributorCallerNotTreasury(msg.sender);
    }

    function _within(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert ContributorParameterOutOfBounds(parameter, value, least, most);
    }
}
