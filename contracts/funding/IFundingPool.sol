// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {CommitmentId, ProjectId} from "../types/Ids.sol";

/// @title A pool that adds to what people pledge
/// @notice One ERC-20, put by many into projects; the pool matches broad support more than deep pockets (design 7). Pledges
/// are held in escrow. Rounds follow the deadlines of a recurring commitment, whose options are decisions about the round.
/// The pool's votes are weight placed on projects. Amounts are in the token's smallest units.
interface IFundingPool {
    /// @notice How a round gives out the pool.
    enum Rule {
        Priority,
        Proportional
    }

    /// @notice What the pool can be asked for now.
    enum Phase {
        /// @dev Everything but settling.
        Open,
        /// @dev The last cycle before a deadline: pledges neither come nor go, and who is one person can be told.
        Closing,
        /// @dev A deadline has passed: the decision is carried out, projects are ranked, and pledges stay as they are.
        Settling,
        /// @dev The round is settled, and what it funds is being noted.
        Noting
    }

    enum Stage {
        None,
        Live,
        /// @dev By the rule.
        Funded,
        /// @dev By the decision.
        Guaranteed,
        Paid,
        Retired
    }

    /// @notice What an option of the commitment stands for: its content is the hash of this.
    /// @param struck projects that are passed over in this round; at most 32
    /// @param guaranteed projects that are funded before all others, in this order, whatever their votes, their match raised
    /// to what their goal lacks; at most 32
    /// @param lumpSum what the treasury adds to the pool first, out of what it has approved; nothing while outflows are stopped
    struct Decision {
        ProjectId[] struck;
        ProjectId[] guaranteed;
        uint112 lumpSum;
    }

    /// @notice A project as it stands.
    /// @param goal what it needs
    /// @param ceiling the most that the pool adds
    /// @param pledged all that is pledged
    /// @param matched what of that is matched: not the team's, nor of accounts that no person is known to be behind
    /// @param roots Σ s over identities
    /// @param matchNow what the pool would add
    /// @param votes placed on it now
    /// @param votesKept placed on it at the end of the cycle before the last deadline: what a round is settled by
    struct ProjectView {
        Stage stage;
        address recipient;
        uint256 goal;
        uint256 ceiling;
        uint256 pledged;
        uint256 matched;
        uint256 roots;
        uint256 matchNow;
        int256 votes;
        int256 votesKept;
    }

    /// @notice A round.
    /// @param deadline the cycle with whose beginning it was to be settled
    /// @param pool what there was to give, after what the decision guaranteed
    /// @param matches Σ M of what the rule funds
    /// @param toRank how many projects are to be ranked
    /// @param toNote how many funded ones have not been noted yet
    struct RoundView {
        uint32 deadline;
        uint256 pool;
        uint256 matches;
        uint32 toRank;
        uint32 toNote;
    }

    event ScheduleSet(CommitmentId indexed commitment, uint32 deadline, uint32 period);
    event ProjectRegistered(
        ProjectId indexed project,
        address indexed recipient,
        uint112 goal,
        uint112 ceiling,
        address[] team,
        string uri
    );
    event ProjectRetired(ProjectId indexed project);
    /// @notice Pledges by `identity` are never matched in this project: it is the person behind `member`.
    event TeamExtended(ProjectId indexed project, address indexed member, address identity);
    /// @notice The pledge of `account` is now `amount`, matched with what else `identity` pledged; zero = not matched.
    event Pledged(ProjectId indexed project, address indexed account, address identity, uint112 amount);
    event ToppedUp(address indexed from, uint256 amount);
    /// @notice Weight of `voter` on the project: permanent units (96 bits), leased units (96), until when those count (24), and
    /// in the highest bit whether it is against; 0 = none.
    event ProjectVotesPlaced(ProjectId indexed project, address indexed voter, uint256 placed);
    event RoundDecided(uint32 indexed deadline, bool funds, uint256 lumpSum, uint256 pool);
    event ProjectStruck(ProjectId indexed project, uint32 indexed deadline);
    event ProjectGuaranteed(ProjectId indexed project, uint32 indexed deadline, uint256 match_);
    event RoundRanked(uint32 indexed deadline, address indexed by, uint32 funded, uint256 matches);
    /// @param funded of each project its number (32 bits), and above that what the pool adds
    event ProjectsFunded(uint32 indexed deadline, uint256[] funded);
    event ProjectPaid(ProjectId indexed project, address indexed to, uint256 amount);

