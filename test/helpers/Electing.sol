// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../contracts/elections/IElections.sol";
import {KernelParameters, Scaling} from "../../contracts/kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY} from "../../contracts/types/Ids.sol";
import {Community} from "./Community.sol";

/// @title Elections that are easy to calculate
/// @notice {plain} scales linearly and asks for no credential, so that votes are units and a tally is 100 × units.
abstract contract Electing is Community {
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal dave = makeAddr("dave");

    function plain() internal returns (KernelParameters memory p) {
        p = defaults();
        (p.scaling, p.gate) = (Scaling.Linear, address(0));
    }

    /// @notice Founds a plain community in which alice, bob, carol and dave hold 100 units each: `E` = 400.
    function foundPlain(IElections.ElectionParameters memory office_) internal {
        KernelParameters memory p = plain();
        p.offices[0] = office_;
        found(p);
        creditAll();
    }

    function creditAll() internal {
        source.credit(alice, 100);
        source.credit(bob, 100);
        source.credit(carol, 100);
        source.credit(dave, 100);
    }

    function create(IElections.ElectionParameters memory p) internal returns (ElectionId) {
        vm.prank(treasury);
        return elections.create(p);
    }

    function document() internal pure returns (IElections.ElectionParameters memory p) {
        p = office(IElections.Method.Resource, 1, 0, 0.5e18);
        p.kind = IElections.Kind.Document;
    }

    function retire(ElectionId election) internal {
        vm.prank(treasury);
        elections.retire(election);
    }

    function place(ElectionId election, address voter, CandidacyId candidacy, bool against, uint96 units) internal {
        vm.prank(voter);
        elections.place(election, candidacy, against, units, 0);
    }

    function withdraw(ElectionId election, address voter) internal {
        vm.prank(voter);
        elections.withdrawBallot(election);
    }

    function castList(
        ElectionId election,
        address voter,
        IElections.Placement[] memory placements,
        IElections.Score[] memory scores
    ) internal {
        vm.prank(voter);
        elections.castBallot(election, placements, scores, noDead());
    }

    /// @notice `voter` stands in an election by the score method, with a pile of `units` that approves of it in full.
    function nominateScored(ElectionId election, address voter, uint96 units) internal returns (CandidacyId) {
        IElections.Placement[] memory pile = placement(NO_CANDIDACY, units);
        vm.prank(voter);
        return elections.nominate(election, nominationOf(voter), pile, score(NO_CANDIDACY, 100), noDead());
    }

    function both(
        IElections.Placement memory first,
        IElections.Placement memory second
    ) internal pure returns (IElections.Placement[] memory list) {
        list = new IElections.Placement[](2);
        (list[0], list[1]) = (first, second);
    }

    function on(
        CandidacyId candidacy,
        bool against,
        uint96 permanent,
        uint96 leased
    ) internal pure returns (IElections.Placement memory) {
        return IElections.Placement(candidacy, against, permanent, leased);
    }

    function score(CandidacyId candidacy, int8 value) internal pure returns (IElections.Score[] memory list) {
        list = new IElections.Score[](1);
        list[0] = IElections.Score(candidacy, value);
    }

    function score(
        CandidacyId first,
        int8 valueOfFirst,
        CandidacyId second,
        int8 valueOfSecond
    ) internal pure returns (IElections.Score[] memory list) {
        list = new IElections.Score[](2);
        list[0] = IElections.Score(first, valueOfFirst);
        list[1] = IElections.Score(second, valueOfSecond);
    }

    function only(ElectionId election) internal pure returns (ElectionId[] memory list) {
        list = new ElectionId[](1);
        list[0] = election;
    }

    function id(uint32 number) internal pure returns (CandidacyId) {
        return CandidacyId.wrap(number);
    }

    function votesOf(ElectionId election, CandidacyId candidacy) internal view returns (int256) {
        return viewOf(election, candidacy).votes;
    }

    function placedOf(address voter) internal view returns (uint256) {
        return weights.accountOf(voter).placed;
    }

    function assertStage(ElectionId election, CandidacyId candidacy, IElections.Stage stage) internal view {
        assertEq(uint8(viewOf(election, candidacy).stage), uint8(stage), "stage");
    }

    /// @notice Expects the next call to be refused with an error of {IElections} and its arguments.
    function refuse(bytes4 selector, bytes memory arguments) internal {
        vm.expectRevert(bytes.concat(selector, arguments));
    }
}
