// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CandidacyId, ElectionId} from "../types/Ids.sol";
import {IConstitution} from "./IConstitution.sol";
import {IOffices} from "./IOffices.sol";

/// @title What a document lets a module decide
/// @notice The powers of modules (design 8): void with the document that gave them, each used after a delay and within three
/// days, so that a guardian's brake of seven outlasts them. Linked, because it is seldom used.
library MandateLib {
    using CharterLib for Charter;

    uint64 internal constant LASTS = 3 days;

    struct State {
        mapping(address module => mapping(address target => mapping(bytes4 selector => IOffices.Mandate))) mandates;
        mapping(bytes32 id => IOffices.Direction) directions;
    }

    /// @notice No document in force gives the module this power.
    error MandateAbsent(address module, address target, bytes4 selector);
    error MandateGrantedLater(address module, uint64 decidedAt, uint64 grantedAt);
    error DirectionTakenAlready(address module, bytes32 cause);
    error DirectionUnknown(address module, bytes32 cause);
    error DirectionNotReady(address module, bytes32 cause, uint64 readyAt);
    error DirectionExpired(address module, bytes32 cause, uint64 expiredAt);

    /// @notice Gives a module what a document says.
    function grant(
        State storage self,
        address module,
        ElectionId election,
        CandidacyId document,
        IConstitution.PowerClause calldata c
    ) external {
        self.mandates[module][c.target][c.selector] = IOffices.Mandate(
            election,
            document,
            c.delay,
            uint64(block.timestamp)
        );
        emit IOffices.MandateGranted(module, election, document, c.target, c.selector, c.delay);
    }

    /// @notice Notes what the caller has decided.
    function direct(State storage self, address target, bytes calldata data, bytes32 cause, uint64 decidedAt) external {
        bytes4 selector = bytes4(data);
        IOffices.Mandate memory mandate = _granted(self, msg.sender, target, selector);
        if (decidedAt <= mandate.grantedAt) revert MandateGrantedLater(msg.sender, decidedAt, mandate.grantedAt);
        IOffices.Direction storage direction = self.directions[idOf(msg.sender, target, selector, cause)];
        if (direction.readyAt != 0) revert DirectionTakenAlready(msg.sender, cause);
        (direction.callHash, direction.readyAt) = (keccak256(data), uint64(block.timestamp) + mandate.delay);
        (direction.election, direction.document) = (mandate.election, mandate.document);
        emit IOffices.CallDirected(msg.sender, cause, target, data, direction.readyAt);
    }

    /// @notice Drops what the caller has decided.
    function drop(State storage self, address target, bytes4 selector, bytes32 cause) external {
        IOffices.Direction storage direction = self.directions[idOf(msg.sender, target, selector, cause)];
        if (direction.readyAt == 0) revert DirectionUnknown(msg.sender, cause);
        if (direction.over) revert DirectionTakenAlready(msg.sender, cause);
        direction.over = true;
        emit IOffices.DirectionDropped(msg.sender, cause, target);
    }

    /// @notice Uses a decision up, whose call the caller of this library then makes.
    function take(State storage self, address module, address target, bytes calldata data, bytes32 cause) external {
        bytes4 selector = bytes4(data);
        IOffices.Mandate memory mandate = _granted(self, module, target, selector);
        IOffices.Direction storage direction = self.directions[idOf(module, target, selector, cause)];
        bool same = direction.election == mandate.election && direction.document == mandate.document;
        if (direction.readyAt == 0 || !same || direction.callHash != keccak256(data)) {
            revert DirectionUnknown(module, cause);
        }
        if (direction.over) revert DirectionTakenAlready(module, cause);
        uint64 readyAt = direction.readyAt;
        if (block.timestamp < readyAt) revert DirectionNotReady(module, cause, readyAt);
        if (block.timestamp > readyAt + LASTS) revert DirectionExpired(module, cause, readyAt + LASTS);
        direction.over = true;
        emit IOffices.DirectionTaken(module, cause, target);
    }

    /// @notice As the document in force grants it; empty if it does not.
    function mandateOf(
        State storage self,
        address module,
        address target,
        bytes4 selector
    ) public view returns (IOffices.Mandate memory mandate) {
        mandate = self.mandates[module][target][selector];
        IConstitution constitution = IConstitution(CharterLib.read().constitution());
        bool inForce =
            mandate.grantedAt != 0 &&
                constitution.lawOf(mandate.election).inForce == mandate.document &&
                constitution.isInForce(mandate.election);
        if (!inForce) delete mandate;
    }

    function idOf(address module, address target, bytes4 selector, bytes32 cause) internal pure returns (bytes32) {
        return keccak256(abi.encode(module, target, selector, cause));
    }

    function _granted(
        State storage self,
        address module,
        address target,
        bytes4 selector
    ) private view returns (IOffices.Mandate memory mandate) {
        mandate = mandateOf(self, module, target, selector);
        if (mandate.grantedAt == 0) revert MandateAbsent(module, target, selector);
    }
}
