// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../contracts/elections/IElections.sol";
import {CandidacyId, ElectionId} from "../../contracts/types/Ids.sol";
import {Crowd, Kind} from "./handlers/Crowd.sol";
import {Handler} from "./handlers/Handler.sol";
import {Twins} from "./handlers/Twins.sol";
import {Invariants} from "./Invariants.sol";

contract SeatsStage is Handler {
    constructor(Kind kind) Crowd(kind, false) {}
}

/// @title L2, in the kinds of community in which votes and electorate are furthest apart
abstract contract SeatsInvariants is Invariants {
    function invariant_L2_BucketsAndSeatsKeepTheirBounds() external view {
        handler.auditSeats();
    }
}

contract GatedSeatsInvariants is SeatsInvariants {
    function setUp() external {
        _target(new SeatsStage(Kind.Gated));
    }
}

contract PlainSeatsInvariants is SeatsInvariants {
    function setUp() external {
        _target(new SeatsStage(Kind.Plain));
    }
}

/// @dev The second community is closed at the beginning of every cycle, the first whenever somebody happens to touch it.
contract ClosingStage is Twins {
    constructor(Kind kind) Crowd(kind, true) {}

    function _endCycle(uint64 next) internal override {
        super._endCycle(next);
        for (uint64 e = 0; e < elections.count(); ++e) {
            if (_isLive(ElectionId.wrap(e))) twinElections().advance(ElectionId.wrap(e), 1);
        }
    }
}

/// @dev In the second community every ballot is cast in pieces, one after the other.
contract PiecesStage is Twins {
    constructor(Kind kind) Crowd(kind, true) {}

    function _mirror(
        address sender,
        address twin,
        uint256 value,
        bytes memory data,
        bytes memory answer
    ) internal override {
        if (bytes4(data) == IElections.place.selector) _placeInPieces(sender, data);
        if (bytes4(data) == IElections.castBallot.selector) _castInPieces(sender, data);
        super._mirror(sender, twin, value, data, answer);
    }

    /// @dev A half first; and both halves at once are no ballot.
    function _placeInPieces(address voter, bytes memory data) private {
        (ElectionId id, CandidacyId candidacy, bool against, uint96 permanent, uint96 leased) = abi.decode(
            _arguments(data),
            (ElectionId, CandidacyId, bool, uint96, uint96)
        );
        (uint96 units, uint96 lent) = (permanent / 2, leased / 2);
        if (units | lent != 0) {
            vm.prank(voter);
            twinElections().place(id, candidacy, against, units, lent);
        }
        IElections.Placement[] memory halves = new IElections.Placement[](2);
        halves[0] = IElections.Placement(candidacy, against, permanent - units, leased - lent);
        halves[1] = IElections.Placement(candidacy, against, units, lent);
        _assertRefused(voter, abi.encodeCall(IElections.castBallot, (id, halves, noScores(), noDead())));
    }

    /// @dev Unless the whole ballot has to free what is placed on the dead of the same election, which pieces would have done:
    /// each placement alone first, one instead of the other, and then none. Where the dead lie in another, a piece may be too
    /// much for what is free.
    function _castInPieces(address voter, bytes memory data) private {
        (
            ElectionId id,
            IElections.Placement[] memory placements,
            IElections.Score[] memory scores,
            ElectionId[] memory dead
        ) = abi.decode(_arguments(data), (ElectionId, IElections.Placement[], IElections.Score[], ElectionId[]));
        if (dead.length != 0 && dead[0] == id) return;
        bool placed = false;
        for (uint256 i = 0; i < placements.length; ++i) {
            IElections.Placement[] memory one = new IElections.Placement[](1);
            one[0] = placements[i];
            placed = _try(
                voter,
                address(twinElections()),
                abi.encodeCall(IElections.castBallot, (id, one, scores, noDead()))
            );
        }
        if (placed) _call(voter, address(twinElections()), 0, abi.encodeCall(IElections.withdrawBallot, (id)));
        if (placements.length < 2) return;
        placements[1].candidacy = placements[0].candidacy;
        placements[1].against = placements[0].against;
        _assertRefused(voter, abi.encodeCall(IElections.castBallot, (id, placements, scores, noDead())));
    }

    function _assertRefused(address voter, bytes memory data) private {
        assertFalse(_try(voter, address(twinElections()), data), "L3: two placements on one candidacy");
    }

    function _arguments(bytes memory data) private pure returns (bytes memory arguments) {
        arguments = new bytes(data.length - 4);
        for (uint256 i = 0; i < arguments.length; ++i) arguments[i] = data[i + 4];
    }
}

/// @title L1
abstract contract ClosingInvariants is Invariants {
    function invariant_L1_NobodysClosingMatters() external view {
        Twins(address(handler)).auditTwins("L1");
    }
}

contract GatedClosingInvariants is ClosingInvariants {
    function setUp() external {
        _target(new ClosingStage(Kind.Gated));
    }
}

contract LeasingClosingInvariants is ClosingInvariants {
    function setUp() external {
        _target(new ClosingStage(Kind.Leasing));
    }
}

contract PlainClosingInvariants is ClosingInvariants {
    function setUp() external {
        _target(new ClosingStage(Kind.Plain));
    }
}

/// @title L3
contract PiecesInvariants is Invariants {
    function setUp() external {
        _target(new PiecesStage(Kind.Gated));
    }

    function invariant_L3_PiecesGainNothing() external view {
        Twins(address(handler)).auditTwins("L3");
    }
}
