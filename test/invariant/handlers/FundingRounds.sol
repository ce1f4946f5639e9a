// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {Funding} from "../../helpers/Funding.sol";

/// @title The rounds of a funding pool that a fuzzer plays with
/// @notice Eight accounts of at most four persons. A round is settled by whoever computes the right order, after others have
/// tried wrong ones; who is funded, and with how much, is computed here once more and compared.
abstract contract FundingRounds is Funding {
    uint256 internal constant ACCOUNTS = 8;
    uint256 internal constant PERSONS = 4;
    uint256 internal constant MOST_LIVE = 6;
    uint256 internal constant MOST_PROJECTS = 16;
    /// @dev A person has a million units for all of them.
    uint96 internal constant MOST_VOTES = 60_000;

    struct Standing {
        ProjectId id;
        uint256 votes;
        uint256 match_;
        bool queued;
        bool paidOnly;
    }

    IFundingPool.Rule private immutable _rule;
    address[] internal _accounts;
    uint256 private _seed;

    // Ghosts.
    uint256 internal _given;
    uint256 internal _outOfTurn;
    uint256 internal _wrongAccepted;
    /// @dev What a project that is funded and has not been paid is to get beside its pledges.
    mapping(ProjectId => uint256) internal _awards;
    /// @notice How often what must not succeed was tried in vain.
    mapping(bytes4 error => uint256) public refusals;
    /// @notice In how many rounds the queue waited at a project, before another that would have fitted.
    uint256 public waited;

    constructor(IFundingPool.Rule rule_) {
        _rule = rule_;
        foundPool(rule_);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            address account = makeAddr(string.concat("account", vm.toString(i)));
            _accounts.push(account);
            if (i < PERSONS) person(account);
        }
    }

    modifier rolled(uint256 seed) {
        _seed = seed;
        _;
    }

    function _roll(uint256 most) internal returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed % most;
    }

    function _project() internal returns (ProjectId) {
        return ProjectId.wrap(uint32(1 + _roll(pool.count())));
    }

    /// @dev One that can be pledged to and voted on, if there is any.
    function _liveProject() internal returns (ProjectId id) {
        (uint256 from, uint256 count) = (_roll(1 << 32), pool.count());
        for (uint256 i = 0; i < count; ++i) {
            id = ProjectId.wrap(uint32(1 + ((from + i) % count)));
            if (_isLive(id)) return id;
        }
    }

    function _isLive(ProjectId id) internal view returns (bool) {
        return pool.projectOf(id).stage == IFundingPool.Stage.Live;
    }

    function _isSame(ProjectId a, ProjectId b) private pure returns (bool) {
        return ProjectId.unwrap(a) == ProjectId.unwrap(b);
    }

    function _isOpen() internal view returns (bool) {
        return pool.phase() == IFundingPool.Phase.Open;
    }

    function _isBetweenRounds() internal view returns (bool) {
        return pool.phase() <= IFundingPool.Phase.Closing;
    }

    function _nextRound() private view returns (uint32) {
        uint32 cycle = weights.cycle();
        return cycle < FIRST ? 0 : (cycle - FIRST) / PERIOD + 1;
    }

    /// @dev To the last second before the next deadline.
    function _toClosing() internal {
        toDeadline(_nextRound());
        vm.warp(vm.getBlockTimestamp() - 1);
    }

    /// @dev Some come through {absorb}, which must find nothing else that it could take for a gift.
    function _give(uint256 amount) internal {
        _given += amount;
        if (_roll(2) == 0) return topUp(amount);
        token.mint(address(pool), amount);
        pool.absorb();
    }

    function _vote() internal returns (bool) {
        (ProjectId id, address voter) = (_liveProject(), _accounts[_roll(PERSONS)]);
        if (!_isLive(id)) return false;
        vote(id, voter, _roll(4) == 0, uint96(1 + _roll(MOST_VOTES)));
        return true;
    }

    // ---------------------------------------------------------------- settling

    /// @dev Settles the round whose deadline has passed, or goes to the next deadline and settles that one.
    /// @return whether there was anything to settle
    function _settle() internal returns (bool) {
        uint256 base = _decide();
        if (pool.phase() != IFundingPool.Phase.Settling) return false;
        Standing[] memory order = _order();
        // What is placed and given from the deadline on changes nothing in this round, and pledges stay as they are.
        _tryMoving(order[0].id);
        _vote();
        _give(1 + _roll(1000));
        if (!_takesStruck() && !_takesWrong(order)) _rank(order, base);
        return true;
    }

    function _tryMoving(ProjectId id) private {
        vm.startPrank(_accounts[_roll(ACCOUNTS)]);
        try pool.pledge(id, 1) {
            ++_wrongAccepted;
        } catch (bytes memory reason) {
            _isRefused(reason, IFundingPool.FundingPhaseWrong.selector);
        }
        try pool.unpledge(id, 1, dan) {
            ++_wrongAccepted;
        } catch (bytes memory reason) {
            _isRefused(reason, IFundingPool.FundingPhaseWrong.selector);
        }
        vm.stopPrank();
    }

    /// @dev For a round that nobody said anything about in time the rule stands.
    /// @return base what the rule can give
    function _decide() private returns (uint256 base) {
        IFundingPool.Decision memory decision;
        if (pool.phase() == IFundingPool.Phase.Settling) {
            pool.decide(decision);
            return pool.available();
        }
        if (_roll(3) == 0) decision.struck = list(_project());
        if (_roll(3) == 0) decision.guaranteed = list(_project());
        bool nothing = _roll(8) == 0;
        if (nothing) chooseNothing();
        else choose(decision);
        toDeadline(_nextRound());
        if (_takes(list(), IFundingPool.FundingUndecided.selector)) return 0;
        if (!nothing && _decidesOtherwise(decision)) return 0;
        if (!nothing) base = _guarantee(decision);
        pool.decide(decision);
        choose(plain());
    }

    /// @dev A guarantee brings a project to its goal, or to its match, whichever is more. If the pool cannot keep it, it is the
    /// first one that the queue waits at.
    function _guarantee(IFundingPool.Decision memory decision) private returns (uint256 base) {
        base = pool.available();
        if (decision.guaranteed.length == 0) return base;
        ProjectId id = decision.guaranteed[0];
        bool struck = decision.struck.length != 0 && _isSame(decision.struck[0], id);
        if (!_isLive(id) || struck) return base;
        IFundingPool.ProjectView memory view_ = pool.projectOf(id);
        uint256 wanted = Math.max(view_.matchNow, Math.saturatingSub(view_.goal, view_.pledged));
        if (wanted > base) return _rule == IFundingPool.Rule.Priority ? 0 : base;
        _awards[id] = wanted;
        return base - wanted;
    }

    /// @dev Whether somebody guarantees what was not decided on.
    function _decidesOtherwise(IFundingPool.Decision memory decision) private returns (bool) {
        ProjectId[] memory decided = decision.guaranteed;
        decision.guaranteed = list(_project(), _project());
        try pool.decide(decision) {
            ++_wrongAccepted;
            return true;
        } catch (bytes memory reason) {
            _isRefused(reason, IFundingPool.FundingDecisionMismatch.selector);
            decision.guaranteed = decided;
            return false;
        }
    }

    /// @dev In two pages, and notes what is funded in two, from the last, unless all of it was in the last page ranked.
    function _rank(Standing[] memory order, uint256 base) private {
        uint256 before = pool.available();
        uint256 lived = pool.live();
        // The round is settled with the last one; before that there is no page too small.
        uint256 page = _roll(order.length);
        pool.rank(_idsOf(order, 0, page));
        (, uint32 earlier, ) = pool.rankedBy(address(this));
        pool.rank(_idsOf(order, page, order.length));
        (uint256 spent, Standing[] memory funded) = _rule == IFundingPool.Rule.Priority
            ? _inTurn(order, base)
            : _inProportion(order, base);
        if (earlier != 0) _noteAll(funded);
        // Nobody else is funded, and exactly what was matched has left the pool.
        if (lived - pool.live() != funded.length || before - pool.available() != spent) ++_outOfTurn;
        for (uint256 i = 0; i < funded.length; ++i) {
            if (pool.projectOf(funded[i].id).stage != IFundingPool.Stage.Funded) ++_outOfTurn;
        }
    }

    function _noteAll(Standing[] memory funded) private {
        if (_notesWrong(funded)) return;
        uint256 page = _roll(funded.length + 1);
        ProjectId[] memory first = _idsOf(funded, 0, page);
        if (page < funded.length) pool.note(_idsOf(funded, page, funded.length), pool.chainOf(0, first));
        if (page != 0) pool.note(first, 0);
    }

    /// @dev Some project as if it were all that is funded.
    function _notesWrong(Standing[] memory funded) private returns (bool) {
        ProjectId id = _project();
        if (funded.length == 1 && _isSame(funded[0].id, id)) return false;
        try pool.note(list(id), 0) {
            ++_wrongAccepted;
            return true;
        } catch (bytes memory reason) {
            _isRefused(reason, IFundingPool.FundingListMismatch.selector);
            return false;
        }
    }

    function _inTurn(Standing[] memory order, uint256 left) private returns (uint256 spent, Standing[] memory funded) {
        (bool waits, bool another, uint256 count) = (false, false, 0);
        Standing[] memory all = new Standing[](order.length);
        for (uint256 i = 0; i < order.length; ++i) {
            bool fits = order[i].match_ <= left - spent;
            waits = waits || (order[i].queued && !fits);
            another = another || (order[i].queued && waits && fits);
            if (order[i].queued ? waits : !order[i].paidOnly) continue;
            all[count++] = order[i];
            _awards[order[i].id] = order[i].match_;
            spent += order[i].match_;
        }
        if (another) ++waited;
        funded = _part(all, 0, count);
    }

    function _inProportion(
        Standing[] memory order,
        uint256 base
    ) private returns (uint256 spent, Standing[] memory funded) {
        (uint256 matches, uint256 count) = (0, 0);
        Standing[] memory all = new Standing[](order.length);
        for (uint256 i = 0; i < order.length; ++i) {
            if (!order[i].queued && !order[i].paidOnly) continue;
            all[count++] = order[i];
            matches += order[i].match_;
        }
        funded = _part(all, 0, count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 share = matches <= base ? funded[i].match_ : (funded[i].match_ * base) / matches;
            _awards[funded[i].id] = share;
            spent += share;
        }
    }

    function _part(Standing[] memory all, uint256 from, uint256 to) private pure returns (Standing[] memory part) {
        part = new Standing[](to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = all[i];
    }

    function _without(ProjectId[] memory all, uint256 place) private pure returns (ProjectId[] memory ids) {
        ids = new ProjectId[](all.length - 1);
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = all[i < place ? i : i + 1];
    }

    function _idsOf(Standing[] memory all, uint256 from, uint256 to) private pure returns (ProjectId[] memory ids) {
        ids = new ProjectId[](to - from);
        for (uint256 i = from; i < to; ++i) ids[i - from] = all[i].id;
    }

    function _takesStruck() private returns (bool) {
        for (uint32 i = 1; i <= pool.count(); ++i) {
            ProjectId id = ProjectId.wrap(i);
            if (pool.isStruck(id)) return _takes(list(id), IFundingPool.FundingProjectStruck.selector);
        }
        return false;
    }

    /// @dev Two neighbours change places, the first stands for both, or the second is left out.
    function _takesWrong(Standing[] memory order) private returns (bool) {
        if (order.length < 2) return false;
        uint256 second = 1 + _roll(order.length - 1);
        ProjectId[] memory wrong = _idsOf(order, 0, order.length);
        uint256 way = _roll(3);
        // Of a list that is too short the rest may come.
        if (way == 0) return _takes(_without(wrong, second), 0);
        if (way == 1) (wrong[second - 1], wrong[second]) = (wrong[second], wrong[second - 1]);
        else wrong[second] = wrong[second - 1];
        return _takes(wrong, IFundingPool.FundingOrderWrong.selector);
    }

    /// @dev Whether somebody ranks what is to be refused with `wanted`; 0 = whether they settle the round with it.
    function _takes(ProjectId[] memory wrong, bytes4 wanted) private returns (bool) {
        vm.prank(dan);
        try pool.rank(wrong) {
            if (wanted == 0 && pool.phase() == IFundingPool.Phase.Settling) return false;
            ++_wrongAccepted;
            return true;
        } catch (bytes memory reason) {
            _isRefused(reason, wanted);
            return false;
        }
    }

    function _isRefused(bytes memory reason, bytes4 wanted) internal {
        assertEq(bytes4(reason), wanted, "refused for something else");
        ++refusals[wanted];
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
}
