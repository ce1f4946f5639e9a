// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId, ElectionId} from "../types/Ids.sol";

/// @title Elections that never close
/// @notice All elections of a community, by id (design 3). Voters place weight and move it at any time; challengers gather
/// time in a stabilization bucket; whoever fills it while leading takes a seat at the end of a cycle. Past cycles are closed
/// by the first transaction that touches an election, with the votes that stood at their end.
interface IElections {
    enum Kind {
        Document,
        Office
    }

    /// @dev Resource: weight goes on candidacies, for or against. Score: weight goes on the election, candidacies are scored.
    enum Method {
        Resource,
        Score
    }

    enum Stage {
        None,
        Nominee,
        Candidate,
        Incumbent,
        Ended
    }

    /// @notice How an election is held.
    /// @param seats 1 to 31; 1 for documents
    /// @param nominationFill WAD electorate-cycles until a nominee is a candidate; 0 = one cycle
    /// @param stabilizationFill WAD electorate-cycles until a candidate can take a seat
    /// @param parentElection the election of the document that created this one
    /// @param parentDocument its candidacy there; nobody for what the kernel created
    struct ElectionParameters {
        Kind kind;
        Method method;
        uint8 seats;
        uint72 nominationFill;
        uint72 stabilizationFill;
        ElectionId parentElection;
        CandidacyId parentDocument;
    }

    /// @notice Weight placed.
    /// @param candidacy resource method: on whom; 0 in an opening ballot is the nominee. Score method: 0
    /// @param against resource method: counts against the candidacy. Score method: the pile that disapproves
    /// @param permanent units
    /// @param leased units of the voter's lease
    struct Placement {
        CandidacyId candidacy;
        bool against;
        uint96 permanent;
        uint96 leased;
    }

    /// @notice A candidacy's share of a pile, by the score method.
    /// @param candidacy 0 in an opening ballot is the nominee
    /// @param score -100 to 100: hundredths of the votes of the approving pile, or for minus of the disapproving one
    struct Score {
        CandidacyId candidacy;
        int8 score;
    }

    /// @notice A voter's whole ballot. Candidacies ascend, and none comes twice.
    /// @param placements resource method: 1 to 32, on candidacies. Score method: the approving pile, the disapproving one,
    /// or both in this order
    /// @param scores score method only: up to 32
    struct Ballot {
        Placement[] placements;
        Score[] scores;
    }

    /// @notice Who or what is nominated.
    /// @param nominee an office's nominee, who owns the candidacy; documents are owned by the nominating voter
    /// @param content a document's content hash; zero for an office
    /// @param uri where the document, or the nominee's statement, is found
    /// @param clauses a document's clauses, as {IConstitution} takes them; empty for an office
    /// @param consent the nominee's consent, if somebody else nominates: an authorization of the typed data `Consent`
    struct Nomination {
        address nominee;
        bytes32 content;
        string uri;
        bytes clauses;
        Authorization consent;
    }

    /// @notice A signature that stands for `signer`.
    /// @param nonce any number the signer has not used yet
    /// @param deadline seconds; the last second in which it is good
    struct Authorization {
        address signer;
        uint256 nonce;
        uint64 deadline;
        bytes signature;
    }

    /// @notice A candidacy as it stands.
    /// @param votes hundredths of votes, for minus against
    /// @param bucket WAD electorate-cycles: a nominee's nomination bucket, a candidate's stabilization bucket
    /// @param seatedIn the cycle at whose end an incumbent took the seat
    struct CandidacyView {
        CandidacyId candidacy;
        Stage stage;
        address owner;
        int112 votes;
        uint80 bucket;
        uint32 seatedIn;
    }

