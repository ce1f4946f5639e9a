// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {NO_UNITS, Parcel, Units} from "../types/Units.sol";
import {DecayLib} from "./DecayLib.sol";
import {DepartLib} from "./DepartLib.sol";
import {ElectorateLib, ElectorateRun} from "./ElectorateLib.sol";
import {IERC5192} from "./IERC5192.sol";
import {IWeights} from "./IWeights.sol";
import {Ledger} from "./Ledger.sol";
import {QuadraticLib} from "./QuadraticLib.sol";
import {IPersonGate} from "./sources/IPersonGate.sol";

/// @title Weights
/// @notice Who holds and placed how much weight; see {IWeights}.
contract Weights is Ledger, IERC20Metadata, IERC5192, IERC6372, IERC165 {
    using CharterLib for Charter;
    using ElectorateLib for ElectorateLib.State;
    using SafeCast for uint256;

    // ---------------------------------------------------------------- sources

    /// @inheritdoc IWeights
    function credit(uint64 value, address account) external returns (Units units) {
        Charter memory charter = _charterOfSource();
        uint256 elapsed = charter.elapsed();
        uint256 halfLife = charter.halfLife();
        if (halfLife != 0 && elapsed >= DecayLib.HORIZON * halfLife) revert KernelHorizonReached(_horizonAt(charter));
        units = DecayLib.unitsDown(value, elapsed, halfLife);
        _gain(charter, account, units, value, value);
        emit Credited(account, msg.sender, units, value);
    }

    /// @inheritdoc IWeights
    function creditUnits(Units units, uint64 value, address account) external {
        Charter memory charter = _charterOfSource();
        _notAfterHorizon(charter);
        _gain(charter, account, units, value, value);
        emit Credited(account, msg.sender, units, value);
    }

    /// @inheritdoc IWeights
    function lease(address account, Units units, uint32 until) external {
        _lease(CharterLib.read(), account, units, until, 0);
    }

    /// @inheritdoc IWeights
    function leaseForValue(uint64 value, uint64 timestamp, uint32 until, uint64 paid, address account) external {
        Charter memory charter = CharterLib.read();
        _notAfterHorizon(charter);
        _lease(charter, account, _unitsFor(charter, value, timestamp), until, paid);
        emit Credited(account, msg.sender, NO_UNITS, paid);
    }

    /// @inheritdoc IWeights
    function revoke(address account, Units units) external {
        Charter memory charter = _charterOfSource();
        Account storage holder = _accounts[account];
        Dormant storage dormant = _dormant[account];
        uint96 wanted = Units.unwrap(units);
        if (dormant.units >= wanted && dormant.units != 0) {
            // An account is either enrolled, with nothing dormant, or holds all its units dormant.
            dormant.units -= wanted;
            _countDormant(charter, -_signed(wanted), 0);
        } else {
            if (holder.units < wanted) revert WeightsRevokedTooMuch(account, holder.units, wanted);
            ElectorateLib.Stake memory stake = _stakeOf(charter, account);
            holder.units -= wanted;
            _recount(charter, account, stake, 0);
            _noteOverdraft(charter, account);
        }
        emit Revoked(account, msg.sender, units);
    }

    // ---------------------------------------------------------------- modules

    /// @inheritdoc IWeights
    function placeInstead(address account, Parcel released, Parcel placed) external returns (uint32 until) {
        Charter memory charter = CharterLib.read();
        (uint256 less, uint256 more) = (released.permanentOf(), placed.permanentOf());
        uint256 leased = placed.leasedOf();
        if (msg.sender != charter.elections()) _onlyModule(charter, more | leased != 0);
        if (more | leased != 0) _enrol(charter, account);

        Account storage holder = _accounts[account];
        uint256 total = holder.placed - less + more;
        if (more != 0 && total > holder.units) revert WeightsInsufficient(account, holder.units, total);
        // Checked against the units above when it grows, and smaller than before otherwise.
        holder.placed = uint96(total);
        if (leased | released.leasedOf() != 0) until = _placeLease(charter, account, released, leased);
    }

    /// @inheritdoc IWeights
    function installModule(address module) external {
        _onlyTreasury();
        _modules[module] = Standing.Installed;
        emit ModuleInstalled(module);
    }

    /// @inheritdoc IWeights
    function retireModule(address module) external {
        _onlyTreasury();
        _modules[module] = Standing.Retired;
        emit ModuleRetired(module);
    }

    // ---------------------------------------------------------------- forks

    /// @inheritdoc IWeights
    function depart(address account, Units units, bool leased, uint64 contributed) external {
        DepartLib.Departure memory departure = DepartLib.Departure(account, units, leased, contributed);
        DepartLib.depart(_electorate, _accounts, _leases, departure);
    }

    /// @inheritdoc IWeights
    function arrive(address account, Units units, Units leased, uint32 until, uint64 contributed) external {
        Charter memory charter = CharterLib.read();
        address parent = IKernel(charter.kernel()).parent();
        if (parent == address(0) || msg.sender != CharterLib.organ(parent, CharterLib.FORKS)) {
            revert WeightsCallerNotFork(msg.sender);
        }
        _gain(charter, account, units, contributed, contributed);
        bool goesOn = Units.unwrap(leased) != 0 && charter.leasing() != 0 && until > charter.cycle();
        if (goesOn) _setLease(charter, account, Units.unwrap(leased), until, 0);
        emit Arrived(account, units, goesOn ? leased : Units.wrap(0), until, contributed);
    }

    // ---------------------------------------------------------------- persons

    /// @inheritdoc IWeights
    function sync(address account) external {
        Charter memory charter = CharterLib.read();
        if (charter.gate() == address(0)) return;
        if (IPersonGate(charter.gate()).primaryOf(account) == account) {
            _enrol(charter, account);
        } else if (_isEnrolled(charter, account)) {
            _strike(charter, account);
        }
    }

    /// @inheritdoc IWeights
    function consolidate(address account) external {
        Charter memory charter = CharterLib.read();
        if (charter.gate() == address(0)) revert WeightsNotSecondary(account);
        address primary = IPersonGate(charter.gate()).primaryOf(account);
        if (primary == address(0) || primary == account) revert WeightsNotSecondary(account);
        if (!IPersonGate(charter.gate()).isLinkFinal(account)) revert WeightsLinkNotFinal(account);
        if (_isEnrolled(charter, account)) _strike(charter, account);

        Account storage holder = _accounts[account];
        if (holder.placed != 0) revert WeightsStillPlaced(account, holder.placed, 0);
        Dormant storage dormant = _dormant[account];
        (Units units, uint64 contributed) = (Units.wrap(dormant.units), holder.contributed);
        dormant.units = 0;
        holder.contributed = 0;
        _countDormant(charter, -_signed(Units.unwrap(units)), 0);
        _gain(charter, primary, units, contributed, 0);
        emit Consolidated(account, primary, units, contributed);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IWeights
    function accountOf(address account) external view returns (Account memory) {
        return _accounts[account];
    }

    /// @inheritdoc IWeights
    function leaseOf(address account) external view returns (Lease memory) {
        return _leases[account];
    }

    /// @inheritdoc IWeights
    function dormantOf(address account) external view returns (Dormant memory) {
        return _dormant[account];
    }

    /// @inheritdoc IWeights
    function unitsOf(address account) external view returns (uint256) {
        return _unitsOf(CharterLib.read(), account);
    }

    /// @inheritdoc IWeights
    function freeOf(address account) external view returns (uint256 permanent, uint256 leased) {
        Account storage holder = _accounts[account];
        if (holder.units > holder.placed) permanent = holder.units - holder.placed;
        Charter memory charter = CharterLib.read();
        if (charter.leasing() == 0) return (permanent, 0);
        Lease storage held = _leases[account];
        if (held.until > charter.cycle() && held.units > held.placed) leased = held.units - held.placed;
    }

    /// @inheritdoc IWeights
    function recallableOf(address account) external view returns (uint96 permanent, uint96 leased) {
        (permanent, leased) = _overdraftOf(CharterLib.read(), account);
        if (permanent == 0 && leased == 0) revert WeightsNotOverdrawn(account);
        uint64 recallableAt = _recallableAt[account];
        if (block.timestamp < recallableAt) revert WeightsNotRecallableYet(account, recallableAt);
    }

    /// @inheritdoc IWeights
    function overdraftOf(address account) external view returns (uint96 permanent, uint96 leased, uint64 recallableAt) {
        (permanent, leased) = _overdraftOf(CharterLib.read(), account);
        if (permanent != 0 || leased != 0) recallableAt = _recallableAt[account];
    }

    /// @inheritdoc IWeights
    function votesOf(uint256 units) external view returns (uint256) {
        return QuadraticLib.votesDown(units, CharterLib.read().quadratic());
    }

    /// @inheritdoc IWeights
    function unitsFor(uint256 value, uint64 timestamp) external view returns (Units) {
        return _unitsFor(CharterLib.read(), value.toUint64(), timestamp);
    }

    /// @inheritdoc IWeights
    function weightOf(uint256 units, uint64 timestamp) external view returns (uint256) {
        Charter memory charter = CharterLib.read();
        return DecayLib.weightDown(units, timestamp - charter.genesisAt(), charter.halfLife());
    }

    /// @inheritdoc IWeights
    function cycle() external view returns (uint32) {
        return CharterLib.read().cycle();
    }

    /// @inheritdoc IWeights
    function cycleStartsAt(uint32 cycle_) external view returns (uint64) {
        Charter memory charter = CharterLib.read();
        return charter.genesisAt() + uint64(cycle_) * charter.cycleLength();
    }

    /// @inheritdoc IWeights
    function electorate() external view returns (uint256) {
        Charter memory charter = CharterLib.read();
        return _electorate.valueAt(charter.cycle(), charter.leasing() != 0);
    }

    /// @inheritdoc IWeights
    function electorateAt(uint32 cycle_) external view returns (uint256) {
        Charter memory charter = CharterLib.read();
        _notToCome(charter, cycle_);
        return _electorate.valueAt(cycle_, charter.leasing() != 0);
    }

    /// @inheritdoc IWeights
    function electorateRuns(
        uint32 from,
        uint32 to,
        uint256 most
    ) external view returns (ElectorateRun[] memory runs, uint32 end) {
        Charter memory charter = CharterLib.read();
        _notToCome(charter, to);
        return _electorate.runs(from, to, most, charter.leasing() != 0);
    }

    /// @inheritdoc IWeights
    function totalContributed() external view returns (uint256) {
        return _electorate.totalContributed();
    }

    /// @inheritdoc IWeights
    function isModule(address module) external view returns (bool) {
        Charter memory charter = CharterLib.read();
        bool isOrgan = module == charter.elections() || module == charter.forks();
        return isOrgan || _modules[module] == Standing.Installed;
    }

    /// @inheritdoc IWeights
    function isSource(address source) external view returns (bool) {
        return CharterLib.read().isSource(source);
    }

    /// @inheritdoc IWeights
    function horizonAt() external view returns (uint64) {
        return _horizonAt(CharterLib.read());
    }

    // ---------------------------------------------------------------- the view for wallets and strategies

    /// @inheritdoc IERC20Metadata
    function name() external view returns (string memory) {
        return IKernel(CharterLib.read().kernel()).name();
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        return IKernel(CharterLib.read().kernel()).symbol();
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 9;
    }

    /// @notice The weight of an account now, 9 decimals of the reference currency.
    /// @inheritdoc IERC20
    function balanceOf(address account) external view returns (uint256) {
        Charter memory charter = CharterLib.read();
        return DecayLib.weightDown(_unitsOf(charter, account), charter.elapsed(), charter.halfLife());
    }

    /// @notice The weight of all accounts now, 9 decimals of the reference currency.
    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        Charter memory charter = CharterLib.read();
        return DecayLib.weightDown(_electorate.totalUnits(charter), charter.elapsed(), charter.halfLife());
    }

    /// @inheritdoc IERC20
    function allowance(address, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IERC20
    function transfer(address, uint256) external pure returns (bool) {
        revert WeightsNotTransferable();
    }

    /// @inheritdoc IERC20
    function transferFrom(address, address, uint256) external pure returns (bool) {
        revert WeightsNotTransferable();
    }

    /// @inheritdoc IERC20
    function approve(address, uint256) external pure returns (bool) {
        revert WeightsNotTransferable();
    }

    /// @inheritdoc IERC5192
    function locked(uint256) external pure returns (bool) {
        return true;
    }

    /// @inheritdoc IERC6372
    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return
            id == type(IERC165).interfaceId ||
            id == type(IERC20).interfaceId ||
            id == type(IERC20Metadata).interfaceId ||
            id == type(IERC5192).interfaceId ||
            id == type(IERC6372).interfaceId ||
            id == type(IWeights).interfaceId;
    }
}
