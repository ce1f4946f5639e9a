// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReportConsumer} from "../oracle/IReportConsumer.sol";
import {Reentry} from "./Reentry.sol";

/// @notice Notes what reports bring, unless it is told to refuse or to burn its gas.
contract Consumer is IReportConsumer, Reentry {
    bool public refuses;
    bool public burns;
    uint256 public count;
    uint64 public sequence;
    bytes public payload;

    error ConsumerRefuses();

    function behave(bool refuses_, bool burns_) external {
        (refuses, burns) = (refuses_, burns_);
    }

    function consume(bytes32, uint64 sequence_, uint64, bytes calldata payload_) external {
        _strike();
        if (refuses) revert ConsumerRefuses();
        uint256 n = 0;
        while (burns) ++n;
        (count, sequence, payload) = (count + 1, sequence_, payload_);
    }
}
