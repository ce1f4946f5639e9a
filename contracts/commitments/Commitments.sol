// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IElections} from "../elections/IElections.sol";
import {LiveLib} from "../elections/LiveLib.sol";
import {TypedDataLib} from "../elections/TypedDataLib.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CommitmentId, DO_NOTHING, OptionId} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {Act, Cast, CastLib} from "./CastLib.sol";
import {CommitmentLib} from "./CommitmentLib.sol";
import {ConvictionLib} from "./ConvictionLib.sol";
import {DeadlineLib} from "./DeadlineLib.sol";
import {ICommitments} from "./ICommitments.sol";
import {SignedCastLib} from "./SignedCastLib.sol";

/// @title Commitments
/// @notice All commitments of a community; see {ICommitments}.
contract Commitments is ICommitments, EIP712("Perdure Commitments", "1"), Multicall {
    using BitMaps for BitMaps.BitMap;
    using CastLib for CommitmentLib.State;
    using CharterLib for Charter;
    using CommitmentLib for CommitmentLib.State;
    using LiveLib for uint64[];

    /// @dev Some ten years of cycles of an hour: no deadline is further away.
    uint32 private constant MOST_CYCLES_AHEAD = 87_660;
    uint32 private constant MOST_LIVE = 64;

    uint256 private immutable _clock;
    uint256 private immutable _seat;
    address private immutable _treasury;

    mapping(CommitmentId => CommitmentLib.State) private _commitments;
    mapping(address signer => BitMaps.BitMap) private _nonces;
    /// @dev How many commitments are live, cycle by cycle; see LiveLib.
    uint64[] private _liveSteps;
    /// @inheritdoc ICommitments
    uint64 public count;

    constructor(IKernel kernel) {
        Charter memory charter = CharterLib.ofOrgan(kernel.weights());
        (_clock, _seat, _treasury) = (charter.clock, charter.seat, charter.treasury);
    }

    // ---------------------------------------------------------------- the treasury and its modules

    /// @inheritdoc ICommitments
    function open(CommitmentParameters calldata p, Option[] calldata options) external returns (CommitmentId id) {
        Charter memory charter = _charter();
        bool mayOpen = msg.sender == _treasury || IWeights(charter.weights()).isModule(msg.sender);
        if (!mayOpen) revert CommitmentsCallerNotOpener(msg.sender);
        uint32 cycle = charter.cycle();
        _bound("halfLife", p.halfLife, 1, ConvictionLib.LONGEST_HALF_LIFE);
        _bound("deadline", p.deadline, cycle + 1, cycle + MOST_CYCLES_AHEAD);
        _bound("period", p.period, 0, MOST_CYCLES_AHEAD);

        _liveSteps.add(cycle, p.period == 0 ? p.deadline : LiveLib.NEVER, 1);
        (uint32 live, ) = _liveSteps.liveAt(cycle);
        if (live > MOST_LIVE) revert CommitmentsTooManyLive(MOST_LIVE);
        id = CommitmentId.wrap(++count);
        CommitmentLib.State storage commitment = _commitments[id];
        commitment.head = CommitmentLib.Head(cycle, p.deadline, p.period, 0, p.halfLife, 0, 0, p.allots, false);
        commitment.nothing.since = cycle;
        commitment.opener = msg.sender;
        emit CommitmentOpened(id, msg.sender, p, cycle);
        for (uint256 i = 0; i < options.length; ++i) commitment.add(id, options[i]);
    }

    /// @inheritdoc ICommitments
    function addOption(CommitmentId id, Option calldata option) external returns (OptionId) {
        return _ofOpener(id).add(id, option);
    }

    /// @inheritdoc ICommitments
    function strikeOption(CommitmentId id, OptionId option) external {
        _ofOpener(id).strike(id, option);
    }

    /// @inheritdoc ICommitments
    function stop(CommitmentId id) external {
        CommitmentLib.Head storage head = _ofOpener(id).head;
        _liveSteps.add(head.cycle, head.period == 0 ? head.deadline : LiveLib.NEVER, -1);
        head.ended = true;
        emit CommitmentStopped(id);
    }

    // ---------------------------------------------------------------- voters

    /// @inheritdoc ICommitments
    function cast(CommitmentId id, OptionPlacement[] calldata placements, CommitmentId[] calldata dead) external {
        _cast(msg.sender, id, placements, dead);
    }

    /// @inheritdoc ICommitments
    function withdraw(CommitmentId id) external {
        _upToDate(id).withdraw(_act(id, msg.sender));
    }

    /// @inheritdoc ICommitments
    function castBySig(
        CommitmentId id,
        OptionPlacement[] calldata placements,
        CommitmentId[] calldata dead,
        IElections.Authorization calldata by
    ) external {
        _authorize(by, SignedCastLib.cast(id, placements, dead, by));
        _cast(by.signer, id, placements, dead);
    }

    /// @inheritdoc ICommitments
    function withdrawBySig(CommitmentId id, IElections.Authorization calldata by) external {
        _authorize(by, SignedCastLib.withdraw(id, by));
        _upToDate(id).withdraw(_act(id, by.signer));
    }

    /// @inheritdoc ICommitments
    function cancelNonce(uint256 nonce) external {
        TypedDataLib.useNonce(_nonces, msg.sender, nonce);
    }

    // ---------------------------------------------------------------- anyone

    /// @inheritdoc ICommitments
    function advance(CommitmentId id, uint32 maxCycles) external {
        CommitmentLib.State storage commitment = _known(id);
        uint32 from = commitment.head.cycle;
        uint32 to = _charter().cycle();
        _close(commitment, id, to - from > maxCycles ? from + maxCycles : to);
    }

    /// @inheritdoc ICommitments
    function refresh(CommitmentId id, address voter) external {
        _live(id).refresh(_act(id, voter));
    }

    /// @inheritdoc ICommitments
    function recall(CommitmentId id, address voter) external {
        _upToDate(id).recall(_act(id, voter));
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc ICommitments
    function liveAt(uint32 cycle) external view returns (uint32 live) {
        (live, ) = _liveSteps.liveAt(cycle);
    }

    /// @inheritdoc ICommitments
    function commitmentOf(CommitmentId id) external view returns (CommitmentView memory) {
        CommitmentLib.State storage commitment = _known(id);
        (CommitmentLib.Head memory head, ) = _standing(commitment);
        uint32 first = head.deadline - head.round * head.period;
        CommitmentParameters memory p = CommitmentParameters(head.allots, head.halfLife, first, head.period);
        return CommitmentView(p, commitment.opener, head.round, head.deadline, head.ended, commitment.head.cycle);
    }

    /// @inheritdoc ICommitments
    function optionsOf(CommitmentId id) external view returns (OptionView[] memory options) {
        (, options) = _standing(_known(id));
    }

    /// @inheritdoc ICommitments
    function outcomeOf(CommitmentId id, uint32 round) external view returns (Outcome memory) {
        CommitmentLib.State storage commitment = _known(id);
        Charter memory charter = _charter();
        (uint32 deadline, OptionId winner) = DeadlineLib.outcome(
            commitment,
            _liveSteps,
            charter,
            charter.cycle(),
            round
        );
        if (deadline == 0) revert CommitmentUndecided(id, round);
        return Outcome(deadline, winner, commitment.contents[winner]);
    }

    /// @inheritdoc ICommitments
    function allotted(CommitmentId id, uint32 round, OptionId option, uint256 amount) external view returns (uint256) {
        CommitmentLib.State storage commitment = _known(id);
        if (!commitment.head.allots) revert CommitmentChoosesOne(id);
        CommitmentLib.Decided storage decided = commitment.decided[round];
        if (decided.deadline == 0) revert CommitmentUndecided(id, round);
        // Where nobody supports anything, nothing is given away.
        if (decided.total == 0) return option == DO_NOTHING ? amount : 0;
        return Math.mulDiv(amount, commitment.gathered[round][option], decided.total);
    }

    /// @inheritdoc ICommitments
    function ballotOf(CommitmentId id, address voter) external view returns (OptionPlacement[] memory, uint32) {
        Cast memory ballot = _known(id).load(voter);
        return (ballot.placements, ballot.until);
    }

    /// @inheritdoc ICommitments
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    // ---------------------------------------------------------------- the rules behind the doors

    function _cast(
        address voter,
        CommitmentId id,
        OptionPlacement[] calldata placements,
        CommitmentId[] calldata dead
    ) private {
        CommitmentLib.State storage commitment = _live(id);
        for (uint256 i = 0; i < dead.length; ++i) _upToDate(dead[i]).releaseDead(_act(dead[i], voter));
        commitment.cast(_act(id, voter), placements);
    }

    function _standing(
        CommitmentLib.State storage commitment
    ) private view returns (CommitmentLib.Head memory head, OptionView[] memory options) {
        Charter memory charter = _charter();
        return DeadlineLib.standing(commitment, _liveSteps, charter, charter.cycle());
    }

    /// @dev Within a cycle there is nothing to close.
    function _close(CommitmentLib.State storage commitment, CommitmentId id, uint32 to) private {
        CommitmentLib.Head storage head = commitment.head;
        if (head.cycle < to && !head.ended) DeadlineLib.close(commitment, id, _liveSteps, _charter(), to);
    }

    function _act(CommitmentId id, address voter) private view returns (Act memory) {
        Charter memory charter = _charter();
        IWeights weights = IWeights(charter.weights());
        bool leasing = charter.leasing() != 0;
        return Act(id, voter, weights, charter.cycle(), charter.cycleLength(), leasing, charter.quadratic());
    }

    function _charter() private view returns (Charter memory) {
        return Charter(_clock, _seat, _treasury);
    }

    function _authorize(IElections.Authorization calldata by, bytes32 structHash) private {
        TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(structHash));
    }

    // ---------------------------------------------------------------- guards

    function _known(CommitmentId id) private view returns (CommitmentLib.State storage commitment) {
        commitment = _commitments[id];
        if (commitment.head.halfLife == 0) revert CommitmentUnknown(id);
    }

    function _upToDate(CommitmentId id) private returns (CommitmentLib.State storage commitment) {
        commitment = _known(id);
        _close(commitment, id, _charter().cycle());
    }

    function _live(CommitmentId id) private returns (CommitmentLib.State storage commitment) {
        commitment = _upToDate(id);
        if (commitment.head.ended) revert CommitmentHasEnded(id);
    }

    function _ofOpener(CommitmentId id) private returns (CommitmentLib.State storage commitment) {
        commitment = _live(id);
        bool may = msg.sender == commitment.opener || msg.sender == _treasury;
        if (!may) revert CommitmentsCallerNotOpener(msg.sender);
    }

    function _bound(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert CommitmentParameterOutOfBounds(parameter, value, least, most);
    }
}
