// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CharterLib, Charter} from "../kernel/CharterLib.sol";
import {ElectionId} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {Action, BallotLib} from "./BallotLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";
import {ReleaseLib} from "./ReleaseLib.sol";

/// @title Ballots that voters let others hand in
/// @notice A voter appoints a relay, for so many units, which casts what the voter says elsewhere (design 8). That it may is a
/// bit in the ballot's own slot, which casting or withdrawing directly clears. Linked, because it is seldom used.
library RelayLib {
    using CharterLib for Charter;

    error RelayNotModule(address relay);
    error RelayNotAppointed(ElectionId election, address voter, address relay);
    /// @notice Something the voter said at least as late counts already, or was said before relaying was switched on.
    error RelayHeardLater(ElectionId election, address voter, uint64 castAt, uint64 heardAt);
    error RelayPlacesTooMuch(ElectionId election, address voter, uint256 units, uint96 most);

    /// @notice Appoints a voter's relay; zero = nobody.
    function appoint(
        ElectionLib.State storage election,
        ElectionId id,
        address voter,
        address account,
        uint96 most
    ) external {
        bool on = account != address(0);
        if (on && !IWeights(CharterLib.read().weights()).isModule(account)) revert RelayNotModule(account);
        uint256 word = election.placed[voter][0];
        ElectionLib.Relay storage relay = election.relays[voter];
        // Whoever has cast, withdrawn or switched off meanwhile is not overruled by what they had said before.
        bool decided = word & BallotLib.RELAYED == 0 && (word != 0 || relay.account != address(0));
        if ((decided || !on) && block.timestamp > relay.heardAt) relay.heardAt = uint64(block.timestamp);
        (relay.account, relay.most) = (account, on ? most : 0);
        election.placed[voter][0] = on ? word | BallotLib.RELAYED : word & ~BallotLib.RELAYED;
        emit IElections.RelayAppointed(id, voter, account, relay.most);
    }

    /// @notice Hears a relay out. Reverts unless the voter has appointed it, for so many units, and it says something new.
    /// @return withdrawn whether that was all: the voter wants no ballot any more
    function hear(
        ElectionLib.State storage election,
        Action memory action,
        uint64 castAt,
        IElections.Placement[] calldata placements
    ) external returns (bool withdrawn) {
        ElectionLib.Relay storage relay = election.relays[action.voter];
        mapping(uint256 => uint256) storage stored = election.placed[action.voter];
        uint256 word = stored[0];
        bool appointed = relay.account == msg.sender && word & BallotLib.RELAYED != 0;
        if (!appointed) revert RelayNotAppointed(action.id, action.voter, msg.sender);
        // What the constitution has retired casts for nobody.
        if (!action.weights.isModule(msg.sender)) revert RelayNotModule(msg.sender);
        if (castAt <= relay.heardAt) revert RelayHeardLater(action.id, action.voter, castAt, relay.heardAt);
        uint256 units = 0;
        for (uint256 i = 0; i < placements.length; ++i)
            units += uint256(placements[i].permanent) + placements[i].leased;
        if (units > relay.most) revert RelayPlacesTooMuch(action.id, action.voter, units, relay.most);
        relay.heardAt = castAt;
        emit IElections.BallotRelayed(action.id, action.voter, castAt);
        if (placements.length != 0) return false;
        if (word != BallotLib.RELAYED) ReleaseLib.withdraw(election, action);
        stored[0] = BallotLib.RELAYED;
        return true;
    }

    /// @notice Who may cast for a voter now; zero = nobody.
    function relayOf(
        ElectionLib.State storage election,
        address voter
    ) external view returns (address account, uint96 most, uint64 heardAt) {
        ElectionLib.Relay storage relay = election.relays[voter];
        heardAt = relay.heardAt;
        bool on = election.placed[voter][0] & BallotLib.RELAYED != 0;
        if (on) (account, most) = (relay.account, relay.most);
    }
}
