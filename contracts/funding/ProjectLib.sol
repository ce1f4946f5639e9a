// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DropLib} from "../weights/DropLib.sol";
import {MatchLib} from "./MatchLib.sol";
import {Standing} from "./StandingLib.sol";

/// @title One project: what is pledged to it, by whom, and what that comes to
/// @notice Pledges count per identity: the square root is taken of what all accounts of a person pledged together. What is
/// not matched (the team's, and that of accounts behind which no person is known) counts as money all the same.
library ProjectLib {
    using SafeCast for uint256;

    /// @dev Whom an account's own pledge counts with.
    enum Counting {
        Nobody,
        Itself,
        Another
    }

    /// @param amount what the account has pledged
    /// @param counted what all accounts of the person have, if this is the account by which the person is known
    struct Pledge {
        uint112 amount;
        uint112 counted;
        Counting counting;
    }

    /// @dev Votes as of `cycle`, in one slot.
    /// @param votes placed now
    /// @param kept those at the end of the cycle before the last deadline
    struct Tally {
        int112 votes;
        int112 kept;
        uint32 cycle;
    }

    /// @dev The first two slots and the tally are all that ranking reads.
    /// @param lacking what the goal lacks beside matched pledges
    /// @param unmatched pledges that are not matched
    struct State {
        Standing standing;
        uint112 lacking;
        uint112 ceiling;
        Tally tally;
        uint112 goal;
        uint112 unmatched;
        address recipient;
        mapping(address account => Pledge) pledges;
        /// @dev For accounts that count with another one.
        mapping(address account => address) others;
        mapping(address identity => bool) team;
        mapping(address voter => uint256) placed;
        mapping(uint32 cycle => int112) drops;
        DropLib.Calendar calendar;
    }

    /// @notice What an account has pledged is `amount` now, and counts with `identity`; zero = with nobody.
    function set(State storage self, address account, address identity, uint256 amount) internal {
        Pledge storage pledge = self.pledges[account];
        uint256 before = pledge.amount;
        address former = countedWith(self, account);
        if (before == 0) former = identity;
        if (former != identity) {
            _count(self, former, before, 0);
            before = 0;
        }
        _count(self, identity, before, amount);
        pledge.amount = amount.toUint112();
        if (identity == account) {
            pledge.counting = Counting.Itself;
        } else if (identity == address(0)) {
            pledge.counting = Counting.Nobody;
        } else {
            pledge.counting = Counting.Another;
            self.others[account] = identity;
        }
    }

    /// @notice With whom an account's own pledge counts; zero = with nobody.
    function countedWith(State storage self, address account) internal view returns (address) {
        Counting counting = self.pledges[account].counting;
        if (counting == Counting.Another) return self.others[account];
        return counting == Counting.Itself ? account : address(0);
    }

    function _count(State storage self, address identity, uint256 less, uint256 more) private {
        if (identity == address(0)) {
            uint256 unmatched = self.unmatched - less + more;
            self.unmatched = unmatched.toUint112();
            self.lacking = self.goal > unmatched ? uint112(self.goal - unmatched) : 0;
            return;
        }
        Pledge storage person = self.pledges[identity];
        uint256 before = person.counted;
        uint256 counted = before - less + more;
        Standing standing = self.standing;
        // No sum of roots is larger: 2^48 identities and pledges of 2^112 together come to 2^112 at most.
        uint112 roots = uint112(standing.roots() - MatchLib.rootDown(before) + MatchLib.rootDown(counted));
        self.standing = standing.pledgedTo(roots, (standing.matched() - less + more).toUint112());
        person.counted = uint112(counted);
    }

    /// @notice What the rule would add.
    /// @param standing the project's
    function matchOf(State storage self, Standing standing) internal view returns (uint256) {
        return MatchLib.matchDown(standing.roots(), standing.matched(), self.ceiling);
    }

    /// @notice What the rule would add, and whether the goal is met with it.
    function offerOf(State storage self, Standing standing) internal view returns (uint256 match_, bool met) {
        (uint256 lacking, uint256 ceiling, uint256 matched) = (self.lacking, self.ceiling, standing.matched());
        match_ = MatchLib.matchDown(standing.roots(), matched, ceiling);
        unchecked {
            // Neither has more than 112 bits.
            met = matched + match_ >= lacking;
        }
    }

    /// @notice What brings a project to its goal, if that is more than what the rule would add.
    function guaranteeOf(State storage self, Standing standing) internal view returns (uint256) {
        return Math.max(matchOf(self, standing), Math.saturatingSub(self.lacking, standing.matched()));
    }

    /// @notice All pledges.
    function pledged(State storage self, Standing standing) internal view returns (uint256) {
        return uint256(standing.matched()) + self.unmatched;
    }
}
