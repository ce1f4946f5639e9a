// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICommitments} from "../commitments/ICommitments.sol";
import {ITreasury} from "../constitution/ITreasury.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CommitmentId, DO_NOTHING, ProjectId} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IFundingPool} from "./IFundingPool.sol";
import {MatchLib} from "./MatchLib.sol";
import {PageLib} from "./PageLib.sol";
import {ProjectLib} from "./ProjectLib.sol";
import {Standing} from "./StandingLib.sol";
import {VotesLib} from "./VotesLib.sol";

/// @title Settlement
/// @notice Rounds of {FundingPool}: when they are settled, what is decided, who is funded. The rules without the doors.
abstract contract Settlement is IFundingPool {
    using CharterLib for Charter;
    using PageLib for PageLib.Page;
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
    /// @param last the number of the one before the next
    /// @param left of the pool, for the queue; 0 = it waits
    /// @param power of the last one in the queue: before the first more than any has; 0 = it is over, and others follow by number
    /// @param match_ of the last one in the queue
    struct Draft {
        uint32 deadline;
        uint32 ranked;
        uint32 funded;
        uint32 last;
        uint112 left;
        uint256 power;
        uint256 match_;
        uint256 matches;
        bytes32 chain;
    }

    /// @inheritdoc IFundingPool
    Rule public immutable rule;
    IERC20 internal immutable _token;
    address internal immutable _treasury;
    /// @dev An outside treasury has none.
    bool private immutable _hasBrake;
    IWeights internal immutable _weights;
    address internal immutable _gate;
    bool internal immutable _quadratic;
    bool internal immutable _leasing;
    uint64 private immutable _genesisAt;
    uint32 private immutable _cycleLength;
    ICommitments private immutable _commitments;

    Head internal _head;
    Pool internal _pool;
    Following internal _following;
    mapping(ProjectId => ProjectLib.State) internal _projects;
    mapping(uint32 deadline => Round) internal _rounds;
    mapping(address account => Draft) internal _drafts;

    constructor(IKernel kernel, IERC20 token_, Rule rule_, ICommitments commitments) {
        (rule, _token, _commitments) = (rule_, token_, commitments);
        _weights = IWeights(kernel.weights());
        Charter memory charter = CharterLib.ofOrgan(address(_weights));
        (_treasury, _hasBrake, _gate) = (charter.treasury, charter.ownsTreasury(), charter.gate());
        (_quadratic, _leasing) = (charter.quadratic(), charter.leasing() != 0);
        (_genesisAt, _cycleLength) = (charter.genesisAt(), charter.cycleLength());
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
        // Pledges never rest without notice, nor for less than a cycle.
        if (!fits || first <= _cycle() + 1) revert FundingScheduleUnfit(commitment, first, period);
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

    /// @dev Between rounds projects may change. While one is settled everything stays as it was at the deadline.
    function _betweenRounds() internal view returns (Phase now_) {
        now_ = _phaseOf(_head, _cycle());
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

    /// @dev What the treasury has not got, or not approved, does not come, nor anything while a guardian stops outflows; the
    /// rest of the decision stands.
    function _pullLumpSum(uint256 amount) private returns (uint256 received) {
        if (amount == 0) return 0;
        if (_hasBrake && block.timestamp < ITreasury(_treasury).brakedUntil()) return 0;
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
            project.standing = standing.moved(Stage.Live, uint24(deadline));
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
            project.standing = standing.moved(Stage.Guaranteed, uint24(deadline));
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
            (draft.deadline, draft.left, draft.match_) = (deadline, _pool.base, 1);
            if (rule == Rule.Priority) draft.power = type(uint256).max;
        }
        PageLib.Page memory page = PageLib.Page(0, new uint256[](list.length));
        for (uint256 i = 0; i < list.length; ++i) _rankOne(draft, page, list[i]);
        draft.ranked += uint32(list.length);
        draft.funded += uint32(page.count);
        bool ends = draft.ranked == _rounds[deadline].toRank;
        bool atOnce = ends && draft.funded == page.count;
        if (!atOnce) draft.chain = page.chained(draft.chain);
        if (!ends) _drafts[msg.sender] = draft;
        else _settle(draft, page, atOnce);
    }

    function _rankOne(Draft memory draft, PageLib.Page memory page, ProjectId id) private view {
        ProjectLib.State storage project = _projects[id];
        Standing standing = project.standing;
        if (!standing.isLive()) revert FundingProjectNotLive(id);
        if (standing.round() == draft.deadline) revert FundingProjectStruck(id);
        (uint256 match_, bool met) = project.offerOf(standing);
        int256 votes = 0;
        if (rule == Rule.Priority && met && match_ != 0) votes = project.keptAt(draft.deadline, _leasing);
        if (votes > 0) {
            _queue(draft, page, id, MatchLib.powerOf(uint256(votes), _quadratic), match_);
        } else {
            _follow(draft, id);
            // What nobody has pledged to, and the pool adds nothing to, stays.
            bool pledged = project.pledged(standing) != 0;
            bool pays = rule == Rule.Proportional ? match_ != 0 || pledged : match_ == 0 && pledged;
            if (met && pays) _fund(draft, page, id, match_);
        }
    }

    function _queue(
        Draft memory draft,
        PageLib.Page memory page,
        ProjectId id,
        uint256 power,
        uint256 match_
    ) private pure {
        uint32 last = draft.last;
        bool follows = MatchLib.precedes(draft.power, draft.match_, power, match_, last < ProjectId.unwrap(id));
        if (!follows) revert FundingOrderWrong(id, ProjectId.wrap(last));
        (draft.last, draft.power, draft.match_) = (ProjectId.unwrap(id), power, match_);
        uint256 left = draft.left;
        if (match_ <= left) {
            unchecked {
                draft.left = uint112(left - match_);
            }
            _fund(draft, page, id, match_);
        } else {
            draft.left = 0;
        }
    }

    function _follow(Draft memory draft, ProjectId id) private pure {
        uint32 last = draft.power == 0 ? draft.last : 0;
        if (ProjectId.unwrap(id) <= last) revert FundingOrderWrong(id, ProjectId.wrap(last));
        (draft.last, draft.power) = (ProjectId.unwrap(id), 0);
    }

    function _fund(Draft memory draft, PageLib.Page memory page, ProjectId id, uint256 match_) private pure {
        page.add(id, match_);
        unchecked {
            // No match has more than 112 bits.
            draft.matches += match_;
        }
    }

    /// @dev What has been ranked cannot be ranked again.
    /// @param atOnce whether all that is funded is in the last page, so that nothing is left to note
    function _settle(Draft memory draft, PageLib.Page memory page, bool atOnce) private {
        Round storage round_ = _rounds[draft.deadline];
        round_.matches = draft.matches;
        _head.closed = draft.deadline;
        emit RoundRanked(draft.deadline, msg.sender, draft.funded, draft.matches);
        if (atOnce) {
            _grant(page, draft.deadline, round_.pool, draft.matches);
        } else {
            (round_.chain, round_.toNote) = (draft.chain, draft.funded);
            _head.noting = true;
        }
    }

    // ---------------------------------------------------------------- who is funded

    function _note(ProjectId[] calldata list, bytes32 before) internal {
        Head memory head = _head;
        if (!head.noting) revert FundingPhaseWrong(_phaseOf(head, _cycle()));
        Round storage round_ = _rounds[head.closed];
        PageLib.Page memory page = PageLib.Page(list.length, new uint256[](list.length));
        for (uint256 i = 0; i < list.length; ++i) {
            ProjectLib.State storage project = _projects[list[i]];
            page.words[i] = PageLib.wordOf(list[i], project.matchOf(project.standing));
        }
        bytes32 chain = page.chained(before);
        if (chain != round_.chain || list.length == 0) revert FundingListMismatch(chain, round_.chain);
        uint32 left = round_.toNote - uint32(list.length);
        (round_.chain, round_.toNote) = (before, left);
        if (left == 0) _head.noting = false;
        _grant(page, head.closed, round_.pool, round_.matches);
    }

    function _grant(PageLib.Page memory page, uint32 deadline, uint256 pool, uint256 matches) private {
        if (page.count == 0) return;
        uint256[] memory funded = new uint256[](page.count);
        uint256 spent = 0;
        for (uint256 i = 0; i < funded.length; ++i) {
            uint256 word = page.words[i];
            ProjectId id = PageLib.projectIn(word);
            ProjectLib.State storage project = _projects[id];
            uint256 award = MatchLib.shareDown(PageLib.matchIn(word), pool, matches);
            unchecked {
                // No match has more than 112 bits.
                spent += award;
            }
            funded[i] = PageLib.wordOf(id, award);
            project.standing = project.standing.moved(Stage.Funded, uint24(deadline));
        }
        emit ProjectsFunded(deadline, funded);
        // What is spent was there when the round was decided, and only grows since; the list is what was counted.
        _pool.available -= uint112(spent);
        _head.live -= uint32(funded.length);
    }

    /// @dev What the pool adds to a funded project. Under the priority rule all that is funded fits into the pool.
    function _awarded(ProjectLib.State storage project, Standing standing) internal view returns (uint256) {
        if (standing.stage() == Stage.Guaranteed) return project.guaranteeOf(standing);
        Round storage round_ = _rounds[standing.round()];
        return MatchLib.shareDown(project.matchOf(standing), round_.pool, round_.matches);
    }

    function _roundOf(Head memory head, uint32 cycle) internal view returns (RoundView memory) {
        uint32 deadline = head.noting ? head.closed : _deadlineOf(head, cycle);
        Round storage found = _rounds[deadline];
        return RoundView(deadline, found.pool, found.matches, found.toRank, found.toNote);
    }
}
