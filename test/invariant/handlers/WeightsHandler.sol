// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GrantSource} from "../../../contracts/test/GrantSource.sol";
import {LeaseSource} from "../../../contracts/test/LeaseSource.sol";
import {TestModule} from "../../../contracts/test/TestModule.sol";
import {Parcel, Units, parcelOf} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IPatronSource} from "../../../contracts/weights/sources/IPatronSource.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {Crowd, Kind} from "./Crowd.sol";

/// @title What happens to weight before it is placed
/// @notice Sources give and take it, persons come, go and are merged, and a module that is no election holds some.
abstract contract WeightsHandler is Crowd {
    /// @dev 2^44: with all that many members can gather it stays within 96 bits up to the horizon.
    uint256 private constant MOST_VALUE = 1 << 44;
    uint32 private constant LONGEST = 5;

    // ---------------------------------------------------------------- sources

    function credit(uint256 seed) external counted(seed) {
        if (_now() >= weights.horizonAt()) return;
        (address to, uint64 value) = (_anybody(), _value());
        _noteGiven(to, _act(to, address(source), 0, abi.encodeCall(GrantSource.credit, (to, value))), value);
    }

    function purchase(uint256 seed) external counted(seed) {
        if (_now() >= weights.horizonAt()) return;
        (address to, uint64 value) = (_anybody(), _value());
        uint256 amount = uint256(value) * 1e9 + _roll(1e9);
        _noteGiven(
            to,
            _act(to, address(shop), amount, abi.encodeCall(IPurchaseSource.purchase, (COIN, amount, to, value))),
            value
        );
    }

    function purchaseWithToken(uint256 seed) external counted(seed) {
        if (_now() >= weights.horizonAt()) return;
        address to = _anybody();
        (uint256 price, uint256 amount) = (1e5 + _roll(1e9), 1 + _roll(1e9));
        feed.set(int256(price));
        token.mint(to, 2 * amount);
        // Six decimals of the token and eight of the price, where values have nine.
        uint64 value = uint64((amount * price) / 1e5);
        bytes memory data = abi.encodeCall(IPurchaseSource.purchase, (address(token), amount, to, value));
        _noteGiven(to, _act(to, address(shop), 0, data), value);
    }

    function revoke(uint256 seed) external counted(seed) {
        (address from, uint256 start) = (address(0), _roll(MEMBERS));
        for (uint256 i = 0; i < MEMBERS && from == address(0); ++i) {
            if (_credited[members[(start + i) % MEMBERS]] != 0) from = members[(start + i) % MEMBERS];
        }
        if (from == address(0)) return;
        uint256 held = _credited[from];
        _revoke(from, uint96(1 + _roll(_roll(4) == 0 ? held : (held + 3) / 4)));
    }

    function _revoke(address from, uint96 units) internal {
        _act(from, address(source), 0, abi.encodeCall(GrantSource.revoke, (from, Units.wrap(units))));
        _credited[from] -= units;
        if (weights.accountOf(from).placed > weights.accountOf(from).units) _lostUnits[from] = true;
    }

    function lease(uint256 seed) external counted(seed) {
        _lease(_anybody());
    }

    function _lease(address to) internal {
        if (kind == Kind.Gated) _lend(to);
        else if (_roll(4) == 0) _commit(to);
        else _donate(to);
    }

    function _donate(address to) private {
        Gift storage gift = _gifts[to];
        (uint64 value, uint64 committed) = (1 + _value(), _commitment(to));
        // As those do who mean to go on.
        if (_roll(2) == 0 && value < gift.last) value = gift.last;
        uint64 counts = value < committed ? value : committed;
        gift.committed = committed;
        if (counts >= _runningOf(gift)) {
            uint256 start = _now();
            if (gift.endsAt > start && gift.endsAt <= start + kernel.cycleLength()) start = gift.endsAt;
            gift.last = value;
            if (gift.endsAt < start + 30 days) gift.endsAt = start + 30 days;
        }
        uint256 amount = uint256(value) * 1e9;
        _act(to, address(leaser), amount, abi.encodeCall(IPatronSource.donate, (COIN, amount, committed, value)));
        _paid[to] += value;
        _lent[to] = Given(_runningOf(gift), _untilOf(gift));
    }

    function _commit(address to) private {
        Gift storage gift = _gifts[to];
        gift.committed = _commitment(to);
        _act(to, address(leaser), 0, abi.encodeCall(IPatronSource.commit, (gift.committed)));
        _lent[to] = Given(_runningOf(gift), _untilOf(gift));
    }

    /// @dev Nothing at times, and no less than before from who has placed some of the lease.
    function _commitment(address to) private returns (uint64 committed) {
        committed = _roll(8) == 0 ? 0 : 1 + _value();
        bool holds = weights.leaseOf(to).placed != 0 && committed < _gifts[to].committed;
        if (holds && _untilOf(_gifts[to]) > weights.cycle()) committed = _gifts[to].committed;
    }

    /// @dev Weight that does not decay: units are values.
    function _runningOf(Gift storage gift) private view returns (uint64) {
        if (_untilOf(gift) <= weights.cycle()) return 0;
        return gift.last < gift.committed ? gift.last : gift.committed;
    }

    function _untilOf(Gift storage gift) private view returns (uint32 until) {
        while (weights.cycleStartsAt(until) < gift.endsAt) ++until;
    }

    function _lend(address to) private {
        uint32 running = weights.cycle();
        uint32 until = running + 1 + uint32(_roll(LONGEST));
        uint96 units = uint96(_roll(8) == 0 ? 0 : _value());
        IWeights.Lease memory held = weights.leaseOf(to);
        if (held.placed != 0 && held.until > running) {
            if (units < held.placed) units += held.placed;
            if (until < held.until) until = held.until;
        }
        _act(to, address(leaser), 0, abi.encodeCall(LeaseSource.lease, (to, Units.wrap(units), until)));
        _lent[to] = Given(units, until);
    }

    // ---------------------------------------------------------------- persons

    /// @notice The gate changes its mind about an account: a person, nobody, or another account of somebody's.
    function link(uint256 seed) external counted(seed) {
        (address account, address other, uint256 side) = (_anybody(), _anybody(), _roll(8));
        address primary = side < 5 ? account : address(0);
        if (side > 5 && gate.primaryOf(other) == other) primary = other;
        if (primary == gate.primaryOf(account)) return;
        _act(account, address(gate), 0, abi.encodeCall(gate.set, (account, primary, _roll(2) == 0)));
    }

    /// @notice Somebody tells Weights what the gate says by now.
    function sync(uint256 seed) external counted(seed) {
        address account = _anybody();
        bool held = _isEnrolled(account) || weights.dormantOf(account).units != 0;
        if (!held) return;
        _act(account, address(weights), 0, abi.encodeCall(IWeights.sync, (account)));
        _noteStruck(account);
    }

    /// @notice A link to a person's first account has become final.
    function consolidate(uint256 seed) external counted(seed) {
        (uint256 start, uint256 shift) = (_roll(MEMBERS), 1 + _roll(MEMBERS - 1));
        for (uint256 i = 0; i < MEMBERS; ++i) {
            address account = members[(start + i) % MEMBERS];
            if (weights.accountOf(account).placed != 0) continue;
            _consolidate(account, members[(start + i + shift) % MEMBERS]);
            return;
        }
    }

    function _consolidate(address account, address primary) private {
        gate.set(account, primary, true);
        _act(account, address(weights), 0, abi.encodeCall(IWeights.consolidate, (account)));
        _noteStruck(account);
        _credited[primary] += _credited[account];
        _paid[primary] += _paid[account];
        (_credited[account], _paid[account]) = (0, 0);
    }

    // ---------------------------------------------------------------- another module

    /// @notice What the module holds of a member is placed anew.
    function placeElsewhere(uint256 seed) external counted(seed) {
        address account = _anybody();
        Held memory former = _elsewhere[account];
        (uint256 permanent, uint256 leased) = _spendable(account, former.permanent, former.leased, former.until);
        Held memory next = Held(uint96(_roll(permanent / 2 + 1)), uint96(_roll(leased / 2 + 1)), 0);
        if (former.permanent | former.leased | next.permanent | next.leased == 0) return;
        Parcel released = parcelOf(former.permanent, former.leased, former.until);
        Parcel placed = parcelOf(next.permanent, next.leased, 0);
        bytes memory data = abi.encodeCall(TestModule.placeInstead, (account, released, placed));
        next.until = abi.decode(_act(account, address(module), 0, data), (uint32));
        _elsewhere[account] = next;
    }

    // ---------------------------------------------------------------- inside

    function _value() private returns (uint64) {
        return uint64(1 + _roll(_roll(4) == 0 ? 100 : MOST_VALUE));
    }

    function _noteGiven(address to, bytes memory answer, uint64 value) private {
        _credited[to] += abi.decode(answer, (uint256));
        _paid[to] += value;
    }

    /// @dev Who stops being a person while weight is placed is overdrawn with all of it.
    function _noteStruck(address account) private {
        if (_isEnrolled(account)) return;
        if (weights.accountOf(account).placed != 0) _lostUnits[account] = true;
        if (weights.leaseOf(account).placed != 0) _lostLease[account] = true;
    }

    function _forgetLosses() internal override {
        for (uint256 i = 0; i < MEMBERS; ++i) {
            address account = members[i];
            if (_lostUnits[account]) {
                IWeights.Account memory holder = weights.accountOf(account);
                if (holder.placed <= holder.units) _lostUnits[account] = false;
            }
            if (_lostLease[account]) {
                IWeights.Lease memory held = weights.leaseOf(account);
                if (held.placed <= held.units || held.until <= weights.cycle()) _lostLease[account] = false;
            }
        }
    }

    function _isGated() internal view returns (bool) {
        return kind == Kind.Gated;
    }

    function _isEnrolled(address account) internal view returns (bool) {
        return weights.accountOf(account).units != 0 || weights.leaseOf(account).units != 0;
    }

    /// @dev Whether an account's weight can be placed, at the latest once it is.
    function _mayPlace(address account) internal view returns (bool) {
        return !_isGated() || _isEnrolled(account) || gate.primaryOf(account) == account;
    }

    /// @dev What an account can place where it takes back `permanent` and `leased` units that it placed before.
    function _spendable(
        address account,
        uint256 permanent,
        uint256 leased,
        uint32 until
    ) internal view returns (uint256, uint256) {
        if (!_mayPlace(account)) return (0, 0);
        (IWeights.Account memory holder, IWeights.Lease memory held) = _holdings(account);
        uint256 units = held.until > weights.cycle() ? held.units : 0;
        if (until <= held.since) leased = 0;
        return (_beyond(holder.units + permanent, holder.placed), _beyond(units + leased, held.placed));
    }

    /// @dev What an account holds, as it will be once the next call has enrolled it with what lies dormant.
    function _holdings(
        address account
    ) private view returns (IWeights.Account memory holder, IWeights.Lease memory held) {
        (holder, held) = (weights.accountOf(account), weights.leaseOf(account));
        if (!_isGated() || _isEnrolled(account)) return (holder, held);
        IWeights.Dormant memory dormant = weights.dormantOf(account);
        uint32 running = weights.cycle();
        holder.units = dormant.units;
        if (dormant.leased == 0 || dormant.until <= running) return (holder, held);
        if (held.until <= running) (held.placed, held.since) = (0, running);
        (held.units, held.until) = (dormant.leased, dormant.until);
    }

    function _beyond(uint256 held, uint256 placed) private pure returns (uint256) {
        return held > placed ? held - placed : 0;
    }
}
