// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Commitments} from "../../contracts/commitments/Commitments.sol";
import {ICommitments} from "../../contracts/commitments/ICommitments.sol";
import {FundingPool} from "../../contracts/funding/FundingPool.sol";
import {IFundingPool} from "../../contracts/funding/IFundingPool.sol";
import {KernelParameters} from "../../contracts/kernel/IKernel.sol";
import {ListGate} from "../../contracts/test/ListGate.sol";
import {WaywardToken} from "../../contracts/test/WaywardToken.sol";
import {CommitmentId, DO_NOTHING, OptionId, ProjectId} from "../../contracts/types/Ids.sol";
import {Community} from "./Community.sol";

/// @title A funding pool with people around it
/// @notice Deadlines are the beginnings of cycles 10, 20, …; everybody who is known to the gate holds a million units. One
/// who outweighs all the others says what is decided, by default that rounds are funded by the rule.
abstract contract Funding is Community {
    uint32 internal constant FIRST = 10;
    uint32 internal constant PERIOD = 10;
    OptionId internal constant BY_THE_RULE = OptionId.wrap(1);
    uint64 private constant OVERWHELMING = 2 ** 62;

    FundingPool internal pool;
    WaywardToken internal token;
    Commitments internal commitments;
    CommitmentId internal rounds;
    ListGate internal gate;
    address internal ann = makeAddr("ann");
    address internal ben = makeAddr("ben");
    address internal cat = makeAddr("cat");
    address internal dan = makeAddr("dan");
    address internal shop = makeAddr("shop");
    address internal chair = makeAddr("chair");

    function foundPool(IFundingPool.Rule rule) internal {
        foundPool(defaults(), rule);
    }

    function foundPool(KernelParameters memory p, IFundingPool.Rule rule) internal {
        foundRounds(p, rule, 1);
        gate.set(chair, chair, true);
        source.credit(chair, OVERWHELMING);
        choose(plain());
    }

    /// @notice A pool about whose rounds nobody has said anything yet.
    /// @param halfLife of conviction, seconds
    function foundRounds(IFundingPool.Rule rule, uint32 halfLife) internal {
        foundRounds(defaults(), rule, halfLife);
    }

    function foundRounds(KernelParameters memory p, IFundingPool.Rule rule, uint32 halfLife) internal {
        gate = new ListGate();
        p.gate = address(gate);
        found(p);
        treasury = kernel.treasury();
        token = new WaywardToken();
        commitments = Commitments(deploy("Commitments", abi.encode(kernel)));
        pool = FundingPool(deploy("FundingPool", abi.encode(kernel, token, rule, commitments)));
        vm.startPrank(treasury);
        weights.installModule(address(commitments));
        weights.installModule(address(pool));
        rounds = commitments.open(every(halfLife), standing());
        pool.schedule(rounds);
        token.approve(address(pool), type(uint256).max);
        vm.stopPrank();
        person(ann);
        person(ben);
        person(cat);
        person(dan);
    }

    function every(uint32 halfLife) internal pure returns (ICommitments.CommitmentParameters memory) {
        return ICommitments.CommitmentParameters(false, halfLife, FIRST, PERIOD);
    }

    /// @notice What stands in every round: that it is funded by the rule.
    function standing() internal pure returns (ICommitments.Option[] memory options) {
        options = new ICommitments.Option[](1);
        options[0] = ICommitments.Option(keccak256(abi.encode(plain())), "ipfs://by-the-rule", true);
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

    /// @notice Lets `decision` win the running round. What is not by the rule alone stands for that round only.
    function choose(IFundingPool.Decision memory decision) internal {
        bytes32 content = keccak256(abi.encode(decision));
        chooseOption(content == keccak256(abi.encode(plain())) ? BY_THE_RULE : addDecision(decision));
    }

    /// @notice Lets doing nothing win the running round.
    function chooseNothing() internal {
        chooseOption(DO_NOTHING);
    }

    function chooseOption(OptionId option) internal {
        support(chair, option, uint96(OVERWHELMING));
    }

    function addDecision(IFundingPool.Decision memory decision) internal returns (OptionId) {
        ICommitments.Option memory option = ICommitments.Option(
            keccak256(abi.encode(decision)),
            "ipfs://decision",
            false
        );
        vm.prank(treasury);
        return commitments.addOption(rounds, option);
    }

    function support(address voter, OptionId option, uint96 units) internal {
        ICommitments.OptionPlacement[] memory placements = new ICommitments.OptionPlacement[](1);
        placements[0] = ICommitments.OptionPlacement(option, units, 0);
        vm.prank(voter);
        commitments.cast(rounds, placements, new CommitmentId[](0));
    }

    /// @notice Passes time to the `number`th deadline, from 0 on, where `decision` has won.
    function decideAt(uint32 number, IFundingPool.Decision memory decision) internal {
        choose(decision);
        toDeadline(number);
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
