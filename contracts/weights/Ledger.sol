// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {NO_UNITS, Parcel, Units} from "../types/Units.sol";
import {DecayLib} from "./DecayLib.sol";
import {DropLib} from "./DropLib.sol";
import {ElectorateLib} from "./ElectorateLib.sol";
import {IWeights} from "./IWeights.sol";
import {IPersonGate} from "./sources/IPersonGate.sol";

/// @title Ledger
/// @notice The accounts of {Weights}, and what moves them: the rules without the doors.
abstract contract Ledger is IWeights {
    using CharterLib for Charter;
    using ElectorateLib for ElectorateLib.State;
    using SafeCast for uint256;

    ElectorateLib.State internal _electorate;
    mapping(address account => Account) internal _accounts;
    mapping(address account => Lease) internal _leases;
    mapping(address account => Dormant) internal _dormant;
    mapping(address account => uint64) internal _recallableAt;
    mapping(address module => Standing) internal _modules;

    /// @dev A retired module places no more and can always be withdrawn from.
    enum Standing {
        Unknown,
        Installed,
        Retired
    }

    function _charterOfSource() internal view returns (Charter memory charter) {
        charter = CharterLib.read();
        if (!charter.isSource(msg.sender)) revert WeightsCallerNotSource(msg.sender);
    }

    function _onlyModule(Charter memory charter, bool places) internal view {
        if (msg.sender == charter.forks()) return;
        Standing standing = _modules[msg.sender];
        bool retired = standing == Standing.Retired;
        if (standing == Standing.Unknown || (places && retired)) revert WeightsCallerNotModule(msg.sender);
    }

    function _onlyTreasury() internal view {
        if (msg.sender != CharterLib.read().treasury) revert WeightsCallerNotTreasury(msg.sender);
    }

    function _notToCome(Charter memory charter, uint32 cycle_) internal view {
        if (cycle_ > charter.cycle()) revert WeightsCycleToCome(cycle_, charter.cycle());
    }

    function _horizonAt(Charter memory charter) internal pure returns (uint64) {
        if (charter.halfLife() == 0) return type(uint64).max;
        return uint64(charter.genesisAt() + DecayLib.HORIZON * charter.halfLife());
    }

    /// @dev Reverts before genesis, too.
    function _notAfterHorizon(Charter memory charter) internal view {
        uint64 horizon = _horizonAt(charter);
        if (charter.elapsed() >= horizon - charter.genesisAt()) revert KernelHorizonReached(horizon);
    }

    function _unitsFor(Charter memory charter, uint64 value, uint64 timestamp) internal pure returns (Units) {
        uint64 horizon = _horizonAt(charter);
        if (timestamp >= horizon) revert KernelHorizonReached(horizon);
        return DecayLib.unitsDown(value, timestamp - charter.genesisAt(), charter.halfLife());
    }

    /// @dev Units and contributed value that arrive at an account, whichever way.
    /// @param value what the account has contributed more from now on, 9 decimals
    /// @param paid how much of that is new to the community
    function _gain(Charter memory charter, address account, Units units, uint64 value, uint64 paid) internal {
        if (charter.gate() == address(0) && charter.leasing() == 0) {
            // Nobody to enrol, nothing leased, and without a gate the scaling is linear: all units count as they are.
            _receive(account, units, value);
            _electorate.add(charter, Units.unwrap(units), paid);
            return;
        }
        if (_enrol(charter, account)) {
            ElectorateLib.Stake memory before = _stakeOf(charter, account);
            ElectorateLib.Stake memory afterwards = ElectorateLib.Stake(before.units, before.leased, before.until);
            afterwards.units = _receive(account, units, value);
            _electorate.recount(charter, before, afterwards, 0, paid);
        } else {
            Dormant storage dormant = _dormant[account];
            dormant.units = (uint256(dormant.units) + Units.unwrap(units)).toUint96();
            _receive(account, NO_UNITS, value);
            _countDormant(charter, _signed(Units.unwrap(units)), paid);
        }
    }

    function _receive(address account, Units units, uint64 value) internal returns (uint96 held) {
        Account memory holder = _accounts[account];
        held = (uint256(holder.units) + Units.unwrap(units)).toUint96();
        holder.units = held;
        holder.contributed = (uint256(holder.contributed) + value).toUint64();
        _accounts[account] = holder;
    }

    /// @dev Whether the account may place; enrols it if the gate knows it by now. Who holds counted units is enrolled, so
    /// the gate is asked only for accounts that hold none yet.
    function _enrol(Charter memory charter, address account) internal returns (bool) {
        if (charter.gate() == address(0) || _isEnrolled(charter, account)) return true;
        if (IPersonGate(charter.gate()).primaryOf(account) != account) return false;

        Dormant memory dormant = _dormant[account];
        if (dormant.units != 0 || dormant.leased != 0) {
            delete _dormant[account];
            ElectorateLib.Stake memory none;
            _accounts[account].units = dormant.units;
            _recount(charter, account, none, -_signed(dormant.units));
            if (dormant.leased != 0 && dormant.until > charter.cycle()) {
                _startLease(charter, account, dormant.leased, dormant.until, 0);
            }
        }
        emit Enrolled(account);
        return true;
    }

    function _isEnrolled(Charter memory charter, address account) internal view returns (bool) {
        return _accounts[account].units != 0 || (charter.leasing() != 0 && _leases[account].units != 0);
    }

    function _strike(Charter memory charter, address account) internal {
        ElectorateLib.Stake memory stake = _stakeOf(charter, account);
        _dormant[account] = Dormant(stake.units, stake.leased, stake.until);
        _accounts[account].units = 0;
        if (charter.leasing() != 0) _leases[account].units = 0;
        _recount(charter, account, stake, _signed(stake.units));
        _noteOverdraft(charter, account);
        emit Struck(account);
    }

    /// @dev The leasing source's word, and what it may say.
    function _lease(Charter memory charter, address account, Units units, uint32 until, uint64 paid) internal {
        if (charter.leasing() == 0 || msg.sender != charter.leasingSource()) revert WeightsCallerNotSource(msg.sender);
        uint32 running = charter.cycle();
        if (until <= running || until > running + DropLib.LONGEST_LEASE) {
            revert WeightsLeaseUntilOutOfBounds(until, running + 1, running + DropLib.LONGEST_LEASE);
        }

        // Of somebody who is no person any more, too: what is placed counts to the end that it was placed with.
        Lease storage held = _leases[account];
        if (held.placed != 0 && held.until > running) {
            if (Units.unwrap(units) < held.placed) revert WeightsStillPlaced(account, held.placed, Units.unwrap(units));
            if (until < held.until) {
                revert WeightsLeaseUntilOutOfBounds(until, held.until, running + DropLib.LONGEST_LEASE);
            }
        }
        _setLease(charter, account, Units.unwrap(units), until, paid);
        emit Leased(account, units, until);
    }

    /// @dev Sets a lease, and takes the value that was paid with it, in one count.
    /// @param until later than the running cycle
    /// @param paid 9 decimals; all of it new to the community
    function _setLease(Charter memory charter, address account, uint96 units, uint32 until, uint64 paid) internal {
        if (!_enrol(charter, account)) {
            Dormant storage dormant = _dormant[account];
            (dormant.leased, dormant.until) = (units, until);
            if (paid == 0) return;
            _receive(account, NO_UNITS, paid);
            _countDormant(charter, 0, paid);
            return;
        }
        _startLease(charter, account, units, until, paid);
    }

    function _startLease(Charter memory charter, address account, uint96 units, uint32 until, uint64 paid) private {
        Lease memory held = _leases[account];
        uint96 permanent = paid == 0 ? _accounts[account].units : _receive(account, NO_UNITS, paid);
        ElectorateLib.Stake memory before = ElectorateLib.Stake(permanent, 0, 0);
        uint32 running = charter.cycle();
        if (held.until > running) {
            (before.leased, before.until) = (held.units, held.until);
        } else {
            // The last lease has lapsed, and what was placed of it with it.
            (held.placed, held.since) = (0, running);
        }
        (held.units, held.until) = (units, until);
        _leases[account] = held;
        _electorate.recount(charter, before, ElectorateLib.Stake(permanent, units, until), 0, paid);
    }

    function _placeLease(
        Charter memory charter,
        address account,
        Parcel released,
        uint256 more
    ) internal returns (uint32 until) {
        Lease storage held = _leases[account];
        uint256 placed = held.placed;
        // What was placed from a lease that lapsed since went with it.
        if (released.untilOf() > held.since) placed -= released.leasedOf();
        if (more != 0) {
            until = held.until;
            uint256 units = until > charter.cycle() ? held.units : 0;
            placed += more;
            if (placed > units) revert WeightsLeaseInsufficient(account, units, placed);
        }
        // Checked against the units above when it grows, and smaller than before otherwise.
        held.placed = uint96(placed);
    }

    /// @param dormant by how much the account's dormant units have grown
    function _recount(
        Charter memory charter,
        address account,
        ElectorateLib.Stake memory before,
        int256 dormant
    ) internal {
        _electorate.recount(charter, before, _stakeOf(charter, account), dormant, 0);
    }

    /// @dev What lies dormant is held, but adds nothing to the electorate.
    function _countDormant(Charter memory charter, int256 dormant, uint64 paid) internal {
        ElectorateLib.Stake memory none;
        _electorate.recount(charter, none, none, dormant, paid);
    }

    function _signed(uint96 units) internal pure returns (int256) {
        return int256(uint256(units));
    }

    function _stakeOf(
        Charter memory charter,
        address account
    ) internal view returns (ElectorateLib.Stake memory stake) {
        stake.units = _accounts[account].units;
        if (charter.leasing() == 0) return stake;
        Lease storage held = _leases[account];
        if (held.until > charter.cycle()) (stake.leased, stake.until) = (held.units, held.until);
    }

    function _unitsOf(Charter memory charter, address account) internal view returns (uint256 units) {
        ElectorateLib.Stake memory stake = _stakeOf(charter, account);
        units = uint256(stake.units) + stake.leased;
        if (charter.gate() != address(0)) units += _dormant[account].units;
    }

    function _overdraftOf(
        Charter memory charter,
        address account
    ) internal view returns (uint96 permanent, uint96 leased) {
        Account storage holder = _accounts[account];
        if (holder.placed > holder.units) permanent = holder.placed - holder.units;
        if (charter.leasing() == 0) return (permanent, 0);
        Lease storage held = _leases[account];
        if (held.until > charter.cycle() && held.placed > held.units) leased = held.placed - held.units;
    }

    /// @dev Whoever has become overdrawn has one cycle to choose what to withdraw. Who becomes so again within a cycle of its end
    /// has had it: else whoever goes to and fro between two accounts would have the votes of both for ever.
    function _noteOverdraft(Charter memory charter, address account) internal {
        (uint96 permanent, uint96 leased) = _overdraftOf(charter, account);
        if (permanent == 0 && leased == 0) return;
        uint64 recallableAt = _recallableAt[account];
        uint256 length = charter.cycleLength();
        if (recallableAt == 0 || block.timestamp >= recallableAt + length) {
            recallableAt = uint64(block.timestamp + length);
            _recallableAt[account] = recallableAt;
        }
        emit Overdrawn(account, recallableAt);
    }
}
