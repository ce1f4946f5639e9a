// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {Releases} from "../../../contracts/members/Releases.sol";
import {IReleases, ReleaseId} from "../../../contracts/members/IReleases.sol";
import {ForkId} from "../../../contracts/kernel/IForks.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {Contributing} from "../../helpers/Contributing.sol";
import {Dividing} from "../../helpers/Dividing.sol";
import {Governing} from "../../helpers/Governing.sol";
import {Funding} from "../../helpers/Funding.sol";
import {Keeping} from "../../helpers/Keeping.sol";
import {Patrons} from "../../helpers/Patrons.sol";

contract KeptPatronsTest is Patrons, Keeping {
    function setUp() external {
        foundCooperative(cooperative());
    }

    function test_Patrons_CollectAndNameHighest() external {
        bytes memory collect = abi.encodeCall(patrons.collect, (alice));
        bytes memory name = abi.encodeCall(patrons.nameHighest, (alice));
        idles(address(patrons), collect);
        idles(address(patrons), name);
        give(alice, 100, 100);
        keeps(address(patrons), name);
        stream(alice, 1000, 100, 100);
        idles(address(patrons), collect);
        vm.warp(patrons.dueAt(alice));
        keeps(address(patrons), collect);
        assertEq(token.balanceOf(treasury), 100);
    }

    /// @dev A report lowers what she has placed: the lease follows once she has withdrawn, and not before.
    function test_Patrons_SettleWhatWasPlacedWhenAReportLoweredIt() external {
        bytes memory settle = abi.encodeCall(patrons.settle, (carol));
        bytes memory probe = abi.encodeCall(patrons.isSettled, (carol));
        assertTrue(patrons.isSettled(carol));
        source.credit(bob, 100);
        nominate(OFFICE, bob, 100);
        reportPatron(carol, 100, 100, block.timestamp);
        placeLease(carol, 60);
        idles(address(patrons), settle, probe);
        vm.warp(block.timestamp + 1 hours);
        reportPatron(carol, 30, 30, block.timestamp);
        assertEq(leasedBy(carol), 60);
        assertFalse(patrons.isSettled(carol));
        idles(address(patrons), settle, probe);
        withdraw(OFFICE, carol);
        keeps(address(patrons), settle, probe);
        assertEq(leasedBy(carol), 30);
        assertTrue(patrons.isSettled(carol));
    }
}

contract KeptContributorsTest is Contributing, Keeping {
    function test_Contributors_SettleWhenSomethingChanges() external {
        foundTeam(teamwork());
        list(carol, 7);
        bytes memory settle = abi.encodeCall(team.settle, (carol));
        bytes memory probe = abi.encodeCall(team.contributorOf, (carol));
        idles(address(team), settle, probe);
        give(alice, 300, 300);
        patrons.nameHighest(alice);
        keeps(address(team), settle, probe);
    }
}

contract KeptForksTest is Dividing, Keeping {
    function test_Forks_AdvanceExecuteArrive() external {
        bytes memory advance = abi.encodeCall(forks.advance, (FORK, type(uint32).max));
        bytes memory probe = abi.encodeCall(forks.forkOf, (FORK));
        bytes memory arrive = abi.encodeCall(forks.arrive, (FORK, alice));
        bytes memory execute = abi.encodeCall(forks.execute, (FORK, child(), new address[](0)));
        bytes memory claim = abi.encodeCall(forks.claim, (FORK, COIN));
        bytes memory claimable = abi.encodeCall(forks.claimableOf, (FORK, COIN));
        join(alice);
        idles(address(forks), advance, probe);
        idles(address(forks), execute);
        skipCycles(2);
        keeps(address(forks), advance, probe);
        assertEq(forks.forkOf(FORK).cycle, weights.cycle());
        idles(address(forks), arrive);
        idles(address(forks), claim, claimable);
        keeps(address(forks), execute);
        keeps(address(forks), arrive);
        keeps(address(forks), claim, claimable);
    }
}

contract KeptForkersTest is Governing, Keeping {
    /// @dev Whoever holds less than they joined with is taken out, a cycle later.
    function test_Forks_RecallWhoIsOverdrawn() external {
        foundGoverned();
        KernelParameters memory p = governed();
        p.name = "child";
        vm.prank(alice);
        ForkId fork = forks.propose(p);
        vm.prank(alice);
        forks.join(fork);
        bytes memory recall = abi.encodeCall(forks.recall, (fork, alice));
        idles(address(forks), recall);
        source.revoke(alice, Units.wrap(60));
        idles(address(forks), recall);
        skipCycles(2);
        keeps(address(forks), recall);
        assertEq(forks.forkOf(fork).joined, 0);
    }
}

