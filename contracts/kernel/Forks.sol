// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {ITreasury} from "../constitution/ITreasury.sol";
import {IElections} from "../elections/IElections.sol";
import {TypedDataLib} from "../elections/TypedDataLib.sol";
import {Parcel, Units, parcelOf} from "../types/Units.sol";
import {DecayLib} from "../weights/DecayLib.sol";
import {DropLib} from "../weights/DropLib.sol";
import {ElectorateLib} from "../weights/ElectorateLib.sol";
import {IWeights} from "../weights/IWeights.sol";
import {Charter, CharterLib} from "./CharterLib.sol";
import {ForkLib} from "./ForkLib.sol";
import {ICommunityFactory} from "./ICommunityFactory.sol";
import {ICommunityRegistry} from "./ICommunityRegistry.sol";
import {ForkId, IForks} from "./IForks.sol";
import {ForkTerms, IKernel, KernelParameters} from "./IKernel.sol";

/// @title Forks
/// @notice How a kernel is left together; see {IForks}.
contract Forks is IForks, EIP712("Perdure Forks", "1"), ReentrancyGuardTransient {
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using ElectorateLib for ElectorateLib.State;
    using ForkLib for ForkLib.State;

    /// @dev A kernel past this share of its horizon may be renewed by any of its members.
    uint256 private constant RENEWABLE_PERCENT = 90;
    Parcel private constant NOTHING = Parcel.wrap(0);

    bytes32 private constant JOIN_FORK = keccak256(
        "JoinFork(address member,uint64 fork,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant UNJOIN_FORK = keccak256(
        "UnjoinFork(address member,uint64 fork,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant FOLLOW_FORK = keccak256(
        "FollowFork(address member,uint64 fork,uint256 nonce,uint64 deadline)"
    );

    mapping(ForkId => ForkLib.State) private _forks;
    mapping(address signer => BitMaps.BitMap) private _nonces;
    /// @inheritdoc IForks
    uint64 public count;

    // ---------------------------------------------------------------- before

    /// @inheritdoc IForks
    function propose(KernelParameters calldata p) external returns (ForkId id) {
        Charter memory charter = CharterLib.read();
        IKernel kernel = IKernel(charter.kernel());
        if (p.treasury != address(0)) revert ForkParameterForbidden("treasury");
        if (p.genesisAt != 0) revert ForkParameterForbidden("genesisAt");
        kernel.check(p);
        id = ForkId.wrap(count++);
        ForkLib.State storage fork = _forks[id];
        (fork.proposer, fork.stage, fork.cycle) = (msg.sender, Stage.Proposed, charter.cycle());
        fork.parametersHash = keccak256(abi.encode(p));
        fork.isRenewal = _isRenewable(charter) && kernel.hashOf(p) == kernel.parametersHash();
        emit ForkProposed(id, msg.sender, fork.isRenewal, p);
    }

    /// @inheritdoc IForks
    function join(ForkId id) external nonReentrant {
        _join(id, msg.sender);
    }

    /// @inheritdoc IForks
    function joinBySig(ForkId id, IElections.Authorization calldata by) external nonReentrant {
        _authorize(JOIN_FORK, id, by);
        _join(id, by.signer);
    }

    /// @inheritdoc IForks
    function unjoin(ForkId id) external nonReentrant {
        _unjoin(id, msg.sender);
    }

    /// @inheritdoc IForks
    function unjoinBySig(ForkId id, IElections.Authorization calldata by) external nonReentrant {
        _authorize(UNJOIN_FORK, id, by);
        _unjoin(id, by.signer);
    }

    /// @inheritdoc IForks
    function cancelNonce(uint256 nonce) external {
        TypedDataLib.useNonce(_nonces, msg.sender, nonce);
    }

    /// @inheritdoc IForks
    function recall(ForkId id, address account) external nonReentrant {
        IWeights(CharterLib.read().weights()).recallableOf(account);
        _unjoin(id, account);
    }

    /// @inheritdoc IForks
    function advance(ForkId id, uint32 maxCycles) external {
        Charter memory charter = CharterLib.read();
        ForkLib.State storage fork = _known(id);
        if (fork.stage == Stage.Executed) revert ForkAlreadyExecuted(id);
        uint32 to = charter.cycle();
        _close(fork, id, charter, to - fork.cycle > maxCycles ? fork.cycle + maxCycles : to);
    }

    // ---------------------------------------------------------------- the fork itself

    /// @inheritdoc IForks
    function execute(
        ForkId id,
        KernelParameters calldata p,
        address[] calldata assets
    ) external nonReentrant returns (address child) {
        Charter memory charter = CharterLib.read();
        ForkLib.State storage fork = _proposed(id, charter);
        if (keccak256(abi.encode(p)) != fork.parametersHash) revert ForkParametersMismatch(id);
        ForkTerms memory terms = IKernel(charter.kernel()).forkTerms();
        _checkReady(fork, id, charter, _aimOf(fork, terms));

        ICommunityRegistry registry = ICommunityRegistry(IKernel(charter.kernel()).registry());
        bool isFirst = registry.successorOf(charter.kernel()) == address(0);
        fork.isSuccessor = isFirst && fork.standsFor(charter, terms.successionThreshold);
        fork.stage = Stage.Executed;
        fork.followableUntil = uint64(block.timestamp) + terms.joinPeriod;
        uint256 delay = Math.max(terms.joinPeriod, IKernel(charter.kernel()).enactmentDelay());
        fork.restFrom = uint64(block.timestamp + delay);
        fork.contributedByAll = SafeCast.toUint128(IWeights(charter.weights()).totalContributed());

        KernelParameters memory parameters = p;
        parameters.genesisAt = fork.followableUntil;
        child = ICommunityFactory(IKernel(charter.kernel()).factory()).createChild(
            parameters,
            charter.kernel(),
            fork.isSuccessor
        );
        fork.child = child;
        if (charter.ownsTreasury()) fork.appraise(charter.treasury, IKernel(charter.kernel()).sources());
        emit ForkExecuted(id, child, fork.isSuccessor, fork.contributed, fork.contributedByAll, fork.value);
        for (uint256 i = 0; i < assets.length; ++i) {
            (, bool refused) = _take(fork, id, charter, assets[i]);
            if (refused) emit ForkAssetSkipped(id, assets[i]);
        }
    }

    /// @inheritdoc IForks
    function claim(ForkId id, address asset) external nonReentrant returns (uint256 amount) {
        bool refused;
        (amount, refused) = _take(_open(id), id, CharterLib.read(), asset);
        if (refused) revert ForkAssetRefused(asset);
    }

    // ---------------------------------------------------------------- after

    /// @inheritdoc IForks
    function arrive(ForkId id, address account) external nonReentrant {
        ForkLib.State storage fork = _executed(id);
        ForkLib.Member memory member = fork.members[account];
        if (Parcel.unwrap(member.parcel) == 0) revert ForkMemberAbsent(id, account);
        delete fork.members[account];
        Charter memory charter = CharterLib.read();
        IWeights weights = IWeights(charter.weights());
        weights.placeInstead(account, member.parcel, NOTHING);
        // What was revoked, or lies dormant, since they joined stays behind; the rest must not stay locked for its sake.
        (uint256 free, ) = weights.freeOf(account);
        uint96 units = uint96(Math.min(member.parcel.permanentOf(), free));
        member.parcel = parcelOf(units, member.parcel.leasedOf(), member.parcel.untilOf());
        _move(fork, id, charter, account, member);
    }

    /// @inheritdoc IForks
    function follow(ForkId id) external nonReentrant {
        _follow(id, msg.sender);
    }

    /// @inheritdoc IForks
    function followBySig(ForkId id, IElections.Authorization calldata by) external nonReentrant {
        _authorize(FOLLOW_FORK, id, by);
        _follow(id, by.signer);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IForks
    function forkOf(ForkId id) external view returns (ForkView memory found) {
        Charter memory charter = CharterLib.read();
        ForkLib.State storage fork = _known(id);
        (found.stage, found.proposer, found.child) = (fork.stage, fork.proposer, fork.child);
        (found.isRenewal, found.isSuccessor) = (fork.isRenewal, fork.isSuccessor);
        (found.contributed, found.followableUntil) = (fork.contributed, fork.followableUntil);
        if (fork.isSuccessor) found.restFrom = fork.restFrom;
        found.joined = fork.joined.valueAt(charter.cycle(), charter.leasing() != 0);
        (found.bucket, found.cycle) = (fork.bucket, fork.cycle);
        if (fork.stage == Stage.Executed) return found;
        ForkLib.Aim memory aim = _aimOf(fork, IKernel(charter.kernel()).forkTerms());
        (uint256 bucket, bool holds) = fork.closed(charter, aim, charter.cycle());
        found.bucket = uint80(bucket);
        found.isReady = holds && bucket >= aim.fill && fork.standsFor(charter, aim.threshold);
    }

    /// @inheritdoc IForks
    function memberOf(
        ForkId id,
        address account
    ) external view returns (uint96 units, uint96 leased, uint64 contributed) {
        ForkLib.Member memory member = _known(id).members[account];
        return (member.parcel.permanentOf(), member.parcel.leasedOf(), member.contributed);
    }

    /// @inheritdoc IForks
    function claimableOf(ForkId id, address asset) external view returns (uint256) {
        return _open(id).due(CharterLib.read().treasury, asset);
    }

    /// @inheritdoc IForks
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    // ---------------------------------------------------------------- inside

    function _join(ForkId id, address account) private {
        Charter memory charter = CharterLib.read();
        ForkLib.State storage fork = _proposed(id, charter);
        IWeights weights = IWeights(charter.weights());
        weights.sync(account);
        ForkLib.Member memory member = _wholeOf(charter, account);
        uint32 until = weights.placeInstead(account, NOTHING, member.parcel);
        member.parcel = parcelOf(member.parcel.permanentOf(), member.parcel.leasedOf(), until);
        fork.enter(charter, account, member);
        emit ForkJoined(id, account, member.parcel.permanentOf(), member.parcel.leasedOf(), member.contributed);
    }

    function _follow(ForkId id, address account) private {
        ForkLib.State storage fork = _open(id);
        Charter memory charter = CharterLib.read();
        IWeights(charter.weights()).sync(account);
        ForkLib.Member memory member = _wholeOf(charter, account);
        fork.contributed += member.contributed;
        _move(fork, id, charter, account, member);
    }

    function _authorize(bytes32 kind, ForkId id, IElections.Authorization calldata by) private {
        bytes32 structHash = keccak256(abi.encode(kind, by.signer, id, by.nonce, by.deadline));
        TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(structHash));
    }

    function _unjoin(ForkId id, address account) private {
        Charter memory charter = CharterLib.read();
        ForkLib.State storage fork = _proposed(id, charter);
        if (Parcel.unwrap(fork.members[account].parcel) == 0) revert ForkMemberAbsent(id, account);
        ForkLib.Member memory member = fork.exit(charter, account);
        IWeights(charter.weights()).placeInstead(account, member.parcel, NOTHING);
        emit ForkLeft(id, account);
    }

    /// @dev All that an account has, none of which may be placed.
    function _wholeOf(Charter memory charter, address account) private view returns (ForkLib.Member memory member) {
        IWeights weights = IWeights(charter.weights());
        IWeights.Account memory holder = weights.accountOf(account);
        if (holder.placed != 0) revert ForkMemberPlaced(account, holder.placed);
        uint96 leased = 0;
        uint32 until = 0;
        if (charter.leasing() != 0) {
            IWeights.Lease memory lease = weights.leaseOf(account);
            if (lease.until > charter.cycle()) {
                if (lease.placed != 0) revert ForkMemberPlaced(account, lease.placed);
                (leased, until) = (lease.units, lease.until);
            }
        }
        if (holder.units == 0 && leased == 0) revert ForkMemberWithoutWeight(account);
        return ForkLib.Member(parcelOf(holder.units, leased, until), holder.contributed);
    }

    /// @dev Burns in the parent, and gives in the child what it is worth at the child's genesis, in one call: nobody is ever
    /// counted in both.
    function _move(
        ForkLib.State storage fork,
        ForkId id,
        Charter memory charter,
        address account,
        ForkLib.Member memory member
    ) private {
        IWeights weights = IWeights(charter.weights());
        IKernel child = IKernel(fork.child);
        uint64 genesis = child.genesisAt();
        (uint96 leased, uint32 until) = (0, 0);
        if (charter.leasing() != 0) {
            IWeights.Lease memory lease = weights.leaseOf(account);
            uint64 endsAt = weights.cycleStartsAt(lease.until);
            if (lease.until > charter.cycle() && endsAt > genesis) {
                leased = uint96(weights.weightOf(lease.units, genesis));
                until = uint32(Math.min(Math.ceilDiv(endsAt - genesis, child.cycleLength()), DropLib.LONGEST_LEASE));
            }
        }
        uint96 units = uint96(weights.weightOf(member.parcel.permanentOf(), genesis));
        weights.depart(account, Units.wrap(member.parcel.permanentOf()), charter.leasing() != 0, member.contributed);
        emit ForkArrived(id, account, units, leased);
        IWeights(child.weights()).arrive(account, Units.wrap(units), Units.wrap(leased), until, member.contributed);
    }

    function _take(
        ForkLib.State storage fork,
        ForkId id,
        Charter memory charter,
        address asset
    ) private returns (uint256 amount, bool refused) {
        if (!charter.ownsTreasury()) return (0, false);
        fork.note(charter.treasury, asset);
        amount = fork.due(charter.treasury, asset);
        if (amount == 0) return (0, false);
        fork.shares[asset].taken += amount;
        if (!ITreasury(charter.treasury).release(asset, IKernel(fork.child).treasury(), amount)) {
            fork.shares[asset].taken -= amount;
            return (0, true);
        }
        emit ForkAssetTaken(id, asset, amount);
    }

    function _close(ForkLib.State storage fork, ForkId id, Charter memory charter, uint32 to) private {
        if (fork.cycle == to) return;
        (uint256 bucket, bool holds) = fork.closed(charter, _aimOf(fork, IKernel(charter.kernel()).forkTerms()), to);
        (fork.bucket, fork.holds, fork.cycle) = (uint80(bucket), holds, to);
        emit ForkAdvanced(id, to, uint80(bucket));
    }

    function _checkReady(
        ForkLib.State storage fork,
        ForkId id,
        Charter memory charter,
        ForkLib.Aim memory aim
    ) private view {
        if (fork.holds && fork.bucket >= aim.fill && fork.standsFor(charter, aim.threshold)) return;
        uint256 needed = Math.mulDiv(
            IWeights(charter.weights()).electorate(),
            aim.threshold,
            ForkLib.WAD,
            Math.Rounding.Ceil
        );
        uint256 joined = fork.joined.valueAt(charter.cycle(), charter.leasing() != 0);
        revert ForkNotReady(id, joined, needed, fork.bucket, uint72(aim.fill));
    }

    function _aimOf(ForkLib.State storage fork, ForkTerms memory terms) private view returns (ForkLib.Aim memory) {
        return fork.isRenewal ? ForkLib.Aim(0, 0) : ForkLib.Aim(terms.threshold, terms.fill);
    }

    function _isRenewable(Charter memory charter) private view returns (bool) {
        if (charter.halfLife() == 0) return false;
        uint256 horizon = DecayLib.HORIZON * charter.halfLife();
        return charter.elapsed() * 100 >= horizon * RENEWABLE_PERCENT;
    }

    // ---------------------------------------------------------------- guards

    function _known(ForkId id) private view returns (ForkLib.State storage fork) {
        fork = _forks[id];
        if (fork.stage == Stage.None) revert ForkUnknown(id);
    }

    /// @dev A fork that has not been executed, brought up to date.
    function _proposed(ForkId id, Charter memory charter) private returns (ForkLib.State storage fork) {
        fork = _known(id);
        if (fork.stage == Stage.Executed) revert ForkAlreadyExecuted(id);
        _close(fork, id, charter, charter.cycle());
    }

    function _executed(ForkId id) private view returns (ForkLib.State storage fork) {
        fork = _known(id);
        if (fork.stage != Stage.Executed) revert ForkNotExecuted(id);
    }

    /// @dev A fork that members can still follow, and assets be claimed of.
    function _open(ForkId id) private view returns (ForkLib.State storage fork) {
        fork = _executed(id);
        bool closes = !fork.isSuccessor && !fork.isRenewal;
        if (closes && block.timestamp > fork.followableUntil) revert ForkClosed(id, fork.followableUntil);
    }
}
