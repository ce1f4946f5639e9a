// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {FeedLib} from "../../oracle/FeedLib.sol";
import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {NO_UNITS, Units} from "../../types/Units.sol";
import {IWeights} from "../IWeights.sol";
import {AssetLib, PackedAsset} from "./AssetLib.sol";
import {IAppraiser} from "./IAppraiser.sol";
import {IPatronSource} from "./IPatronSource.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";
import {IWeightSource} from "./IWeightSource.sol";
import {PatronLib} from "./PatronLib.sol";
import {TillLib} from "./TillLib.sol";

/// @title PatronSource
/// @notice Leases weight to patrons; see {IPatronSource}.
contract PatronSource is IPatronSource, IAppraiser, ReentrancyGuardTransient {
    using AssetLib for bytes;
    using CharterLib for Charter;
    using FeedLib for FeedLib.State;
    using PatronLib for Patron;

    uint256 private constant MOST_PATRONAGES = 64;

    /// @dev Where all sources note what they collect: constant across clones, which share its code.
    IPurchaseSource private immutable _register;

    mapping(address account => Patron) private _patrons;
    mapping(address account => Stream) private _streams;
    address private _highest;
    /// @dev What reports brought within the running period, counted from genesis.
    uint32 private _window;
    uint64 private _reported;
    FeedLib.State private _feed;

    /// @param register the purchase source's implementation, where every source with the same treasury notes what it collects
    constructor(IPurchaseSource register) {
        _register = register;
    }

    // ---------------------------------------------------------------- donations

    /// @inheritdoc IPatronSource
    function donate(address asset, uint256 amount, uint64 committed, uint64 minValue) external payable nonReentrant {
        uint256 wanted = asset == TillLib.NATIVE_COIN ? amount : 0;
        if (msg.value != wanted) revert IPurchaseSource.PurchaseCoinMismatch(msg.value, wanted);
        (Charter memory charter, PackedAsset found, uint256 price) = _terms(asset);
        _give(charter, msg.sender, found, price, amount, committed, minValue);
    }

    /// @inheritdoc IPatronSource
    function collect(address account) external nonReentrant {
        (Stream memory stream, uint64 committed) = (_streams[account], _patrons[account].committed);
        if (stream.most == 0 || committed == 0) revert PatronStreamsNothing(account);
        (Charter memory charter, PackedAsset found, uint256 price) = _terms(stream.asset);
        uint64 from = _dueAt(charter, account);
        if (block.timestamp < from) revert PatronNotDue(account, from);
        uint256 amount = found.amountUp(committed, price);
        if (amount > stream.most) revert PatronStreamTooSmall(account, amount, stream.most);
        _give(charter, account, found, price, amount, committed, committed);
    }

    /// @inheritdoc IPatronSource
    function commit(uint64 committed) external {
        _commit(committed);
    }

    /// @inheritdoc IPatronSource
    function setStream(address asset, uint96 most, uint64 committed) external {
        if (asset == TillLib.NATIVE_COIN) revert PatronStreamNotOfToken(asset);
        // Whatever the sequencer says: only what donations are taken in can be collected.
        Clones.fetchCloneArgs(address(this)).find(asset);
        _streams[msg.sender] = Stream(asset, most);
        emit StreamSet(msg.sender, asset, most);
        _commit(committed);
    }

    /// @inheritdoc IPatronSource
    function settle(address account) external {
        Charter memory charter = CharterLib.read();
        _lease(charter, account, _current(charter, account), _none());
    }

    /// @inheritdoc IPatronSource
    function isSettled(address account) external view returns (bool) {
        Charter memory charter = CharterLib.read();
        (bool leases_, Units units, uint32 until) = _due(charter, account, _current(charter, account), _none());
        IWeights.Lease memory held = IWeights(charter.weights()).leaseOf(account);
        return !leases_ || (held.until == until && held.units == Units.unwrap(units));
    }

    // ---------------------------------------------------------------- the highest

    /// @inheritdoc IPatronSource
    function nameHighest(address account) external {
        (, Units highest, ) = highestPatron();
        (Units units, uint32 until) = _leaseOf(CharterLib.read(), account);
        if (!(units > highest)) revert PatronNotHigher(account, Units.unwrap(units), Units.unwrap(highest));
        _highest = account;
        emit HighestPatronNamed(account, units, until);
    }

    /// @inheritdoc IPatronSource
    /// @dev What a lease is now decides, so that it needs no naming to fall.
    function highestPatron() public view returns (address, Units, uint32) {
        address account = _highest;
        (Units units, uint32 until) = _leaseOf(CharterLib.read(), account);
        return units > NO_UNITS ? (account, units, until) : (address(0), NO_UNITS, 0);
    }

    // ---------------------------------------------------------------- reports

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed_, uint64, uint64, bytes calldata payload) external {
        _feed.check(feed_);
        Patronage[] memory list = abi.decode(payload, (Patronage[]));
        if (list.length > MOST_PATRONAGES) revert PatronagesTooMany(list.length, MOST_PATRONAGES);
        Charter memory charter = CharterLib.read();
        uint256 value = 0;
        for (uint256 i = 0; i < list.length; ++i) value += _note(charter, list[i]);

        uint32 window = uint32(charter.elapsed() / PatronLib.PERIOD);
        if (window == _window) value += _reported;
        uint64 most = mostReported();
        if (value > most) revert PatronReportedTooMuch(value, most);
        (_window, _reported) = (window, uint64(value));
    }

    /// @inheritdoc IPatronSource
    function setFeed(address inbox, bytes32 feed_) external {
        if (msg.sender != CharterLib.read().treasury) revert PatronCallerNotTreasury(msg.sender);
        _feed.name(inbox, feed_);
    }

    // ---------------------------------------------------------------- founding

    /// @inheritdoc IWeightSource
    function leases() external pure returns (bool) {
        return true;
    }

    /// @inheritdoc IWeightSource
    function isGoverned(bytes4 selector) external pure returns (bool) {
        return selector == IPatronSource.setFeed.selector;
    }

    /// @inheritdoc IWeightSource
    /// @dev Takes an ABI-encoded {Configuration}.
    function prepare(bytes calldata configuration) external view returns (bytes memory) {
        Configuration memory c = abi.decode(configuration, (Configuration));
        return bytes.concat(TillLib.prepare(c.till), abi.encode(c.mostReported));
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IPatronSource
    function patronOf(address account) external view returns (Patron memory) {
        return _patrons[account];
    }

    /// @inheritdoc IPatronSource
    function streamOf(address account) external view returns (Stream memory) {
        return _streams[account];
    }

    /// @inheritdoc IPatronSource
    function dueAt(address account) external view returns (uint64) {
        return _dueAt(CharterLib.read(), account);
    }

    /// @inheritdoc IPatronSource
    function quote(address asset, uint256 amount) external view returns (uint64) {
        (, PackedAsset found, uint256 price) = _terms(asset);
        return TillLib.valueOf(found, amount, price, 0);
    }

    /// @inheritdoc IPatronSource
    function feed() external view returns (address, bytes32) {
        return (_feed.inbox, _feed.feed);
    }

    /// @inheritdoc IPatronSource
    function assets() external view returns (IPurchaseSource.Asset[] memory) {
        return Clones.fetchCloneArgs(address(this)).list();
    }

    /// @inheritdoc IPatronSource
    function mostReported() public view returns (uint64) {
        bytes memory arguments = Clones.fetchCloneArgs(address(this));
        return abi.decode(Bytes.slice(arguments, arguments.length - 32), (uint64));
    }

    /// @inheritdoc IAppraiser
    function priced() external view returns (address[] memory tokens) {
        IPurchaseSource.Asset[] memory found = Clones.fetchCloneArgs(address(this)).list();
        tokens = new address[](found.length);
        for (uint256 i = 0; i < found.length; ++i) tokens[i] = found[i].token;
    }

    /// @inheritdoc IAppraiser
    function appraise(address asset, uint256 amount) external view returns (uint256) {
        (, PackedAsset found, uint256 price) = _terms(asset);
        return found.valueDown(amount, price);
    }

    // ---------------------------------------------------------------- inside

    function _commit(uint64 committed) private {
        Charter memory charter = CharterLib.read();
        Patron memory patron = _current(charter, msg.sender);
        patron.committed = committed;
        _store(msg.sender, patron);
        _lease(charter, msg.sender, patron, _none());
    }

    function _dueAt(Charter memory charter, address account) private view returns (uint64) {
        uint64 endsAt = _patrons[account].endsAt;
        return endsAt == 0 ? 0 : endsAt - charter.cycleLength();
    }

    function _terms(address asset) private view returns (Charter memory charter, PackedAsset found, uint256 price) {
        address priceFeed;
        (charter, found, priceFeed) = TillLib.terms(asset);
        price = TillLib.priceOf(found, priceFeed);
    }

    function _give(
        Charter memory charter,
        address account,
        PackedAsset asset,
        uint256 price,
        uint256 amount,
        uint64 committed,
        uint64 minValue
    ) private {
        if (account == charter.treasury) revert IPurchaseSource.PurchaseByTreasury(account);
        TillLib.refuseWhileExecuting(charter.treasury);
        // Nothing counts before genesis.
        charter.elapsed();

        address token = asset.token();
        uint256 collected = TillLib.collect(_register, account, token, charter.treasury, amount);
        uint64 value = TillLib.valueOf(asset, collected, price, minValue);
        emit Donated(account, token, collected, value);
        Patron memory patron = _current(charter, account);
        patron.committed = committed;
        if (patron.renew(charter, value, uint40(block.timestamp))) patron.reported = false;
        _store(account, patron);
        _credit(charter, account, patron, value);
    }

    /// @dev Just after a donation, a patronage always runs.
    function _credit(Charter memory charter, address account, Patron memory patron, uint64 value) private {
        IWeights weights = IWeights(charter.weights());
        uint64 weight = patron.worth();
        // What weighs nothing begins no lease, and ends one.
        if (weight == 0 && !_holdsLease(charter, account)) weights.creditUnits(NO_UNITS, value, account);
        else weights.leaseForValue(weight, patron.donatedAt, patron.until(charter), value, account);
    }

    /// @dev Takes one donation that was made elsewhere. It never reverts for what one account did, which would keep all others'
    /// out: of a lease that shrinks, what is placed stays to its end.
    /// @return value that is new
    function _note(Charter memory charter, Patronage memory p) private returns (uint256) {
        Patron memory patron = _current(charter, p.account);
        bool known = p.paidAt == patron.reportedAt;
        bool own = _isOwn(charter, patron, p, known);
        if (_isVoid(charter, patron, p) || (known && own)) {
            emit PatronagePassedOver(p.account, p.paidAt);
            return 0;
        }
        patron.reportedAt = uint40(p.paidAt);
        if (!own) {
            patron.committed = p.committed;
            if (!known && patron.renew(charter, p.value, uint40(p.paidAt))) patron.reported = true;
        }
        _store(p.account, patron);
        IWeights weights = IWeights(charter.weights());
        if (!own) _lease(charter, p.account, patron, weights.leaseOf(p.account));
        if (known) return 0;
        emit DonationReported(p.account, p.value, p.paidAt);
        weights.creditUnits(NO_UNITS, p.value, p.account);
        return p.value;
    }

    function _isVoid(Charter memory charter, Patron memory patron, Patronage memory p) private view returns (bool) {
        if (p.account == address(0) || p.account == charter.treasury) return true;
        return p.paidAt < charter.genesisAt() || p.paidAt > block.timestamp || p.paidAt < patron.reportedAt;
    }

    /// @dev Whether a report leaves alone what the account has said and given itself: its commitment while that counts for more,
    /// and always while somebody may collect what it committed.
    function _isOwn(
        Charter memory charter,
        Patron memory patron,
        Patronage memory p,
        bool known
    ) private view returns (bool) {
        if (_streams[p.account].most != 0) return true;
        return !patron.reported && patron.weight(charter) > Math.min(known ? 0 : p.value, p.committed);
    }

    /// @dev What is known of a patron. One who took the lease along to a fork has nothing running here any more.
    function _current(Charter memory charter, address account) private view returns (Patron memory patron) {
        patron = _patrons[account];
        if (patron.weight(charter) == 0) return patron;
        if (!_holdsLease(charter, account)) (patron.last, patron.endsAt) = (0, 0);
    }

    function _holdsLease(Charter memory charter, address account) private view returns (bool) {
        IWeights weights = IWeights(charter.weights());
        return weights.leaseOf(account).units != 0 || weights.dormantOf(account).leased != 0;
    }

    function _store(address account, Patron memory patron) private {
        _patrons[account] = patron;
        emit PatronageSet(account, patron.packed());
    }

    /// @param kept a lease of which the new one keeps what is placed, and its end
    function _lease(Charter memory charter, address account, Patron memory patron, IWeights.Lease memory kept) private {
        (bool leases_, Units units, uint32 until) = _due(charter, account, patron, kept);
        if (leases_) IWeights(charter.weights()).lease(account, units, until);
    }

    /// @return leases_ whether there is a lease to begin or to change at all
    function _due(
        Charter memory charter,
        address account,
        Patron memory patron,
        IWeights.Lease memory kept
    ) private view returns (bool leases_, Units units, uint32 until) {
        uint64 weight = patron.weight(charter);
        // What weighs nothing begins no lease, and ends one.
        if (!patron.isRunning(charter) || (weight == 0 && !_holdsLease(charter, account))) return (false, NO_UNITS, 0);
        (units, until) = (IWeights(charter.weights()).unitsFor(weight, patron.donatedAt), patron.until(charter));
        if (kept.placed != 0 && kept.until > charter.cycle()) {
            if (Units.unwrap(units) < kept.placed) units = Units.wrap(kept.placed);
            if (until < kept.until) until = kept.until;
        }
        return (true, units, until);
    }

    function _leaseOf(Charter memory charter, address account) private view returns (Units, uint32) {
        IWeights.Lease memory held = IWeights(charter.weights()).leaseOf(account);
        return held.until > charter.cycle() ? (Units.wrap(held.units), held.until) : (NO_UNITS, 0);
    }

    function _none() private pure returns (IWeights.Lease memory) {
        return IWeights.Lease(0, 0, 0, 0);
    }
}
