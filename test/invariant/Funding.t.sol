// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../contracts/funding/IFundingPool.sol";
import {TestKit} from "../helpers/TestKit.sol";
import {FundingHandler} from "./handlers/FundingHandler.sol";

/// @dev In the file of its tests, because the fuzzer looks for its target among the contracts of these files only.
contract FundingStage is FundingHandler {
    constructor(IFundingPool.Rule rule_) FundingHandler(rule_) {}
}

/// @title P1 to P3
abstract contract FundingAudits is TestKit {
    FundingHandler private _handler;

    function _target(IFundingPool.Rule rule) internal {
        _handler = new FundingStage(rule);
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), _handler.actions()));
    }

    function invariant_P1_NothingIsPaidTwice() external view {
        _handler.auditMoney();
    }

    function invariant_P2_APersonIsMatchedOnce() external view {
        _handler.auditIdentities();
    }

    function invariant_P3_NobodyIsPaidAheadOfTheQueue() external view {
        _handler.auditQueue();
    }
}

contract FundingInvariants is FundingAudits {
    function setUp() external {
        _target(IFundingPool.Rule.Priority);
    }
}

contract ProportionalFundingInvariants is FundingAudits {
    function setUp() external {
        _target(IFundingPool.Rule.Proportional);
    }
}
