// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {IOffices} from "../../../contracts/constitution/IOffices.sol";
import {ITreasury} from "../../../contracts/constitution/ITreasury.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {CandidacyId, ElectionId, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {Governing} from "../../helpers/Governing.sol";

/// Offices
/// ├── one officer acts at once, by the power and the budgets of the document in force
/// ├── a committee acts when enough of its seats have confirmed, on-chain or by signature
/// ├── where there is a delay, the seats have to be held all through it
/// ├── a lost seat is lost power, in the very cycle in which it is lost
/// └── the brake stops outflows once a term
contract OfficesTest is Governing {
    ElectionId private constant FIRST = ElectionId.wrap(1);
    bytes4 private constant TURN = Dial.turn.selector;

    Dial private _dial;
    PlainToken private _token;

    function setUp() external {
        foundGoverned();
        _dial = new Dial(treasury);
        _token = new PlainToken(18);
        vm.deal(treasury, 10 ether);
        _token.mint(treasury, 1000);
    }

    // ---------------------------------------------------------------- one officer

    function test_Act_CallsWhatThePowerSays() external {
        _powerOfOne(0);
        seat(FIRST, alice, 100);
        vm.expectEmit();
        emit ITreasury.TreasuryCalled(address(_dial), TURN, 0);
        assertTrue(act(alice, _turn(3)));
        assertEq(_dial.count(), 3);
        // Each call is a decision of its own.
        act(alice, _turn(3));
        assertEq(_dial.count(), 6);
        IOffices.Power memory power = offices.powerOf(FIRST, address(_dial), TURN);
        assertEq(power.confirmations, 1);
    }

    function test_Act_RevertGiven_TheCallerHoldsNoSeat() external {
        _powerOfOne(0);
        refuse(IOffices.OfficerUnknown.selector, abi.encode(FIRST, alice));
        act(alice, _turn(3));
        seat(FIRST, alice, 100);
        refuse(IOffices.OfficerUnknown.selector, abi.encode(FIRST, bob));
        act(bob, _turn(3));
    }

    function test_Act_RevertGiven_NoSuchPower() external {
        _powerOfOne(0);
        seat(FIRST, alice, 100);
        bytes4 other = Dial.setParameter.selector;
        refuse(IOffices.PowerAbsent.selector, abi.encode(FIRST, address(_dial), other));
        act(alice, callOf(FIRST, address(_dial), abi.encodeCall(Dial.setParameter, ("value", 1))));
        refuse(IOffices.PowerAbsent.selector, abi.encode(FIRST, address(_token), TURN));
        act(alice, callOf(FIRST, address(_token), abi.encodeCall(Dial.turn, (1))));
        refuse(IOffices.BudgetAbsent.selector, abi.encode(FIRST, address(0)));
        act(alice, paymentOf(FIRST, address(0), alice, 1));
        assertEq(offices.availableOf(FIRST, address(0)), 0);
    }

    function test_Act_RevertGiven_TheDeadlineHasPassed() external {
        _powerOfOne(0);
        seat(FIRST, alice, 100);
        IOffices.Action memory action = _turn(1);
        action.deadline = uint64(block.timestamp - 1);
        refuse(IOffices.ActionExpired.selector, abi.encode(action.deadline));
        act(alice, action);
    }

    function test_Act_RevertGiven_TheDocumentIsNoLongerInForce() external {
        _powerOfOne(0);
        seat(FIRST, alice, 40);
        // The next document keeps the office, but gives it nothing.
        _passWith(60, abi.encode(andCarried(none(), FIRST, 1)));
        assertTrue(constitution.isInForce(FIRST));
        refuse(IOffices.PowerAbsent.selector, abi.encode(FIRST, address(_dial), TURN));
        act(alice, _turn(1));
    }

    function test_Attack_ActingInTheCycleOfLosingTheSeat() external {
        _powerOfOne(0);
        seat(FIRST, alice, 10);
        CandidacyId challenger = nominate(FIRST, bob, 100);
        place(FIRST, carol, challenger, false, 100);
        // Nobody closes anything meanwhile; the last second of the last cycle is still alice's.
        skipCycles(2);
        uint64 lost = weights.cycleStartsAt(weights.cycle() + 1);
        vm.warp(lost - 1);
        act(alice, _turn(1));
        vm.warp(lost);
        refuse(IOffices.OfficerUnknown.selector, abi.encode(FIRST, alice));
        act(alice, _turn(1));
        act(bob, _turn(1));
        assertEq(_dial.count(), 2);
    }

    // ---------------------------------------------------------------- budgets

    function test_Pay_WithinTheBudgetOfThePeriod() external {
        _budget(address(0), 3 ether, 30 days, false);
        seat(FIRST, alice, 100);
        address payee = makeAddr("payee");
        act(alice, paymentOf(FIRST, address(0), payee, 2 ether));
        assertEq(payee.balance, 2 ether);
        assertEq(offices.availableOf(FIRST, address(0)), 1 ether);
        refuse(IOffices.BudgetExceeded.selector, abi.encode(FIRST, address(0), 1 ether, 2 ether));
        act(alice, paymentOf(FIRST, address(0), payee, 2 ether));
    }

    function test_Attack_DrainingABudgetAtAPeriodBoundary() external {
        _budget(address(_token), 100, 30 days, false);
        seat(FIRST, alice, 100);
        uint256 startedAt = offices.budgetOf(FIRST, address(_token)).startedAt;
        vm.warp(startedAt + 60 days - 1);
        act(alice, paymentOf(FIRST, address(_token), alice, 100));
        refuse(IOffices.BudgetExceeded.selector, abi.encode(FIRST, address(_token), 0, 1));
        act(alice, paymentOf(FIRST, address(_token), alice, 1));
        vm.warp(startedAt + 60 days);
        // One period's amount, however many were not used.
        refuse(IOffices.BudgetExceeded.selector, abi.encode(FIRST, address(_token), 100, 101));
        act(alice, paymentOf(FIRST, address(_token), alice, 101));
        act(alice, paymentOf(FIRST, address(_token), alice, 100));
        assertEq(_token.balanceOf(alice), 200);
    }

    function test_Pay_CarriesOverWhereTheDocumentSaysSo() external {
        _budget(address(_token), 100, 30 days, true);
        seat(FIRST, alice, 100);
        uint256 startedAt = offices.budgetOf(FIRST, address(_token)).startedAt;
        act(alice, paymentOf(FIRST, address(_token), alice, 40));
        vm.warp(startedAt + 60 days);
        assertEq(offices.availableOf(FIRST, address(_token)), 260);
        act(alice, paymentOf(FIRST, address(_token), alice, 260));
        assertEq(offices.availableOf(FIRST, address(_token)), 0);
    }

    function test_Budget_IsNotFilledAnewByTheNextDocument() external {
        bytes memory clauses = abi.encode(
            andBudget(andCarried(none(), FIRST, 1), address(_token), 100, 365 days, false)
        );
        _budget(address(_token), 100, 365 days, false);
        seat(FIRST, alice, 40);
        act(alice, paymentOf(FIRST, address(_token), alice, 90));
        _passWith(60, clauses);
        assertEq(offices.availableOf(FIRST, address(_token)), 10);
    }

    function test_Pay_RevertGiven_ThePayeeRefuses() external {
        _budget(address(0), 3 ether, 30 days, false);
        seat(FIRST, alice, 100);
        refuse(ITreasury.TreasuryPaymentFailed.selector, abi.encode(address(0), address(_token), 1));
        act(alice, paymentOf(FIRST, address(0), address(_token), 1));
    }

    // ---------------------------------------------------------------- committees

    function test_Committee_ActsWhenEnoughHaveConfirmed() external {
        _committee(2, 0);
        IOffices.Action memory action = _turn(5);
        assertFalse(act(alice, action));
        assertFalse(act(alice, action));
        (address[] memory officers, ) = offices.confirmationsOf(action);
        assertEq(officers.length, 1);
        assertEq(officers[0], alice);
        assertTrue(act(bob, action));
        assertEq(_dial.count(), 5);
        refuse(IOffices.ActionTakenAlready.selector, abi.encode(offices.idOf(action)));
        act(carol, action);
        refuse(IOffices.ActionTakenAlready.selector, abi.encode(offices.idOf(action)));
        offices.execute(action);
    }

    function test_Committee_ActsBySignatures() external {
        _committee(2, 0);
        IOffices.Action memory action = _turn(5);
        IOffices.Confirmation[] memory signed = new IOffices.Confirmation[](2);
        signed[0] = _sign("alice", action);
        signed[1] = _sign("bob", action);
        // Anyone may bring them.
        vm.prank(dave);
        assertTrue(offices.act(action, signed));
        assertEq(_dial.count(), 5);
        vm.prank(dave);
        refuse(IOffices.ActionTakenAlready.selector, abi.encode(offices.idOf(action)));
        offices.act(action, signed);
    }

    function test_Committee_RevertWhen_ASignatureIsNotTheOfficers() external {
        _committee(2, 0);
        IOffices.Action memory action = _turn(5);
        IOffices.Confirmation[] memory signed = new IOffices.Confirmation[](1);
        signed[0] = _sign("alice", _turn(6));
        refuse(IOffices.OfficerSignatureInvalid.selector, abi.encode(alice));
        offices.act(action, signed);
        signed[0] = _sign("dave", action);
        refuse(IOffices.OfficerUnknown.selector, abi.encode(FIRST, dave));
        offices.act(action, signed);
        vm.prank(dave);
        refuse(IOffices.OfficerUnknown.selector, abi.encode(FIRST, dave));
        offices.act(action, new IOffices.Confirmation[](0));
    }

    function test_Committee_ALostSeatNoLongerConfirms() external {
        _committee(2, 0);
        IOffices.Action memory action = _turn(5);
        act(alice, action);
        CandidacyId candidacy = candidacyOf(FIRST, alice);
        vm.prank(alice);
        elections.resign(FIRST, candidacy);
        assertFalse(act(bob, action));
        // Having the seat again is another term.
        skipCycles(30);
        assertStage(FIRST, candidacy, IElections.Stage.Incumbent);
        (address[] memory officers, ) = offices.confirmationsOf(action);
        assertEq(officers.length, 1);
        assertTrue(act(alice, action));
    }

    // ---------------------------------------------------------------- delays

    function test_Delay_LetsAnyoneExecuteAfterwards() external {
        _powerOfOne(2 days);
        seat(FIRST, alice, 100);
        IOffices.Action memory action = _turn(5);
        assertFalse(act(alice, action));
        bytes32 name = offices.idOf(action);
        uint64 readyAt = uint64(block.timestamp + 2 days);
        refuse(IOffices.ActionNotReady.selector, abi.encode(name, readyAt));
        offices.execute(action);
        vm.warp(readyAt);
        // To confirm again delays nothing.
        assertFalse(act(alice, action));
        offices.execute(action);
        assertEq(_dial.count(), 5);
    }

    function test_Delay_IsVoidWhenTheSeatIsLostMeanwhile() external {
        _powerOfOne(2 days);
        CandidacyId candidacy = seat(FIRST, alice, 100);
        IOffices.Action memory action = _turn(5);
        act(alice, action);
        vm.prank(alice);
        elections.resign(FIRST, candidacy);
        vm.warp(block.timestamp + 2 days);
        refuse(IOffices.ActionNotConfirmed.selector, abi.encode(offices.idOf(action), 0, 1));
        offices.execute(action);
        // Seated and confirmed again, the delay begins anew.
        skipCycles(6);
        assertFalse(act(alice, action));
        refuse(IOffices.ActionNotReady.selector, abi.encode(offices.idOf(action), uint64(block.timestamp + 2 days)));
        offices.execute(action);
    }

    function test_Delay_RevertGiven_TheDeadlineHasPassed() external {
        _powerOfOne(2 days);
        seat(FIRST, alice, 100);
        IOffices.Action memory action = _turn(5);
        act(alice, action);
        vm.warp(action.deadline + 1);
        refuse(IOffices.ActionExpired.selector, abi.encode(action.deadline));
        offices.execute(action);
    }

    // ---------------------------------------------------------------- the brake

    function test_Brake_StopsOutflowsOnceATerm() external {
        IConstitution.Clause[] memory list = andPower(andOffice(none(), 1), address(0), ITreasury.brake.selector, 0, 1);
        list = andBudget(list, address(0), 3 ether, 30 days, false);
        pass(abi.encode(andPower(list, address(_dial), TURN, 0, 1)));
        leaveAll(ROOT_ELECTION);
        CandidacyId candidacy = seat(FIRST, alice, 100);
        IOffices.Action memory braking = callOf(FIRST, treasury, brakeData(8 days));
        refuse(ITreasury.TreasuryBrakeTooLong.selector, abi.encode(8 days, 7 days));
        act(alice, braking);
        braking = callOf(FIRST, treasury, brakeData(7 days));
        act(alice, braking);
        uint64 until = uint64(block.timestamp + 7 days);
        assertEq(ITreasury(treasury).brakedUntil(), until);
        refuse(ITreasury.TreasuryIsBraked.selector, abi.encode(until));
        act(alice, paymentOf(FIRST, address(0), alice, 1));
        refuse(ITreasury.TreasuryIsBraked.selector, abi.encode(until));
        act(alice, _turn(1));
        vm.warp(until);
        act(alice, paymentOf(FIRST, address(0), alice, 1));
        refuse(IOffices.OfficeHasBraked.selector, abi.encode(FIRST));
        act(alice, braking);
        vm.prank(alice);
        elections.resign(FIRST, candidacy);
        skipCycles(6);
        act(alice, braking);
    }

    function test_Brake_PostponesTheLapseOfADocument() external {
        pass(abi.encode(andPower(andOffice(none(), 1), address(0), ITreasury.brake.selector, 0, 1)));
        leaveAll(ROOT_ELECTION);
        seat(FIRST, alice, 40);
        bytes memory clauses = abi.encode(andCall(none(), address(_dial), 1, ""));
        CandidacyId document = _present(bob, 60, clauses);
        _support(document, 60);
        skipCycles(4);
        (, , uint64 lapsableAt) = constitution.queued(ROOT_ELECTION);
        vm.warp(lapsableAt - 1 days);
        act(alice, callOf(FIRST, treasury, brakeData(7 days)));
        (, , uint64 later) = constitution.queued(ROOT_ELECTION);
        assertEq(later, block.timestamp + 7 days + DELAY);
        vm.warp(lapsableAt);
        refuse(IConstitution.DocumentNotLapsable.selector, abi.encode(ROOT_ELECTION, document, later));
        constitution.lapse(ROOT_ELECTION);
    }

    function test_Grants_RevertGiven_CallerIsNotTheConstitution() external {
        IConstitution.PowerClause memory power;
        refuse(IOffices.OfficesCallerNotConstitution.selector, abi.encode(address(this)));
        offices.grantPower(FIRST, id(1), power);
        IConstitution.BudgetClause memory budget;
        refuse(IOffices.OfficesCallerNotConstitution.selector, abi.encode(address(this)));
        offices.grantBudget(FIRST, id(1), id(0), budget);
    }

    // ---------------------------------------------------------------- set-up

    function _turn(uint256 by) private view returns (IOffices.Action memory) {
        return callOf(FIRST, address(_dial), abi.encodeCall(Dial.turn, (by)));
    }

    function _powerOfOne(uint32 delay) private {
        pass(abi.encode(andPower(andOffice(none(), 1), address(_dial), TURN, delay, 1)));
        leaveAll(ROOT_ELECTION);
    }

    function _budget(address asset, uint128 amount, uint32 period, bool carries) private {
        pass(abi.encode(andBudget(andOffice(none(), 1), asset, amount, period, carries)));
        leaveAll(ROOT_ELECTION);
    }

    /// @dev alice, bob and carol hold its three seats.
    function _committee(uint8 confirmations, uint32 delay) private {
        pass(abi.encode(andPower(andOffice(none(), 3), address(_dial), TURN, delay, confirmations)));
        leaveAll(ROOT_ELECTION);
        nominate(FIRST, alice, 100);
        nominate(FIRST, bob, 100);
        nominate(FIRST, carol, 100);
        skipCycles(8);
        assertEq(elections.incumbents(FIRST).length, 3);
    }

    function _sign(string memory name, IOffices.Action memory a) private returns (IOffices.Confirmation memory) {
        (address officer, uint256 key) = makeAddrAndKey(name);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Perdure Offices"),
                keccak256("1"),
                block.chainid,
                address(offices)
            )
        );
        bytes32 kind = keccak256(
            "Act(address officer,uint64 office,uint8 kind,address target,bytes data,uint64 deadline,uint256 salt)"
        );
        bytes32 hash = keccak256(
            abi.encode(kind, officer, a.office, a.kind, a.target, keccak256(a.data), a.deadline, a.salt)
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, hash)));
        return IOffices.Confirmation(officer, abi.encodePacked(r, s, v));
    }

    /// @dev Passes a document with a part of everybody's weight, so that the rest stays where it is.
    function _passWith(uint96 units, bytes memory clauses) private {
        CandidacyId document = _present(authorOf(ROOT_ELECTION), units, clauses);
        _support(document, units);
        skipCycles(12);
        vm.warp(block.timestamp + DELAY);
        constitution.enact(ROOT_ELECTION, clauses);
    }

    function _present(address author, uint96 units, bytes memory clauses) private returns (CandidacyId) {
        vm.prank(author);
        return elections.nominate(ROOT_ELECTION, documentOf(clauses), placement(id(0), units), noScores(), noDead());
    }

    function _support(CandidacyId document, uint96 units) private {
        address[4] memory all = [alice, bob, carol, dave];
        for (uint256 i = 0; i < all.length; ++i) place(ROOT_ELECTION, all[i], document, false, units);
    }
}
