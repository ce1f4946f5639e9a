// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICommitments} from "../commitments/ICommitments.sol";
import {CommitmentId, OptionId} from "../types/Ids.sol";

/// @notice A recurring commitment whose rounds come to what they are told.
contract Deadlines {
    uint32 private immutable _first;
    uint32 private immutable _period;
    mapping(uint32 round => ICommitments.Outcome) private _outcomes;
    mapping(uint32 round => bool) private _decided;
    bool public ended;
    bool public allots;

    constructor(uint32 first, uint32 period) {
        (_first, _period) = (first, period);
    }

    function become(bool ended_, bool allots_) external {
        (ended, allots) = (ended_, allots_);
    }

    /// @param content zero = to do nothing
    function settle(uint32 round, bytes32 content) external {
        OptionId winner = OptionId.wrap(content == 0 ? 0 : 1);
        _outcomes[round] = ICommitments.Outcome(_first + round * _period, winner, content);
        _decided[round] = true;
    }

    function commitmentOf(CommitmentId) external view returns (ICommitments.CommitmentView memory) {
        ICommitments.CommitmentParameters memory parameters = ICommitments.CommitmentParameters(
            allots,
            1 days,
            _first,
            _period
        );
        return ICommitments.CommitmentView(parameters, address(this), 0, _first, ended);
    }

    function outcomeOf(CommitmentId commitment, uint32 round) external view returns (ICommitments.Outcome memory) {
        if (!_decided[round]) revert ICommitments.CommitmentUndecided(commitment, round);
        return _outcomes[round];
    }
}
