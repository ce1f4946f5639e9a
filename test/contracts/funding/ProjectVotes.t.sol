// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../../contracts/elections/IElections.sol";
import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../../contracts/types/Ids.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {Funding} from "../../helpers/Funding.sol";

/// Votes on projects
/// ├── are of weight that is placed nowhere else, for or against
/// ├── of a lease drop out with it, before and after a deadline alike
/// ├── on what is no longer live can always be withdrawn
/// └── can be handed in by anyone for who signed
contract ProjectVotesTest is Funding {
    ProjectId private project;
    uint256 private annKey;

    function setUp() external {
        foundPool(IFundingPool.Rule.Priority);
        project = register(0, 1000);
        (, annKey) = makeAddrAndKey("ann");
    }

    function _votes() private view returns (int256) {
        return pool.projectOf(project).votes;
    }

    function test_Place_MovesVotes() external {
        vote(project, ann, false, 10_000);
        assertEq(_votes(), 100 << 32);
        assertEq(weights.accountOf(ann).placed, 10_000);
        vote(project, ann, true, 40_000);
        assertEq(_votes(), -(200 << 32));
        assertEq(weights.accountOf(ann).placed, 40_000);
        assertEq(pool.placedOf(project, ann), (uint256(1) << 255) | 40_000);
        vm.prank(ann);
        pool.withdrawVotes(project);
        assertEq(_votes(), 0);
        assertEq(weights.accountOf(ann).placed, 0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingVotesAbsent.selector, project, ann));
        vm.prank(ann);
        pool.withdrawVotes(project);
    }

    function test_RevertWhen_MoreIsPlacedThanHeld() external {
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsInsufficient.selector, ann, 1_000_000, 1_000_001));
        vote(project, ann, false, 1_000_001);
        vm.expectRevert(IFundingPool.FundingAmountZero.selector);
        vote(project, ann, false, 0);
    }

    function test_Place_ReleasesWhatIsDeadFirst() external {
        ProjectId other = register(0, 1000);
        vote(project, ann, false, 1_000_000);
        ProjectId[] memory dead = list(project);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingVotesNotDead.selector, project, ann));
        vm.prank(ann);
        pool.place(other, false, 1_000_000, 0, dead);
        vm.prank(treasury);
        pool.retire(project);
        vm.prank(ann);
        pool.place(other, false, 1_000_000, 0, dead);
        assertEq(pool.projectOf(other).votes, 1000 << 32);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingProjectNotLive.selector, project));
        vote(project, ann, false, 1);
    }

    function test_Lease_DropsOutByItself() external {
        leaser.lease(dan, Units.wrap(3_000_000), 8);
        vm.prank(dan);
        pool.place(project, false, 1_000_000, 3_000_000, new ProjectId[](0));
        assertEq(_votes(), 2000 << 32);
        skipCycles(7);
        assertEq(_votes(), 2000 << 32, "counts in cycles before 8");
        skipCycles(1);
        assertEq(_votes(), 1000 << 32);
        toDeadline(0);
        assertEq(pool.projectOf(project).votesKept, 1000 << 32);
    }

    function test_Lease_ThatEndsWithTheDeadlineStillDecides() external {
        leaser.lease(dan, Units.wrap(3_000_000), FIRST);
        vm.prank(dan);
        pool.place(project, false, 1_000_000, 3_000_000, new ProjectId[](0));
        toDeadline(0);
        assertEq(_votes(), 1000 << 32);
        assertEq(pool.projectOf(project).votesKept, 2000 << 32, "at the end of the cycle before");
        // A touch in the meantime changes nothing in what is kept.
        vote(project, dan, false, 10_000);
        skipCycles(2);
        assertEq(pool.projectOf(project).votesKept, 2000 << 32);
        assertEq(_votes(), 100 << 32);
        // At the next deadline it is what stands then, whether or not anybody touched it since.
        toDeadline(1);
        assertEq(pool.projectOf(project).votesKept, 100 << 32);
        toDeadline(3);
        assertEq(pool.projectOf(project).votesKept, 100 << 32);
    }

    function test_Refresh_GivesTheEndOfTheRenewedLease() external {
        leaser.lease(dan, Units.wrap(3_000_000), 3);
        vm.prank(dan);
        pool.place(project, true, 0, 3_000_000, new ProjectId[](0));
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingVotesNotRefreshable.selector, project, dan));
        pool.refresh(project, dan);
        leaser.lease(dan, Units.wrap(3_000_000), 6);
        pool.refresh(project, dan);
        skipCycles(5);
        assertLt(_votes(), 0);
        skipCycles(1);
        assertEq(_votes(), 0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingVotesNotRefreshable.selector, project, dan));
        pool.refresh(project, dan);
    }

    function test_Recall_TakesOffWhatIsNoLongerHeld() external {
        vote(project, ann, false, 1_000_000);
        source.revoke(ann, Units.wrap(990_000));
        uint64 recallableAt = uint64(block.timestamp + 1 days);
        vm.expectRevert(abi.encodeWithSelector(IWeights.WeightsNotRecallableYet.selector, ann, recallableAt));
        pool.recall(project, ann);
        vm.warp(block.timestamp + 1 days);
        pool.recall(project, ann);
        assertEq(_votes(), 100 << 32);
        assertEq(weights.accountOf(ann).placed, 10_000);
        source.revoke(ann, Units.wrap(10_000));
        vm.warp(block.timestamp + 1 days);
        pool.recall(project, ann);
        assertEq(pool.placedOf(project, ann), 0);
        vm.expectRevert(abi.encodeWithSelector(IFundingPool.FundingVotesAbsent.selector, project, ann));
        pool.recall(project, ann);
    }

    function test_Attack_FlashPatronage() external {
        // Donate, place, and let go again within a cycle: nothing of it is left at the deadline.
        vm.warp(weights.cycleStartsAt(FIRST) - 100);
        leaser.lease(dan, Units.wrap(9_000_000), FIRST + 4);
        vm.startPrank(dan);
        pool.place(project, false, 0, 9_000_000, new ProjectId[](0));
        pool.withdrawVotes(project);
        vm.stopPrank();
        toDeadline(0);
        assertEq(pool.projectOf(project).votesKept, 0);
    }

    function test_Attack_LapseAndRenewalInOneBlock() external {
        leaser.lease(dan, Units.wrap(3_000_000), 3);
        vm.prank(dan);
        pool.place(project, false, 0, 3_000_000, new ProjectId[](0));
        skipCycles(3);
        leaser.lease(dan, Units.wrap(3_000_000), 6);
        vm.prank(dan);
        pool.place(project, false, 0, 3_000_000, new ProjectId[](0));
        assertEq(_votes(), int256(weights.votesOf(3_000_000)), "once, not twice");
        skipCycles(3);
        assertEq(_votes(), 0);
    }

    // ---------------------------------------------------------------- signatures

    function _sign(bytes32 structHash, uint256 nonce) private view returns (IElections.Authorization memory by) {
        (, string memory name, string memory version, uint256 chainId, address verifier, , ) = pool.eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifier
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(annKey, keccak256(abi.encodePacked(hex"1901", domain, structHash)));
        return IElections.Authorization(ann, nonce, uint64(block.timestamp), abi.encodePacked(r, s, v));
    }

    function test_BySig_PlacesAndWithdrawsOnce() external {
        bytes32 place = keccak256(
            abi.encode(
                keccak256(
                    abi.encodePacked(
                        "PlaceOnProject(address voter,uint32 project,bool against,uint96 permanent,uint96 leased,",
                        "uint32[] dead,uint256 nonce,uint64 deadline)"
                    )
                ),
                ann,
                project,
                false,
                uint96(10_000),
                uint96(0),
                keccak256(""),
                uint256(7),
                uint64(block.timestamp)
            )
        );
        IElections.Authorization memory by = _sign(place, 7);
        pool.placeBySig(project, false, 10_000, 0, list(), by);
        assertEq(_votes(), 100 << 32);
        vm.expectRevert(abi.encodeWithSelector(IElections.NonceAlreadyUsed.selector, ann, 7));
        pool.placeBySig(project, false, 10_000, 0, list(), by);
        assertTrue(pool.isNonceUsed(ann, 7));
        by.nonce = 8;
        vm.expectRevert(abi.encodeWithSelector(IElections.SignatureInvalid.selector, ann));
        pool.placeBySig(project, false, 10_000, 0, list(), by);
        bytes32 withdraw = keccak256(
            abi.encode(
                keccak256("WithdrawFromProject(address voter,uint32 project,uint256 nonce,uint64 deadline)"),
                ann,
                project,
                uint256(9),
                uint64(block.timestamp)
            )
        );
        pool.withdrawVotesBySig(project, _sign(withdraw, 9));
        assertEq(_votes(), 0);
        vm.prank(ann);
        pool.cancelNonce(10);
        assertTrue(pool.isNonceUsed(ann, 10));
    }
}
