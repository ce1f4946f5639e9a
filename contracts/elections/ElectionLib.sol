// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {LibBit} from "solady/src/utils/LibBit.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../types/Ids.sol";
import {DropLib} from "../weights/DropLib.sol";
import {BucketLib} from "./BucketLib.sol";
import {IElections} from "./IElections.sol";

/// @title One election: its state, its field, and how it is brought into memory and back
/// @notice Rules of the field (design 3): at most 32 candidacies of all stages, an owner has at most one of them.
library ElectionLib {
    using DropLib for DropLib.Calendar;

    uint256 internal constant FIELD = 32;

    /// @dev One slot: all that closing a cycle or counting a ballot needs of a candidacy.
    /// @param votes hundredths of votes, as of the election's `cycle`
    /// @param bucket WAD electorate-cycles
    /// @param seatedIn the cycle at whose end an incumbent took the seat
    /// @param position its place in the field
    struct Candidacy {
        int112 votes;
        uint80 bucket;
        uint32 seatedIn;
        IElections.Stage stage;
        uint8 position;
    }

    /// @dev One slot: all of the election that a ballot within the running cycle reads.
    struct Head {
        /// @dev The first cycle that has not been closed.
        uint32 cycle;
        uint32 lastCandidacy;
        /// @dev Which places of the field are taken, a bit each.
        uint32 occupied;
        uint8 seats;
        IElections.Kind kind;
        IElections.Method method;
        bool retired;
        /// @dev The cycle from which the amended fills apply; 0 = there are none.
        uint32 amendedFrom;
    }

    /// @dev Whom a voter lets cast.
    /// @param account of the relay
    /// @param heardAt seconds; only what the voter says later counts
    /// @param most units that it may place
    struct Relay {
        address account;
        uint64 heardAt;
        uint96 most;
    }

    /// @dev WAD electorate-cycles.
    struct Fills {
        uint72 nomination;
        uint72 stabilization;
    }

    struct State {
        Head head;
        uint72 nominationFill;
        uint72 stabilizationFill;
        ElectionId parentElection;
        CandidacyId parentDocument;
        Fills amended;
        uint32[FIELD] field;
        mapping(CandidacyId => Candidacy) candidacies;
        mapping(CandidacyId => address) owners;
        mapping(CandidacyId => bytes32) contents;
        mapping(address owner => CandidacyId) ownedBy;
        /// @dev Ballots, in the words of BallotLib.
        mapping(address voter => mapping(uint256 index => uint256)) placed;
        mapping(address voter => mapping(uint256 index => uint256)) scored;
        mapping(CandidacyId => mapping(uint32 cycle => int112)) drops;
        DropLib.Calendar calendar;
        mapping(address voter => Relay) relays;
    }

    /// @notice The whole field, in memory.
    function load(State storage self) internal view returns (BucketLib.Contest memory contest) {
        uint32 occupied = self.head.occupied;
        contest.cycle = self.head.cycle;
        contest.seats = self.head.seats;
        contest.nominationFill = int256(uint256(self.nominationFill));
        contest.stabilizationFill = int256(uint256(self.stabilizationFill));
        contest.amendedFrom = self.head.amendedFrom;
        contest.entries = new BucketLib.Entry[](LibBit.popCount(occupied));
        for (uint256 i = 0; occupied != 0; ++i) {
            uint8 position = uint8(LibBit.ffs(occupied));
            occupied &= occupied - 1;
            _loadEntry(self, contest.entries[i], self.field[position]);
        }
    }

    function _loadEntry(State storage self, BucketLib.Entry memory entry, uint32 id) private view {
        Candidacy memory candidacy = self.candidacies[CandidacyId.wrap(id)];
        entry.candidacy = id;
        entry.position = candidacy.position;
        entry.stage = candidacy.stage;
        entry.seatedIn = candidacy.seatedIn;
        entry.votes = candidacy.votes;
        entry.bucket = int256(uint256(candidacy.bucket));
    }

    /// @notice Lets the amended fills apply to a contest that has come to their cycle.
    function applyAmended(State storage self, BucketLib.Contest memory contest) internal view {
        contest.nominationFill = int256(uint256(self.amended.nomination));
        contest.stabilizationFill = int256(uint256(self.amended.stabilization));
        contest.amendedFrom = 0;
    }

    /// @notice Writes back what closing has changed.
    function store(State storage self, BucketLib.Contest memory contest) internal {
        self.head.cycle = contest.cycle;
        if (contest.amendedFrom != self.head.amendedFrom) {
            self.head.amendedFrom = 0;
            (self.nominationFill, self.stabilizationFill) = (self.amended.nomination, self.amended.stabilization);
        }
        for (uint256 i = 0; i < contest.entries.length; ++i) {
            BucketLib.Entry memory entry = contest.entries[i];
            if (!entry.touched) continue;
            self.candidacies[CandidacyId.wrap(entry.candidacy)] = Candidacy({
                votes: SafeCast.toInt112(entry.votes),
                // Between 0 and a fill of 72 bits, or a nomination bucket that never outgrows one by more than it is given.
                bucket: SafeCast.toUint80(uint256(entry.bucket)),
                seatedIn: entry.seatedIn,
                stage: entry.stage,
                position: entry.position
            });
        }
    }

    /// @notice Takes off the field, in memory, the votes of leases that no longer count in `cycle`.
    function drop(State storage self, BucketLib.Contest memory contest, uint32 cycle) internal view {
        uint32 dropping = self.calendar.marksAt(cycle);
        for (uint256 i = 0; i < contest.entries.length; ++i) {
            BucketLib.Entry memory entry = contest.entries[i];
            if (dropping & (uint32(1) << entry.position) == 0) continue;
            int112 votes = self.drops[CandidacyId.wrap(entry.candidacy)][cycle];
            if (votes == 0) continue;
            entry.votes -= votes;
            entry.touched = true;
        }
    }

    /// @notice Adds a nominee to the field, in which there must be room.
    function add(State storage self, address owner, bytes32 content) internal returns (CandidacyId id) {
        uint8 position = uint8(LibBit.ffs(~uint256(self.head.occupied)));
        uint32 number = ++self.head.lastCandidacy;
        id = CandidacyId.wrap(number);
        self.head.occupied |= uint32(1) << position;
        self.field[position] = number;
        self.candidacies[id] = Candidacy(0, 0, 0, IElections.Stage.Nominee, position);
        self.owners[id] = owner;
        self.ownedBy[owner] = id;
        if (content != 0) self.contents[id] = content;
    }

    /// @notice Ends a live candidacy: its place is free, and so is all weight on it.
    function end(State storage self, CandidacyId id) internal {
        Candidacy storage candidacy = self.candidacies[id];
        candidacy.stage = IElections.Stage.Ended;
        self.head.occupied &= ~(uint32(1) << candidacy.position);
        self.ownedBy[self.owners[id]] = NO_CANDIDACY;
    }

    /// @notice The non-incumbent with the least votes, of equals the one nominated last.
    /// @return id nobody if all are incumbents
    function weakest(State storage self) internal view returns (CandidacyId id, int256 votes) {
        uint32 occupied = self.head.occupied;
        while (occupied != 0) {
            CandidacyId next = CandidacyId.wrap(self.field[LibBit.ffs(occupied)]);
            occupied &= occupied - 1;
            Candidacy storage candidacy = self.candidacies[next];
            if (candidacy.stage == IElections.Stage.Incumbent) continue;
            bool later = CandidacyId.unwrap(next) > CandidacyId.unwrap(id);
            bool weaker = candidacy.votes < votes || (candidacy.votes == votes && later);
            if (id == NO_CANDIDACY || weaker) (id, votes) = (next, candidacy.votes);
        }
    }

    /// @notice Adds hundredths of votes to a live candidacy's tally.
    /// @param mustLive revert if the candidacy has ended, or never was, instead of passing it over
    function tally(State storage self, CandidacyId id, int256 votes, bool mustLive) internal {
        Candidacy storage candidacy = self.candidacies[id];
        IElections.Stage stage = candidacy.stage;
        if (stage == IElections.Stage.Ended || stage == IElections.Stage.None) {
            if (!mustLive) return;
            if (stage == IElections.Stage.None) revert IElections.CandidacyUnknown(id);
            revert IElections.CandidacyHasEnded(id);
        }
        candidacy.votes = SafeCast.toInt112(candidacy.votes + votes);
    }

    /// @notice Adds to the hundredths of votes that drop out of a tally when a lease ends.
    /// @param until first cycle in which the lease no longer counts
    function schedule(State storage self, CandidacyId id, int256 votes, uint32 until) internal {
        self.drops[id][until] = SafeCast.toInt112(self.drops[id][until] + votes);
        self.calendar.mark(until, self.candidacies[id].position);
    }

    function isFull(State storage self) internal view returns (bool) {
        return self.head.occupied == type(uint32).max;
    }
}
