// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {Units} from "../types/Units.sol";
import {ElectorateLib} from "./ElectorateLib.sol";
import {IWeights} from "./IWeights.sol";

/// @title How members leave for a fork
/// @notice Burns what an account takes along (design 6). Linked, because it is seldom used, and because within Weights it would make
/// every purchase dearer: the compiler would no longer inline what they share.
library DepartLib {
    using CharterLib for Charter;
    using ElectorateLib for ElectorateLib.State;

    /// @notice Takes units, the lease if `leased`, and contributed value off an account and off the totals.
    function depart(
        ElectorateLib.State storage electorate,
        mapping(address account => IWeights.Account) storage accounts,
        mapping(address account => IWeights.Lease) storage leases,
        address account,
        Units units,
        bool leased,
        uint64 contributed
    ) external {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.forks()) revert IWeights.WeightsCallerNotFork(msg.sender);
        IWeights.Account storage holder = accounts[account];
        (uint96 less, uint256 placed) = (Units.unwrap(units), holder.placed);
        if (placed + less > holder.units) {
            revert IWeights.WeightsInsufficient(account, holder.units, placed + less);
        }
        if (holder.contributed < contributed) {
            revert IWeights.WeightsContributedTooMuch(account, holder.contributed, contributed);
        }
        IWeights.Lease storage held = leases[account];
        if (leased && held.placed != 0) revert IWeights.WeightsStillPlaced(account, held.placed, 0);

        ElectorateLib.Stake memory before = _stakeOf(charter, holder, held);
        (holder.units, holder.contributed) = (holder.units - less, holder.contributed - contributed);
        if (leased) held.units = 0;
        electorate.forget(contributed);
        electorate.recount(charter, before, _stakeOf(charter, holder, held), 0, 0);
        emit IWeights.Departed(account, units, Units.wrap(leased ? before.leased : 0), contributed);
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
