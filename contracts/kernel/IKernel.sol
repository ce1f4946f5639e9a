// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";

/// @notice How placed units become votes (design 2.2).
enum Scaling {
    Linear,
    Quadratic
}

/// @notice A weight source of a kernel.
/// @param implementation an `IWeightSource`, which the kernel clones
/// @param configuration what its `prepare` takes
struct SourceParameters {
    address implementation;
    bytes configuration;
}

/// @notice On what terms a community can be left together (design 6).
/// @param threshold WAD share of the electorate that must have joined
/// @param fill WAD electorate-cycles that the joiners' bucket must gather
/// @param joinPeriod seconds in which others may follow
/// @param successionThreshold WAD share of the electorate from which the child is the successor
struct ForkTerms {
    uint64 threshold;
    uint72 fill;
    uint32 joinPeriod;
    uint64 successionThreshold;
}

/// @notice A document that is in force from the start: it holds the root election's seat until another one takes it, and anyone
/// may enact it from genesis on.
/// @param content its content hash; zero = there is none
/// @param uri where its text is found
/// @param clauses its clauses, as `IConstitution` takes them
struct FoundingDocument {
    bytes32 content;
    string uri;
    bytes clauses;
}

/// @notice Everything about a community that can never be changed (design 2), and its first document and offices.
/// @param name its name in the registry: 3 to 31 of a-z, 0-9 and hyphen
/// @param symbol of the weight, for wallets: 1 to 11 bytes
/// @param daoURI where ERC-4824 metadata is found
/// @param referenceCurrency what values are counted in, e.g. "USD"
/// @param treasury receives proceeds and is obeyed by the modules; zero = the community's own, which obeys its constitution
/// @param genesisAt seconds; 0 = now
/// @param halfLife seconds: 0 = weight never decays, else 90 days to 100 years
/// @param cycleLength seconds: 1 hour to 90 days; with a leasing source 1 to 7 days
/// @param scaling quadratic scaling demands a person gate
/// @param gate an `IPersonGate`; zero = none
/// @param sources 1 to 8
/// @param rootMethod how the root election counts
/// @param rootNominationFill WAD electorate-cycles
/// @param rootStabilizationFill WAD electorate-cycles
/// @param leastNominationFill WAD electorate-cycles, for every sub-election
/// @param leastStabilizationFill WAD electorate-cycles, for every sub-election
/// @param enactmentDelay seconds; longer than the shortest fork
/// @param fork the fork terms
/// @param offices elections that exist from the start, until a constitution says otherwise
/// @param document what the root election starts with
struct KernelParameters {
    string name;
    string symbol;
    string daoURI;
    string referenceCurrency;
    address treasury;
    uint64 genesisAt;
    uint32 halfLife;
    uint32 cycleLength;
    Scaling scaling;
    address gate;
    SourceParameters[] sources;
    IElections.Method rootMethod;
    uint72 rootNominationFill;
    uint72 rootStabilizationFill;
    uint72 leastNominationFill;
    uint72 leastStabilizationFill;
    uint32 enactmentDelay;
    ForkTerms fork;
    IElections.ElectionParameters[] offices;
    FoundingDocument document;
}

/// @title The immutable kernel of a community
/// @notice Says who the voters are and how their power is allocated (design 2). It makes the community's organs and can
/// never be changed, only left together.
interface IKernel {
    /// @notice A parameter lies outside its bounds.
    /// @param parameter its name in `KernelParameters`
    error KernelParameterOutOfBounds(string parameter, uint256 value, uint256 least, uint256 most);
    /// @notice A parameter cannot be combined with another one.
    error KernelCombinationForbidden(string parameter, string with);
    /// @notice A contract is needed at `account`, and none is there.
    error KernelNotAContract(string parameter, address account);
    error KernelCallerNotFactory(address caller);

    /// @notice The community exists.
    event KernelFounded(string name, address weights, address elections, address[] sources, address treasury);

    /// @notice Checks the parameters, then creates the organs. Only the factory, once.
    /// @param parent the kernel whose members found it together; zero = nobody's
    function found(KernelParameters calldata parameters, address parent) external;

    /// @notice Reverts, by name, unless a kernel with these parameters may exist.
    function check(KernelParameters calldata parameters) external view;

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function referenceCurrency() external view returns (string memory);

    /// @notice Where the community's metadata is found (ERC-4824).
    function daoURI() external view returns (string memory);

    function weights() external view returns (address);
    function elections() external view returns (address);
    function constitution() external view returns (address);
    function offices() external view returns (address);
    function forks() external view returns (address);
    function sources() external view returns (address[] memory);
    function treasury() external view returns (address);
    function gate() external view returns (address);

    /// @notice Who founded the community, and founds its forks.
    function factory() external view returns (address);

    /// @notice The registry in which the community is found.
    function registry() external view returns (address);

    /// @notice Start of cycle 0, seconds.
    function genesisAt() external view returns (uint64);

    /// @notice Seconds in which weight halves; 0 = never.
    function halfLife() external view returns (uint32);

    /// @notice Seconds.
    function cycleLength() external view returns (uint32);
    function scaling() external view returns (Scaling);

    /// @notice Seconds between a document's win and its enactment.
    function enactmentDelay() external view returns (uint32);
    function forkTerms() external view returns (ForkTerms memory);

    /// @notice The kernel that this community has left; zero if it was founded anew.
    function parent() external view returns (address);

    /// @notice The hash of all parameters but those that a renewal may choose anew (design 6): name, genesis, metadata, first
    /// offices and document.
    function parametersHash() external view returns (bytes32);

    /// @notice {parametersHash} of other parameters.
    function hashOf(KernelParameters calldata parameters) external pure returns (bytes32);

    /// @notice The least fills of any election but the root, WAD electorate-cycles.
    function leastFills() external view returns (uint72 nomination, uint72 stabilization);
}