    event ElectionCreated(ElectionId indexed election, ElectionParameters parameters, uint32 cycle);
    /// @notice The election goes on under another document: with these seats at once, with these fills from `cycle` on.
    event ElectionAmended(ElectionId indexed election, ElectionParameters parameters, uint32 cycle);
    event ElectionRetired(ElectionId indexed election);
    event Nominated(
        ElectionId indexed election,
        CandidacyId indexed candidacy,
        address indexed owner,
        address voter,
        bytes32 content,
        string uri
    );
    /// @notice The voter's whole ballot is now this one placement, in a word as it is stored, which costs less to log than a
    /// struct.
    /// @param placement from the low bits: permanent units (96), leased units (96), first cycle in which the leased ones no
    /// longer count (24), candidacy (32), how many placements the ballot has (7), against (1)
    event BallotCast(ElectionId indexed election, address indexed voter, uint256 placement);
    /// @notice The voter's whole ballot is now these placements, each as in {BallotCast}; the end of the leases and their
    /// number stand in the first.
    event LongBallotCast(ElectionId indexed election, address indexed voter, uint256[] placements);
    /// @notice The scores of the ballot cast just before, six to a word.
    /// @param scores from the low bits of each word: score (8, signed) and candidacy (32), six times; the top 16 bits of the
    /// first word count them
    event ScoresCast(ElectionId indexed election, address indexed voter, uint256[] scores);
    event BallotWithdrawn(ElectionId indexed election, address indexed voter);
    /// @notice The leased parts of the voter's ballot count in cycles before `until` now.
    event BallotRefreshed(ElectionId indexed election, address indexed voter, uint32 until);
    /// @notice Weight that the voter no longer held was taken off the ballot; what is left follows as a ballot cast.
    event BallotRecalled(ElectionId indexed election, address indexed voter, uint96 permanent, uint96 leased);
    /// @notice Cycles `from` to before `to` have been closed.
    event CyclesClosed(ElectionId indexed election, uint32 from, uint32 to);
    /// @notice A nominee is a candidate from the cycle after `cycle` on.
    event NomineeAdmitted(ElectionId indexed election, CandidacyId indexed candidacy, uint32 cycle);
    /// @notice At the end of `cycle` a candidate took a vacant seat (`displaced` = 0) or that of the weakest incumbent.
    event SeatTaken(
        ElectionId indexed election,
        CandidacyId indexed candidacy,
        CandidacyId indexed displaced,
        uint32 cycle
    );
    event SeatResigned(ElectionId indexed election, CandidacyId indexed candidacy);
    /// @notice The seat was done away with, or its document could not be enacted: the candidacy is a candidate again.
    event SeatLost(ElectionId indexed election, CandidacyId indexed candidacy);
    event CandidacyWithdrawn(ElectionId indexed election, CandidacyId indexed candidacy);
    /// @notice A stronger nomination took the candidacy's place in the full field.
    event CandidacyCrowdedOut(ElectionId indexed election, CandidacyId indexed candidacy);
    /// @notice `relay` may cast for the voter, up to `most` units, until the voter casts or withdraws directly; 0 = nobody may.
    event RelayAppointed(ElectionId indexed election, address indexed voter, address indexed relay, uint96 most);
    /// @notice The ballot that follows was cast, or withdrawn, by the voter's relay, as the voter had said at `castAt` (seconds).
    event BallotRelayed(ElectionId indexed election, address indexed voter, uint64 castAt);
    event NonceUsed(address indexed signer, uint256 nonce);

    error ElectionsCallerNotExecutive(address caller);
    error ElectionUnknown(ElectionId election);
    error ElectionEnded(ElectionId election);
    error ElectionStillLive(ElectionId election);
    error ElectionParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    /// @notice A carried-over election keeps what its ballots are made for.
    error ElectionAmendmentForbidden(ElectionId election, string parameter);
    error CandidacyUnknown(CandidacyId candidacy);
    error CandidacyHasEnded(CandidacyId candidacy);
    error CandidacyNotOwned(ElectionId election, CandidacyId candidacy, address caller);
    error CandidacyAlreadyOwned(ElectionId election, CandidacyId candidacy, address owner);
    error CandidacyNotIncumbent(ElectionId election, CandidacyId candidacy);
    error DocumentInForce(ElectionId election, CandidacyId candidacy);
    error NominationNotSupported(ElectionId election);
    error NominationTooWeak(ElectionId election, int256 opening, int256 weakest);
    error NominationIllFormed(ElectionId election, string field);
    error BallotAbsent(ElectionId election, address voter);
    error BallotPlacementEmpty(CandidacyId candidacy);
    error BallotLengthOutOfBounds(uint256 length, uint256 most);
    error BallotPilesIllFormed();
    error BallotNeedsScores(ElectionId election);
    error BallotCandidaciesNotAscending(CandidacyId candidacy, CandidacyId next);
    error BallotScoreOutOfBounds(CandidacyId candidacy, int8 score);
    error BallotNotDead(ElectionId election, address voter);
    error BallotNotRefreshable(ElectionId election, address voter);
    error SignatureExpired(uint64 deadline);
    error SignatureInvalid(address signer);
    error NonceAlreadyUsed(address signer, uint256 nonce);

    /// @notice Creates an election. Only the kernel or the treasury.
    function create(ElectionParameters calldata parameters) external returns (ElectionId election);

    /// @notice Seats a founding document in the root election. Only the kernel, while it founds.
    function seat(address owner, bytes32 content, string calldata uri, bytes calldata clauses) external;

    /// @notice Carries an election over, ballots and all, to another document. Of an office that has more incumbents than
    /// seats from now on the weakest become candidates; new fills apply from the next cycle on. Only the treasury.
    function amend(ElectionId election, ElectionParameters calldata parameters) external;

    /// @notice Takes the seat of an incumbent, who is a candidate again with an empty bucket. Only the treasury.
    function unseat(ElectionId election, CandidacyId candidacy) external;

    /// @notice Ends an election: nothing can be placed in it any more, everything can be withdrawn. Only the treasury.
    function retire(ElectionId election) external;

    /// @notice Nominates with an opening ballot that gives the nominee more than 0 votes.
    /// @param placements, scores the ballot, with the nominee as candidacy 0 in the first place
    /// @param dead elections in which to release first what the caller has on ended candidacies, or all if they have ended
    function nominate(
        ElectionId election,
        Nomination calldata nomination,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) external returns (CandidacyId candidacy);

