// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {Units} from "../types/Units.sol";
import {ElectorateLib} from "./ElectorateLib.sol";
import {IWeights} from "./IWeights.sol";

/// @title How members leave for a fork
/// @notice Burns what an account takes along (design 6). Linked, because it is seldom used, and because within Weights it
/// would make every purchase dearer: the compiler would no longer inline what they share.
library DepartLib {
    using CharterLib for Charter;
    using ElectorateLib for ElectorateLib.State;

    /// @notice What a member takes along.
    /// @param leased whether the lease ends as well
    struct Departure {
        address account;
        Units units;
        bool leased;
        uint64 contributed;
    }

    /// @notice Takes units, the lease if it goes along, and contributed value off an account and off the totals.
    function depart(
        ElectorateLib.State storage electorate,
        mapping(address account => IWeights.Account) storage accounts,
        mapping(address account => IWeights.Lease) storage leases,
        Departure memory d
    ) external {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.forks()) revert IWeights.WeightsCallerNotFork(msg.sender);
        IWeights.Account storage holder = accounts[d.account];
        IWeights.Lease storage held = leases[d.account];
        _check(holder, held, d);

        ElectorateLib.Stake memory before = _stakeOf(charter, holder, held);
        holder.units -= Units.unwrap(d.units);
        holder.contributed -= d.contributed;
        if (d.leased) held.units = 0;
        electorate.forget(d.contributed);
        electorate.recount(charter, before, _stakeOf(charter, holder, held), 0, 0);
        emit IWeights.Departed(d.account, d.units, Units.wrap(d.leased ? before.leased : 0), d.contributed);
    }

    function _check(IWeights.Account storage holder, IWeights.Lease storage held, Departure memory d) private view {
        uint256 wanted = uint256(holder.placed) + Units.unwrap(d.units);
        if (wanted > holder.units) revert IWeights.WeightsInsufficient(d.account, holder.units, wanted);
        if (d.leased && held.placed != 0) revert IWeights.WeightsStillPlaced(d.account, held.placed, 0);
        if (holder.contributed >= d.contributed) return;
        revert IWeights.WeightsContributedTooMuch(d.account, holder.contributed, d.contributed);
    }

    function _stakeOf(
        Charter memory charter,
        IWeights.Account storage holder,
        IWeights.Lease storage held
    ) private view returns (ElectorateLib.Stake memory stake) {
        stake.units = holder.units;
        if (charter.leasing() == 0) return stake;
        if (held.until > charter.cycle()) (stake.leased, stake.until) = (held.units, held.until);
    }
}
