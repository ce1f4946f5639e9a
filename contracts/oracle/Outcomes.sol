// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IOffices} from "../constitution/IOffices.sol";
import {CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {IOutcomes} from "./IOutcomes.sol";
import {IReportConsumer} from "./IReportConsumer.sol";

/// @title Outcomes
/// @notice What polls and policies decide; see {IOutcomes}.
contract Outcomes is IOutcomes, IReportConsumer {
    uint8 private constant PASSED = 1;

    IOffices private immutable _offices;
    Mandate private _mandate;

    /// @param kernel whose offices it directs; it may be founded later
    constructor(IKernel kernel, Mandate memory mandate_) {
        if (mandate_.target == mandate_.inbox) revert OutcomesDirectOwnInbox(mandate_.inbox, mandate_.selector);
        _offices = IOffices(CharterLib.organ(address(kernel), CharterLib.OFFICES));
        _mandate = mandate_;
    }

    /// @inheritdoc IReportConsumer
    function consume(bytes32 feed, uint64, uint64 observedAt, bytes calldata payload) external {
        Mandate memory m = _mandate;
        if (msg.sender != m.inbox || feed != m.feed) revert OutcomesCallerNotFeed(msg.sender, feed);
        Outcome memory o = abi.decode(payload, (Outcome));
        if (o.closedAt > observedAt) revert OutcomeFromFuture(o.pollKey, o.closedAt, observedAt);
        emit OutcomeReported(o.pollKey, o.policy, o.status, o.winner, o.closedAt, o.contentHash, o.data);
        if (o.policy != m.policy) return;
        if (o.status == PASSED) _direct(m, o);
        else _drop(m, o.pollKey);
    }

    /// @inheritdoc IOutcomes
    function mandate() external view returns (Mandate memory) {
        return _mandate;
    }

    function _direct(Mandate memory m, Outcome memory o) private {
        bytes32 argument = bytes32(o.data);
        if (m.constrained && (o.data.length < 32 || argument != m.argument)) {
            emit OutcomeWithoutEffect(o.pollKey, abi.encodeWithSelector(OutcomeOutOfMandate.selector, argument));
            return;
        }
        // solhint-disable-next-line no-empty-blocks
        try _offices.direct(m.target, bytes.concat(m.selector, o.data), o.pollKey, o.closedAt) {} catch (
            bytes memory reason
        ) {
            _passOver(o.pollKey, reason);
        }
    }

    /// @dev What was reported to have passed did not: the poll was counted anew, say.
    function _drop(Mandate memory m, bytes32 pollKey) private {
        // solhint-disable-next-line no-empty-blocks
        try _offices.drop(m.target, m.selector, pollKey) {} catch (bytes memory reason) {
            _passOver(pollKey, reason);
        }
    }

    /// @dev A report without effect now has none later: it is not kept for a document to come.
    function _passOver(bytes32 pollKey, bytes memory reason) private {
        if (reason.length == 0) revert OutcomeStarved(pollKey);
        emit OutcomeWithoutEffect(pollKey, reason);
    }
}
