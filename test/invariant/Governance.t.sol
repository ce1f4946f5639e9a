// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IConstitution} from "../../contracts/constitution/IConstitution.sol";
import {IOffices} from "../../contracts/constitution/IOffices.sol";
import {IElections} from "../../contracts/elections/IElections.sol";
import {IForks} from "../../contracts/kernel/IForks.sol";
import {TestKit} from "../helpers/TestKit.sol";
import {GovernanceHandler} from "./handlers/GovernanceHandler.sol";

/// @dev In the file of its tests, because the fuzzer looks for its target among the contracts of these files only.
contract GovernanceStage is GovernanceHandler {}

/// @title C1 and F1
contract GovernanceInvariants is TestKit {
    GovernanceHandler private _handler;

    function setUp() external {
        _handler = new GovernanceStage();
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), _handler.actions()));
    }

    function invariant_C1_NobodyGovernsWhoVotes() external view {
        _handler.auditKernel();
    }

    function invariant_F1_NobodyTakesMoreThanTheyGave() external view {
        _handler.auditForks();
    }
}

/// @title Whether the handler does what it is for
contract GovernanceHandlerTest is TestKit {
    using Address for address;

    uint256 private constant COMMUNITIES = 6;
    uint256 private constant LENGTH = 400;

    mapping(bytes4 action => uint256) private _acts;

    function test_Handler_BringsEverythingAbout() external {
        bytes4[10] memory needed = [
            IElections.nominate.selector,
            IElections.place.selector,
            IConstitution.enact.selector,
            IConstitution.lapse.selector,
            IOffices.act.selector,
            IForks.join.selector,
            IForks.unjoin.selector,
            IForks.execute.selector,
            IForks.arrive.selector,
            IForks.claim.selector
        ];
        for (uint256 c = 0; c < COMMUNITIES; ++c) {
            GovernanceHandler handler = new GovernanceStage();
            _play(handler, c);
            for (uint256 i = 0; i < needed.length; ++i) _acts[needed[i]] += handler.actsOf(needed[i]);
        }
        for (uint256 i = 0; i < needed.length; ++i) assertGt(_acts[needed[i]], 0, vm.toString(needed[i]));
    }

    function _play(GovernanceHandler handler, uint256 community) private {
        bytes4[] memory actions = handler.actions();
        for (uint256 i = 0; i < LENGTH; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(community, i)));
            address(handler).functionCall(abi.encodeWithSelector(actions[seed % actions.length], seed));
        }
        handler.auditKernel();
        handler.auditForks();
    }
}
