// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICommitments} from "../commitments/ICommitments.sol";
import {IKernel, Scaling} from "../kernel/IKernel.sol";
import {CommitmentId, DO_NOTHING, ProjectId} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IWeightSource} from "../weights/sources/IWeightSource.sol";
import {IFundingPool} from "./IFundingPool.sol";
import {MatchLib, Rank} from "./MatchLib.sol";
import {ProjectLib} from "./ProjectLib.sol";
import {Standing} from "./StandingLib.sol";
import {VotesLib} from "./VotesLib.sol";

/// @title Settlement
/// @notice Rounds of {FundingPool}: when they are settled, what is decided, who is funded. The rules without the doors.
abstract contract Settlement is IFundingPool {
    using ProjectLib for ProjectLib.State;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;
    using VotesLib for ProjectLib.State;

    uint256 private constant LONGEST_LIST = 32;
    uint32 private constant SHORTEST_PERIOD = 3;

    /// @dev All that a pledge needs of the pool, in one slot.
    /// @param accounted tokens that are pledged, owed, or the pool's
    /// @param first the first deadline of the schedule; 0 = there is none
    /// @param period cycles between deadlines
    /// @param closed the deadline of the last round that is over
    /// @param noting a round is settled, and not all that it funds has been noted
    struct Head {
        uint112 accounted;
        uint32 first;
        uint32 period;
        uint32 closed;
        uint32 live;
        bool noting;
    }

    /// @param base what the rule can give in the round that has been decided
    struct Pool {
        uint112 available;
        uint112 base;
        uint32 count;
    }

    /// @param firstRound the commitment's round that ends at the schedule's first deadline
    /// @param decided the deadline of the last round that has been decided
    struct Following {
        CommitmentId commitment;
        uint32 firstRound;
        uint32 decided;
    }

    /// @param matches Σ M of what is funded
    /// @param chain the hash of what is funded and has not been noted
    struct Round {
        uint112 pool;
        uint32 toRank;
        uint32 toNote;
        uint256 matches;
        bytes32 chain;
    }

    /// @dev A round as one caller ranks it.
    /// @param others whether the queue is over, and others follow by number
    /// @param waits whether the pool could not match one of the queue
    /// @param left of the pool
    /// @param last the one before the next; of the others only its number
    struct Draft {
        uint32 deadline;
        uint32 ranked;
        uint32 funded;
        bool others;
        bool waits;
        uint112 left;
        Rank last;
        uint256 matches;
        bytes32 chain;
    }

    /// @inheritdoc IFundingPool
    Rule public immutable rule;
    IERC20 internal immutable _token;
    address internal immutable _treasury;
    IWeights internal immutable _weights;
    address internal immutable _gate;
    bool internal immutable _quadratic;
    bool internal immutable _leasing;
    uint64 private immutable _genesisAt;
    uint32 private immutable _cycleLength;
    ICommitments private immutable _commitments;

    Head internal _head;
    Pool internal _pool;
    Following private _following;
    mapping(ProjectId => ProjectLib.State) internal _projects;
    mapping(uint32 deadline => Round) internal _rounds;
    mapping(address account => Draft) internal _drafts;

    constructor(IKernel kernel, IERC20 token_, Rule rule_, ICommitments commitments) {
        (rule, _token, _commitments) = (rule_, token_, commitments);
        (_treasury, _weights, _gate) = (kernel.treasury(), IWeights(kernel.weights()), kernel.gate());
        _quadratic = kernel.scaling() == Scaling.Quadratic;
        (_genesisAt, _cycleLength) = (kernel.genesisAt(), kernel.cycleLength());
        address[] memory sources = kernel.sources();
        bool leasing = false;
        for (uint256 i = 0; i < sources.length; ++i) leasing = leasing || IWeightSource(sources[i]).leases();
        _leasing = leasing;
    }

    // ---------------------------------------------------------------- when

    /// @dev The running cycle, as Weights counts it, without asking there.
    function _cycle() internal view returns (uint32) {
        return block.timestamp < _genesisAt ? 0 : uint32((block.timestamp - _genesisAt) / _cycleLength);
    }

    function _schedule(CommitmentId commitment) internal {
        ICommitments.CommitmentView memory found = _commitments.commitmentOf(commitment);
        (uint32 first, uint32 period) = (found.deadline, found.parameters.period);
        bool fits = !found.ended && !found.parameters.allots && period >= SHORTEST_PERIOD;
        if (!fits || first <= _cycle()) revert FundingScheduleUnfit(commitment, first, period);
        (_head.first, _head.period) = (first, period);
        (_following.commitment, _following.firstRound) = (commitment, found.round);
        emit ScheduleSet(commitment, first, period);
    }

    /// @dev The last deadline that has passed; 0 = none has.
    function _deadlineOf(Head memory head, uint32 cycle) internal pure returns (uint32) {
        if (head.first == 0 || cycle < head.first) return 0;
        return cycle - ((cycle - head.first) % head.period);
    }

    /// @dev A round can be settled in the first half of the time to the next deadline; then pledges are free again.
    function _phaseOf(Head memory head, uint32 cycle) internal pure returns (Phase) {
        if (head.noting) return Phase.Noting;
        if (head.first == 0) return Phase.Open;
        uint32 deadline = _deadlineOf(head, cycle);
        if (deadline > head.closed && cycle < deadline + head.period / 2) return Phase.Settling;
        uint32 next = deadline == 0 ? head.first : deadline + head.period;
        return cycle == next - 1 ? Phase.Closing : Phase.Open;
    }

    /// @dev Between rounds projects and pledges may change. While one is settled everything stays as it was at the deadline.
    function _betweenRounds() internal view returns (Head memory head) {
        head = _head;
        Phase now_ = _phaseOf(head, _cycle());
        if (now_ > Phase.Closing) revert FundingPhaseWrong(now_);
    }

    function _settling(Head memory head) private view returns (uint32 deadline) {
        uint32 cycle = _cycle();
        Phase now_ = _phaseOf(head, cycle);
        if (now_ != Phase.Settling) revert FundingPhaseWrong(now_);
        return _deadlineOf(head, cycle);
    }

    // ---------------------------------------------------------------- what was decided

    function _decide(Decision calldata decision) internal {
        Head memory head = _head;
        uint32 deadline = _settling(head);
        Following memory following = _following;
        if (following.decided == deadline) revert FundingAlreadyDecided(deadline);
        _following.decided = deadline;
        ICommitments.Outcome memory outcome = _commitments.outcomeOf(
            following.commitment,
            following.firstRound + (deadline - head.first) / head.period
        );
        if (outcome.winner == DO_NOTHING) {
            _head.closed = deadline;
            emit RoundDecided(deadline, false, 0, _pool.available);
            return;
        }
        bytes32 content = keccak256(abi.encode(decision));
        if (content != outcome.content) revert FundingDecisionMismatch(content, outcome.content);
        _carryOut(decision, deadline);
    }

    function _carryOut(Decision calldata decision, uint32 deadline) private {
        uint256 length =
            decision.struck.length > decision.guaranteed.length ? decision.struck.length : decision.guaranteed.length;
        if (length > LONGEST_LIST) revert FundingDecisionTooLong(length, LONGEST_LIST);
        uint256 lumpSum = _pullLumpSum(decision.lumpSum);
        uint32 struck = _strike(decision.struck, deadline);
        (uint32 guaranteed, bool waits) = _guarantee(decision.guaranteed, deadline);
        Pool memory pool = _pool;
        // A guarantee that the pool cannot keep is the first one that the queue waits at.
        pool.base = waits && rule == Rule.Priority ? 0 : pool.available;
        _pool.base = pool.base;
        uint32 live_ = _head.live - guaranteed;
        _head.live = live_;
        (_rounds[deadline].pool, _rounds[deadline].toRank) = (pool.base, live_ - struck);
        emit RoundDecided(deadline, true, lumpSum, pool.base);
        if (live_ == struck) _head.closed = deadline;
    }

    /// @dev What the treasury has not got, or not approved, does not come; the rest of the decision stands.
    function _pullLumpSum(uint256 amount) private returns (uint256 received) {
        if (amount == 0) return 0;
        uint256 before = _token.balanceOf(address(this));
        if (!_token.trySafeTransferFrom(_treasury, address(this), amount)) return 0;
        received = _token.balanceOf(address(this)) - before;
        _addToPool(received);
        emit ToppedUp(_treasury, received);
    }

    function _addToPool(uint256 amount) internal {
        _pool.available = (_pool.available + amount).toUint112();
        _head.accounted = (_head.accounted + amount).toUint112();
    }

    function _strike(ProjectId[] calldata list, uint32 deadline) private returns (uint32 struck) {
        for (uint256 i = 0; i < list.length; ++i) {
            ProjectLib.State storage project = _projects[list[i]];
            Standing standing = project.standing;
            if (!standing.isLive() || standing.round() == deadline) continue;
            project.standing = standing.at(Stage.Live, uint24(deadline));
            ++struck;
            emit ProjectStruck(list[i], deadline);
        }
    }

    function _guarantee(ProjectId[] calldata list, uint32 deadline) private returns (uint32 guaranteed, bool waits) {
        uint256 left = _pool.available;
        for (uint256 i = 0; i < list.length; ++i) {
            ProjectLib.State storage project = _projects[list[i]];
            Standing standing = project.standing;
            if (!standing.isLive() || standing.round() == deadline) continue;
            uint256 match_ = project.guaranteeOf(standing);
            if (match_ > left) {
                waits = true;
                break;
            }
            left -= match_;
            ++guaranteed;
            project.standing = standing.at(Stage.Guaranteed, uint24(deadline));
            emit ProjectGuaranteed(list[i], deadline, match_);
        }
        _pool.available = uint112(left);
    }

    // ---------------------------------------------------------------- who comes first

    function _rank(ProjectId[] calldata list) internal {
        uint32 deadline = _settling(_head);
        if (_following.decided != deadline) revert FundingUndecided(deadline);
        Draft memory draft = _drafts[msg.sender];
        if (draft.deadline != deadline) {
            delete draft;
            (draft.deadline, draft.left, draft.others) = (deadline, _pool.base, rule == Rule.Proportional);
        }
        for (uint256 i = 0; i < list.length; ++i) _rankOne(draft, list[i]);
        if (draft.ranked == _rounds[deadline].toRank) _settle(draft);
        else _drafts[msg.sender] = draft;
    }

    function _rankOne(Draft memory draft, ProjectId id) private view {
        ProjectLib.State storage project = _projects[id];
        Standing standing = project.standing;
        if (!standing.isLive()) revert FundingProjectNotLive(id);
        if (standing.round() == draft.deadline) revert FundingProjectStruck(id);
        unchecked {
            // There are less than 2^32 projects.
            ++draft.ranked;
        }
        uint256 match_ = project.matchOf(standing);
        bool eligible = project.isMetWith(standing, match_);
        if (rule == Rule.Priority && eligible && match_ != 0) {
            int256 votes = project.keptAt(draft.deadline, _leasing);
            if (votes > 0) {
                _queue(draft, id, Rank(ProjectId.unwrap(id), uint112(uint256(votes)), uint112(match_)));
                return;
            }
        }
        uint32 last = draft.others ? draft.last.id : 0;
        if (ProjectId.unwrap(id) <= last) revert FundingOrderWrong(id, ProjectId.wrap(last));
        (draft.others, draft.last.id) = (true, ProjectId.unwrap(id));
        if (!eligible) return;
        // What nobody has pledged to, and the pool adds nothing to, stays.
        bool pledged = project.pledged(standing) != 0;
        if (rule == Rule.Proportional ? match_ != 0 || pledged : match_ == 0 && pledged) _fund(draft, id, match_);
    }

    function _queue(Draft memory draft, ProjectId id, Rank memory next) private view {
        Rank memory last = draft.last;
        if (draft.others || (last.id != 0 && !MatchLib.precedes(last, next, _quadratic))) {
            revert FundingOrderWrong(id, ProjectId.wrap(last.id));
        }
        draft.last = next;
        if (draft.waits || next.match_ > draft.left) {
            draft.waits = true;
            return;
        }
        unchecked {
            // Just compared.
            draft.left -= next.match_;
        }
        _fund(draft, id, next.match_);
    }

    function _fund(Draft memory draft, ProjectId id, uint256 match_) private pure {
        unchecked {
            // No match has more than 112 bits.
            ++draft.funded;
            draft.matches += match_;
        }
        draft.chain = _chained(draft.chain, id);
    }

    function _chained(bytes32 chain, ProjectId id) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(chain, bytes32(uint256(ProjectId.unwrap(id))));
    }

    function _settle(Draft memory draft) private {
        Round storage round_ = _rounds[draft.deadline];
        (round_.matches, round_.chain, round_.toNote) = (draft.matches, draft.chain, draft.funded);
        // What has been ranked cannot be ranked again.
        _head.closed = draft.deadline;
        _head.noting = draft.funded != 0;
        emit RoundRanked(draft.deadline, msg.sender, draft.funded, draft.matches);
    }

    // ---------------------------------------------------------------- who is funded

    function _note(ProjectId[] calldata list, bytes32 before) internal {
        Head memory head = _head;
        if (!head.noting) revert FundingPhaseWrong(_phaseOf(head, _cycle()));
        Round storage round_ = _rounds[head.closed];
        bytes32 chain = before;
        (uint256 pool, uint256 matches, uint256 spent) = (round_.pool, round_.matches, 0);
        uint256[] memory awards = new uint256[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            ProjectId id = list[i];
            chain = _chained(chain, id);
            ProjectLib.State storage project = _projects[id];
            Standing standing = project.standing;
            uint256 award = MatchLib.shareDown(project.matchOf(standing), pool, matches);
            unchecked {
                // No match has more than 112 bits.
                spent += award;
            }
            awards[i] = award;
            project.standing = standing.at(Stage.Funded, uint24(head.closed));
        }
        if (chain != round_.chain || list.length == 0) revert FundingListMismatch(chain, round_.chain);
        emit ProjectsFunded(head.closed, list, awards);
        // What is spent was there when the round was decided, and only grows since; the list is what was counted.
        _pool.available -= uint112(spent);
        uint32 noted = uint32(list.length);
        (_head.live, round_.chain) = (head.live - noted, before);
        round_.toNote -= noted;
        if (round_.toNote == 0) _head.noting = false;
    }

    /// @dev What the pool adds to a funded project. Under the priority rule all that is funded fits into the pool.
    function _awarded(ProjectLib.State storage project, Standing standing) internal view returns (uint256) {
        if (standing.stage() == Stage.Guaranteed) return project.guaranteeOf(standing);
        Round storage round_ = _rounds[standing.round()];
        return MatchLib.shareDown(project.matchOf(standing), round_.pool, round_.matches);
    }

    /// @dev The deadline of the last round that has been decided.
    function _decided() internal view returns (uint32) {
        return _following.decided;
    }

    function _roundOf(Head memory head, uint32 cycle) internal view returns (RoundView memory) {
        uint32 deadline = head.noting ? head.closed : _deadlineOf(head, cycle);
        Round storage found = _rounds[deadline];
        return RoundView(deadline, found.pool, found.matches, found.toRank, found.toNote);
    }
}
