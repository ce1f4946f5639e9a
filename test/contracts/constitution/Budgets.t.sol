// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {ElectionId} from "../../../contracts/types/Ids.sol";
import {Governing} from "../../helpers/Governing.sol";

/// @dev One office, whose budget of 100 a month carries over what is not paid out, under one document after the other.
contract BudgetsTest is Governing {
    ElectionId private constant FIRST = ElectionId.wrap(1);
    uint32 private constant MONTH = 30 days;
    address private constant COIN = address(0);

    function setUp() external {
        foundGoverned();
        pass(_with(andOffice(none(), 1)));
    }

    function test_Budget_GoesOnUnderTheNextDocument() external {
        uint256 startedAt = offices.budgetOf(FIRST, COIN).startedAt;
        pass(_with(andCarried(none(), FIRST, 1)));
        assertEq(offices.budgetOf(FIRST, COIN).startedAt, startedAt);
        vm.warp(startedAt + 12 * MONTH);
        assertEq(offices.availableOf(FIRST, COIN), 1300);
    }

    /// @dev What nobody could pay out, because no document said so, has not been saved up.
    function test_Attack_BudgetSavedUpWhileNoDocumentGaveIt() external {
        pass(abi.encode(andCarried(none(), FIRST, 1)));
        assertEq(offices.availableOf(FIRST, COIN), 0);
        vm.warp(block.timestamp + 12 * MONTH);
        pass(_with(andCarried(none(), FIRST, 1)));
        assertEq(offices.availableOf(FIRST, COIN), 100);
    }

    function _with(IConstitution.Clause[] memory clauses) private pure returns (bytes memory) {
        return abi.encode(andBudget(clauses, COIN, 100, MONTH, true));
    }
}
