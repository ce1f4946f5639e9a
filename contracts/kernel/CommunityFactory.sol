// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IElections} from "../elections/IElections.sol";
import {CommunityRegistry} from "./CommunityRegistry.sol";
import {ICommunityFactory} from "./ICommunityFactory.sol";
import {ICommunityRegistry} from "./ICommunityRegistry.sol";
import {ForkTerms, IKernel, KernelParameters, Scaling, SourceParameters} from "./IKernel.sol";
import {CharterLib} from "./CharterLib.sol";
import {Implementations, Kernel} from "./Kernel.sol";

/// @title CommunityFactory
/// @notice Founds communities; see {ICommunityFactory}.
contract CommunityFactory is ICommunityFactory {
    /// @dev Letters; with a hyphen and ten more it is as long as a name may be.
    uint256 private constant MOST_OF_A_TAKEN_NAME = 20;

    /// @inheritdoc ICommunityFactory
    address public immutable registry;
    /// @inheritdoc ICommunityFactory
    address public immutable kernelImplementation;
    address private immutable _purchases;
    address private immutable _patrons;
    address private immutable _contributors;
    address private immutable _membership;
    address private immutable _receipts;

    /// @param implementations what the organs of communities run
    /// @param sources what presets clone
    constructor(Implementations memory implementations, SourceImplementations memory sources) {
        registry = address(new CommunityRegistry(address(this)));
        kernelImplementation = address(new Kernel(address(this), registry, implementations));
        (_purchases, _patrons, _contributors) = (sources.purchases, sources.patrons, sources.contributors);
        (_membership, _receipts) = (sources.membership, sources.receipts);
    }

    /// @inheritdoc ICommunityFactory
    function create(KernelParameters calldata parameters) external returns (address) {
        return _create(parameters, address(0));
    }

    /// @inheritdoc ICommunityFactory
    function createChild(
        KernelParameters calldata parameters,
        address parent,
        bool succeeds
    ) external returns (address kernel) {
        bool isFork =
            ICommunityRegistry(registry).isCommunity(parent) &&
                msg.sender == CharterLib.organ(parent, CharterLib.FORKS);
        if (!isFork) revert FactoryCallerNotFork(msg.sender, parent);
        kernel = _create(parameters, parent);
        ICommunityRegistry(registry).descend(parent, kernel, succeeds);
    }

    /// @inheritdoc ICommunityFactory
    function createFromPreset(Preset preset, Choices calldata choices) external returns (address) {
        return _create(parametersOf(preset, choices), address(0));
    }

    /// @inheritdoc ICommunityFactory
    function kernelFor(address founder, string memory name) public view returns (address) {
        return Clones.predictDeterministicAddress(kernelImplementation, _salt(founder, name));
    }

    /// @inheritdoc ICommunityFactory
    function parametersOf(Preset preset, Choices calldata choices) public view returns (KernelParameters memory p) {
        p.sources = _sourcesOf(preset, choices.sources);
        (p.name, p.symbol, p.daoURI) = (choices.name, choices.symbol, choices.daoURI);
        (p.referenceCurrency, p.treasury, p.gate) = (choices.referenceCurrency, choices.treasury, choices.gate);
        (p.offices, p.document) = (choices.offices, choices.document);
        p.scaling = choices.gate == address(0) ? Scaling.Linear : Scaling.Quadratic;
        if (preset == Preset.BlockchainProject) p.halfLife = 365 days;
        p.cycleLength = 7 days;
        // A constitution needs the time of a lead of half the electorate over four weeks; an office may need a quarter.
        p.rootMethod = IElections.Method.Resource;
        (p.rootNominationFill, p.rootStabilizationFill) = (0.05e18, 2e18);
        (p.leastNominationFill, p.leastStabilizationFill) = (0, 0.1e18);
        p.enactmentDelay = 28 days;
        p.fork = ForkTerms({threshold: 0.1e18, fill: 0.2e18, joinPeriod: 28 days, successionThreshold: 0.6e18});
    }

    function _sourcesOf(
        Preset preset,
        bytes[] calldata configurations
    ) private view returns (SourceParameters[] memory sources) {
        bool one = preset == Preset.BlockchainProject;
        sources = new SourceParameters[](one ? 1 : 2);
        if (configurations.length != sources.length) {
            revert FactorySourcesMismatch(preset, configurations.length, sources.length);
        }
        bool cooperative = preset == Preset.OpenSourceCooperative;
        address first =
            one
                ? _purchases
                : cooperative
                    ? _patrons
                    : _membership;
        sources[0] = SourceParameters(first, configurations[0]);
        if (!one) sources[1] = SourceParameters(cooperative ? _contributors : _receipts, configurations[1]);
    }

    function _create(KernelParameters memory parameters, address parent) private returns (address kernel) {
        bool isChild = parent != address(0);
        kernel = isChild ? Clones.clone(kernelImplementation) : kernelFor(msg.sender, parameters.name);
        if (isChild) parameters.name = _freeName(parameters.name, kernel);
        // No name is given twice, so no founder's kernel is in the way of the next.
        ICommunityRegistry(registry).register(parameters.name, kernel);
        if (!isChild) Clones.cloneDeterministic(kernelImplementation, _salt(msg.sender, parameters.name));
        emit CommunityCreated(kernel, msg.sender, parameters.name);
        IKernel(kernel).found(parameters, parent);
    }

    /// @dev Whoever else takes the name first founds another kernel.
    function _salt(address founder, string memory name) private pure returns (bytes32) {
        return keccak256(abi.encode(founder, name));
    }

    /// @dev A fork's name is known long before the fork is executed. Whoever takes it meanwhile cannot keep the members from
    /// leaving: the child is then called after its address as well, which nobody can foresee.
    function _freeName(string memory name, address kernel) private view returns (string memory) {
        if (ICommunityRegistry(registry).kernelOf(name) == address(0)) return name;
        bytes memory start = Bytes.slice(bytes(name), 0, Math.min(bytes(name).length, MOST_OF_A_TAKEN_NAME));
        string memory end = Strings.toHexString(uint32(uint160(kernel)), 4);
        return string.concat(string(start), "-", end);
    }
}
