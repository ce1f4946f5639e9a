// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A token whose transfers fail, in whichever way it was made for.
contract FailingToken {
    enum Failure {
        Reverts,
        AnswersFalse,
        MovesNothing
    }

    // solhint-disable-next-line const-name-snakecase
    uint8 public constant decimals = 18;
    Failure private immutable _failure;

    error FailingTokenReverts();

    constructor(Failure failure) {
        _failure = failure;
    }

    function balanceOf(address) external pure returns (uint256) {
        return 1e18;
    }

    function transferFrom(address, address, uint256) external view returns (bool) {
        if (_failure == Failure.Reverts) revert FailingTokenReverts();
        return _failure != Failure.AnswersFalse;
    }
}
