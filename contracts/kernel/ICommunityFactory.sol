// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {FoundingDocument, KernelParameters} from "./IKernel.sol";

/// @title Founding a community in one transaction
interface ICommunityFactory {
    /// @notice Ready-made kernels. What a preset does not fix is in {Choices}.
    enum Preset {
        /// @dev Sources: purchases. Weight halves every year.
        BlockchainProject,
        /// @dev Sources: patrons, contributors. Weight does not decay by itself: patronage ends, contributors can be revoked.
        OpenSourceCooperative,
        /// @dev Sources: membership, receipts. Equal weight for every member, and what they brought in; needs a person gate.
        OnlineCommunity
    }

    /// @notice What presets clone.
    struct SourceImplementations {
        address purchases;
        address patrons;
        address contributors;
        address membership;
        address receipts;
    }

    /// @notice What a founder chooses besides the preset.
    /// @param treasury zero = the community's own, which obeys its constitution
    /// @param gate a person gate makes the scaling quadratic; zero = linear
    /// @param sources the configuration of each source of the preset, in its order
    struct Choices {
        string name;
        string symbol;
        string daoURI;
        string referenceCurrency;
        address treasury;
        address gate;
        bytes[] sources;
        IElections.ElectionParameters[] offices;
        FoundingDocument document;
    }

    /// @notice A community was founded.
    event CommunityCreated(address indexed kernel, address indexed founder, string name);

    error FactoryCallerNotFork(address caller, address parent);
    /// @notice The preset has another number of sources.
    error FactorySourcesMismatch(Preset preset, uint256 configurations, uint256 sources);

    /// @notice Founds a community from explicit parameters.
    function create(KernelParameters calldata parameters) external returns (address kernel);

    /// @notice Founds a community from a preset.
    function createFromPreset(Preset preset, Choices calldata choices) external returns (address kernel);

    /// @notice Founds a community for those who leave another one. Only the forks of `parent`.
    /// If the name has been taken meanwhile, the end of the child's address is added to it.
    /// @param succeeds whether the parent's name shall point to the child
    function createChild(
        KernelParameters calldata parameters,
        address parent,
        bool succeeds
    ) external returns (address kernel);

    /// @notice The kernel that `founder` founds under `name`, with {create} or {createFromPreset}, founded yet or not. What
    /// has to obey it or be told of it can be on the chain first: its organs, sources and treasury have addresses that follow
    /// from its own (`CharterLib.organ`).
    /// @param founder whoever calls the factory
    function kernelFor(address founder, string calldata name) external view returns (address kernel);

    /// @notice The parameters that a preset and a founder's choices come to.
    function parametersOf(Preset preset, Choices calldata choices) external view returns (KernelParameters memory);

    function registry() external view returns (address);
    function kernelImplementation() external view returns (address);
}
