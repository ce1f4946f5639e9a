// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Governing} from "../../helpers/Governing.sol";

/// Every clause is refused, by its place and a reason, for each thing that can be wrong with it.
contract ClausesTest is Governing {
    Dial private _dial;

    function setUp() external {
        foundGoverned();
        _dial = new Dial(treasury);
    }

    function test_Check_TakesWhatIsWellTyped() external view {
        IConstitution.Clause[] memory list = andDocuments(andOffice(none(), 31), ROOT_ELECTION, 63);
        list = andPower(list, address(_dial), Dial.turn.selector, 365 days, 31);
        list = andPower(list, address(0), ITreasury.brake.selector, 0, 1);
        list = andBudget(list, address(0), type(uint128).max, 1 hours, true);
        list = andBudget(list, address(_dial), 1, 36525 days, false);
        list = and(list, IConstitution.ClauseKind.Parameter, abi.encode(address(_dial), bytes32("value"), 100));
        list = and(list, IConstitution.ClauseKind.Module, abi.encode(address(_dial), true));
        list = andCall(list, alice, 1, "");
        list = andCall(list, address(_dial), 1, abi.encodeCall(Dial.turn, (1)));
        constitution.check(ROOT_ELECTION, abi.encode(list));
        constitution.check(ROOT_ELECTION, "");
        constitution.check(ROOT_ELECTION, abi.encode(none()));
        assertEq(constitution.read("").length, 0);
    }

    function test_RevertWhen_TheListCannotBeRead() external {
        vm.expectRevert(IConstitution.DocumentUnreadable.selector);
        constitution.check(ROOT_ELECTION, hex"01");
        // A kind that there is not.
        bytes memory list = abi.encode(and(none(), IConstitution.ClauseKind.Call, ""));
        list[4 * 32 - 1] = 0x06;
        vm.expectRevert(IConstitution.DocumentUnreadable.selector);
        constitution.check(ROOT_ELECTION, list);
    }

    function test_RevertWhen_ThereAreTooManyClauses() external {
        IConstitution.Clause[] memory list = none();
        for (uint256 i = 0; i < 64; ++i) list = andCall(list, alice, 0, "");
        constitution.check(ROOT_ELECTION, abi.encode(list));
        list = andCall(list, alice, 0, "");
        refuse(IConstitution.DocumentTooLong.selector, abi.encode(65, 64));
        constitution.check(ROOT_ELECTION, abi.encode(list));
    }

    function test_RevertWhen_AnElectionIsIllTyped() external {
        _refused(IConstitution.ClauseKind.Election, abi.encode(1), "encoding");
        _refusedElection(0, 1 << 64, "carried");
        _refusedElection(1, 2, "kind");
        _refusedElection(2, 2, "method");
        _refusedElection(3, 0, "seats");
        _refusedElection(3, 32, "seats");
        _refusedElection(4, 1000e18 + 1, "nominationFill");
        _refusedElection(5, 1000e18 + 1, "stabilizationFill");
        _refusedElection(6, 1, "scope");
        IConstitution.ElectionClause memory clause = officeClause(ROOT_ELECTION, 2);
        clause.kind = IElections.Kind.Document;
        _refused(IConstitution.ClauseKind.Election, abi.encode(clause), "seats");
        (clause.seats, clause.scope) = (1, 64);
        _refused(IConstitution.ClauseKind.Election, abi.encode(clause), "scope");
    }

    function test_RevertWhen_ACarriedElectionIsNotTheOneToCarry() external {
        _refused(IConstitution.ClauseKind.Election, abi.encode(officeClause(ElectionId.wrap(1), 1)), "carried");
        pass(abi.encode(andOffice(andOffice(none(), 1), 1)));
        IConstitution.ElectionClause memory clause = officeClause(ElectionId.wrap(1), 1);
        constitution.check(
            ROOT_ELECTION,
            abi.encode(and(none(), IConstitution.ClauseKind.Election, abi.encode(clause)))
        );
        clause.method = IElections.Method.Score;
        _refused(IConstitution.ClauseKind.Election, abi.encode(clause), "method");
        (clause.method, clause.kind) = (IElections.Method.Resource, IElections.Kind.Document);
        _refused(IConstitution.ClauseKind.Election, abi.encode(clause), "kind");
        // One cannot be two.
        IConstitution.Clause[] memory twice = andCarried(
            andCarried(none(), ElectionId.wrap(1), 1),
            ElectionId.wrap(1),
            1
        );
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(1, "carried"));
        constitution.check(ROOT_ELECTION, abi.encode(twice));
        // What has ended cannot go on.
        pass(abi.encode(andCarried(none(), ElectionId.wrap(2), 1)));
        _refused(IConstitution.ClauseKind.Election, abi.encode(officeClause(ElectionId.wrap(1), 1)), "carried");
    }

    function test_Enact_RevertGiven_WhatItCarriesOverHasGone() external {
        pass(abi.encode(andOffice(none(), 1)));
        bytes memory keeps = abi.encode(andCarried(none(), ElectionId.wrap(1), 1));
        leaveAll(ROOT_ELECTION);
        present(ROOT_ELECTION, dave, keeps);
        withdraw(ROOT_ELECTION, dave);
        pass("");
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(0, "carried"));
        constitution.rehearse(ROOT_ELECTION, keeps);
        leaveAll(ROOT_ELECTION);
        support(ROOT_ELECTION, id(2));
        skipCycles(3);
        vm.warp(block.timestamp + DELAY);
        refuse(IConstitution.ClauseNotCarriedOver.selector, abi.encode(0, ElectionId.wrap(1)));
        constitution.enact(ROOT_ELECTION, keeps);
    }

    function test_RevertWhen_APowerIsIllTyped() external {
        _refusedPower(abi.encode(1), "encoding");
        _refusedPower(abi.encode(0, uint256(1) << 160, Dial.turn.selector, 0, 1), "target");
        _refusedPower(abi.encode(0, alice, Dial.turn.selector, 0, 1), "target");
        _refusedPower(abi.encode(0, address(_dial), uint256(1), 0, 1), "selector");
        _refusedPower(abi.encode(1, address(_dial), Dial.turn.selector, 0, 1), "office");
        _refusedPower(abi.encode(0, address(_dial), Dial.turn.selector, 365 days + 1, 1), "delay");
        _refusedPower(abi.encode(0, address(_dial), Dial.turn.selector, 0, 0), "confirmations");
        _refusedPower(abi.encode(0, address(_dial), Dial.turn.selector, 0, 4), "confirmations");
        // Of the treasury itself an office can ask one thing.
        _refusedPower(abi.encode(0, address(0), ITreasury.pay.selector, 0, 1), "selector");
        // And it pays by budgets.
        _refusedPower(abi.encode(0, address(_dial), IERC20.transfer.selector, 0, 1), "selector");
        _refusedPower(abi.encode(0, address(_dial), IERC20.approve.selector, 0, 1), "selector");
        // An election of documents has no holders.
        IConstitution.Clause[] memory list = andDocuments(none(), ROOT_ELECTION, 1);
        list = andPower(list, address(_dial), Dial.turn.selector, 0, 1);
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(1, "office"));
        constitution.check(ROOT_ELECTION, abi.encode(list));
    }

    /// @dev A token's other doors: an office with one of them would need no budget.
    function test_Attack_PowerThatMovesTokensByAnotherName() external {
        string[7] memory names = [
            "increaseAllowance(address,uint256)",
            "transferAndCall(address,uint256)",
            "transferAndCall(address,uint256,bytes)",
            "approveAndCall(address,uint256)",
            "approveAndCall(address,uint256,bytes)",
            "send(address,uint256,bytes)",
            "authorizeOperator(address)"
        ];
        for (uint256 i = 0; i < names.length; ++i) {
            _refusedPower(abi.encode(0, address(_dial), bytes4(keccak256(bytes(names[i]))), 0, 1), "selector");
        }
    }

    function test_RevertWhen_ABudgetIsIllTyped() external {
        _refusedBudget(abi.encode(1), "encoding");
        _refusedBudget(abi.encode(0, uint256(1) << 160, 1, 1 days, 0, 0, 1), "asset");
        _refusedBudget(abi.encode(0, alice, 1, 1 days, 0, 0, 1), "asset");
        _refusedBudget(abi.encode(0, 0, 0, 1 days, 0, 0, 1), "amount");
        _refusedBudget(abi.encode(0, 0, uint256(1) << 128, 1 days, 0, 0, 1), "amount");
        _refusedBudget(abi.encode(0, 0, 1, 1 hours - 1, 0, 0, 1), "period");
        _refusedBudget(abi.encode(0, 0, 1, 1 days, 2, 0, 1), "carries");
        _refusedBudget(abi.encode(0, 0, 1, 1 days, 0, 0, 4), "confirmations");
    }

    function test_RevertWhen_AParameterIsIllTyped() external {
        _refused(IConstitution.ClauseKind.Parameter, abi.encode(1), "encoding");
        _refused(IConstitution.ClauseKind.Parameter, abi.encode(uint256(1) << 160, bytes32("value"), 1), "module");
        _refused(IConstitution.ClauseKind.Parameter, abi.encode(alice, bytes32("value"), 1), "module");
        _refused(IConstitution.ClauseKind.Parameter, abi.encode(address(_dial), bytes32("other"), 1), "name");
        _refused(IConstitution.ClauseKind.Parameter, abi.encode(address(_dial), bytes32("value"), 0), "value");
        _refused(IConstitution.ClauseKind.Parameter, abi.encode(address(_dial), bytes32("value"), 101), "value");
    }

    function test_RevertWhen_AModuleIsIllTyped() external {
        _refused(IConstitution.ClauseKind.Module, abi.encode(1), "encoding");
        _refused(IConstitution.ClauseKind.Module, abi.encode(uint256(1) << 160, 1), "module");
        _refused(IConstitution.ClauseKind.Module, abi.encode(alice, 1), "module");
        _refused(IConstitution.ClauseKind.Module, abi.encode(address(_dial), 2), "installed");
    }

    function test_RevertWhen_ACallIsIllTyped() external {
        bytes memory turn = abi.encodeCall(Dial.turn, (1));
        bytes32 codehash = address(_dial).codehash;
        _refused(IConstitution.ClauseKind.Call, abi.encode(1), "encoding");
        _refusedCall(IConstitution.CallClause(alice, 0, turn, bytes32(0)), "target");
        _refusedCall(IConstitution.CallClause(address(_dial), 0, turn, bytes32(0)), "codehash");
        _refusedCall(IConstitution.CallClause(address(_dial), 0, "", codehash), "codehash");
        _refusedCall(IConstitution.CallClause(address(_dial), 0, hex"010203", codehash), "data");
        bytes memory canonical = abi.encode(IConstitution.CallClause(address(_dial), 0, turn, codehash));
        _refused(IConstitution.ClauseKind.Call, bytes.concat(canonical, bytes32(0)), "encoding");
        _refused(IConstitution.ClauseKind.Call, bytes.concat(canonical, hex"00"), "encoding");
        canonical[32] = 0x01;
        _refused(IConstitution.ClauseKind.Call, canonical, "target");
    }

    /// @notice Whatever bytes a clause holds, it is refused by name or enacted as it says.
    function testFuzz_Check_NamesWhatIsWrong(uint8 kind, bytes calldata data) external view {
        kind = uint8(bound(kind, 0, 5));
        bytes memory clauses = abi.encode(and(none(), IConstitution.ClauseKind(kind), data));
        try constitution.check(ROOT_ELECTION, clauses) {} catch (bytes memory reason) {
            bytes4 selector = bytes4(reason);
            bool named =
                selector == IConstitution.ClauseIllTyped.selector || selector == IConstitution.RequiresFork.selector;
            assertTrue(named, "named");
        }
    }

    // ---------------------------------------------------------------- set-up

    /// @dev As the second clause, after an office of three seats.
    function _refusedPower(bytes memory data, string memory reason) private {
        _refusedBehindOffice(IConstitution.ClauseKind.Power, data, reason);
    }

    function _refusedBudget(bytes memory data, string memory reason) private {
        _refusedBehindOffice(IConstitution.ClauseKind.Budget, data, reason);
    }

    function _refusedBehindOffice(IConstitution.ClauseKind kind, bytes memory data, string memory reason) private {
        bytes memory clauses = abi.encode(and(andOffice(none(), 3), kind, data));
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(1, reason));
        constitution.check(ROOT_ELECTION, clauses);
    }

    function _refusedElection(uint256 word, uint256 value, string memory reason) private {
        bytes memory data = abi.encode(officeClause(ROOT_ELECTION, 1));
        bytes32 changed = bytes32(value);
        for (uint256 i = 0; i < 32; ++i) data[word * 32 + i] = changed[i];
        _refused(IConstitution.ClauseKind.Election, data, reason);
    }

    function _refusedCall(IConstitution.CallClause memory clause, string memory reason) private {
        _refused(IConstitution.ClauseKind.Call, abi.encode(clause), reason);
    }

    function _refused(IConstitution.ClauseKind kind, bytes memory data, string memory reason) private {
        bytes memory clauses = abi.encode(and(none(), kind, data));
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(0, reason));
        constitution.check(ROOT_ELECTION, clauses);
    }
}
