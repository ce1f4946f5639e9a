// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICommitments} from "../commitments/ICommitments.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CommitmentId, ProjectId} from "../types/Ids.sol";
import {IPersonGate} from "../weights/sources/IPersonGate.sol";
import {IFundingPool} from "./IFundingPool.sol";
import {PageLib} from "./PageLib.sol";
import {ProjectLib} from "./ProjectLib.sol";
import {ProjectVoting} from "./ProjectVoting.sol";
import {Settlement} from "./Settlement.sol";
import {Standing} from "./StandingLib.sol";
import {VotesLib} from "./VotesLib.sol";

/// @title FundingPool
/// @notice A pool that adds to what people pledge; see {IFundingPool}.
contract FundingPool is ProjectVoting, Multicall, ReentrancyGuardTransient {
    using ProjectLib for ProjectLib.State;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;
    using VotesLib for ProjectLib.State;

    uint256 private constant LARGEST_TEAM = 32;
    constructor(
        IKernel kernel,
        IERC20 token_,
        Rule rule_,
        ICommitments commitments
    ) Settlement(kernel, token_, rule_, commitments) {}

    // ---------------------------------------------------------------- treasury

    /// @inheritdoc IFundingPool
    function schedule(CommitmentId commitment) external {
        _onlyTreasury();
        _schedule(commitment);
    }

    /// @inheritdoc IFundingPool
    function register(
        address recipient,
        uint112 goal,
        uint112 ceiling,
        address[] calldata team,
        string calldata uri
    ) external returns (ProjectId id) {
        _onlyTreasury();
        if (recipient == address(0)) revert FundingProjectIllFormed("recipient");
        if (team.length > LARGEST_TEAM) revert FundingTeamTooLarge(team.length, LARGEST_TEAM);
        uint32 number = ++_pool.count;
        ++_head.live;
        id = ProjectId.wrap(number);
        ProjectLib.State storage project = _projects[id];
        (project.standing, project.recipient) = (project.standing.moved(Stage.Live, 0), recipient);
        (project.goal, project.lacking, project.ceiling) = (goal, goal, ceiling);
        project.tally.cycle = _cycle();
        emit ProjectRegistered(id, recipient, goal, ceiling, team, uri);
        for (uint256 i = 0; i < team.length; ++i) _exclude(project, id, team[i]);
        // Nobody pays themselves.
        _exclude(project, id, recipient);
    }

    /// @inheritdoc IFundingPool
    function retire(ProjectId id) external {
        _onlyTreasury();
        ProjectLib.State storage project = _live(id);
        project.standing = project.standing.moved(Stage.Retired, project.standing.round());
        --_head.live;
        emit ProjectRetired(id);
    }

    // ---------------------------------------------------------------- money

    /// @inheritdoc IFundingPool
    function pledge(ProjectId id, uint112 amount) external nonReentrant {
        _pledge(id, amount);
    }

    /// @inheritdoc IFundingPool
    function pledgeWithPermit(
        ProjectId id,
        uint112 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(address(_token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {
            // Handed in by somebody else before, or not good at all: the allowance decides.
        }
        _pledge(id, amount);
    }

    function _pledge(ProjectId id, uint112 amount) private {
        Head memory head = _head;
        _onlyOpen(head);
        ProjectLib.State storage project = _live(id);
        uint256 received = _pull(amount);
        address identity = _identityOf(project, msg.sender);
        uint256 pledged = project.pledges[msg.sender].amount + received;
        project.set(msg.sender, identity, pledged);
        _head.accounted = (head.accounted + received).toUint112();
        emit Pledged(id, msg.sender, identity, uint112(pledged));
    }

    /// @inheritdoc IFundingPool
    function unpledge(ProjectId id, uint112 amount, address to) external nonReentrant {
        ProjectLib.State storage project = _known(id);
        Head memory head = _head;
        Stage stage = project.standing.stage();
        if (stage != Stage.Retired) {
            if (stage != Stage.Live) revert FundingProjectNotLive(id);
            _onlyOpen(head);
        }
        if (amount == 0) revert FundingAmountZero();
        uint256 pledged = project.pledges[msg.sender].amount;
        if (amount > pledged) revert FundingPledgeInsufficient(id, msg.sender, pledged, amount);
        address identity = project.countedWith(msg.sender);
        project.set(msg.sender, identity, pledged - amount);
        _head.accounted = head.accounted - amount;
        emit Pledged(id, msg.sender, identity, uint112(pledged - amount));
        _token.safeTransfer(to, amount);
    }

    /// @inheritdoc IFundingPool
    function reconcile(ProjectId id, address account) external nonReentrant {
        bool closing = _betweenRounds() == Phase.Closing;
        ProjectLib.State storage project = _live(id);
        (address former, address identity) = (project.countedWith(account), _identityOf(project, account));
        uint256 pledged = project.pledges[account].amount;
        uint112 roots = project.standing.roots();
        project.set(account, identity, pledged);
        if (closing && project.standing.roots() > roots) {
            // Else a person could come apart when nobody has time left to say that it is one.
            identity = address(0);
            project.set(account, identity, pledged);
        }
        if (pledged == 0 || identity == former) revert FundingPledgeUnchanged(id, account);
        emit Pledged(id, account, identity, uint112(pledged));
    }

    /// @inheritdoc IFundingPool
    function extendTeam(ProjectId id, address member) external {
        _betweenRounds();
        ProjectLib.State storage project = _live(id);
        address identity = _primaryOf(member);
        if (!project.team[member] || identity == address(0)) revert FundingNotOfTeam(id, member);
        if (project.team[identity]) revert FundingTeamUnchanged(id, member);
        _extendTeam(project, id, member, identity);
    }

    /// @inheritdoc IFundingPool
    function topUp(uint256 amount) external nonReentrant {
        uint256 received = _pull(amount);
        _addToPool(received);
        emit ToppedUp(msg.sender, received);
    }

    /// @inheritdoc IFundingPool
    function absorb() external nonReentrant returns (uint256 amount) {
        amount = _token.balanceOf(address(this)) - _head.accounted;
        if (amount == 0) revert FundingAmountZero();
        _addToPool(amount);
        emit ToppedUp(address(0), amount);
    }

    /// @inheritdoc IFundingPool
    function claim(ProjectId id, address to) external nonReentrant returns (uint256 amount) {
        ProjectLib.State storage project = _known(id);
        Standing standing = project.standing;
        Stage stage = standing.stage();
        if (stage != Stage.Funded && stage != Stage.Guaranteed) revert FundingProjectNotFunded(id);
        if (to != project.recipient && msg.sender != project.recipient) {
            revert FundingCallerNotRecipient(id, msg.sender);
        }
        amount = project.pledged(standing) + _awarded(project, standing);
        project.standing = standing.moved(Stage.Paid, standing.round());
        _head.accounted -= uint112(amount);
        emit ProjectPaid(id, to, amount);
        _token.safeTransfer(to, amount);
    }

    function _pull(uint256 amount) private returns (uint256 received) {
        uint256 before = _token.balanceOf(address(this));
        _token.safeTransferFrom(msg.sender, address(this), amount);
        received = _token.balanceOf(address(this)) - before;
        if (received == 0) revert FundingAmountZero();
    }

    /// @dev With whom what an account pledges counts; zero = with nobody, because they are of the team or unknown.
    function _identityOf(ProjectLib.State storage project, address account) private view returns (address identity) {
        if (project.team[account]) return address(0);
        identity = _primaryOf(account);
        if (identity != account && project.team[identity]) return address(0);
    }

    /// @dev Where there is no gate everybody is who they are.
    function _primaryOf(address account) private view returns (address) {
        return _gate == address(0) ? account : IPersonGate(_gate).primaryOf(account);
    }

    function _exclude(ProjectLib.State storage project, ProjectId id, address member) private {
        project.team[member] = true;
        address identity = _primaryOf(member);
        if (identity != address(0) && identity != member) _extendTeam(project, id, member, identity);
    }

    function _extendTeam(ProjectLib.State storage project, ProjectId id, address member, address identity) private {
        project.team[identity] = true;
        emit TeamExtended(id, member, identity);
    }

    // ---------------------------------------------------------------- settling

    /// @inheritdoc IFundingPool
    function decide(Decision calldata decision) external nonReentrant {
        _decide(decision);
    }

    /// @inheritdoc IFundingPool
    function rank(ProjectId[] calldata list) external nonReentrant {
        _rank(list);
    }

    /// @inheritdoc IFundingPool
    function rerank() external {
        delete _drafts[msg.sender];
    }

    /// @inheritdoc IFundingPool
    function note(ProjectId[] calldata list, bytes32 before) external nonReentrant {
        _note(list, before);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IFundingPool
    function phase() external view returns (Phase) {
        return _phaseOf(_head, _cycle());
    }

    /// @inheritdoc IFundingPool
    function round() external view returns (RoundView memory) {
        return _roundOf(_head, _cycle());
    }

    /// @inheritdoc IFundingPool
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IFundingPool
    function available() external view returns (uint256) {
        return _pool.available;
    }

    /// @inheritdoc IFundingPool
    function count() external view returns (uint32) {
        return _pool.count;
    }

    /// @inheritdoc IFundingPool
    function live() external view returns (uint32) {
        return _head.live;
    }

    /// @inheritdoc IFundingPool
    function projectOf(ProjectId id) external view returns (ProjectView memory) {
        ProjectLib.State storage project = _known(id);
        ProjectLib.Tally memory tally = project.rolled(_moment());
        Standing standing = project.standing;
        return
            ProjectView({
                stage: standing.stage(),
                recipient: project.recipient,
                goal: project.goal,
                ceiling: project.ceiling,
                pledged: project.pledged(standing),
                matched: standing.matched(),
                roots: standing.roots(),
                matchNow: project.matchOf(standing),
                votes: tally.votes,
                votesKept: tally.kept
            });
    }

    /// @inheritdoc IFundingPool
    function isStruck(ProjectId id) external view returns (bool) {
        Standing standing = _known(id).standing;
        return standing.isLive() && standing.round() != 0 && standing.round() == _following.decided;
    }

    /// @inheritdoc IFundingPool
    function pledgeOf(
        ProjectId id,
        address account
    ) external view returns (uint256 amount, address identity, uint256 counted) {
        ProjectLib.Pledge memory found = _known(id).pledges[account];
        return (found.amount, _projects[id].countedWith(account), found.counted);
    }

    /// @inheritdoc IFundingPool
    function isOfTeam(ProjectId id, address account) external view returns (bool) {
        return _known(id).team[account];
    }

    /// @inheritdoc IFundingPool
    function placedOf(ProjectId id, address voter) external view returns (uint256) {
        return _known(id).placed[voter];
    }

    /// @inheritdoc IFundingPool
    function rankedBy(address account) external view returns (uint32 ranked, uint32 funded, bytes32 chain) {
        Draft memory draft = _drafts[account];
        // What is left of a former round is forgotten with the first page of the next.
        if (draft.deadline == _following.decided) return (draft.ranked, draft.funded, draft.chain);
    }

    /// @inheritdoc IFundingPool
    function chainOf(bytes32 before, ProjectId[] calldata list) external pure returns (bytes32 chain) {
        chain = before;
        for (uint256 i = 0; i < list.length; ++i) chain = PageLib.chained(chain, list[i]);
    }

    /// @inheritdoc IFundingPool
    function contentOf(Decision calldata decision) external pure returns (bytes32) {
        return keccak256(abi.encode(decision));
    }

    // ---------------------------------------------------------------- guards

    function _onlyOpen(Head memory head) private view {
        Phase now_ = _phaseOf(head, _cycle());
        if (now_ != Phase.Open) revert FundingPhaseWrong(now_);
    }

    function _onlyTreasury() private view {
        if (msg.sender != _treasury) revert FundingCallerNotTreasury(msg.sender);
        _betweenRounds();
    }
}
