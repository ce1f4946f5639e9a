// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {TestKit} from "../helpers/TestKit.sol";
import {IFundingPool} from "../../contracts/funding/IFundingPool.sol";
import {Crowd, Kind} from "./handlers/Crowd.sol";
import {FundingHandler} from "./handlers/FundingHandler.sol";
import {Handler} from "./handlers/Handler.sol";

contract HandlersStage is Handler {
    constructor(Kind kind) Crowd(kind, false) {}
}

contract FundingHandlersStage is FundingHandler {
    constructor(IFundingPool.Rule rule) FundingHandler(rule) {}
}

/// @title Whether the handlers do what they are for
/// @notice An invariant that nothing happens to holds for ever. A fixed sequence has to bring every action about, most of the
/// times that it is tried, and seats have to change hands.
contract HandlersTest is TestKit {
    using Address for address;

    uint256 private constant LENGTH = 160;

    mapping(bytes4 action => uint256) private _acts;
    uint256 private _contested;

    function test_Handlers_Act() external {
        Handler gated = new HandlersStage(Kind.Gated);
        _play(gated);
        _play(new HandlersStage(Kind.Leasing));
        _play(new HandlersStage(Kind.Plain));
        assertGt(_contested, 0, "seats change hands");
        // The gated community's are all there are.
        bytes4[] memory actions = gated.actions();
        for (uint256 i = 0; i < actions.length; ++i) {
            bool acts = actions[i] != gated.overplace.selector && actions[i] != gated.usurp.selector;
            if (acts && actions[i] != gated.pass.selector) assertGt(_acts[actions[i]], 0, vm.toString(actions[i]));
        }
    }

    function test_FundingHandlers_Act() external {
        FundingHandler queue = new FundingHandlersStage(IFundingPool.Rule.Priority);
        _playPool(queue);
        assertGt(queue.waited(), 0, "the queue waits before others that would fit");
        _playPool(new FundingHandlersStage(IFundingPool.Rule.Proportional));
    }

    function _playPool(FundingHandler handler) private {
        bytes4[] memory actions = handler.actions();
        for (uint256 i = 0; i < LENGTH; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            address(handler).functionCall(abi.encodeWithSelector(actions[seed % actions.length], seed));
        }
        for (uint256 i = 0; i < actions.length; ++i) assertGt(handler.actsOf(actions[i]), 0, vm.toString(actions[i]));
        _assertTried(handler, IFundingPool.FundingOrderWrong.selector);
        _assertTried(handler, IFundingPool.FundingProjectStruck.selector);
        _assertTried(handler, IFundingPool.FundingUndecided.selector);
        _assertTried(handler, IFundingPool.FundingDecisionMismatch.selector);
        _assertTried(handler, IFundingPool.FundingListMismatch.selector);
        _assertTried(handler, IFundingPool.FundingPhaseWrong.selector);
        _assertTried(handler, IFundingPool.FundingProjectNotLive.selector);
        _assertTried(handler, IFundingPool.FundingProjectNotFunded.selector);
        handler.auditMoney();
        handler.auditIdentities();
        handler.auditQueue();
    }

    function _assertTried(FundingHandler handler, bytes4 error_) private view {
        assertGt(handler.refusals(error_), 0, vm.toString(error_));
    }

    function _play(Handler handler) private {
        bytes4[] memory actions = handler.actions();
        for (uint256 i = 0; i < LENGTH; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            address(handler).functionCall(abi.encodeWithSelector(actions[seed % actions.length], seed));
        }
        (uint256 made, uint256 acted) = handler.calls();
        assertGt(acted * 10, made * 6, "of ten calls more than six do something");
        (uint256 taken, uint256 contested) = handler.seats();
        assertGt(taken, 0, "seats are taken");
        _contested += contested;
        for (uint256 i = 0; i < actions.length; ++i) _acts[actions[i]] += handler.actsOf(actions[i]);
    }
}
