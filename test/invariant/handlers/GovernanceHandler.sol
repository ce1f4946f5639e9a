// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../../contracts/constitution/IConstitution.sol";
import {IOffices} from "../../../contracts/constitution/IOffices.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {ForkId, IForks} from "../../../contracts/kernel/IForks.sol";
import {IKernel, KernelParameters} from "../../../contracts/kernel/IKernel.sol";
import {Dial} from "../../../contracts/test/Dial.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../../contracts/types/Ids.sol";
import {IWeights} from "../../../contracts/weights/IWeights.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {Governing} from "../../helpers/Governing.sol";

/// @title A community that governs itself, pays, and falls apart, and the audits of C1 and F1
/// @notice Six members buy weight at par, so that a unit is a gwei of coins and nothing decays; they pass documents, take
/// offices, spend budgets, and leave by forks. An action that is refused counts as none.
abstract contract GovernanceHandler is Governing {
    uint256 private constant MEMBERS = 6;
    address private constant COIN = address(0);

    PurchaseSource internal shop;
    PlainToken internal token;
    Dial internal dial;
    address[] internal members;
    bytes[] internal documents;
    bytes32 internal founded;

    uint256 private _seed;
    uint256 public made;
    uint256 public acted;
    mapping(bytes4 action => uint256) public actsOf;

    /// @dev What members have bought, gwei; what the treasuries were given, and what left them for good.
    mapping(address member => uint256) internal bought;
    uint256 internal coinsIn;
    uint256 internal coinsOut;
    uint256 internal tokensIn;
    uint256 internal tokensOut;

    constructor() {
        KernelParameters memory p = _parameters("governed");
        foundGoverned(p);
        shop = PurchaseSource(kernel.sources()[0]);
        (token, dial) = (new PlainToken(18), new Dial(treasury));
        for (uint256 i = 0; i < MEMBERS; ++i) members.push(makeAddr(vm.toString(i)));
        founded = kernel.parametersHash();
        _write();
    }

    modifier rolled(uint256 seed) {
        (_seed, made) = (seed, made + 1);
        _;
    }

    function actions() public pure returns (bytes4[] memory list) {
        bytes4[17] memory all = [
            this.pass.selector,
            this.pass.selector,
            this.buy.selector,
            this.give.selector,
            this.present.selector,
            this.support.selector,
            this.support.selector,
            this.withdraw.selector,
            this.enact.selector,
            this.stand.selector,
            this.stand.selector,
            this.officiate.selector,
            this.officiate.selector,
            this.propose.selector,
            this.join.selector,
            this.stay.selector,
            this.settle.selector
        ];
        list = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) list[i] = all[i];
    }

    // ---------------------------------------------------------------- time and money

    function pass(uint256 seed) external rolled(seed) {
        acted += 1;
        vm.warp(vm.getBlockTimestamp() + 1 + _roll(_roll(3) == 0 ? 12 days : 2 days));
    }

    function buy(uint256 seed) external rolled(seed) {
        (address member, uint256 value) = (_anybody(), 1 + _roll(1000));
        vm.deal(member, value * 1 gwei);
        bytes memory data = abi.encodeCall(IPurchaseSource.purchase, (COIN, value * 1 gwei, member, 0));
        if (!_try(member, address(shop), value * 1 gwei, data)) return;
        bought[member] += value;
        coinsIn += value * 1 gwei;
    }

    /// @notice The treasury earns something, or loses some of what it has.
    function give(uint256 seed) external rolled(seed) {
        acted += 1;
        uint256 amount = _roll(3000);
        token.mint(treasury, amount);
        tokensIn += amount;
        if (_roll(2) == 0) return;
        vm.deal(treasury, treasury.balance + amount * 1 gwei);
        coinsIn += amount * 1 gwei;
    }

    // ---------------------------------------------------------------- documents

    function present(uint256 seed) external rolled(seed) {
        bytes memory clauses = documents[_roll(2) == 0 ? 0 : _roll(documents.length)];
        _nominate(ROOT_ELECTION, documentOf(clauses));
    }

    function stand(uint256 seed) external rolled(seed) {
        address member = _anybody();
        _seed = uint256(keccak256(abi.encode(_seed)));
        ElectionId election = _election();
        if (election == ROOT_ELECTION) return;
        _nominateBy(member, election, nominationOf(member));
    }

    function support(uint256 seed) external rolled(seed) {
        ElectionId election = _election();
        IElections.CandidacyView[] memory field = elections.standing(election);
        if (field.length == 0) return;
        CandidacyId candidacy = field[_roll(field.length)].candidacy;
        address member = _anybody();
        uint96 units = uint96(1 + _roll(1 + weights.unitsOf(member)));
        _try(member, address(elections), 0, abi.encodeCall(IElections.place, (election, candidacy, false, units, 0)));
    }

    function withdraw(uint256 seed) external rolled(seed) {
        _try(_anybody(), address(elections), 0, abi.encodeCall(IElections.withdrawBallot, (_election())));
    }

    /// @notice Enacts what is due, whatever it is, or lapses what nobody enacted.
    function enact(uint256 seed) external rolled(seed) {
        uint256 coins = dial.count();
        for (uint256 i = 0; i < documents.length; ++i) {
            uint256 balance = address(dial).balance;
            bytes memory data = abi.encodeCall(IConstitution.enact, (ROOT_ELECTION, documents[i]));
            if (!_try(address(this), address(constitution), 0, data)) continue;
            coinsOut += address(dial).balance - balance;
            assertGe(dial.count(), coins);
            return;
        }
        _try(address(this), address(constitution), 0, abi.encodeCall(IConstitution.lapse, (ROOT_ELECTION)));
    }

    /// @notice Somebody does what an office may do, and most often may not.
    function officiate(uint256 seed) external rolled(seed) {
        ElectionId election = _election();
        address[] memory officers = elections.incumbents(election);
        address caller = officers.length == 0 || _roll(4) == 0 ? _anybody() : officers[_roll(officers.length)];
        uint256 amount = 1 + _roll(400);
        bool inCoins = _roll(2) == 0;
        IOffices.Action memory action = paymentOf(
            election,
            inCoins ? COIN : address(token),
            address(0xdead),
            inCoins ? amount * 1 gwei : amount
        );
        if (_roll(3) == 0) action = callOf(election, address(dial), abi.encodeCall(Dial.turn, (1)));
        action.salt = _seed;
        bytes memory data = abi.encodeCall(IOffices.act, (action, new IOffices.Confirmation[](0)));
        (uint256 coins, uint256 tokens) = (address(0xdead).balance, token.balanceOf(address(0xdead)));
        _try(caller, address(offices), 0, data);
        coinsOut += address(0xdead).balance - coins;
        tokensOut += token.balanceOf(address(0xdead)) - tokens;
    }

    // ---------------------------------------------------------------- forks

    function propose(uint256 seed) external rolled(seed) {
        // Whoever has left takes part no more, so not too soon.
        if (forks.count() >= 4 || _roll(4) != 0) return;
        KernelParameters memory p = _parameters(_nameOf(forks.count()));
        _try(_anybody(), address(forks), 0, abi.encodeCall(IForks.propose, (p)));
    }

    function join(uint256 seed) external rolled(seed) {
        if (forks.count() == 0) return;
        address member = _anybody();
        // Whoever wants to go takes their ballots back first.
        for (uint64 e = 0; e < elections.count(); ++e) {
            (IElections.Ballot memory ballot, ) = elections.ballotOf(ElectionId.wrap(e), member);
            if (ballot.placements.length == 0) continue;
            _try(member, address(elections), 0, abi.encodeCall(IElections.withdrawBallot, (ElectionId.wrap(e))));
        }
        bytes memory data = abi.encodeCall(IForks.join, (_fork()));
        if (!_try(member, address(forks), 0, data)) {
            _try(member, address(forks), 0, abi.encodeCall(IForks.follow, (_fork())));
        }
    }

    /// @notice Somebody who has joined changes their mind.
    function stay(uint256 seed) external rolled(seed) {
        if (forks.count() == 0) return;
        (ForkId fork, uint256 start) = (_fork(), _roll(MEMBERS));
        for (uint256 i = 0; i < MEMBERS; ++i) {
            address member = members[(start + i) % MEMBERS];
            (uint96 units, , ) = forks.memberOf(fork, member);
            if (units == 0) continue;
            _try(member, address(forks), 0, abi.encodeCall(IForks.unjoin, (fork)));
            return;
        }
    }

    /// @notice Executes a fork that is ready, brings a member over, and claims.
    function settle(uint256 seed) external rolled(seed) {
        if (forks.count() == 0) return;
        ForkId fork = _fork();
        address[] memory assets = new address[](1 + _roll(2));
        if (_roll(2) == 0) assets[0] = address(token);
        bytes memory data = abi.encodeCall(IForks.execute, (fork, _parameters(_nameOf(ForkId.unwrap(fork))), assets));
        _try(address(this), address(forks), 0, data);
        _try(address(this), address(forks), 0, abi.encodeCall(IForks.arrive, (fork, _anybody())));
        _try(
            address(this),
            address(forks),
            0,
            abi.encodeCall(IForks.claim, (fork, _roll(2) == 0 ? COIN : address(token)))
        );
    }

    // ---------------------------------------------------------------- audits

    /// @notice C1: nothing that is enacted, and no office, changes units, sources, decay, `E` or fork terms.
    function auditKernel() external view {
        assertEq(kernel.parametersHash(), founded, "C1: the kernel");
        assertEq(weights.unitsOf(treasury), 0, "C1: the treasury holds weight");
        assertTrue(weights.isSource(address(shop)), "C1: sources");
        uint256 electorate = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            electorate += weights.unitsOf(members[i]);
            assertEq(_unitsEverywhere(members[i]), bought[members[i]], "C1: units");
        }
        assertEq(weights.electorate(), electorate, "C1: the electorate");
    }

    /// @notice F1: what the parent's treasury and the children's hold is what there was; nobody counts in both; nobody takes
    /// more than they gave.
    function auditForks() external view {
        (uint256 coins, uint256 tokens) = (treasury.balance, token.balanceOf(treasury));
        for (uint64 i = 0; i < forks.count(); ++i) {
            IForks.ForkView memory fork = forks.forkOf(ForkId.wrap(i));
            if (fork.child == address(0)) continue;
            address till = IKernel(fork.child).treasury();
            (coins, tokens) = (coins + till.balance, tokens + token.balanceOf(till));
            uint256 gave = _auditMembers(ForkId.wrap(i), IWeights(IKernel(fork.child).weights()));
            if (!fork.isSuccessor) assertLe(till.balance, gave * 1 gwei, "F1: more than they gave");
        }
        _auditContributions();
        assertEq(coins + coinsOut, coinsIn, "F1: coins");
        assertEq(tokens + tokensOut, tokensIn, "F1: tokens");
    }

    /// @dev Who has arrived took along all that they had joined with.
    /// @return gave what those who joined or arrived have ever given, gwei
    function _auditMembers(ForkId fork, IWeights there) private view returns (uint256 gave) {
        for (uint256 i = 0; i < members.length; ++i) {
            (uint96 units, , ) = forks.memberOf(fork, members[i]);
            bool arrived = there.unitsOf(members[i]) != 0;
            if (arrived) assertEq(units, 0, "F1: counted in both");
            if (arrived || units != 0) gave += bought[members[i]];
        }
    }

    /// @dev What a member gave is told in one community at a time, and nowhere twice.
    function _auditContributions() private view {
        uint256 all = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 contributed = weights.accountOf(members[i]).contributed;
            all += contributed;
            for (uint64 f = 0; f < forks.count(); ++f) {
                address child = forks.forkOf(ForkId.wrap(f)).child;
                if (child == address(0)) continue;
                contributed += IWeights(IKernel(child).weights()).accountOf(members[i]).contributed;
            }
            assertEq(contributed, bought[members[i]], "F1: contributed twice");
        }
        assertEq(weights.totalContributed(), all, "F1: contributed by all");
    }

    function _unitsEverywhere(address member) private view returns (uint256 units) {
        units = weights.unitsOf(member);
        for (uint64 i = 0; i < forks.count(); ++i) {
            address child = forks.forkOf(ForkId.wrap(i)).child;
            if (child != address(0)) units += IWeights(IKernel(child).weights()).unitsOf(member);
        }
    }

    // ---------------------------------------------------------------- inside

    /// @dev The documents that members choose from.
    function _write() private {
        IConstitution.Clause[] memory list = andOffice(none(), 1);
        list = andBudget(list, COIN, 200 gwei, 3 days, false);
        list = andBudget(list, address(token), 300, 3 days, true);
        documents.push(abi.encode(andPower(list, address(dial), Dial.turn.selector, 0, 1)));
        documents.push(abi.encode(andCall(none(), address(dial), 50 gwei, abi.encodeCall(Dial.turn, (1)))));
        documents.push(abi.encode(andBudget(andOffice(none(), 3), COIN, 100 gwei, 1 days, true)));
        // Nobody can turn the dial back, so it is never enacted.
        documents.push(abi.encode(andCall(none(), address(dial), 0, hex"01020304")));
        documents.push(abi.encode(andCall(andOffice(none(), 1), address(dial), 0, hex"01020304")));
        documents.push("");
    }

    function _parameters(string memory name) private returns (KernelParameters memory p) {
        p = governed();
        p.name = name;
        p.sources[0].implementation = _implementation();
        IPurchaseSource.Configuration memory c;
        c.assets = new IPurchaseSource.AssetParameters[](1);
        p.sources[0].configuration = abi.encode(c);
    }

    address private _shopImplementation;

    function _implementation() private returns (address) {
        if (_shopImplementation == address(0)) _shopImplementation = deploy("PurchaseSource", "");
        return _shopImplementation;
    }

    function _nameOf(uint64 fork) private pure returns (string memory) {
        return string.concat("child", vm.toString(uint256(fork)));
    }

    function _nominate(ElectionId election, IElections.Nomination memory nomination) private {
        _nominateBy(_anybody(), election, nomination);
    }

    function _nominateBy(address member, ElectionId election, IElections.Nomination memory nomination) private {
        uint96 units = uint96(1 + _roll(1 + weights.unitsOf(member)));
        bytes memory data = abi.encodeCall(
            IElections.nominate,
            (election, nomination, placement(NO_CANDIDACY, units), noScores(), noDead())
        );
        _try(member, address(elections), 0, data);
    }

    function _try(address sender, address target, uint256 value, bytes memory data) private returns (bool done) {
        if (sender != address(this)) vm.prank(sender);
        (done, ) = target.call{value: value}(data);
        if (!done) return false;
        acted += 1;
        actsOf[bytes4(data)] += 1;
    }

    function _election() private returns (ElectionId) {
        return ElectionId.wrap(_roll(3) == 0 ? 0 : uint64(_roll(elections.count())));
    }

    function _fork() private returns (ForkId) {
        return ForkId.wrap(uint64(_roll(forks.count())));
    }

    function _anybody() private returns (address) {
        return members[_roll(MEMBERS)];
    }

    function _roll(uint256 sides) private returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed % sides;
    }
}
