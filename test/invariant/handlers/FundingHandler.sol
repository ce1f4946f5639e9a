// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {Funding} from "../../helpers/Funding.sol";

/// @title A funding pool that a fuzzer plays with, and the audits of what became of it
/// @notice Eight accounts of at most four persons pledge to, and vote on, up to eight projects; rounds are settled by whoever
/// computes the right order, while others try wrong ones.
abstract contract FundingHandler is Funding {
    uint256 private constant ACCOUNTS = 8;
    uint256 private constant PERSONS = 4;
    uint256 private constant MOST_PROJECTS = 8;

    struct Standing {
        ProjectId id;
        uint256 votes;
        uint256 match_;
        bool queued;
        bool paidOnly;
    }

    IFundingPool.Rule private immutable _rule;
    address[] private _accounts;
    uint256 private _seed;

    // Ghosts.
    uint256 private _given;
    uint256 private _returned;
    uint256 private _paid;
    uint256 private _outOfTurn;
    uint256 private _wrongAccepted;
    mapping(bytes4 action => uint256) public actsOf;
    uint256 public refused;

    constructor(IFundingPool.Rule rule_) {
        _rule = rule_;
        foundPool(rule_);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            address account = makeAddr(string.concat("account", vm.toString(i)));
            _accounts.push(account);
            if (i < PERSONS) person(account);
        }
        for (uint256 i = 0; i < 3; ++i) register(uint112(100 * i), uint112(1000 * i + 1));
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
            this.settle.selector,
            this.collect.selector,
            this.retireSome.selector
        ];
        list_ = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) list_[i] = all[i];
    }

    modifier rolled(uint256 seed) {
        _seed = seed;
        _;
    }

    function _roll(uint256 most) private returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed % most;
    }

    function _project() private returns (ProjectId) {
        return ProjectId.wrap(uint32(1 + _roll(pool.count())));
    }

    function _isLive(ProjectId id) private view returns (bool) {
        return pool.projectOf(id).stage == IFundingPool.Stage.Live;
    }

    // ---------------------------------------------------------------- what happens

    function pledgeSome(uint256 seed) external rolled(seed) {
        (ProjectId id, address account) = (_project(), _accounts[_roll(ACCOUNTS)]);
        if (!_isLive(id) || pool.phase() != IFundingPool.Phase.Open) return;
        uint112 amount = uint112(1 + _roll(1000));
        pledge(id, account, amount);
        _given += amount;
        ++actsOf[this.pledgeSome.selector];
    }

    function unpledgeSome(uint256 seed) external rolled(seed) {
        bool open = pool.phase() == IFundingPool.Phase.Open;
        (uint256 from, uint256 pairs) = (_roll(1 << 32), ACCOUNTS * pool.count());
        for (uint256 i = 0; i < pairs; ++i) {
            uint256 pair = (from + i) % pairs;
            (ProjectId id, address account) = (ProjectId.wrap(uint32(1 + pair / ACCOUNTS)), _accounts[pair % ACCOUNTS]);
            uint256 held = amountOf(id, account);
            bool free = pool.projectOf(id).stage == IFundingPool.Stage.Retired || (open && _isLive(id));
            if (held == 0 || !free) continue;
            uint112 amount = uint112(1 + _roll(held));
            vm.prank(account);
            pool.unpledge(id, amount, account);
            _returned += amount;
            ++actsOf[this.unpledgeSome.selector];
            return;
        }
    }

    function retireSome(uint256 seed) external rolled(seed) {
        ProjectId id = _project();
        if (!_isLive(id) || pool.live() < 2 || pool.phase() > IFundingPool.Phase.Closing) return;
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
        if (person_ == gate.primaryOf(account)) person_ = person_ == address(0) ? _accounts[0] : address(0);
        link(account, person_);
        if (pool.phase() > IFundingPool.Phase.Closing) return;
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            // Of the team, or counted with that person already: then nothing changes, and the call is refused.
            if (!_isLive(id)) continue;
            try pool.reconcile(id, account) {
                ++actsOf[this.linkSome.selector];
            } catch (bytes memory reason) {
                assertEq(bytes4(reason), IFundingPool.FundingPledgeUnchanged.selector);
            }
        }
    }

    function _hasPledged(address account) private view returns (bool) {
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            if (_isLive(id) && amountOf(id, account) != 0) return true;
        }
        return false;
    }

    function voteSome(uint256 seed) external rolled(seed) {
        (ProjectId id, address voter) = (_project(), _accounts[_roll(PERSONS)]);
        if (!_isLive(id)) return;
        vote(id, voter, _roll(4) == 0, uint96(1 + _roll(100_000)));
        ++actsOf[this.voteSome.selector];
    }

    function give(uint256 seed) external rolled(seed) {
        uint256 amount = 1 + _roll(3000);
        topUp(amount);
        _given += amount;
        if (pool.count() < MOST_PROJECTS && pool.phase() <= IFundingPool.Phase.Closing) {
            register(uint112(_roll(600)), uint112(_roll(3000)), one(_accounts[_roll(ACCOUNTS)]));
        }
        ++actsOf[this.give.selector];
    }

    function pass(uint256 seed) external rolled(seed) {
        skipCycles(uint32(1 + _roll(4)));
        ++actsOf[this.pass.selector];
    }

    function collect(uint256 seed) external rolled(seed) {
        ProjectId id = _project();
        IFundingPool.Stage stage = pool.projectOf(id).stage;
        if (stage != IFundingPool.Stage.Funded && stage != IFundingPool.Stage.Guaranteed) return;
        _paid += pool.claim(id, shop);
        ++actsOf[this.collect.selector];
    }

    // ---------------------------------------------------------------- settling

    /// @notice Settles the round whose deadline has passed, or goes to the next deadline and settles that one.
    function settle(uint256 seed) external rolled(seed) {
        _decide();
        if (pool.phase() != IFundingPool.Phase.Settling) return;
        Standing[] memory order = _order();
        _tryWrong(order);
        _rank(order);
        ++actsOf[this.settle.selector];
    }

    /// @dev For a round that nobody said anything about in time the rule stands.
    function _decide() private {
        if (pool.phase() == IFundingPool.Phase.Settling) return pool.decide(plain());
        uint32 cycle = weights.cycle();
        IFundingPool.Decision memory decision;
        if (_roll(3) == 0) decision.struck = list(_project());
        if (_roll(3) == 0) decision.guaranteed = list(_project());
        if (_roll(8) == 0) chooseNothing();
        else choose(decision);
        toDeadline(cycle < FIRST ? 0 : (cycle - FIRST) / PERIOD + 1);
        pool.decide(decision);
        choose(plain());
    }

    /// @dev In two pages, and notes what is funded in two, from the last, unless all of it was in the last page ranked.
    function _rank(Standing[] memory order) private {
        uint256 before = pool.available();
        // The round is settled with the last one; before that there is no page too small.
        uint256 page = _roll(order.length);
        pool.rank(_idsOf(order, 0, page));
        (, uint32 earlier, ) = pool.rankedBy(address(this));
        pool.rank(_idsOf(order, page, order.length));
        uint256 base = pool.round().pool;
        (uint256 spent, Standing[] memory funded) = _rule == IFundingPool.Rule.Priority
            ? _inTurn(order, base)
            : _inProportion(order, base);
        if (earlier != 0) _noteAll(funded);
        // Exactly what was matched has left the pool.
        if (before - pool.available() != spent) ++_outOfTurn;
    }

    function _noteAll(Standing[] memory funded) private {
        uint256 page = _roll(funded.length + 1);
        ProjectId[] memory first = _idsOf(funded, 0, page);
        if (page < funded.length) pool.note(_idsOf(funded, page, funded.length), pool.chainOf(0, first));
        if (page != 0) pool.note(first, 0);
    }

    function _inTurn(
        Standing[] memory order,
        uint256 left
    ) private pure returns (uint256 spent, Standing[] memory funded) {
        (bool waits, uint256 count) = (false, 0);
        Standing[] memory all = new Standing[](order.length);
        for (uint256 i = 0; i < order.length; ++i) {
            waits = waits || (order[i].queued && order[i].match_ > left - spent);
            if (order[i].queued ? waits : !order[i].paidOnly) continue;
            all[count++] = order[i];
            spent += order[i].match_;
        }
        funded = _part(all, 0, count);
    }

    function _inProportion(
        Standing[] memory order,
        uint256 base
    ) private pure returns (uint256 spent, Standing[] memory funded) {
        (uint256 matches, uint256 count) = (0, 0);
        Standing[] memory all = new Standing[](order.length);
        for (uint256 i = 0; i < order.length; ++i) {
            if (!order[i].queued && !order[i].paidOnly) continue;
            all[count++] = order[i];
            matches += order[i].match_;
        }
        funded = _part(all, 0, count);
        for (uint256 i = 0; i < count; ++i) {
            spent += matches <= base ? funded[i].match_ : (funded[i].match_ * base) / matches;
        }
    }

    function _part(Standing[] memory all, uint256 from, uint256 to) private pure returns (Standing[] memory part) {
        part = new Standing[](to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = all[i];
    }

    function _idsOf(Standing[] memory all, uint256 from, uint256 to) private pure returns (ProjectId[] memory ids) {
        ids = new ProjectId[](to - from);
        for (uint256 i = from; i < to; ++i) ids[i - from] = all[i].id;
    }

    /// @dev Two neighbours change places: whatever becomes of it, it must not settle the round otherwise.
    function _tryWrong(Standing[] memory order) private {
        if (order.length < 2) return;
        uint256 place = _roll(order.length - 1);
        ProjectId[] memory wrong = _idsOf(order, 0, order.length);
        (wrong[place], wrong[place + 1]) = (wrong[place + 1], wrong[place]);
        vm.prank(dan);
        try pool.rank(wrong) {
            ++_wrongAccepted;
        } catch (bytes memory reason) {
            assertEq(bytes4(reason), IFundingPool.FundingOrderWrong.selector);
            ++refused;
        }
    }

    /// @dev All that are to be ranked, by the slowest of sorts: those that are queued first, then the others.
    function _order() private view returns (Standing[] memory order) {
        order = new Standing[](pool.round().toRank);
        uint256 length = 0;
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            if (!_isLive(id) || pool.isStruck(id)) continue;
            Standing memory next = _standing(id);
            uint256 place = length++;
            for (; place > 0 && _comesBefore(next, order[place - 1]); --place) order[place] = order[place - 1];
            order[place] = next;
        }
        assertEq(length, order.length, "P3: as many as are to be ranked");
    }

    function _standing(ProjectId id) private view returns (Standing memory next) {
        IFundingPool.ProjectView memory view_ = pool.projectOf(id);
        bool eligible = view_.pledged + view_.matchNow >= view_.goal;
        (next.id, next.match_) = (id, view_.matchNow);
        next.votes = view_.votesKept > 0 ? uint256(view_.votesKept) : 0;
        if (_rule == IFundingPool.Rule.Priority) next.queued = eligible && next.votes != 0 && next.match_ != 0;
        else next.queued = eligible && next.match_ != 0;
        next.paidOnly = eligible && next.match_ == 0 && view_.pledged != 0;
    }

    function _comesBefore(Standing memory a, Standing memory b) private view returns (bool) {
        if (_rule == IFundingPool.Rule.Proportional) return false;
        if (a.queued != b.queued) return a.queued;
        if (!a.queued) return false;
        // Small enough here for plain multiplication.
        return a.votes * a.votes * b.match_ > b.votes * b.votes * a.match_;
    }

    // ---------------------------------------------------------------- P1 to P3

    /// @notice P1: what came in is what there is, was returned, or was paid; and there is enough for everybody.
    function auditMoney() external view {
        uint256 owed = 0;
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            IFundingPool.ProjectView memory view_ = pool.projectOf(id);
            uint256 sum = 0;
            for (uint256 a = 0; a < ACCOUNTS; ++a) sum += amountOf(id, _accounts[a]);
            assertEq(view_.pledged, sum, "P1: pledges");
            if (view_.stage != IFundingPool.Stage.Paid) owed += sum;
        }
        uint256 held = token.balanceOf(address(pool));
        assertEq(held, _given - _returned - _paid, "P1: what came in");
        assertGe(held, pool.available() + owed, "P1: enough for all pledges");
    }

    /// @notice P2: roots are taken of what each person pledged, through whichever accounts.
    function auditIdentities() external view {
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            (uint256 roots, uint256 matched) = (0, 0);
            for (uint256 p = 0; p < ACCOUNTS; ++p) {
                uint256 counted = 0;
                for (uint256 a = 0; a < ACCOUNTS; ++a) {
                    (uint256 amount, address identity, ) = pool.pledgeOf(id, _accounts[a]);
                    if (identity == _accounts[p]) counted += amount;
                }
                roots += Math.sqrt(counted << 64);
                matched += counted;
            }
            IFundingPool.ProjectView memory view_ = pool.projectOf(id);
            assertEq(view_.roots, roots, "P2: roots");
            assertEq(view_.matched, matched, "P2: matched pledges");
        }
    }

    /// @notice P3: no order but the right one was taken, and what was spent is what it says.
    function auditQueue() external view {
        assertEq(_wrongAccepted, 0, "P3: a wrong order");
        assertEq(_outOfTurn, 0, "P3: funded out of turn");
    }
}