    error FundingCallerNotTreasury(address caller);
    error FundingCallerNotRecipient(ProjectId project, address caller);
    error FundingScheduleUnfit(CommitmentId commitment, uint32 deadline, uint32 period);
    error FundingPhaseWrong(Phase phase);
    error FundingAmountZero();
    error FundingAmountTooLarge(uint256 amount);
    error FundingTeamTooLarge(uint256 members, uint256 most);
    error FundingNotOfTeam(ProjectId project, address account);
    /// @notice The person who is behind the member's account is of the team already.
    error FundingTeamUnchanged(ProjectId project, address member);
    error FundingProjectIllFormed(string field);
    error FundingProjectUnknown(ProjectId project);
    error FundingProjectNotLive(ProjectId project);
    error FundingProjectStruck(ProjectId project);
    error FundingProjectNotFunded(ProjectId project);
    error FundingPledgeInsufficient(ProjectId project, address account, uint256 pledged, uint256 wanted);
    error FundingPledgeUnchanged(ProjectId project, address account);
    error FundingDecisionTooLong(uint256 length, uint256 most);
    error FundingDecisionMismatch(bytes32 content, bytes32 decided);
    error FundingAlreadyDecided(uint32 deadline);
    error FundingUndecided(uint32 deadline);
    /// @notice The order of projects is wrong here: the one before does not come before this one.
    error FundingOrderWrong(ProjectId project, ProjectId previous);
    /// @notice These are not the last projects that are to be noted.
    error FundingListMismatch(bytes32 chain, bytes32 wanted);
    error FundingVotesAbsent(ProjectId project, address voter);
    error FundingVotesNotDead(ProjectId project, address voter);
    error FundingVotesNotRefreshable(ProjectId project, address voter);

    // ---------------------------------------------------------------- treasury

    /// @notice Lets rounds follow a commitment's deadlines: at least three cycles apart, the first of them later than the
    /// next cycle's beginning. Only the treasury, between rounds.
    function schedule(CommitmentId commitment) external;

    /// @notice Registers a project. Only the treasury, between rounds.
    /// @param recipient who is paid, and of the team
    /// @param goal what it needs, from pledges and match together
    /// @param ceiling the most that the pool adds
    /// @param team accounts whose pledges, and those of the persons behind them, are never matched; at most 32
    function register(
        address recipient,
        uint112 goal,
        uint112 ceiling,
        address[] calldata team,
        string calldata uri
    ) external returns (ProjectId);

    /// @notice Ends a project that has not been funded; its pledges can be withdrawn at any time. Only the treasury, between
    /// rounds.
    function retire(ProjectId project) external;

    // ---------------------------------------------------------------- money

    /// @notice Pledges more to a project; what arrives counts. Not from one cycle before a deadline until the round is settled.
    function pledge(ProjectId project, uint112 amount) external;