    /// @notice Casts, or replaces, the caller's ballot by one placement: the ballot that nearly all are, at the least cost.
    /// Resource method only.
    /// @param against counts against the candidacy
    /// @param permanent units
    /// @param leased units of the caller's lease
    function place(ElectionId election, CandidacyId candidacy, bool against, uint96 permanent, uint96 leased) external;

    /// @notice Casts, or replaces, the caller's ballot.
    /// @param placements, scores the ballot; see {Ballot}
    /// @param dead elections in which to release first what the caller has on ended candidacies, or all if they have ended
    function castBallot(
        ElectionId election,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) external;

    /// @notice Removes the caller's ballot and frees its weight, in live and ended elections alike.
    function withdrawBallot(ElectionId election) external;

    /// @notice The caller, who owns an incumbent candidacy of an office, steps down and is a candidate again.
    function resign(ElectionId election, CandidacyId candidacy) external;

    /// @notice Ends a candidacy of the caller's, except that of a document in force.
    function withdrawCandidacy(ElectionId election, CandidacyId candidacy) external;

    /// @notice As {nominate}, for a voter who signed `Nominate`.
    function nominateBySig(
        ElectionId election,
        Nomination calldata nomination,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead,
        Authorization calldata voter
    ) external returns (CandidacyId candidacy);

    /// @notice As {castBallot}, for a voter who signed `CastBallot`.
    function castBallotBySig(
        ElectionId election,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead,
        Authorization calldata voter
    ) external;

    /// @notice As {withdrawBallot}, for a voter who signed `WithdrawBallot`.
    function withdrawBallotBySig(ElectionId election, Authorization calldata voter) external;

    /// @notice As {resign}, for an owner who signed `Resign`.
    function resignBySig(ElectionId election, CandidacyId candidacy, Authorization calldata owner) external;

    /// @notice As {withdrawCandidacy}, for an owner who signed `WithdrawCandidacy`.
    function withdrawCandidacyBySig(ElectionId election, CandidacyId candidacy, Authorization calldata owner) external;

    /// @notice Lets a relay cast for the voter who signed `AppointRelay`, or who calls, until that voter casts or withdraws
    /// directly; to go on then takes another appointment. Nobody can be appointed but a module that casts what voters say
    /// elsewhere.
    /// @param relay an installed module; zero = nobody from now on
    /// @param most units, permanent and leased, that it may place in this election
    function appointRelay(ElectionId election, address relay, uint96 most, Authorization calldata voter) external;

    /// @notice Casts, or with no placements withdraws, the ballot of a voter who has appointed the caller.
    /// @param castAt seconds, when the voter said so; later than the last time that counted
    function castRelayed(
        ElectionId election,
        address voter,
        uint64 castAt,
        Placement[] calldata placements,
        Score[] calldata scores
    ) external;

    /// @notice Makes one of the caller's nonces unusable, and with it whatever was signed with it.
    function cancelNonce(uint256 nonce) external;

    /// @notice Closes past cycles, at most `maxCycles` of them. Anyone; the result is the same whoever calls, whenever.
    function advance(ElectionId election, uint32 maxCycles) external;

    /// @notice Gives the leased parts of a ballot that still count the end of the voter's renewed lease. Anyone.
    function refresh(ElectionId election, address voter) external;

    /// @notice Takes off a ballot what its overdrawn voter no longer holds, at most all that is missing. Anyone, one cycle
    /// after the overdraft.
    function recall(ElectionId election, address voter) external;

    /// @notice How many elections there have been.
    function count() external view returns (uint64);

    /// @notice How many elections are live at the end of `cycle`; so far, for the running one.
    /// @return live how many
    /// @return until the next cycle at whose end there are more or fewer; the largest number if none is known
    function liveAt(uint32 cycle) external view returns (uint32 live, uint32 until);

    /// @notice How an election is held, whether it has ended, and the first cycle not yet closed in storage.
    function electionOf(
        ElectionId election
    ) external view returns (ElectionParameters memory parameters, bool retired, uint32 cycle);

    /// @notice The whole field as it stands now, as if all past cycles had been closed.
    function standing(ElectionId election) external view returns (CandidacyView[] memory field);

    /// @notice The owners of the incumbent candidacies as of the last ended cycle.
    function incumbents(ElectionId election) external view returns (address[] memory owners);

    /// @notice A voter's ballot; empty if there is none. Leased parts count in cycles before `until`.
    function ballotOf(ElectionId election, address voter) external view returns (Ballot memory ballot, uint32 until);

    /// @notice What was nominated: the owner of the candidacy, and a document's content hash.
    function nominationOf(
        ElectionId election,
        CandidacyId candidacy
    ) external view returns (address owner, bytes32 content);

    /// @notice Who may cast for a voter now, and up to how many units; zero = nobody. What was said after `heardAt` counts.
    function relayOf(
        ElectionId election,
        address voter
    ) external view returns (address relay, uint96 most, uint64 heardAt);

    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
}
