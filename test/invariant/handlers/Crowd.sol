// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IElections} from "../../../contracts/elections/IElections.sol";
import {KernelParameters, Scaling, SourceParameters} from "../../../contracts/kernel/IKernel.sol";
import {TestFeed} from "../../../contracts/test/Feeds.sol";
import {GrantSource} from "../../../contracts/test/GrantSource.sol";
import {LeaseSource} from "../../../contracts/test/LeaseSource.sol";
import {ListGate} from "../../../contracts/test/ListGate.sol";
import {TestModule} from "../../../contracts/test/TestModule.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {ElectionId} from "../../../contracts/types/Ids.sol";
import {IPatronSource} from "../../../contracts/weights/sources/IPatronSource.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {Community} from "../../helpers/Community.sol";
import {Ghosts} from "./Ghosts.sol";

/// @notice Kernels whose rules take different ways through the contracts: square roots of persons with leases of any kind, and
/// decay; patrons' leases without persons; neither.
enum Kind {
    Gated,
    Leasing,
    Plain
}

/// @title A community, its members, and time
/// @notice What all handlers stand on. Every action rolls its dice from one seed, so that a fuzzer has one number a call to
/// shrink, and goes through {_act}, so that a second community can be made to live through the same.
abstract contract Crowd is Community, Ghosts {
    uint256 internal constant MEMBERS = 6;
    address internal constant COIN = address(0);

    Kind internal immutable kind;
    ListGate internal immutable gate = new ListGate();
    PlainToken internal immutable token = new PlainToken(6);
    TestFeed internal immutable feed = new TestFeed(8, 1e8);
    PurchaseSource internal shop;
    TestModule internal module;
    address[] internal members;

    /// @notice The contract of the second community that stands where this one stands in the first; zero = there is none.
    mapping(address => address) internal twinOf;

    uint256 private _seed;
    bool private _acted;

    /// @param twins whether a second community lives through the same
    constructor(Kind kind_, bool twins) {
        kind = kind_;
        for (uint160 i = 0; i < MEMBERS; ++i) {
            members.push(address(0x4000 + i));
            gate.set(members[i], members[i], true);
        }
        address[] memory second = new address[](0);
        deployFactory(address(0));
        SourceParameters[] memory sources = _sources();
        if (twins) second = _foundFrom("second", sources);
        address[] memory first = _foundFrom("first", sources);
        for (uint256 i = 0; i < second.length; ++i) twinOf[first[i]] = second[i];
    }

    /// @dev One call of a handler: rolls from `seed`, and counts whether it did something.
    modifier counted(uint256 seed) {
        (_seed, _acted) = (seed, false);
        ++_calls;
        _;
        if (_acted) {
            ++_acts;
            ++_actsOf[msg.sig];
        }
        _forgetLosses();
    }

    /// @dev A call that the count of useful ones is not about.
    modifier rolled(uint256 seed) {
        _seed = seed;
        _;
    }

    // ---------------------------------------------------------------- founding

    function _sources() private returns (SourceParameters[] memory sources) {
        IPurchaseSource.AssetParameters[] memory assets = new IPurchaseSource.AssetParameters[](2);
        assets[0] = IPurchaseSource.AssetParameters(COIN, address(0), 0);
        assets[1] = IPurchaseSource.AssetParameters(address(token), address(feed), type(uint32).max);
        IPurchaseSource.Configuration memory till = IPurchaseSource.Configuration(assets, address(0), 0);
        IPurchaseSource sells = PurchaseSource(deploy("PurchaseSource", ""));
        bool leases = kind != Kind.Plain;
        sources = new SourceParameters[](leases ? 3 : 2);
        sources[0].implementation = address(new GrantSource());
        if (kind == Kind.Gated) sources[1].implementation = address(new LeaseSource());
        if (kind == Kind.Leasing) {
            bytes memory terms = abi.encode(IPatronSource.Configuration(till, 0));
            sources[1] = SourceParameters(deploy("PatronSource", abi.encode(sells)), terms);
        }
        sources[sources.length - 1] = SourceParameters(address(sells), abi.encode(till));
    }

    /// @return organs the contracts of the new community, in a fixed order
    function _foundFrom(
        string memory name,
        SourceParameters[] memory sources
    ) private returns (address[] memory organs) {
        KernelParameters memory p = defaults();
        (p.name, p.sources) = (name, sources);
        if (kind == Kind.Gated) (p.gate, p.halfLife) = (address(gate), 365 days);
        else (p.gate, p.scaling) = (address(0), Scaling.Linear);
        if (kind == Kind.Plain) p.halfLife = 90 days;
        if (kind != Kind.Gated) p.cycleLength = 7 days;
        // Small enough for seats to change hands often.
        p.rootStabilizationFill = 0.1e18;
        p.offices = new IElections.ElectionParameters[](2);
        p.offices[0] = office(IElections.Method.Resource, 1, 0, 0.05e18);
        p.offices[1] = office(IElections.Method.Score, 2, 0.02e18, 0.05e18);
        found(p);

        module = new TestModule(weights);
        vm.prank(treasury);
        weights.installModule(address(module));
        address[] memory clones = kernel.sources();
        shop = PurchaseSource(clones[clones.length - 1]);
        for (uint256 i = 0; i < MEMBERS; ++i) {
            vm.prank(members[i]);
            token.approve(address(shop), type(uint256).max);
        }
        organs = new address[](clones.length + 3);
        (organs[0], organs[1], organs[2]) = (address(weights), address(elections), address(module));
        for (uint256 i = 0; i < clones.length; ++i) organs[i + 3] = clones[i];
    }

    // ---------------------------------------------------------------- acting

    /// @dev Makes `sender` call `target`, and does the same in the second community.
    function _act(
        address sender,
        address target,
        uint256 value,
        bytes memory data
    ) internal returns (bytes memory answer) {
        _acted = true;
        answer = _call(sender, target, value, data);
        address twin = twinOf[target];
        if (twin != address(0)) _mirror(sender, twin, value, data, answer);
    }

    /// @dev As {_act}, in the first community alone.
    function _actHere(address sender, address target, bytes memory data) internal {
        _acted = true;
        _call(sender, target, 0, data);
    }

    /// @dev Tries what may be refused, in one community alone.
    function _try(address sender, address target, bytes memory data) internal returns (bool succeeded) {
        vm.prank(sender);
        (succeeded, ) = target.call(data);
    }

    /// @dev How the second community does what the first has just done.
    function _mirror(
        address sender,
        address twin,
        uint256 value,
        bytes memory data,
        bytes memory answer
    ) internal virtual {
        assertEq(_call(sender, twin, value, data), answer);
    }

    function _call(address sender, address target, uint256 value, bytes memory data) internal returns (bytes memory) {
        if (value != 0) vm.deal(sender, value);
        vm.prank(sender);
        (bool succeeded, bytes memory answer) = target.call{value: value}(data);
        return Address.verifyCallResult(succeeded, answer);
    }

    // ---------------------------------------------------------------- dice

    /// @dev A number below `sides`.
    function _roll(uint256 sides) internal returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed % sides;
    }

    function _anybody() internal returns (address) {
        return members[_roll(MEMBERS)];
    }

    // ---------------------------------------------------------------- time

    /// @notice Seconds, or some cycles, or many; each cycle on the way ends under observation.
    function pass(uint256 seed) external rolled(seed) {
        uint256 cycleLength = kernel.cycleLength();
        uint256 most = cycleLength;
        if (_roll(3) == 0) most *= _roll(3) == 0 ? 12 : 4;
        uint256 to = _now() + 1 + _roll(most);
        uint64 next = weights.cycleStartsAt(weights.cycle() + 1);
        while (next <= to) {
            _endCycle(next);
            next = weights.cycleStartsAt(weights.cycle() + 1);
        }
        vm.warp(to);
        _forgetLosses();
    }

    /// @dev The compiler takes the block's own time for a constant within a call.
    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// @dev Passes the time to `next`, when the running cycle has ended.
    function _endCycle(uint64 next) internal virtual;

    function _forgetLosses() internal virtual;

    // ---------------------------------------------------------------- looking

    function _isLive(ElectionId id) internal view returns (bool) {
        (, bool retired, ) = elections.electionOf(id);
        return !retired;
    }

    function _isLeasing() internal view returns (bool) {
        return kind != Kind.Plain;
    }
}
