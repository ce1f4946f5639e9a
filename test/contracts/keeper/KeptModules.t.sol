// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../../contracts/funding/IFundingPool.sol";
import {Units} from "../../../contracts/types/Units.sol";
import {CommitmentId, ItemId} from "../../../contracts/types/Ids.sol";
import {Committing} from "../../helpers/Committing.sol";
import {Funding} from "../../helpers/Funding.sol";
import {Keeping} from "../../helpers/Keeping.sol";
import {People} from "../../helpers/People.sol";
import {Prioritising} from "../../helpers/Prioritising.sol";

contract KeptPrioritiesTest is Prioritising, Keeping {
    ItemId private _item;

    function setUp() external {
        foundPrioritising();
        _item = openItem(issues, alice);
    }

    function test_Priorities_MarkAndCloseWhatIsIdle() external {
        bytes memory mark = abi.encodeCall(priorities.markIdle, (_item));
        bytes memory close = abi.encodeCall(priorities.closeIdle, (_item));
        prop(_item, bob, HELD);
        skipCycles(1);
        idles(address(priorities), mark);
        unprop(_item, bob);
        skipCycles(1);
        idles(address(priorities), close);
        keeps(address(priorities), mark);
        idles(address(priorities), close);
        skipCycles(3);
        keeps(address(priorities), close);
    }

    function test_Priorities_RefreshAndRecall() external {
        leaser.lease(carol, Units.wrap(HELD), 3);
        vm.prank(carol);
        priorities.place(_item, false, 0, HELD, noneDead());
        bytes memory refresh = abi.encodeCall(priorities.refresh, (_item, carol));
        bytes memory placed = abi.encodeCall(priorities.placementOf, (_item, carol));
        idles(address(priorities), refresh, placed);
        leaser.lease(carol, Units.wrap(HELD), 6);
        keeps(address(priorities), refresh, placed);
        prop(_item, dave, HELD);
        bytes memory recall = abi.encodeCall(priorities.recall, (_item, dave));
        placed = abi.encodeCall(priorities.placementOf, (_item, dave));
        source.revoke(dave, Units.wrap(7));
        idles(address(priorities), recall, placed);
        skipCycles(2);
        keeps(address(priorities), recall, placed);
    }
}

contract KeptCommitmentsTest is Committing, Keeping {
    function test_Commitments_AdvanceRefreshRecall() external {
        foundCommitting();
        CommitmentId id = open(once(), false);
        bytes memory advance = abi.encodeCall(commitments.advance, (id, type(uint32).max));
        bytes memory probe = abi.encodeCall(commitments.commitmentOf, (id));
        idles(address(commitments), advance, probe);
        skipCycles(1);
        keeps(address(commitments), advance, probe);
        assertEq(commitments.commitmentOf(id).cycle, 1);

        leaser.lease(carol, Units.wrap(50), 3);
        vm.prank(carol);
        commitments.cast(id, support(FIRST, 0, 50), noneDead());
        bytes memory refresh = abi.encodeCall(commitments.refresh, (id, carol));
        bytes memory ballot = abi.encodeCall(commitments.ballotOf, (id, carol));
        idles(address(commitments), refresh, ballot);
        leaser.lease(carol, Units.wrap(50), 6);
        keeps(address(commitments), refresh, ballot);

        commit(id, dave, FIRST, HELD);
        bytes memory recall = abi.encodeCall(commitments.recall, (id, dave));
        ballot = abi.encodeCall(commitments.ballotOf, (id, dave));
        source.revoke(dave, Units.wrap(7));
        idles(address(commitments), recall, ballot);
        skipCycles(2);
        keeps(address(commitments), recall, ballot);
        skipCycles(DEADLINE);
        keeps(address(commitments), advance, probe);
        skipCycles(1);
        idles(address(commitments), advance, probe);
    }
}

contract KeptVotersTest is Funding, Keeping {
    /// @dev What somebody holds whom the gate does not know is dormant until it does, and again when it no longer does.
    function test_Weights_SyncWithWhatTheGateSays() external {
        foundPool(IFundingPool.Rule.Priority);
        address eve = makeAddr("eve");
        source.credit(eve, 70);
        bytes memory sync = abi.encodeCall(weights.sync, (eve));
        bytes memory probe = abi.encodeCall(weights.dormantOf, (eve));
        idles(address(weights), sync, probe);
        gate.set(eve, eve, true);
        keeps(address(weights), sync, probe);
        (uint256 free, ) = weights.freeOf(eve);
        assertEq(free, 70);
        gate.set(eve, address(0), false);
        keeps(address(weights), sync, probe);
        (free, ) = weights.freeOf(eve);
        assertEq(free, 0);
        // Of who has never held anything there is nothing to say.
        sync = abi.encodeCall(weights.sync, (makeAddr("nobody")));
        idles(address(weights), sync, abi.encodeCall(weights.dormantOf, (makeAddr("nobody"))));
    }
}

contract KeptPersonsTest is People, Keeping {
    function test_Persons_SyncConsolidateSettle() external {
        foundPeopled();
        admit("alice");
        bytes memory sync = abi.encodeCall(weights.sync, (bob));
        bytes memory probe = abi.encodeCall(weights.dormantOf, (bob));
        source.credit(bob, 70);
        idles(address(weights), sync, probe);
        // The registry tells the weights at once; what a kernel's other gates do not tell, a keeper does.
        bytes memory consolidate = abi.encodeCall(weights.consolidate, (bob));
        mergeInto(alice, bob);
        idles(address(weights), sync, probe);
        idles(address(weights), consolidate, probe);
        vm.warp(block.timestamp + UNDO_PERIOD + 1);
        keeps(address(weights), consolidate, probe);
        assertEq(weights.unitsOf(alice), 70);
    }

    /// @dev A subject that is another's now is linked once its former account has withdrawn.
    function test_Persons_SettleOnceNothingIsInTheWay() external {
        foundPeopled();
        admit("alice");
        source.credit(alice, 100);
        nominate(OFFICE, alice, 100);
        attest("alice", carol);
        claim(carol, "alice");
        bytes memory settle = abi.encodeCall(registry.settle, (FORUM, subjectOf("alice")));
        idles(address(registry), settle);
        withdraw(OFFICE, alice);
        keeps(address(registry), settle);
    }
}