contract KeptPoolTest is Funding, Keeping {
    address private _phone = makeAddr("phone");
    ProjectId private _project;

    function setUp() external {
        foundPool(IFundingPool.Rule.Priority);
        _project = register(0, type(uint112).max, one(dan));
        pledge(_project, ann, 100);
        pledge(_project, ben, 100);
        vote(_project, cat, false, 100_000);
        topUp(600);
    }

    function test_Pool_AbsorbReconcile() external {
        bytes memory absorb = abi.encodeCall(pool.absorb, ());
        idles(address(pool), absorb);
        token.mint(address(pool), 5);
        keeps(address(pool), absorb);
        pledge(_project, _phone, 100);
        bytes memory reconcile = abi.encodeCall(pool.reconcile, (_project, _phone));
        idles(address(pool), reconcile);
        link(_phone, ann);
        keeps(address(pool), reconcile);
        bytes memory recall = abi.encodeCall(pool.recall, (_project, cat));
        idles(address(pool), recall);
    }

    function test_Pool_ExtendTeamByWhoIsBehindAMember() external {
        ProjectId own = register(0, type(uint112).max, one(_phone));
        bytes memory extend = abi.encodeCall(pool.extendTeam, (own, _phone));
        bytes memory extendBySelf = abi.encodeCall(pool.extendTeam, (_project, dan));
        idles(address(pool), extend);
        idles(address(pool), extendBySelf);
        link(_phone, ann);
        keeps(address(pool), extend);
        assertTrue(pool.isOfTeam(own, ann));
        // It turns out to be somebody else's, while a round is being settled.
        link(_phone, ben);
        toDeadline(0);
        idles(address(pool), extend);
        vm.warp(weights.cycleStartsAt(FIRST + PERIOD / 2));
        keeps(address(pool), extend);
        assertTrue(pool.isOfTeam(own, ben));
    }

    function test_Pool_RefreshVotesWhoseLeaseWasRenewed() external {
        leaser.lease(dan, Units.wrap(50), 3);
        vm.prank(dan);
        pool.place(_project, false, 0, 50, list());
        bytes memory refresh = abi.encodeCall(pool.refresh, (_project, dan));
        bytes memory probe = abi.encodeCall(pool.placedOf, (_project, dan));
        idles(address(pool), refresh, probe);
        leaser.lease(dan, Units.wrap(50), 6);
        keeps(address(pool), refresh, probe);
        skipCycles(6);
        leaser.lease(dan, Units.wrap(50), 9);
        // They count no more: whoever wants them to places them anew.
        idles(address(pool), refresh, probe);
    }

    function test_Pool_RecallVotesThatAreOverdrawn() external {
        bytes memory recall = abi.encodeCall(pool.recall, (_project, cat));
        bytes memory probe = abi.encodeCall(pool.placedOf, (_project, cat));
        idles(address(pool), recall, probe);
        source.revoke(cat, Units.wrap(950_000));
        idles(address(pool), recall, probe);
        skipCycles(2);
        keeps(address(pool), recall, probe);
        assertEq(pool.placedOf(_project, cat), 50_000);
    }

    /// @dev The call succeeds, and takes nothing off: a keeper would pay for it as long as the overdraft lasts.
    function test_Attack_RecallWhereNothingIsThatIsOverdrawn() external {
        leaser.lease(cat, Units.wrap(50), 9);
        ProjectId other = register(0, type(uint112).max);
        vm.prank(cat);
        pool.place(other, false, 0, 50, list());
        source.revoke(cat, Units.wrap(950_000));
        skipCycles(2);
        bytes memory recall = abi.encodeCall(pool.recall, (other, cat));
        pool.recall(other, cat);
        idles(address(pool), recall, abi.encodeCall(pool.placedOf, (other, cat)));
    }

    /// @dev A round from its deadline to the payment, without anybody's hand: ranked in two pages, so that there is one to note.
    function test_Pool_SettlesARound() external {
        ProjectId second = register(0, type(uint112).max);
        pledge(second, ann, 100);
        pledge(second, ben, 100);
        vote(second, cat, false, 50_000);
        bytes memory decide = abi.encodeCall(pool.decide, (plain()));
        bytes memory rank = abi.encodeCall(pool.rank, (list(_project)));
        bytes memory rankSecond = abi.encodeCall(pool.rank, (list(second)));
        bytes memory note = abi.encodeCall(pool.note, (list(_project, second), bytes32(0)));
        bytes memory claim = abi.encodeCall(pool.claim, (_project, shop));
        idles(address(pool), decide);
        toDeadline(0);
        idles(address(pool), rank);
        keeps(address(pool), decide);
        keeps(address(pool), rank);
        idles(address(pool), note);
        keeps(address(pool), rankSecond);
        keeps(address(pool), note);
        keeps(address(pool), claim);
        assertEq(token.balanceOf(shop), 400);
    }
}

contract KeptReleasesTest is Patrons, Keeping {
    function test_Releases_OpenWhenItIsTime() external {
        foundCooperative(cooperative());
        Releases releases = Releases(deploy("Releases", abi.encode(kernel)));
        vm.prank(treasury);
        ReleaseId id = releases.publish("1.0.0", "content", "package.tgz", 1000, uint64(block.timestamp + 1 days));
        bytes memory open = abi.encodeCall(IReleases.open, (id));
        idles(address(releases), open);
        vm.warp(block.timestamp + 1 days);
        keeps(address(releases), open);
    }
}
