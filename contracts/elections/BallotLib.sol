// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {Parcel, parcelOf} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {QuadraticLib} from "../weights/QuadraticLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";

/// @notice A ballot as it is stored: every placement in a word, and six scores to a word.
/// @param placed from the low bits: permanent units (96), leased units (96), until when leased ones count (24, in the first
/// word), candidacy (32), how many placements there are (6, in the first word), whether the voter is relayed (1, stored in the
/// first word alone), and whether it counts against (1)
/// @param scored from the low bits: scores of 40 bits, candidacy and score each; the top 16 bits of the first count them
/// @param permanent units in all
/// @param leased units in all
/// @param until first cycle in which the leased ones no longer count
/// @param relayed whether the voter's relay may go on casting
struct Ballot {
    uint256[] placed;
    uint256[] scored;
    uint96 permanent;
    uint96 leased;
    uint32 until;
    bool relayed;
}

/// @notice An action of a voter on an election that has been brought up to date.
/// @param weights where the voter's units are
/// @param cycle the running cycle, up to which the election is closed
/// @param scored whether the election is held by the score method
struct Action {
    ElectionId id;
    address voter;
    IWeights weights;
    uint32 cycle;
    bool quadratic;
    bool scored;
}

/// @title Ballots: how they are kept, and what they add to tallies
/// @notice A voter has one ballot per election (design 3). Counting one adds what it counts for to the candidacies' tallies,
/// discounting it takes exactly that away again; what has meanwhile dropped out with a lease is not taken away twice.
library BallotLib {
    using ElectionLib for ElectionLib.State;

    uint256 internal constant LEASED_AT = 96;
    uint256 internal constant UNTIL_AT = 192;
    uint256 internal constant CANDIDACY_AT = 216;
    uint256 internal constant LENGTH_AT = 248;
    /// @dev In the slot that casting writes anyway: whoever casts directly clears it at no cost.
    uint256 internal constant RELAYED = 1 << 254;
    uint256 internal constant AGAINST_AT = 255;
    uint256 internal constant LENGTH_MASK = 0x3f;
    uint256 internal constant SCORES_A_WORD = 6;
    uint256 internal constant SCORE_BITS = 40;
    uint256 internal constant SCORES_AT = SCORES_A_WORD * SCORE_BITS;
    int256 private constant HUNDRED = 100;

    // ---------------------------------------------------------------- into words and back

    /// @notice A ballot in words. Reverts unless it is well-formed for its method; whether the candidacies live is for
    /// {count} to see.
    function pack(
        IElections.Placement[] calldata placements,
        IElections.Score[] calldata scores,
        bool scored
    ) internal pure returns (Ballot memory ballot) {
        uint256 length = placements.length;
        uint256 most = scored ? 2 : ElectionLib.FIELD;
        if (length == 0 || length > most) revert IElections.BallotLengthOutOfBounds(length, most);
        ballot.placed = new uint256[](length);
        uint256 previous = 0;
        for (uint256 i = 0; i < length; ++i) {
            IElections.Placement calldata placement = placements[i];
            (CandidacyId id, bool against) = (placement.candidacy, placement.against);
            uint256 word = packOne(id, against, placement.permanent, placement.leased);
            uint256 candidacy = CandidacyId.unwrap(id);
            if (scored) {
                bool ordered = i == 0 || (against && !placements[0].against);
                if (candidacy != 0 || !ordered) revert IElections.BallotPilesIllFormed();
            } else if (i != 0 && candidacy <= previous) {
                revert IElections.BallotCandidaciesNotAscending(placements[i - 1].candidacy, id);
            }
            previous = candidacy;
            ballot.permanent += uint96(word);
            ballot.leased += uint96(word >> LEASED_AT);
            ballot.placed[i] = word;
        }
        ballot.placed[0] |= length << LENGTH_AT;
        if (scored) ballot.scored = _packScores(scores);
        else if (scores.length != 0) revert IElections.BallotLengthOutOfBounds(scores.length, 0);
    }

    /// @notice A placement in a word, as if it were not the first of its ballot.
    function packOne(
        CandidacyId candidacy,
        bool against,
        uint96 permanent,
        uint96 leased
    ) internal pure returns (uint256 word) {
        if (permanent | leased == 0) revert IElections.BallotPlacementEmpty(candidacy);
        word = permanent | (uint256(leased) << LEASED_AT) | (uint256(CandidacyId.unwrap(candidacy)) << CANDIDACY_AT);
        if (against) word |= 1 << AGAINST_AT;
    }

    /// @notice The only word of a ballot that is a single placement.
    function single(uint256 word, uint32 until) internal pure returns (uint256) {
        return word | (uint256(until) << UNTIL_AT) | (1 << LENGTH_AT);
    }

    /// @notice A ballot of one placement.
    function ofOne(uint256 word) internal pure returns (Ballot memory ballot) {
        ballot.placed = new uint256[](1);
        ballot.placed[0] = word | (1 << LENGTH_AT);
        (ballot.permanent, ballot.leased) = (uint96(word), uint96(word >> LEASED_AT));
    }

    /// @notice Whether a stored ballot, by its first word, is empty or a single placement.
    function isSingle(uint256 word) internal pure returns (bool) {
        return (word >> LENGTH_AT) & LENGTH_MASK < 2;
    }

    /// @notice Tells the world that this is the voter's ballot now.
    function announce(Ballot memory ballot, Action memory action) internal {
        if (ballot.placed.length == 1) emit IElections.BallotCast(action.id, action.voter, ballot.placed[0]);
        else emit IElections.LongBallotCast(action.id, action.voter, ballot.placed);
        if (ballot.scored.length != 0) emit IElections.ScoresCast(action.id, action.voter, ballot.scored);
    }

    /// @notice All units of a ballot.
    function parcel(Ballot memory ballot) internal pure returns (Parcel) {
        return parcelOf(ballot.permanent, ballot.leased, ballot.until);
    }

    function _packScores(IElections.Score[] calldata scores) private pure returns (uint256[] memory words) {
        uint256 length = scores.length;
        if (length > ElectionLib.FIELD) revert IElections.BallotLengthOutOfBounds(length, ElectionLib.FIELD);
        words = new uint256[]((length + SCORES_A_WORD - 1) / SCORES_A_WORD);
        for (uint256 i = 0; i < length; ++i) {
            (CandidacyId candidacy, int8 score) = (scores[i].candidacy, scores[i].score);
            if (score < -HUNDRED || score > HUNDRED) revert IElections.BallotScoreOutOfBounds(candidacy, score);
            if (i != 0 && CandidacyId.unwrap(candidacy) <= CandidacyId.unwrap(scores[i - 1].candidacy)) {
                revert IElections.BallotCandidaciesNotAscending(scores[i - 1].candidacy, candidacy);
            }
            uint256 packed = (uint256(CandidacyId.unwrap(candidacy)) << 8) | uint8(score);
            words[i / SCORES_A_WORD] |= packed << ((i % SCORES_A_WORD) * SCORE_BITS);
        }
        if (length != 0) words[0] |= length << SCORES_AT;
    }

    /// @notice A voter's ballot; empty if there is none.
    function load(
        ElectionLib.State storage self,
        address voter,
        bool scored
    ) internal view returns (Ballot memory ballot) {
        mapping(uint256 => uint256) storage stored = self.placed[voter];
        uint256 word = stored[0];
        ballot.relayed = word & RELAYED != 0;
        word &= ~RELAYED;
        if (word == 0) return ballot;
        uint256 length = (word >> LENGTH_AT) & LENGTH_MASK;
        ballot.until = uint24(word >> UNTIL_AT);
        ballot.placed = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) {
            if (i != 0) word = stored[i];
            ballot.placed[i] = word;
            ballot.permanent += uint96(word);
            ballot.leased += uint96(word >> LEASED_AT);
        }
        if (!scored) return ballot;
        word = self.scored[voter][0];
        ballot.scored = new uint256[](((word >> SCORES_AT) + SCORES_A_WORD - 1) / SCORES_A_WORD);
        for (uint256 i = 0; i < ballot.scored.length; ++i) {
            ballot.scored[i] = i == 0 ? word : self.scored[voter][i];
        }
    }

    /// @notice A ballot's placements, as voters write them.
    function unpackPlacements(Ballot memory ballot) internal pure returns (IElections.Placement[] memory list) {
        list = new IElections.Placement[](ballot.placed.length);
        for (uint256 i = 0; i < list.length; ++i) {
            uint256 word = ballot.placed[i];
            list[i] = IElections.Placement(
                CandidacyId.wrap(uint32(word >> CANDIDACY_AT)),
                word >> AGAINST_AT != 0,
                uint96(word),
                uint96(word >> LEASED_AT)
            );
        }
    }

    /// @notice A ballot's scores, as voters write them.
    function unpackScores(Ballot memory ballot) internal pure returns (IElections.Score[] memory list) {
        if (ballot.scored.length == 0) return list;
        list = new IElections.Score[](ballot.scored[0] >> SCORES_AT);
        for (uint256 i = 0; i < list.length; ++i) {
            (uint256 candidacy, int256 score) = _score(ballot, i);
            list[i] = IElections.Score(CandidacyId.wrap(uint32(candidacy)), int8(score));
        }
    }

    /// @notice Keeps a ballot in the place of the former one.
    function store(ElectionLib.State storage self, address voter, Ballot memory former, Ballot memory ballot) internal {
        if (ballot.placed.length != 0) ballot.placed[0] |= uint256(ballot.until) << UNTIL_AT;
        _replace(self.placed[voter], former.placed.length, ballot.placed);
        if (ballot.relayed) self.placed[voter][0] |= RELAYED;
        if (former.scored.length | ballot.scored.length != 0) {
            _replace(self.scored[voter], former.scored.length, ballot.scored);
        }
    }

    function _replace(mapping(uint256 => uint256) storage stored, uint256 former, uint256[] memory words) private {
        for (uint256 i = 0; i < words.length; ++i) stored[i] = words[i];
        for (uint256 i = words.length; i < former; ++i) delete stored[i];
    }

    // ---------------------------------------------------------------- counting

    /// @notice Adds a ballot to the tallies. Reverts if it counts on a candidacy that is not live.
    function count(ElectionLib.State storage self, Ballot memory ballot, Action memory action) internal {
        _tally(self, ballot, action, HUNDRED, true);
    }

    /// @notice Adds a ballot back to the tallies after some of its weight was taken off; what has ended is passed over.
    function recount(ElectionLib.State storage self, Ballot memory ballot, Action memory action) internal {
        _tally(self, ballot, action, HUNDRED, false);
    }

    /// @notice Takes a ballot off the tallies.
    function discount(ElectionLib.State storage self, Ballot memory ballot, Action memory action) internal {
        _tally(self, ballot, action, -HUNDRED, false);
    }

    function _tally(
        ElectionLib.State storage self,
        Ballot memory ballot,
        Action memory action,
        int256 factor,
        bool mustLive
    ) private {
        if (action.scored) {
            _tallyScores(self, ballot, action, factor, mustLive);
            return;
        }
        for (uint256 i = 0; i < ballot.placed.length; ++i) {
            _tallyOne(self, ballot.placed[i], ballot.until, action, factor, mustLive);
        }
    }

    function _tallyOne(
        ElectionLib.State storage self,
        uint256 word,
        uint32 until,
        Action memory action,
        int256 factor,
        bool mustLive
    ) private {
        (int256 votes, int256 dropped) = _counted(word, until, action, factor);
        CandidacyId id = _candidacyOf(word);
        self.tally(id, votes, mustLive);
        if (dropped != 0) self.schedule(id, dropped, until);
    }

    function _tallyScores(
        ElectionLib.State storage self,
        Ballot memory ballot,
        Action memory action,
        int256 factor,
        bool mustLive
    ) private {
        // What each pile counts for: approving, disapproving, and how much of either ends with the lease.
        int256[4] memory piles;
        for (uint256 i = 0; i < ballot.placed.length; ++i) {
            uint256 pile = ballot.placed[i] >> AGAINST_AT;
            (piles[pile], piles[pile + 2]) = _votes(ballot.placed[i], ballot.until, action.cycle, action.quadratic);
        }
        uint256 length = ballot.scored.length == 0 ? 0 : ballot.scored[0] >> SCORES_AT;
        for (uint256 i = 0; i < length; ++i) {
            (uint256 candidacy, int256 score) = _score(ballot, i);
            uint256 pile = score < 0 ? 1 : 0;
            score = factor < 0 ? -score : score;
            self.tally(CandidacyId.wrap(uint32(candidacy)), score * piles[pile], mustLive);
            if (piles[pile + 2] == 0) continue;
            self.schedule(CandidacyId.wrap(uint32(candidacy)), score * piles[pile + 2], ballot.until);
        }
    }

    /// @notice Hundredths of votes that the first item of an opening ballot gives the nominee; 0 if it names another.
    function opening(Ballot memory ballot, Action memory action) internal pure returns (int256) {
        uint256 word = ballot.placed[0];
        if (word >> AGAINST_AT != 0 || uint32(word >> CANDIDACY_AT) != 0) return 0;
        (int256 votes, ) = _votes(word, ballot.until, action.cycle, action.quadratic);
        if (!action.scored) return HUNDRED * votes;
        if (ballot.scored.length == 0) return 0;
        (uint256 candidacy, int256 score) = _score(ballot, 0);
        return candidacy == 0 ? score * votes : int256(0);
    }

    /// @notice Names the new candidacy where the opening ballot says "the nominee".
    function name(Ballot memory ballot, CandidacyId nominee, bool scored) internal pure {
        if (scored) ballot.scored[0] |= uint256(CandidacyId.unwrap(nominee)) << 8;
        else ballot.placed[0] |= uint256(CandidacyId.unwrap(nominee)) << CANDIDACY_AT;
    }

    /// @notice Counts a single placement instead of a former one. Reverts if its candidacy is not live.
    /// @param former the former ballot's only word; 0 if there was none
    function exchangeOne(
        ElectionLib.State storage self,
        uint256 former,
        uint256 word,
        uint32 until,
        Action memory action
    ) internal {
        if (former == 0) {
            _tallyOne(self, word, until, action, HUNDRED, true);
            return;
        }
        uint32 formerUntil = uint24(former >> UNTIL_AT);
        (int256 less, int256 lessDropped) = _counted(former, formerUntil, action, HUNDRED);
        (int256 votes, int256 dropped) = _counted(word, until, action, HUNDRED);
        (CandidacyId from, CandidacyId to) = (_candidacyOf(former), _candidacyOf(word));
        // Most who cast again stay with their candidacy: its tally is then written once.
        if (from == to) votes -= less;
        else self.tally(from, -less, false);
        self.tally(to, votes, true);
        if (lessDropped != 0) self.schedule(from, -lessDropped, formerUntil);
        if (dropped != 0) self.schedule(to, dropped, until);
    }

    function _candidacyOf(uint256 word) private pure returns (CandidacyId) {
        return CandidacyId.wrap(uint32(word >> CANDIDACY_AT));
    }

    function _score(Ballot memory ballot, uint256 index) private pure returns (uint256 candidacy, int256 score) {
        uint256 item = ballot.scored[index / SCORES_A_WORD] >> ((index % SCORES_A_WORD) * SCORE_BITS);
        return (uint32(item >> 8), int8(uint8(item)));
    }

    /// @dev {_votes} times `factor`, for or against.
    function _counted(
        uint256 word,
        uint32 until,
        Action memory action,
        int256 factor
    ) private pure returns (int256 votes, int256 dropped) {
        (votes, dropped) = _votes(word, until, action.cycle, action.quadratic);
        if (word >> AGAINST_AT != 0) factor = -factor;
        return (factor * votes, factor * dropped);
    }

    /// @dev What placed units count for now, and how much of it ends with the lease: `votes(p + l)`, then `votes(p)`
    /// (design 2.4).
    function _votes(
        uint256 word,
        uint32 until,
        uint32 cycle,
        bool quadratic
    ) private pure returns (int256 votes, int256 dropped) {
        uint256 permanent = uint96(word);
        uint256 leased = uint96(word >> LEASED_AT);
        votes = int256(QuadraticLib.votesDown(permanent, quadratic));
        if (leased == 0 || until <= cycle) return (votes, 0);
        dropped = int256(QuadraticLib.votesDown(permanent + leased, quadratic)) - votes;
        votes += dropped;
    }
}
