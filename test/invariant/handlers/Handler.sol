// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Crowd} from "./Crowd.sol";
import {ElectionsHandler} from "./ElectionsHandler.sol";

/// @title A community that a fuzzer plays with, and the audits of what became of it
/// @notice Each audit reverts unless its invariant of the design (9) holds.
abstract contract Handler is ElectionsHandler {
    int256 private constant HUNDRED = 100;

    /// @notice What a fuzzer may call; what makes the more of everything else is named more than once.
    function actions() public view returns (bytes4[] memory list) {
        bytes4[24] memory all = [
            this.pass.selector,
            this.pass.selector,
            this.pass.selector,
            this.credit.selector,
            this.purchase.selector,
            this.purchaseWithToken.selector,
            this.cast.selector,
            this.cast.selector,
            this.place.selector,
            this.nominate.selector,
            this.nominate.selector,
            this.withdrawBallot.selector,
            this.nominate.selector,
            this.nominate.selector,
            this.cast.selector,
            this.withdrawCandidacy.selector,
            this.resign.selector,
            this.advance.selector,
            this.restructure.selector,
            this.revoke.selector,
            this.recall.selector,
            this.placeElsewhere.selector,
            this.overplace.selector,
            this.usurp.selector
        ];
        bytes4[3] memory persons = [this.link.selector, this.sync.selector, this.consolidate.selector];
        bytes4[3] memory leases = [this.lease.selector, this.lease.selector, this.refresh.selector];
        list = new bytes4[](all.length + (_isLeasing() ? 3 : 0) + (_isGated() ? 3 : 0));
        for (uint256 i = 0; i < all.length; ++i) list[i] = all[i];
        for (uint256 i = 0; i < 3; ++i) {
            if (_isLeasing()) list[all.length + i] = leases[i];
            if (_isGated()) list[all.length + 3 + i] = persons[i];
        }
    }

    // ---------------------------------------------------------------- whether they are of use

    function calls() external view returns (uint256 made, uint256 acted) {
        return (_calls, _acts);
    }

    function actsOf(bytes4 action) external view returns (uint256) {
        return _actsOf[action];
    }

    /// @return taken seats, at all
    /// @return contested those of them that somebody had to leave
    function seats() external view returns (uint256 taken, uint256 contested) {
        return (_seatsTaken, _seatsContested);
    }

    // ---------------------------------------------------------------- W1 to W4

    /// @notice W1: over all modules nobody has placed more than they hold, unless what they held was taken from them; and what
    /// Weights says is placed is what the modules hold.
    function auditPlaced() external view {
        for (uint256 i = 0; i < MEMBERS; ++i) {
            address account = members[i];
            IWeights.Account memory holder = weights.accountOf(account);
            IWeights.Lease memory held = weights.leaseOf(account);
            (uint256 permanent, uint256 leased, uint256 counting) = _placedBy(account, held.since);
            assertEq(holder.placed, permanent, "W1: placed units");
            if (!_lostUnits[account]) assertLe(permanent, holder.units, "W1: more placed than held");
            if (!_isLeasing()) continue;
            assertEq(held.placed, leased, "W1: placed units of the lease");
            uint256 units = held.until > weights.cycle() ? held.units : 0;
            if (!_lostLease[account]) assertLe(counting, units, "W1: more placed than leased");
        }
    }

    /// @dev What all modules hold of an account; of its lease what was placed since it began, and what still counts.
    function _placedBy(
        address account,
        uint32 since
    ) private view returns (uint256 permanent, uint256 leased, uint256 counting) {
        Held memory other = _elsewhere[account];
        permanent = other.permanent;
        if (other.until > since) leased = other.leased;
        if (other.until > weights.cycle()) counting = other.leased;
        for (uint64 e = 0; e < elections.count(); ++e) {
            (uint256 units, uint256 lent, uint32 until) = _placedIn(ElectionId.wrap(e), account);
            permanent += units;
            if (until > since) leased += lent;
            if (until > weights.cycle()) counting += lent;
        }
    }

    /// @notice W2: the electorate is the sum of what every voter could muster, now and at the end of each cycle gone by.
    function auditElectorate() external view {
        assertEq(weights.electorate(), _musterable(), "W2: electorate");
        uint256 length = _ended.length;
        for (uint256 i = length < 20 ? 0 : length - 20; i < length; ++i) {
            assertEq(weights.electorateAt(_ended[i]), _mustered[_ended[i]], "W2: electorate of a cycle");
        }
    }

    function _musterable() private view returns (uint256 sum) {
        for (uint256 i = 0; i < MEMBERS; ++i) {
            IWeights.Lease memory held = weights.leaseOf(members[i]);
            uint256 leased = held.until > weights.cycle() ? held.units : 0;
            sum += _votes(weights.accountOf(members[i]).units + leased);
        }
    }

    /// @notice W3: everybody holds exactly what sources gave them, less what sources took, whatever the time; so it is with the
    /// value they contributed, and with all of it together.
    function auditUnits() external view {
        (uint256 units, uint256 paid) = (0, 0);
        for (uint256 i = 0; i < MEMBERS; ++i) {
            address account = members[i];
            IWeights.Account memory holder = weights.accountOf(account);
            IWeights.Dormant memory dormant = weights.dormantOf(account);
            assertEq(uint256(holder.units) + dormant.units, _credited[account], "W3: units");
            assertEq(holder.contributed, _paid[account], "W3: contributed");
            uint256 leased = 0;
            if (_lent[account].until > weights.cycle()) {
                leased = uint256(weights.leaseOf(account).units) + dormant.leased;
                assertEq(leased, _lent[account].units, "W3: leased units");
                // Of a lease that lies dormant nothing is anybody's.
                leased -= dormant.leased;
            }
            (units, paid) = (units + _credited[account] + leased, paid + _paid[account]);
            assertEq(weights.unitsOf(account), _credited[account] + leased, "W3: all units");
        }
        assertEq(weights.totalSupply(), weights.weightOf(units, uint64(_now())), "W3: total supply");
        assertEq(weights.totalContributed(), paid, "W3: total contributed");
    }

    /// @notice W4: what a candidacy's tally says is the sum of what all ballots on it count for in the running cycle.
    function auditTallies() external view {
        for (uint64 e = 0; e < elections.count(); ++e) {
            ElectionId id = ElectionId.wrap(e);
            if (_isLive(id)) _auditTallies(id);
        }
    }

    function _auditTallies(ElectionId id) private view {
        bool scored = _isScored(id);
        IElections.CandidacyView[] memory field = elections.standing(id);
        int256[] memory sums = new int256[](field.length);
        for (uint256 i = 0; i < MEMBERS; ++i) {
            (IElections.Ballot memory ballot, uint32 until) = elections.ballotOf(id, members[i]);
            bool lasts = until > weights.cycle();
            for (uint256 f = 0; f < field.length; ++f) {
                CandidacyId candidacy = field[f].candidacy;
                sums[f] += scored ? _scored(ballot, candidacy, lasts) : _placed(ballot, candidacy, lasts);
            }
        }
        for (uint256 f = 0; f < field.length; ++f) assertEq(field[f].votes, sums[f], "W4: tally");
    }

    function _placed(
        IElections.Ballot memory ballot,
        CandidacyId candidacy,
        bool lasts
    ) private view returns (int256 sum) {
        for (uint256 i = 0; i < ballot.placements.length; ++i) {
            IElections.Placement memory p = ballot.placements[i];
            if (p.candidacy == candidacy) sum += (p.against ? -HUNDRED : HUNDRED) * _pile(p, lasts);
        }
    }

    function _scored(
        IElections.Ballot memory ballot,
        CandidacyId candidacy,
        bool lasts
    ) private view returns (int256 sum) {
        for (uint256 s = 0; s < ballot.scores.length; ++s) {
            int256 score = ballot.scores[s].score;
            if (ballot.scores[s].candidacy != candidacy) continue;
            for (uint256 i = 0; i < ballot.placements.length; ++i) {
                IElections.Placement memory p = ballot.placements[i];
                if (p.against == (score < 0)) sum += score * _pile(p, lasts);
            }
        }
    }

    function _pile(IElections.Placement memory p, bool lasts) private view returns (int256) {
        return int256(_votes(uint256(p.permanent) + (lasts ? p.leased : 0)));
    }

    /// @dev By OpenZeppelin's root, where the contracts take Solady's.
    function _votes(uint256 units) private view returns (uint256) {
        return _isGated() ? Math.sqrt(units << 64) : units;
    }

    // ---------------------------------------------------------------- L2

    /// @notice L2: buckets stay within their fills, no election has more incumbents than seats, nobody takes a seat but at the
    /// end of a cycle, one at a time and with more votes than the bar.
    function auditSeats() external view {
        for (uint64 e = 0; e < elections.count(); ++e) {
            (IElections.ElectionParameters memory p, , ) = elections.electionOf(ElectionId.wrap(e));
            IElections.CandidacyView[] memory field = elections.standing(ElectionId.wrap(e));
            uint256 seated = 0;
            for (uint256 i = 0; i < field.length; ++i) {
                uint256 fill = field[i].stage == IElections.Stage.Nominee ? p.nominationFill : p.stabilizationFill;
                assertLe(field[i].bucket, fill, "L2: bucket above its fill");
                if (field[i].stage != IElections.Stage.Incumbent) continue;
                ++seated;
                assertEq(field[i].bucket, 0, "L2: bucket of an incumbent");
                assertTrue(_seated[e][CandidacyId.unwrap(field[i].candidacy)], "L2: seat taken within a cycle");
            }
            assertLe(seated, p.seats, "L2: more incumbents than seats");
        }
        assertEq(_seatsTakenAtOnce, 0, "L2: seats taken at once");
        assertEq(_seatsUnearned, 0, "L2: seats taken without more votes than the bar");
    }

    /// @inheritdoc Crowd
    function _endCycle(uint64 next) internal virtual override {
        vm.warp(next - 1);
        uint32 cycle = weights.cycle();
        _ended.push(cycle);
        _mustered[cycle] = _musterable();
        IElections.CandidacyView[][] memory former = new IElections.CandidacyView[][](elections.count());
        for (uint64 e = 0; e < former.length; ++e) former[e] = elections.standing(ElectionId.wrap(e));
        vm.warp(next);
        for (uint64 e = 0; e < former.length; ++e) {
            (IElections.ElectionParameters memory p, , ) = elections.electionOf(ElectionId.wrap(e));
            _noteSeats(e, p.seats, former[e], elections.standing(ElectionId.wrap(e)));
        }
    }

    /// @dev Compares the field at the end of a cycle with the one that the next begins with.
    function _noteSeats(
        uint64 election,
        uint256 most,
        IElections.CandidacyView[] memory former,
        IElections.CandidacyView[] memory field
    ) private {
        (uint256 seated, int256 bar, uint256 taken) = (0, type(int256).max, 0);
        for (uint256 i = 0; i < former.length; ++i) {
            if (former[i].stage != IElections.Stage.Incumbent) continue;
            ++seated;
            if (former[i].votes < bar) bar = former[i].votes;
        }
        if (seated < most || bar < 0) bar = 0;
        for (uint256 i = 0; i < field.length; ++i) {
            bool has = field[i].stage == IElections.Stage.Incumbent;
            _seated[election][CandidacyId.unwrap(field[i].candidacy)] = has;
            // A cycle's end moves nobody in the field.
            if (!has || former[i].stage == IElections.Stage.Incumbent) continue;
            ++taken;
            if (former[i].votes <= bar) ++_seatsUnearned;
        }
        _seatsTaken += taken;
        if (seated == most) _seatsContested += taken;
        if (taken > 1) ++_seatsTakenAtOnce;
    }
}
