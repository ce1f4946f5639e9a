// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {KeystoneForwarder} from "@chainlink/contracts/src/v0.8/keystone/KeystoneForwarder.sol";
import {IReceiver} from "@chainlink/contracts/src/v0.8/keystone/interfaces/IReceiver.sol";
import {IReportConsumer} from "../../../contracts/oracle/IReportConsumer.sol";

// Nothing is what these do.
// solhint-disable no-empty-blocks

/// @notice The peer, in an artifact of this project.
contract PeerForwarder is KeystoneForwarder {}

/// @notice Takes reports by either door, and does nothing with them.
contract Sink is IReportConsumer, IReceiver {
    function consume(bytes32, uint64, uint64, bytes calldata) external {}

    function onReport(bytes calldata, bytes calldata) external {}

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IReceiver).interfaceId || id == 0x01ffc9a7;
    }
}
