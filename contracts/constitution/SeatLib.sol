// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";

/// @notice A seat that is taken.
/// @param seatedIn the cycle at whose end it was
struct Seat {
    CandidacyId candidacy;
    address owner;
    uint32 seatedIn;
}

/// @title Who holds the seats
/// @notice Asks for an election as it stands when all cycles that have ended are closed, so whoever has lost a seat has lost
/// it.
library SeatLib {
    function seatsOf(IElections elections, ElectionId election) internal view returns (Seat[] memory seats) {
        IElections.CandidacyView[] memory field = elections.standing(election);
        uint256 count = 0;
        for (uint256 i = 0; i < field.length; ++i) {
            if (field[i].stage == IElections.Stage.Incumbent) field[count++] = field[i];
        }
        seats = new Seat[](count);
        for (uint256 i = 0; i < count; ++i) seats[i] = Seat(field[i].candidacy, field[i].owner, field[i].seatedIn);
    }
}
