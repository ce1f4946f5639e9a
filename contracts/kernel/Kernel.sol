// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {TreasuryProxy} from "../constitution/TreasuryProxy.sol";
import {IElections} from "../elections/IElections.sol";
import {NO_CANDIDACY, ROOT_ELECTION} from "../types/Ids.sol";
import {IWeightSource} from "../weights/sources/IWeightSource.sol";
import {BoundsLib} from "./BoundsLib.sol";
import {Charter, CharterLib} from "./CharterLib.sol";
import {ForkTerms, FoundingDocument, IKernel, KernelParameters, Scaling} from "./IKernel.sol";
import {IERC4824} from "./IERC4824.sol";

/// @notice The code that the organs of every community share.
/// @param treasury what {TreasuryProxy} delegates to; all others are cloned
struct Implementations {
    address weights;
    address elections;
    address constitution;
    address offices;
    address forks;
    address treasury;
}

/// @title Kernel
/// @notice The immutable kernel of a community; see {IKernel}.
contract Kernel is IKernel, IERC4824, IERC6372 {
    using CharterLib for Charter;

    /// @inheritdoc IKernel
    address public immutable factory;
    address private immutable _registry;
    address private immutable _weightsImplementation;
    address private immutable _electionsImplementation;
    address private immutable _constitutionImplementation;
    address private immutable _officesImplementation;
    address private immutable _forksImplementation;
    address private immutable _treasuryImplementation;

    Charter private _charter;
    /// @inheritdoc IKernel
    address public parent;
    /// @inheritdoc IKernel
    bytes32 public parametersHash;
    uint72 private _leastNominationFill;
    uint72 private _leastStabilizationFill;
    uint32 private _enactmentDelay;
    ForkTerms private _fork;
    string private _name;
    string private _symbol;
    string private _referenceCurrency;
    string private _daoURI;

    /// @param factory_ who founds communities with clones of this contract
    /// @param registry_ where these are found
    constructor(address factory_, address registry_, Implementations memory implementations) {
        factory = factory_;
        _registry = registry_;
        _weightsImplementation = implementations.weights;
        _electionsImplementation = implementations.elections;
        _constitutionImplementation = implementations.constitution;
        _officesImplementation = implementations.offices;
        _forksImplementation = implementations.forks;
        _treasuryImplementation = implementations.treasury;
    }

    /// @inheritdoc IKernel
    function found(KernelParameters calldata p, address parent_) external {
        // The factory founds each clone in the transaction that creates it, and never again.
        if (msg.sender != factory) revert KernelCallerNotFactory(msg.sender);
        Charter memory charter = CharterLib.make(
            address(this),
            p.treasury == address(0) ? _ownTreasury(p.sources.length) : p.treasury,
            p.gate,
            uint40(p.genesisAt == 0 ? block.timestamp : p.genesisAt),
            uint24(p.cycleLength),
            p.halfLife,
            uint8(p.sources.length),
            BoundsLib.check(p),
            p.scaling == Scaling.Quadratic
        );
        _charter = charter;
        (_leastNominationFill, _leastStabilizationFill) = (p.leastNominationFill, p.leastStabilizationFill);
        (_enactmentDelay, _fork) = (p.enactmentDelay, p.fork);
        (parent, parametersHash) = (parent_, hashOf(p));
        (_name, _symbol, _referenceCurrency, _daoURI) = (p.name, p.symbol, p.referenceCurrency, p.daoURI);

        _createOrgans(charter, p);
        IElections elections_ = IElections(charter.elections());
        elections_.create(
            IElections.ElectionParameters({
                kind: IElections.Kind.Document,
                method: p.rootMethod,
                seats: 1,
                nominationFill: p.rootNominationFill,
                stabilizationFill: p.rootStabilizationFill,
                parentElection: ROOT_ELECTION,
                parentDocument: NO_CANDIDACY
            })
        );
        if (p.document.content != 0) {
            elections_.seat(charter.treasury, p.document.content, p.document.uri, p.document.clauses);
        }
        for (uint256 i = 0; i < p.offices.length; ++i) elections_.create(p.offices[i]);
        emit KernelFounded(p.name, charter.weights(), address(elections_), _sources(charter), charter.treasury);
    }

    /// @inheritdoc IKernel
    function check(KernelParameters calldata p) external view {
        BoundsLib.check(p);
    }

    /// @inheritdoc IKernel
    function name() external view returns (string memory) {
        return _name;
    }

    /// @inheritdoc IKernel
    function symbol() external view returns (string memory) {
        return _symbol;
    }

    /// @inheritdoc IKernel
    function referenceCurrency() external view returns (string memory) {
        return _referenceCurrency;
    }

    /// @inheritdoc IKernel
    function daoURI() external view override(IKernel, IERC4824) returns (string memory) {
        return _daoURI;
    }

    /// @inheritdoc IKernel
    function weights() external view returns (address) {
        return CharterLib.organ(address(this), CharterLib.WEIGHTS);
    }

    /// @inheritdoc IKernel
    function elections() external view returns (address) {
        return CharterLib.organ(address(this), CharterLib.ELECTIONS);
    }

    /// @inheritdoc IKernel
    function constitution() external view returns (address) {
        return CharterLib.organ(address(this), CharterLib.CONSTITUTION);
    }

    /// @inheritdoc IKernel
    function offices() external view returns (address) {
        return CharterLib.organ(address(this), CharterLib.OFFICES);
    }

    /// @inheritdoc IKernel
    function forks() external view returns (address) {
        return CharterLib.organ(address(this), CharterLib.FORKS);
    }

    /// @inheritdoc IKernel
    function sources() external view returns (address[] memory) {
        return _sources(_charter);
    }

    /// @inheritdoc IKernel
    function treasury() external view returns (address) {
        return _charter.treasury;
    }

    /// @inheritdoc IKernel
    function gate() external view returns (address) {
        return _charter.gate();
    }

    /// @inheritdoc IKernel
    function registry() external view returns (address) {
        return _registry;
    }

    /// @inheritdoc IKernel
    function genesisAt() external view returns (uint64) {
        return _charter.genesisAt();
    }

    /// @inheritdoc IKernel
    function halfLife() external view returns (uint32) {
        return _charter.halfLife();
    }

    /// @inheritdoc IKernel
    function cycleLength() external view returns (uint32) {
        return _charter.cycleLength();
    }

    /// @inheritdoc IKernel
    function scaling() external view returns (Scaling) {
        return _charter.quadratic() ? Scaling.Quadratic : Scaling.Linear;
    }

    /// @inheritdoc IKernel
    function enactmentDelay() external view returns (uint32) {
        return _enactmentDelay;
    }

    /// @inheritdoc IKernel
    function forkTerms() external view returns (ForkTerms memory) {
        return _fork;
    }

    /// @inheritdoc IKernel
    function leastFills() external view returns (uint72 nomination, uint72 stabilization) {
        return (_leastNominationFill, _leastStabilizationFill);
    }

    /// @inheritdoc IKernel
    function hashOf(KernelParameters memory p) public pure returns (bytes32) {
        (p.name, p.daoURI, p.genesisAt) = ("", "", 0);
        p.offices = new IElections.ElectionParameters[](0);
        p.document = FoundingDocument(0, "", "");
        return keccak256(abi.encode(p));
    }

    /// @inheritdoc IERC6372
    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /// @dev In the order that gives the organs the addresses by which they find each other.
    function _createOrgans(Charter memory charter, KernelParameters calldata p) private {
        bytes memory arguments = CharterLib.pack(charter);
        Clones.cloneWithImmutableArgs(_weightsImplementation, arguments);
        Clones.cloneWithImmutableArgs(_electionsImplementation, arguments);
        Clones.cloneWithImmutableArgs(_constitutionImplementation, arguments);
        Clones.cloneWithImmutableArgs(_officesImplementation, arguments);
        Clones.cloneWithImmutableArgs(_forksImplementation, arguments);
        for (uint256 i = 0; i < p.sources.length; ++i) {
            address implementation = p.sources[i].implementation;
            bytes memory own = IWeightSource(implementation).prepare(p.sources[i].configuration);
            Clones.cloneWithImmutableArgs(implementation, bytes.concat(arguments, own));
        }
        if (charter.ownsTreasury()) new TreasuryProxy(_treasuryImplementation);
    }

    function _ownTreasury(uint256 sources_) private view returns (address) {
        return CharterLib.organ(address(this), CharterLib.FIRST_SOURCE + uint8(sources_));
    }

    function _sources(Charter memory charter) private pure returns (address[] memory found_) {
        found_ = new address[](charter.sources());
        for (uint8 i = 0; i < charter.sources(); ++i) {
            found_[i] = CharterLib.organ(charter.kernel(), CharterLib.FIRST_SOURCE + i);
        }
    }
}
