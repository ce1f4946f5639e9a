// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId, NO_CANDIDACY} from "../types/Ids.sol";
import {QuadraticLib} from "../weights/QuadraticLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";

/// @notice Units that a ballot holds.
/// @param until first cycle in which the leased ones no longer count
struct Held {
    uint96 permanent;
    uint96 leased;
    uint32 until;
}

/// @notice What the counting of a ballot needs to know besides the ballot.
/// @param cycle the running cycle, up to which the election is closed
struct Count {
    uint32 cycle;
    bool quadratic;
}

/// @notice What one placement counts for.
/// @param votes for now
/// @param dropped how many of them end with the lease
struct Counted {
    int256 votes;
    int256 dropped;
}

/// @title Ballots: how they are kept, and what they add to tallies
/// @notice A voter has one ballot per election (design 3). Putting one adds what it counts for to the candidacies' tallies,
/// lifting one takes exactly that away again; what has meanwhile dropped out with a lease is not taken away twice.
library BallotLib {
    using ElectionLib for ElectionLib.State;

    uint256 private constant SCORES_A_WORD = 6;
    uint256 private constant SCORE_BITS = 40;
    uint256 private constant SCORES_AT = SCORES_A_WORD * SCORE_BITS;
    int256 private constant HUNDRED = 100;
    uint8 private constant AGAINST = 0x80;
    uint8 private constant LENGTH = 0x3f;

    /// @notice Reverts unless a ballot is well-formed for its method, and every candidacy but the nominee is live.
    function check(ElectionLib.State storage self, IElections.Ballot memory ballot) internal view {
        IElections.Placement[] memory placements = ballot.placements;
        bool scored = self.method == IElections.Method.Score;
        uint256 most = scored ? 2 : ElectionLib.FIELD;
        if (placements.length == 0 || placements.length > most) {
            revert IElections.BallotLengthOutOfBounds(placements.length, most);
        }
        uint256 mostScores = scored ? ElectionLib.FIELD : 0;
        if (ballot.scores.length > mostScores) {
            revert IElections.BallotLengthOutOfBounds(ballot.scores.length, mostScores);
        }
        for (uint256 i = 0; i < placements.length; ++i) {
            IElections.Placement memory placement = placements[i];
            if (placement.permanent == 0 && placement.leased == 0) {
                revert IElections.BallotPlacementEmpty(placement.candidacy);
            }
            if (scored) {
                if (placement.candidacy != NO_CANDIDACY || (i == 1 && (placements[0].against || !placement.against))) {
                    revert IElections.BallotPilesIllFormed();
                }
            } else {
                _live(self, placement.candidacy, i == 0 ? placement.candidacy : placements[i - 1].candidacy, i == 0);
            }
        }
        for (uint256 i = 0; i < ballot.scores.length; ++i) {
            IElections.Score memory score = ballot.scores[i];
            if (score.score < -HUNDRED || score.score > HUNDRED) {
                revert IElections.BallotScoreOutOfBounds(score.candidacy, score.score);
            }
            _live(self, score.candidacy, i == 0 ? score.candidacy : ballot.scores[i - 1].candidacy, i == 0);
        }
    }

    /// @notice Units that a ballot holds.
    function sum(IElections.Ballot memory ballot, uint32 until) internal pure returns (Held memory held) {
        held.until = until;
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            held.permanent += ballot.placements[i].permanent;
            held.leased += ballot.placements[i].leased;
        }
    }

    /// @notice A voter's ballot; empty if there is none.
    function read(
        ElectionLib.State storage self,
        address voter
    ) internal view returns (IElections.Ballot memory ballot, uint32 until) {
        mapping(uint256 => ElectionLib.Placed) storage stored = self.placed[voter];
        ElectionLib.Placed memory placed = stored[0];
        until = placed.until;
        ballot.placements = new IElections.Placement[](placed.shape & LENGTH);
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            if (i != 0) placed = stored[i];
            ballot.placements[i] = IElections.Placement(
                placed.candidacy,
                placed.shape & AGAINST != 0,
                placed.permanent,
                placed.leased
            );
        }
        if (self.method == IElections.Method.Resource) return (ballot, until);
        uint256 word = self.scored[voter][0];
        ballot.scores = new IElections.Score[](word >> SCORES_AT);
        for (uint256 i = 0; i < ballot.scores.length; ++i) {
            if (i != 0 && i % SCORES_A_WORD == 0) word = self.scored[voter][i / SCORES_A_WORD];
            ballot.scores[i] = IElections.Score(CandidacyId.wrap(uint32(word >> 8)), int8(uint8(word)));
            word >>= SCORE_BITS;
        }
    }

    /// @notice Takes a ballot, as read, off the tallies and removes it.
    function lift(
        ElectionLib.State storage self,
        address voter,
        IElections.Ballot memory ballot,
        uint32 until,
        Count memory count
    ) internal {
        for (uint256 i = 0; i < ballot.placements.length; ++i) delete self.placed[voter][i];
        for (uint256 i = 0; i < ballot.scores.length; i += SCORES_A_WORD) delete self.scored[voter][i / SCORES_A_WORD];
        _tally(self, ballot, until, -1, count);
    }

    /// @notice Keeps a ballot and adds it to the tallies. The voter's former one must have been lifted.
    function put(
        ElectionLib.State storage self,
        address voter,
        IElections.Ballot memory ballot,
        uint32 until,
        Count memory count
    ) internal {
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            IElections.Placement memory placement = ballot.placements[i];
            uint8 shape = (placement.against ? AGAINST : 0) | (i == 0 ? uint8(ballot.placements.length) : 0);
            self.placed[voter][i] = ElectionLib.Placed(
                placement.permanent,
                placement.leased,
                i == 0 ? uint24(until) : 0,
                placement.candidacy,
                shape
            );
        }
        for (uint256 first = 0; first < ballot.scores.length; first += SCORES_A_WORD) {
            uint256 word = first == 0 ? ballot.scores.length << SCORES_AT : 0;
            for (uint256 i = 0; i < SCORES_A_WORD && first + i < ballot.scores.length; ++i) {
                IElections.Score memory score = ballot.scores[first + i];
                uint256 packed = (uint256(CandidacyId.unwrap(score.candidacy)) << 8) | uint8(score.score);
                word |= packed << (i * SCORE_BITS);
            }
            self.scored[voter][first / SCORES_A_WORD] = word;
        }
        _tally(self, ballot, until, 1, count);
    }

    /// @notice Hundredths of votes that the first item of an opening ballot gives the nominee; 0 if it names another.
    function opening(
        ElectionLib.State storage self,
        IElections.Ballot memory ballot,
        uint32 until,
        Count memory count
    ) internal view returns (int256) {
        IElections.Placement memory placement = ballot.placements[0];
        if (placement.against || placement.candidacy != NO_CANDIDACY) return 0;
        int256 votes = _votes(placement, until, count).votes;
        if (self.method == IElections.Method.Resource) return HUNDRED * votes;
        if (ballot.scores.length == 0 || ballot.scores[0].candidacy != NO_CANDIDACY) return 0;
        return ballot.scores[0].score * votes;
    }

    /// @notice Names the new candidacy where the opening ballot says "the nominee".
    function name(ElectionLib.State storage self, IElections.Ballot memory ballot, CandidacyId nominee) internal view {
        if (self.method == IElections.Method.Resource) ballot.placements[0].candidacy = nominee;
        else ballot.scores[0].candidacy = nominee;
    }

    /// @notice Takes units off a ballot, in its order, at most so many; placements left empty go.
    function reduce(IElections.Ballot memory ballot, uint96 permanent, uint96 leased) internal pure {
        IElections.Placement[] memory placements = ballot.placements;
        for (uint256 i = 0; i < placements.length; ++i) {
            IElections.Placement memory placement = placements[i];
            uint96 less = placement.permanent < permanent ? placement.permanent : permanent;
            uint96 lessLease = placement.leased < leased ? placement.leased : leased;
            (placement.permanent, permanent) = (placement.permanent - less, permanent - less);
            (placement.leased, leased) = (placement.leased - lessLease, leased - lessLease);
        }
        _compact(ballot);
    }

    /// @notice Takes off a ballot all that is placed on ended candidacies; all of it if the election has ended.
    function bury(ElectionLib.State storage self, IElections.Ballot memory ballot) internal view {
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            IElections.Placement memory placement = ballot.placements[i];
            if (!self.retired && self.candidacies[placement.candidacy].stage != IElections.Stage.Ended) continue;
            (placement.permanent, placement.leased) = (0, 0);
        }
        _compact(ballot);
    }

    function _compact(IElections.Ballot memory ballot) private pure {
        uint256 length = 0;
        IElections.Placement[] memory placements = ballot.placements;
        for (uint256 i = 0; i < placements.length; ++i) {
            if (placements[i].permanent != 0 || placements[i].leased != 0) ++length;
        }
        ballot.placements = new IElections.Placement[](length);
        for (uint256 i = placements.length; i != 0; --i) {
            if (placements[i - 1].permanent == 0 && placements[i - 1].leased == 0) continue;
            ballot.placements[--length] = placements[i - 1];
        }
        // Scores mean nothing without weight.
        if (ballot.placements.length == 0) ballot.scores = new IElections.Score[](0);
    }

    function _tally(
        ElectionLib.State storage self,
        IElections.Ballot memory ballot,
        uint32 until,
        int256 sign,
        Count memory count
    ) private {
        if (self.method == IElections.Method.Resource) {
            for (uint256 i = 0; i < ballot.placements.length; ++i) {
                IElections.Placement memory placement = ballot.placements[i];
                int256 factor = placement.against ? -sign * HUNDRED : sign * HUNDRED;
                _tallyOne(self, placement.candidacy, factor, _votes(placement, until, count), until);
            }
            return;
        }
        Counted[2] memory piles;
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            piles[ballot.placements[i].against ? 1 : 0] = _votes(ballot.placements[i], until, count);
        }
        for (uint256 i = 0; i < ballot.scores.length; ++i) {
            IElections.Score memory score = ballot.scores[i];
            _tallyOne(self, score.candidacy, sign * score.score, piles[score.score < 0 ? 1 : 0], until);
        }
    }

    function _tallyOne(
        ElectionLib.State storage self,
        CandidacyId id,
        int256 factor,
        Counted memory counted,
        uint32 until
    ) private {
        self.tally(id, factor * counted.votes, factor * counted.dropped, until);
    }

    /// @dev What placed units count for now, and how much of it ends with the lease: `votes(p + l)`, then `votes(p)`
    /// (design 2.4).
    function _votes(
        IElections.Placement memory placement,
        uint32 until,
        Count memory count
    ) private pure returns (Counted memory counted) {
        counted.votes = int256(QuadraticLib.votesDown(placement.permanent, count.quadratic));
        if (placement.leased == 0 || until <= count.cycle) return counted;
        uint256 units = uint256(placement.permanent) + placement.leased;
        counted.dropped = int256(QuadraticLib.votesDown(units, count.quadratic)) - counted.votes;
        counted.votes += counted.dropped;
    }

    /// @dev The nominee, who comes first, is not known yet.
    function _live(ElectionLib.State storage self, CandidacyId id, CandidacyId previous, bool first) private view {
        if (!first && CandidacyId.unwrap(previous) >= CandidacyId.unwrap(id)) {
            revert IElections.BallotCandidaciesNotAscending(previous, id);
        }
        if (id == NO_CANDIDACY) return;
        IElections.Stage stage = self.candidacies[id].stage;
        if (stage == IElections.Stage.None) revert IElections.CandidacyUnknown(id);
        if (stage == IElections.Stage.Ended) revert IElections.CandidacyHasEnded(id);
    }
}
