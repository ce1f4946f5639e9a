// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {FundingRounds} from "./FundingRounds.sol";

/// @title A funding pool that a fuzzer plays with, and the audits of what became of it
/// @notice Eight accounts of at most four persons pledge to, and vote on, up to twelve projects, whose rounds are settled in
/// between.
abstract contract FundingHandler is FundingRounds {
    // Ghosts.
    uint256 private _returned;
    uint256 private _paid;
    uint256 private _returnedUnduly;
    /// @dev Who was behind an account, and not of the team, when its pledge was counted last.
    mapping(ProjectId => mapping(address account => address)) private _persons;
    mapping(ProjectId => mapping(address account => bool)) private _isOfTeam;
    mapping(bytes4 action => uint256) public actsOf;

    constructor(IFundingPool.Rule rule_) FundingRounds(rule_) {
        for (uint256 i = 0; i < 3; ++i) register(uint112(2000 * i), uint112(1000 * i + 1));
    }

    /// @notice What a fuzzer may call; what makes the more of everything else is named more than once.
    function actions() public pure returns (bytes4[] memory list_) {
        bytes4[15] memory all = [
            this.pledgeSome.selector,
            this.pledgeSome.selector,
            this.pledgeSome.selector,
            this.pledgeSome.selector,
            this.unpledgeSome.selector,
            this.linkSome.selector,
            this.voteSome.selector,
            this.voteSome.selector,
            this.give.selector,
            this.pass.selector,
            this.pass.selector,
            this.settle.selector,
            this.settleShort.selector,
            this.collect.selector,
            this.retireSome.selector
        ];
        list_ = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) list_[i] = all[i];
    }

    // ---------------------------------------------------------------- pledges, and who is behind them

    function pledgeSome(uint256 seed) external rolled(seed) {
        (ProjectId id, address account) = (_liveProject(), _accounts[_roll(ACCOUNTS)]);
        if (!_isLive(id) || !_isOpen()) return;
        _pledge(id, account, uint112(1 + _roll(1000)));
        ++actsOf[this.pledgeSome.selector];
    }

    function _pledge(ProjectId id, address account, uint112 amount) private {
        pledge(id, account, amount);
        _given += amount;
        _persons[id][account] = _personBehind(id, account);
    }

    function _personBehind(ProjectId id, address account) private view returns (address person_) {
        person_ = gate.primaryOf(account);
        if (_isOfTeam[id][account] || _isOfTeam[id][person_]) return address(0);
    }

    /// @notice What is free is returned; what is not is asked for in vain.
    function unpledgeSome(uint256 seed) external rolled(seed) {
        (uint256 from, uint256 pairs) = (_roll(1 << 32), ACCOUNTS * pool.count());
        bool tried = false;
        for (uint256 i = 0; i < pairs; ++i) {
            uint256 pair = (from + i) % pairs;
            (ProjectId id, address account) = (ProjectId.wrap(uint32(1 + pair / ACCOUNTS)), _accounts[pair % ACCOUNTS]);
            uint256 held = amountOf(id, account);
            bool free = _isFree(id);
            if (held == 0 || (!free && tried)) continue;
            tried = true;
            if (_unpledge(id, account, uint112(1 + _roll(held)), free)) return;
        }
    }

    function _isFree(ProjectId id) private view returns (bool) {
        IFundingPool.Stage stage = pool.projectOf(id).stage;
        if (stage == IFundingPool.Stage.Retired) return true;
        return stage == IFundingPool.Stage.Live && _isOpen();
    }

    function _unpledge(ProjectId id, address account, uint112 amount, bool free) private returns (bool) {
        vm.prank(account);
        try pool.unpledge(id, amount, account) {
            _returned += amount;
            ++actsOf[this.unpledgeSome.selector];
            if (!free) ++_returnedUnduly;
            return true;
        } catch (bytes memory reason) {
            bytes4 phase = IFundingPool.FundingPhaseWrong.selector;
            _isRefused(reason, _isLive(id) ? phase : IFundingPool.FundingProjectNotLive.selector);
            return false;
        }
    }

    function retireSome(uint256 seed) external rolled(seed) {
        ProjectId id = _project();
        if (!_isLive(id) || pool.live() < 2 || !_isBetweenRounds()) return;
        vm.prank(treasury);
        pool.retire(id);
        ++actsOf[this.retireSome.selector];
    }

    /// @notice An account turns out to be a person's, or nobody's, and anyone says so.
    function linkSome(uint256 seed) external rolled(seed) {
        uint256 from = _roll(ACCOUNTS);
        address account = _accounts[PERSONS + (from % (ACCOUNTS - PERSONS))];
        // Rather one that has pledged something.
        for (uint256 i = 0; i < ACCOUNTS && !_hasPledged(account); ++i) {
            account = _accounts[PERSONS + ((from + i) % (ACCOUNTS - PERSONS))];
        }
        address person_ = _roll(3) == 0 ? address(0) : _accounts[_roll(PERSONS)];
        if (_isOpen() && _roll(3) == 0) _toClosing();
        if (person_ == gate.primaryOf(account)) person_ = person_ == address(0) ? _accounts[0] : address(0);
        link(account, person_);
        if (!_isBetweenRounds()) return;
        for (uint32 i = 1; i <= pool.count(); ++i) {
            if (_isLive(ProjectId.wrap(i))) _reconcile(ProjectId.wrap(i), account, person_);
        }
    }

    function _reconcile(ProjectId id, address account, address person_) private {
        if (_isOfTeam[id][account] && person_ != address(0) && !_isOfTeam[id][person_]) {
            pool.extendTeam(id, account);
            _isOfTeam[id][person_] = true;
        }
        if (amountOf(id, account) == 0) return;
        (uint256 roots, ) = _countedOf(id);
        _persons[id][account] = _personBehind(id, account);
        (uint256 more, ) = _countedOf(id);
        // From one cycle before a deadline on no match grows.
        if (!_isOpen() && more > roots) _persons[id][account] = address(0);
        try pool.reconcile(id, account) {
            ++actsOf[this.linkSome.selector];
        } catch (bytes memory reason) {
            _isRefused(reason, IFundingPool.FundingPledgeUnchanged.selector);
        }
    }

    function _hasPledged(address account) private view returns (bool) {
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            if (_isLive(id) && amountOf(id, account) != 0) return true;
        }
        return false;
    }

    // ---------------------------------------------------------------- the pool, and its rounds

    function voteSome(uint256 seed) external rolled(seed) {
        if (_vote()) ++actsOf[this.voteSome.selector];
    }

    function give(uint256 seed) external rolled(seed) {
        _give(1 + _roll(3000));
        if (pool.live() < MOST_LIVE && pool.count() < MOST_PROJECTS && _isBetweenRounds()) {
            address member = _accounts[_roll(ACCOUNTS)];
            ProjectId id = register(uint112(_roll(6000)), uint112(_roll(3000)), one(member));
            (_isOfTeam[id][member], _isOfTeam[id][gate.primaryOf(member)]) = (true, true);
        }
        ++actsOf[this.give.selector];
    }

    function pass(uint256 seed) external rolled(seed) {
        skipCycles(uint32(1 + _roll(4)));
        ++actsOf[this.pass.selector];
    }

    function settle(uint256 seed) external rolled(seed) {
        if (_settle()) ++actsOf[this.settle.selector];
    }

    /// @notice Two that are matched come before a pool that has enough for the second alone.
    function settleShort(uint256 seed) external rolled(seed) {
        if (pool.count() + 2 > MOST_PROJECTS || !_isOpen()) return;
        _give(1);
        uint256 available = pool.available();
        ProjectId small = _matched(available - _roll(1 + available / 2));
        ProjectId large = _matched(available + 1 + _roll(1000));
        vote(small, _accounts[0], false, uint96(1 + _roll(10)));
        vote(large, _accounts[_roll(PERSONS)], false, MOST_VOTES);
        if (_settle()) ++actsOf[this.settleShort.selector];
    }

    /// @dev Four who pledge `x` each are matched with `16x − 4x`.
    function _matched(uint256 match_) private returns (ProjectId id) {
        id = register(0, uint112(match_));
        for (uint256 i = 0; i < PERSONS; ++i) _pledge(id, _accounts[i], uint112(match_ / 12 + 1));
    }

    /// @notice What is due is paid; what is not is asked for in vain.
    function collect(uint256 seed) external rolled(seed) {
        ProjectId id = _project();
        try pool.claim(id, shop) returns (uint256 amount) {
            _paid += amount;
            delete _awards[id];
            ++actsOf[this.collect.selector];
        } catch (bytes memory reason) {
            _isRefused(reason, IFundingPool.FundingProjectNotFunded.selector);
        }
    }

    // ---------------------------------------------------------------- P1 to P3

    /// @notice P1: what came in is what there is, was returned, or was paid; and of what there is each part is somebody's.
    function auditMoney() external view {
        uint256 owed = 0;
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            IFundingPool.ProjectView memory view_ = pool.projectOf(id);
            uint256 sum = 0;
            for (uint256 a = 0; a < ACCOUNTS; ++a) sum += amountOf(id, _accounts[a]);
            assertEq(view_.pledged, sum, "P1: pledges");
            if (view_.stage != IFundingPool.Stage.Paid) owed += sum + _awards[id];
        }
        uint256 held = token.balanceOf(address(pool));
        assertEq(held, _given - _returned - _paid, "P1: what came in");
        assertEq(held, pool.available() + owed, "P1: whose it is");
        assertEq(_returnedUnduly, 0, "P1: returned in spite of a round");
    }

    /// @notice P2: roots are taken of what each person pledged, through whichever accounts.
    function auditIdentities() external view {
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            (uint256 roots, uint256 matched) = _countedOf(id);
            IFundingPool.ProjectView memory view_ = pool.projectOf(id);
            assertEq(view_.roots, roots, "P2: roots");
            assertEq(view_.matched, matched, "P2: matched pledges");
            uint256 more = Math.saturatingSub((roots * roots) >> 64, matched);
            assertEq(view_.matchNow, Math.min(view_.ceiling, more), "P2: match");
        }
    }

    /// @return roots Σ s over persons, of what all accounts of each have pledged
    /// @return matched all of that
    function _countedOf(ProjectId id) private view returns (uint256 roots, uint256 matched) {
        uint256[] memory amounts = new uint256[](ACCOUNTS);
        for (uint256 a = 0; a < ACCOUNTS; ++a) amounts[a] = amountOf(id, _accounts[a]);
        for (uint256 p = 0; p < PERSONS; ++p) {
            uint256 counted = 0;
            for (uint256 a = 0; a < ACCOUNTS; ++a) {
                if (_persons[id][_accounts[a]] == _accounts[p]) counted += amounts[a];
            }
            roots += Math.sqrt(counted << 64);
            matched += counted;
        }
    }

    /// @notice P3: no order but the right one was taken, and what was spent is what it says.
    function auditQueue() external view {
        assertEq(_wrongAccepted, 0, "P3: a wrong order");
        assertEq(_outOfTurn, 0, "P3: funded out of turn");
    }
}
