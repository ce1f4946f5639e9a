// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Commitments} from "../../contracts/commitments/Commitments.sol";
import {ICommitments} from "../../contracts/commitments/ICommitments.sol";
import {KernelParameters} from "../../contracts/kernel/IKernel.sol";
import {CommitmentId, OptionId} from "../../contracts/types/Ids.sol";
import {Vouching} from "./Vouching.sol";

/// @title Commitments that are easy to calculate
/// @notice {foundCommitting} founds a plain community of alice, bob, carol and dave with {HELD} units each, and its commitments.
/// Two elections are live. The conviction half-life is one cycle of a day unless a test says otherwise.
abstract contract Committing is Vouching {
    uint96 internal constant HELD = 2 ** 40;
    uint32 internal constant DEADLINE = 10;
    OptionId internal constant FIRST = OptionId.wrap(1);
    OptionId internal constant SECOND = OptionId.wrap(2);

    Commitments internal commitments;

    function foundCommitting() internal {
        foundCommitting(plain());
    }

    function foundCommitting(KernelParameters memory p) internal {
        found(p);
        source.credit(alice, uint64(HELD));
        source.credit(bob, uint64(HELD));
        source.credit(carol, uint64(HELD));
        source.credit(dave, uint64(HELD));
        commitments = Commitments(deploy("Commitments", abi.encode(kernel)));
        vm.prank(treasury);
        weights.installModule(address(commitments));
    }

    function option(uint256 content, bool recurs) internal pure returns (ICommitments.Option memory) {
        return ICommitments.Option(bytes32(content), "ipfs://option", recurs);
    }

    function two(bool recurs) internal pure returns (ICommitments.Option[] memory options) {
        options = new ICommitments.Option[](2);
        (options[0], options[1]) = (option(1, recurs), option(2, recurs));
    }

    function once() internal pure returns (ICommitments.CommitmentParameters memory) {
        return ICommitments.CommitmentParameters(false, 1 days, DEADLINE, 0);
    }

    function every(uint32 period) internal pure returns (ICommitments.CommitmentParameters memory) {
        return ICommitments.CommitmentParameters(false, 1 days, DEADLINE, period);
    }

    function open(ICommitments.CommitmentParameters memory p, bool recurs) internal returns (CommitmentId) {
        vm.prank(treasury);
        return commitments.open(p, two(recurs));
    }

    function addOption(CommitmentId id, uint256 content, bool recurs) internal returns (OptionId) {
        vm.prank(treasury);
        return commitments.addOption(id, option(content, recurs));
    }

    function support(
        OptionId on,
        uint96 permanent,
        uint96 leased
    ) internal pure returns (ICommitments.OptionPlacement[] memory placements) {
        placements = new ICommitments.OptionPlacement[](1);
        placements[0] = ICommitments.OptionPlacement(on, permanent, leased);
    }

    function support(
        OptionId a,
        uint96 onA,
        OptionId b,
        uint96 onB
    ) internal pure returns (ICommitments.OptionPlacement[] memory placements) {
        placements = new ICommitments.OptionPlacement[](2);
        placements[0] = ICommitments.OptionPlacement(a, onA, 0);
        placements[1] = ICommitments.OptionPlacement(b, onB, 0);
    }

    function noneDead() internal pure returns (CommitmentId[] memory) {
        return new CommitmentId[](0);
    }

    function commit(CommitmentId id, address voter, OptionId on, uint96 units) internal {
        vm.prank(voter);
        commitments.cast(id, support(on, units, 0), noneDead());
    }

    function uncommit(CommitmentId id, address voter) internal {
        vm.prank(voter);
        commitments.withdraw(id);
    }

    function optionOf(CommitmentId id, OptionId which) internal view returns (ICommitments.OptionView memory found_) {
        ICommitments.OptionView[] memory options = commitments.optionsOf(id);
        for (uint256 i = 0; i < options.length; ++i) {
            if (options[i].option == which) found_ = options[i];
        }
    }

    function supportOf(CommitmentId id, OptionId which) internal view returns (uint256) {
        return optionOf(id, which).support;
    }

    function assertWinner(CommitmentId id, uint32 round, OptionId winner) internal view {
        OptionId won = commitments.outcomeOf(id, round).winner;
        assertEq(OptionId.unwrap(won), OptionId.unwrap(winner), "winner");
    }
}