    /// @notice {pledge} with an ERC-2612 permit of the caller for `amount`. A permit that fails is passed over, because anybody
    /// may have handed it in before; the allowance then decides.
    function pledgeWithPermit(
        ProjectId project,
        uint112 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Takes back of what the caller pledged: until one cycle before a deadline, and of a retired project always.
    /// @param to who receives it
    function unpledge(ProjectId project, uint112 amount, address to) external;

    /// @notice Counts a pledge with the person who is behind the account by now. Anyone; not while a round is being settled. In
    /// the last cycle before a deadline no match grows by it: what would let it grow counts with nobody until the round is over.
    function reconcile(ProjectId project, address account) external;

    /// @notice Excludes the person who is behind a team member's account by now. Anyone; not while a round is being settled,
    /// nor if that changes nothing.
    function extendTeam(ProjectId project, address member) external;

    /// @notice Adds to the pool. Anyone, at any time: what comes while a round is being settled is there for the next.
    function topUp(uint256 amount) external;

    /// @notice Counts towards the pool what was sent to it otherwise. Anyone.
    function absorb() external returns (uint256 amount);

    /// @notice Pays a funded project its pledges and its match. Anyone; elsewhere than to its recipient only the recipient.
    function claim(ProjectId project, address to) external returns (uint256 amount);

    // ---------------------------------------------------------------- votes

    /// @notice Places weight of the caller on a project, for or against it, instead of what they have there.
    /// @param dead projects that are no longer live, to release weight from first
    function place(
        ProjectId project,
        bool against,
        uint96 permanent,
        uint96 leased,
        ProjectId[] calldata dead
    ) external;

    /// @notice Frees the weight that the caller has on a project, live or not.
    function withdrawVotes(ProjectId project) external;

    /// @notice As {place}, for a voter who signed `PlaceOnProject`.
    function placeBySig(
        ProjectId project,
        bool against,
        uint96 permanent,
        uint96 leased,
        ProjectId[] calldata dead,
        IElections.Authorization calldata voter
    ) external;

    /// @notice As {withdrawVotes}, for a voter who signed `WithdrawFromProject`.
    function withdrawVotesBySig(ProjectId project, IElections.Authorization calldata voter) external;

    /// @notice Makes one of the caller's nonces unusable, and with it whatever was signed with it.
    function cancelNonce(uint256 nonce) external;

    /// @notice Gives leased votes that still count the end of the voter's renewed lease. Anyone.
    function refresh(ProjectId project, address voter) external;

    /// @notice Takes off a project what its overdrawn voter no longer holds. Anyone, one cycle after the overdraft.
    function recall(ProjectId project, address voter) external;

    // ---------------------------------------------------------------- settling

    /// @notice Carries out what the commitment decided for the round whose deadline has passed. Anyone.
    /// @param decision what the winning option stands for; where it is to do nothing, it is not looked at
    function decide(Decision calldata decision) external;

    /// @notice Ranks projects for the round. Anyone; every caller ranks on their own, in as many pages as they like, and the
    /// first who has ranked all of them settles the round, which all correct rankings do alike. By the priority rule come first,
    /// in their order, those that are queued: more than 0 votes and match, the goal met. Then, and by the proportional rule
    /// from the start, all others by number. Struck and guaranteed ones are left out. What is funded has to be noted (see
    /// {note}), unless all of it is in the caller's last page.
    function rank(ProjectId[] calldata projects) external;

    /// @notice Forgets what the caller has ranked.
    function rerank() external;

    /// @notice Notes which projects the settled round funds, from the last to the first, a page at a time. Anyone.
    /// @param projects a page of the funded ones, in the order in which they were ranked
    /// @param before the hash of those before them (see {chainOf}); 0 for the first page
    function note(ProjectId[] calldata projects, bytes32 before) external;

    // ---------------------------------------------------------------- reading

    function phase() external view returns (Phase);

    /// @notice The last round whose deadline has passed; zeros before the first.
    function round() external view returns (RoundView memory);

    function rule() external view returns (Rule);
    function token() external view returns (address);

    /// @notice What the pool can give: not pledges, nor what is owed to funded projects.
    function available() external view returns (uint256);

    /// @notice How many projects there have been; they are numbered from 1.
    function count() external view returns (uint32);

    /// @notice How many of them are live.
    function live() external view returns (uint32);
    function projectOf(ProjectId project) external view returns (ProjectView memory);

    /// @notice Whether the decision of the last round struck a project.
    function isStruck(ProjectId project) external view returns (bool);

    /// @notice What an account has pledged, and with which identity it is matched; zero = it is not.
    function pledgeOf(
        ProjectId project,
        address account
    ) external view returns (uint256 amount, address identity, uint256 counted);

    function isOfTeam(ProjectId project, address account) external view returns (bool);

    /// @notice What a voter has on a project, as {ProjectVotesPlaced} tells it.
    function placedOf(ProjectId project, address voter) external view returns (uint256);

    /// @notice What the caller of {rank} has ranked in the last round that was decided, but for a page that ended it: how many,
    /// how many of them are funded, and the hash of these.
    function rankedBy(address account) external view returns (uint32 ranked, uint32 funded, bytes32 chain);

    /// @notice The hash of a list that begins with what `before` is the hash of.
    function chainOf(bytes32 before, ProjectId[] calldata projects) external pure returns (bytes32);

    /// @notice What a decision's option has as its content.
    function contentOf(Decision calldata decision) external pure returns (bytes32);

    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
}
