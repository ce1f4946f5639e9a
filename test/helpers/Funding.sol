// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICommitments} from "../../contracts/commitments/ICommitments.sol";
import {FundingPool} from "../../contracts/funding/FundingPool.sol";
import {IFundingPool} from "../../contracts/funding/IFundingPool.sol";
import {KernelParameters} from "../../contracts/kernel/IKernel.sol";
import {Deadlines} from "../../contracts/test/Deadlines.sol";
import {ListGate} from "../../contracts/test/ListGate.sol";
import {WaywardToken} from "../../contracts/test/WaywardToken.sol";
import {CommitmentId, ProjectId} from "../../contracts/types/Ids.sol";
import {Community} from "./Community.sol";

/// @title A funding pool with people around it
/// @notice Deadlines are the beginnings of cycles 10, 20, …; everybody who is known to the gate holds a million units.
abstract contract Funding is Community {
    uint32 internal constant FIRST = 10;
    uint32 internal constant PERIOD = 10;

    FundingPool internal pool;
    WaywardToken internal token;
    Deadlines internal deadlines;
    ListGate internal gate;
    address internal ann = makeAddr("ann");
    address internal ben = makeAddr("ben");
    address internal cat = makeAddr("cat");
    address internal dan = makeAddr("dan");
    address internal shop = makeAddr("shop");

    function foundPool(IFundingPool.Rule rule) internal {
        gate = new ListGate();
        KernelParameters memory p = defaults();
        p.gate = address(gate);
        found(p);
        token = new WaywardToken();
        deadlines = new Deadlines(FIRST, PERIOD);
        pool = new FundingPool(kernel, IERC20(address(token)), rule, ICommitments(address(deadlines)));
        vm.startPrank(treasury);
        weights.installModule(address(pool));
        pool.schedule(CommitmentId.wrap(1));
        token.approve(address(pool), type(uint256).max);
        vm.stopPrank();
        person(ann);
        person(ben);
        person(cat);
        person(dan);
    }

    function person(address account) internal {
        gate.set(account, account, true);
        source.credit(account, 1_000_000);
    }

    function link(address account, address primary) internal {
        gate.set(account, primary, true);
    }

    function register(uint112 goal, uint112 ceiling) internal returns (ProjectId) {
        return register(goal, ceiling, new address[](0));
    }

    function register(uint112 goal, uint112 ceiling, address[] memory team) internal returns (ProjectId) {
        vm.prank(treasury);
        return pool.register(shop, goal, ceiling, team, "ipfs://project");
    }

    function one(address member) internal pure returns (address[] memory team) {
        team = new address[](1);
        team[0] = member;
    }

    function pledge(ProjectId id, address account, uint112 amount) internal {
        token.mint(account, amount);
        vm.startPrank(account);
        token.approve(address(pool), amount);
        pool.pledge(id, amount);
        vm.stopPrank();
    }

    function topUp(uint256 amount) internal {
        token.mint(address(this), amount);
        token.approve(address(pool), amount);
        pool.topUp(amount);
    }

    function vote(ProjectId id, address voter, bool against, uint96 units) internal {
        vm.prank(voter);
        pool.place(id, against, units, 0, new ProjectId[](0));
    }

    /// @notice What the rule alone gives out.
    function plain() internal pure returns (IFundingPool.Decision memory decision) {}

    /// @notice Passes time to the `number`th deadline, from 0 on, where `decision` has won.
    function decideAt(uint32 number, IFundingPool.Decision memory decision) internal {
        toDeadline(number);
        deadlines.settle(number, keccak256(abi.encode(decision)));
        pool.decide(decision);
    }

    function toDeadline(uint32 number) internal {
        vm.warp(weights.cycleStartsAt(FIRST + number * PERIOD));
    }

    function list() internal pure returns (ProjectId[] memory) {
        return new ProjectId[](0);
    }

    function list(ProjectId a) internal pure returns (ProjectId[] memory ids) {
        ids = new ProjectId[](1);
        ids[0] = a;
    }

    function list(ProjectId a, ProjectId b) internal pure returns (ProjectId[] memory ids) {
        ids = new ProjectId[](2);
        (ids[0], ids[1]) = (a, b);
    }

    function list(ProjectId a, ProjectId b, ProjectId c) internal pure returns (ProjectId[] memory ids) {
        ids = new ProjectId[](3);
        (ids[0], ids[1], ids[2]) = (a, b, c);
    }

    function matchOf(ProjectId id) internal view returns (uint256) {
        return pool.projectOf(id).matchNow;
    }

    function stageOf(ProjectId id) internal view returns (uint256) {
        return uint256(pool.projectOf(id).stage);
    }

    function amountOf(ProjectId id, address account) internal view returns (uint256 amount) {
        (amount, , ) = pool.pledgeOf(id, account);
    }

    /// @notice All the pool's money, as its parts.
    function assertSolvent(uint256 pledgedAndOwed) internal view {
        assertEq(token.balanceOf(address(pool)), pool.available() + pledgedAndOwed, "P1");
    }
}
