// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Bomb, Launderer, Relay} from "../../../contracts/test/Callees.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {CandidacyId, ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {IExecutor} from "../../../contracts/weights/sources/IExecutor.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {Governing} from "../../helpers/Governing.sol";

contract TestNft is ERC721("Test", "TEST") {
    function mint(address to, uint256 id_) external {
        _safeMint(to, id_);
    }
}

contract TestItems is ERC1155("") {
    function mint(address to, uint256[] calldata ids, uint256[] calldata amounts) external {
        _mint(to, ids[0], amounts[0], "");
        _mintBatch(to, ids, amounts, "");
    }
}

/// The treasury takes everything, and gives by budgets and enacted calls only; what is the kernel's it does not reach.
contract TreasuryTest is Governing {
    ITreasury private _treasury;
    PurchaseSource private _purchases;
    Relay private _relay;

    function setUp() external {
        KernelParameters memory p = governed();
        p.sources[1].implementation = deploy("PurchaseSource", "");
        p.sources[1].configuration = abi.encode(_configuration());
        foundGoverned(p);
        creditAll();
        _treasury = ITreasury(treasury);
        _purchases = PurchaseSource(kernel.sources()[1]);
        _relay = new Relay();
        vm.deal(treasury, 10 ether);
    }

    function test_Takes_AnyKindOfAsset() external {
        TestNft nft = new TestNft();
        nft.mint(treasury, 1);
        assertEq(nft.ownerOf(1), treasury);
        TestItems items = new TestItems();
        uint256[] memory ids = new uint256[](2);
        uint256[] memory amounts = new uint256[](2);
        (ids[0], ids[1], amounts[0], amounts[1]) = (1, 2, 3, 4);
        items.mint(treasury, ids, amounts);
        assertEq(items.balanceOf(treasury, 1), 6);
        (bool taken, ) = treasury.call{value: 1}("");
        assertTrue(taken);
        assertEq(_treasury.kernel(), address(kernel));
        // And pays them by an enacted call.
        pass(abi.encode(andCall(none(), address(nft), 0, abi.encodeCall(ERC721.transferFrom, (treasury, alice, 1)))));
        assertEq(nft.ownerOf(1), alice);
    }

    function test_Doors_AreForTheirOrgansOnly() external {
        bytes memory refusal = abi.encodeWithSelector(ITreasury.TreasuryCallerNotAllowed.selector, address(this));
        vm.expectRevert(refusal);
        _treasury.execute(alice, 0, "");
        vm.expectRevert(refusal);
        _treasury.govern(address(elections), "");
        vm.expectRevert(refusal);
        _treasury.pay(address(0), alice, 1);
        vm.expectRevert(refusal);
        _treasury.release(address(0), alice, 1);
        vm.expectRevert(refusal);
        _treasury.brake(1);
        // Offices send no coins along.
        vm.prank(address(offices));
        vm.expectRevert(abi.encodeWithSelector(ITreasury.TreasuryCallerNotAllowed.selector, address(offices)));
        _treasury.execute(alice, 1, "");
    }

    function test_Attack_ASecondBrakeThatLetsGoOfTheFirst() external {
        vm.startPrank(address(offices));
        _treasury.brake(7 days);
        uint64 until = uint64(block.timestamp + 7 days);
        _treasury.brake(0);
        assertEq(_treasury.brakedUntil(), until);
        vm.warp(block.timestamp + 1 days);
        _treasury.brake(7 days);
        assertEq(_treasury.brakedUntil(), until + 1 days);
    }

    function test_Reach_EndsAtTheKernel() external {
        address[7] memory organs = [
            address(kernel),
            treasury,
            address(weights),
            address(elections),
            address(constitution),
            address(offices),
            address(forks)
        ];
        for (uint256 i = 0; i < organs.length; ++i) {
            _requiresFork(organs[i], 0, abi.encodeWithSignature("anything()"));
            _requiresFork(organs[i], 1, "");
        }
        _requiresFork(address(source), 0, abi.encodeWithSignature("credit(address,uint64)", alice, 1));
        _requiresFork(address(_purchases), 1, "");
        bytes memory purchase = abi.encodeCall(IPurchaseSource.purchase, (address(0), 1, alice, 0));
        _requiresFork(address(_purchases), 0, purchase);
        IConstitution.Clause[] memory list = andPower(
            andOffice(none(), 1),
            address(weights),
            bytes4(keccak256("installModule(address)")),
            0,
            1
        );
        refuse(IConstitution.RequiresFork.selector, abi.encode(address(weights)));
        constitution.check(ROOT_ELECTION, abi.encode(list));
        list = and(none(), IConstitution.ClauseKind.Module, abi.encode(address(elections), true));
        refuse(IConstitution.RequiresFork.selector, abi.encode(address(elections)));
        constitution.check(ROOT_ELECTION, abi.encode(list));
    }

    function test_Reach_IncludesWhatASourceLeavesToGovernance() external {
        pass(
            abi.encode(
                andCall(none(), address(_purchases), 0, abi.encodeCall(IPurchaseSource.setMerchant, (alice, true)))
            )
        );
        assertTrue(_purchases.isMerchant(alice));
    }

    function test_Execute_RevertGiven_TheReachIsExceededAllTheSame() external {
        vm.prank(address(constitution));
        refuse(IConstitution.RequiresFork.selector, abi.encode(address(weights)));
        _treasury.execute(address(weights), 0, "");
        vm.prank(address(constitution));
        refuse(ITreasury.TreasuryNotAContract.selector, abi.encode(alice));
        _treasury.execute(alice, 0, hex"01020304");
    }

    // ---------------------------------------------------------------- attacks

    function test_Attack_TreasuryMoneyRoutedIntoWeight() external {
        // Directly to a contract that buys.
        Launderer launderer = new Launderer(_purchases);
        _fails(andCall(none(), address(launderer), 1 ether, ""), address(launderer), bytes4(0));
        // Through one that passes calls on.
        bytes memory purchase = abi.encodeCall(IPurchaseSource.purchase, (address(0), 1 ether, address(_relay), 0));
        bytes memory relayed = abi.encodeCall(Relay.pass, (address(_purchases), 1 ether, purchase));
        vm.deal(address(_relay), 1 ether);
        _fails(andCall(none(), address(_relay), 0, relayed), address(_relay), Relay.RelayFailed.selector);
        // Out of a budget.
        pass(abi.encode(andBudget(andOffice(none(), 1), address(0), 5 ether, 30 days, false)));
        leaveAll(ROOT_ELECTION);
        seat(ElectionId.wrap(1), alice, 100);
        refuse(ITreasury.TreasuryPaymentFailed.selector, abi.encode(address(0), address(launderer), uint256(1 ether)));
        act(alice, paymentOf(ElectionId.wrap(1), address(0), address(launderer), 1 ether));
        assertEq(weights.unitsOf(address(launderer)), 0);
        assertFalse(IExecutor(treasury).isExecuting());
        // Whose money it is then is another matter: outside of the treasury's call it sells as to anybody.
        vm.prank(address(_relay));
        _purchases.purchase{value: 1 ether}(address(0), 1 ether, address(_relay), 0);
    }

    function test_Attack_EnactmentThatEnactsAgain() external {
        bytes memory again = abi.encodeCall(IConstitution.enact, (ROOT_ELECTION, ""));
        bytes memory relayed = abi.encodeCall(Relay.pass, (address(constitution), 0, again));
        _fails(andCall(none(), address(_relay), 0, relayed), address(_relay), Relay.RelayFailed.selector);
        bytes memory lapse = abi.encodeCall(IConstitution.lapse, (ROOT_ELECTION));
        relayed = abi.encodeCall(Relay.pass, (address(constitution), 0, lapse));
        _fails(andCall(none(), address(_relay), 0, relayed), address(_relay), Relay.RelayFailed.selector);
    }

    function test_Attack_AnswersThatAreTooLongCostTheirCallerNothing() external {
        Bomb bomb = new Bomb();
        bytes memory clauses = abi.encode(
            andCall(none(), address(bomb), 0, abi.encodeCall(Bomb.answer, (20_000, false)))
        );
        pass(clauses);
        // A refusal is told by its selector, whatever comes behind it.
        bytes memory long = abi.encodeCall(Bomb.answer, (20_000, true));
        _fails(andCall(none(), address(bomb), 0, long), address(bomb), bytes4(keccak256("Error(string)")));
    }

    function test_Attack_TooLittleGasEnactsNothing() external {
        Dial dial = new Dial(treasury);
        IConstitution.Clause[] memory list = andCall(none(), address(dial), 0, abi.encodeCall(Dial.turn, (1)));
        bytes memory clauses = abi.encode(list);
        win(ROOT_ELECTION, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        // Whatever the caller leaves for the call, there is no state in which it was left out.
        for (uint256 gas_ = 100_000; gas_ < 600_000; gas_ += 10_000) {
            try constitution.enact{gas: gas_}(ROOT_ELECTION, clauses) {
                assertEq(dial.count(), 1);
                return;
            } catch {
                assertEq(dial.count(), 0);
                assertTrue(constitution.lawOf(ROOT_ELECTION).inForce == id(0));
            }
        }
        revert("never enacted");
    }

    function test_Attack_CodeThatChangedAfterTheVote() external {
        Dial dial = new Dial(treasury);
        bytes memory clauses = abi.encode(andCall(none(), address(dial), 0, abi.encodeCall(Dial.turn, (1))));
        win(ROOT_ELECTION, alice, clauses);
        vm.warp(block.timestamp + DELAY);
        vm.etch(address(dial), address(new Bomb()).code);
        refuse(IConstitution.ClauseTargetChanged.selector, abi.encode(0, address(dial), address(dial).codehash));
        constitution.enact(ROOT_ELECTION, clauses);
    }

    function test_Attack_ADocumentThatRetiresItsOwnElection() external {
        bytes memory retire = abi.encodeWithSignature("retire(uint64)", 0);
        _requiresFork(address(elections), 0, retire);
        // Carrying itself over is no way either: the root election is nobody's to carry.
        pass(abi.encode(andDocuments(none(), ROOT_ELECTION, 63)));
        leaveAll(ROOT_ELECTION);
        IConstitution.ElectionClause memory self = officeClause(ElectionId.wrap(1), 1);
        bytes memory clauses = abi.encode(and(none(), IConstitution.ClauseKind.Election, abi.encode(self)));
        refuse(IConstitution.ClauseIllTyped.selector, abi.encode(0, "carried"));
        constitution.check(ElectionId.wrap(1), clauses);
    }

    function test_Attack_ACallThatRevertsForEver() external {
        Bomb bomb = new Bomb();
        Dial dial = new Dial(treasury);
        bytes memory good = abi.encode(andCall(none(), address(dial), 0, abi.encodeCall(Dial.turn, (1))));
        CandidacyId former = pass(good);
        leaveAll(ROOT_ELECTION);
        bytes memory bad = abi.encode(andCall(none(), address(bomb), 0, abi.encodeCall(Bomb.refuse, ())));
        CandidacyId latter = win(ROOT_ELECTION, bob, bad);
        vm.warp(block.timestamp + DELAY);
        refuse(
            ITreasury.TreasuryCallFailed.selector,
            abi.encode(address(bomb), Bomb.refuse.selector, Bomb.BombRefuses.selector)
        );
        constitution.enact(ROOT_ELECTION, bad);
        vm.warp(block.timestamp + 4 * DELAY);
        constitution.lapse(ROOT_ELECTION);
        assertTrue(constitution.lawOf(ROOT_ELECTION).inForce == former);
        // Others go on: the vacant seat is open to whoever fills a bucket.
        leaveAll(ROOT_ELECTION);
        support(ROOT_ELECTION, former);
        skipCycles(6);
        (CandidacyId queued, , ) = constitution.queued(ROOT_ELECTION);
        assertTrue(queued == id(0));
        assertEq(viewOf(ROOT_ELECTION, latter).votes, 0);
    }

    function test_Attack_NominationsThatRunAhead() external {
        // The opening ballot names nobody but the nominee, so whoever is first takes a number, and nobody's votes.
        bytes memory hers = abi.encode(andCall(none(), alice, 1, ""));
        CandidacyId first = present(ROOT_ELECTION, bob, abi.encode(andCall(none(), bob, 9 ether, "")));
        CandidacyId second = present(ROOT_ELECTION, alice, hers);
        assertTrue(first == id(1));
        assertTrue(second == id(2));
        assertEq(viewOf(ROOT_ELECTION, first).votes, 100 * 100);
        assertEq(viewOf(ROOT_ELECTION, second).votes, 100 * 100);
        assertEq(constitution.clausesHashOf(ROOT_ELECTION, second), keccak256(hers));
    }

    // ---------------------------------------------------------------- set-up

    function _requiresFork(address target, uint256 value, bytes memory data) private {
        bytes memory clauses = abi.encode(andCall(none(), target, value, data));
        refuse(IConstitution.RequiresFork.selector, abi.encode(target));
        constitution.check(ROOT_ELECTION, clauses);
    }

    /// @dev A rehearsal meets what an enactment would.
    function _fails(IConstitution.Clause[] memory list, address target, bytes4 reason) private {
        IConstitution.CallClause memory call = abi.decode(list[list.length - 1].data, (IConstitution.CallClause));
        vm.expectPartialRevert(ITreasury.TreasuryCallFailed.selector);
        constitution.rehearse(ROOT_ELECTION, abi.encode(list));
        if (reason == bytes4(0)) return;
        refuse(ITreasury.TreasuryCallFailed.selector, abi.encode(target, bytes4(call.data), reason));
        constitution.rehearse(ROOT_ELECTION, abi.encode(list));
    }

    function _configuration() private pure returns (IPurchaseSource.Configuration memory c) {
        c.assets = new IPurchaseSource.AssetParameters[](1);
    }
}
