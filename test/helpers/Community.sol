// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Elections} from "../../contracts/elections/Elections.sol";
import {IElections} from "../../contracts/elections/IElections.sol";
import {CommunityFactory} from "../../contracts/kernel/CommunityFactory.sol";
import {ICommunityFactory} from "../../contracts/kernel/ICommunityFactory.sol";
import {ForkTerms, KernelParameters, Scaling, SourceParameters} from "../../contracts/kernel/IKernel.sol";
import {Implementations, Kernel} from "../../contracts/kernel/Kernel.sol";
import {GrantSource} from "../../contracts/test/GrantSource.sol";
import {LeaseSource} from "../../contracts/test/LeaseSource.sol";
import {OpenGate} from "../../contracts/test/OpenGate.sol";
import {TestKit} from "./TestKit.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../../contracts/types/Ids.sol";
import {Weights} from "../../contracts/weights/Weights.sol";

/// @title Communities for tests
/// @notice {defaults} gives parameters that a test may change before it founds a community with {found}. By default weight
/// never decays, cycles last a day, scaling is quadratic and everybody is a person; source 0 credits and source 1 leases
/// whatever is asked for; election 1 is an office with one seat, filled by half an electorate-cycle.
abstract contract Community is TestKit {
    uint256 internal constant WAD = 1e18;
    ElectionId internal constant OFFICE = ElectionId.wrap(1);

    CommunityFactory internal factory;
    Kernel internal kernel;
    Weights internal weights;
    Elections internal elections;
    GrantSource internal source;
    LeaseSource internal leaser;
    /// @dev What {defaults} names, so that it names the same each time.
    address private _gate;
    address private _grants;
    address private _leases;
    address internal treasury = address(uint160(uint256(keccak256("treasury"))));

    function deployFactory(address purchaseSource) internal {
        ICommunityFactory.SourceImplementations memory sources;
        sources.purchases = purchaseSource;
        deployFactory(sources);
    }

    function deployFactory(ICommunityFactory.SourceImplementations memory sources) internal {
        Implementations memory all;
        all.weights = deploy("Weights", "");
        all.elections = deploy("Elections", "");
        all.constitution = deploy("Constitution", "");
        all.offices = deploy("Offices", "");
        all.forks = deploy("Forks", "");
        all.treasury = deploy("Treasury", "");
        factory = CommunityFactory(deploy("CommunityFactory", abi.encode(all, sources)));
    }

    function defaults() internal returns (KernelParameters memory p) {
        p.name = "test";
        p.symbol = "TEST";
        p.referenceCurrency = "USD";
        p.treasury = treasury;
        p.cycleLength = 1 days;
        p.scaling = Scaling.Quadratic;
        if (_gate == address(0)) {
            (_gate, _grants, _leases) = (
                address(new OpenGate()),
                address(new GrantSource()),
                address(new LeaseSource())
            );
        }
        p.gate = _gate;
        p.sources = new SourceParameters[](2);
        p.sources[0].implementation = _grants;
        p.sources[1].implementation = _leases;
        p.rootStabilizationFill = 2e18;
        p.enactmentDelay = 28 days;
        p.fork = ForkTerms({threshold: 0.1e18, fill: 0.2e18, joinPeriod: 28 days, successionThreshold: 0.6e18});
        p.offices = new IElections.ElectionParameters[](1);
        p.offices[0] = office(IElections.Method.Resource, 1, 0, 0.5e18);
    }

    function office(
        IElections.Method method,
        uint8 seats,
        uint72 nominationFill,
        uint72 stabilizationFill
    ) internal pure returns (IElections.ElectionParameters memory) {
        return
            IElections.ElectionParameters({
                kind: IElections.Kind.Office,
                method: method,
                seats: seats,
                nominationFill: nominationFill,
                stabilizationFill: stabilizationFill,
                parentElection: ROOT_ELECTION,
                parentDocument: NO_CANDIDACY
            });
    }

    /// @notice Founds a community; its first two sources are taken for a GrantSource and, if it leases, a LeaseSource.
    function found(KernelParameters memory p) internal {
        if (address(factory) == address(0)) deployFactory(address(0));
        kernel = Kernel(factory.create(p));
        weights = Weights(kernel.weights());
        elections = Elections(kernel.elections());
        address[] memory sources = kernel.sources();
        source = GrantSource(sources[0]);
        if (sources.length > 1) leaser = LeaseSource(sources[1]);
    }

    // ---------------------------------------------------------------- voters

    function placement(CandidacyId candidacy, uint96 permanent) internal pure returns (IElections.Placement[] memory) {
        return placement(candidacy, false, permanent, 0);
    }

    function placement(
        CandidacyId candidacy,
        bool against,
        uint96 permanent,
        uint96 leased
    ) internal pure returns (IElections.Placement[] memory placements) {
        placements = new IElections.Placement[](1);
        placements[0] = IElections.Placement(candidacy, against, permanent, leased);
    }

    function noScores() internal pure returns (IElections.Score[] memory) {
        return new IElections.Score[](0);
    }

    function noDead() internal pure returns (ElectionId[] memory) {
        return new ElectionId[](0);
    }

    function nominationOf(address nominee) internal pure returns (IElections.Nomination memory nomination) {
        nomination.nominee = nominee;
    }

    /// @notice `voter` nominates itself for an office with `units`.
    function nominate(ElectionId election, address voter, uint96 units) internal returns (CandidacyId) {
        vm.prank(voter);
        return elections.nominate(election, nominationOf(voter), placement(NO_CANDIDACY, units), noScores(), noDead());
    }

    function cast(ElectionId election, address voter, CandidacyId candidacy, uint96 units) internal {
        vm.prank(voter);
        elections.castBallot(election, placement(candidacy, units), noScores(), noDead());
    }

    /// @notice Passes time to the first second of the `cycles`th cycle from now.
    function skipCycles(uint32 cycles) internal {
        vm.warp(weights.cycleStartsAt(weights.cycle() + cycles));
    }

    function viewOf(
        ElectionId election,
        CandidacyId candidacy
    ) internal view returns (IElections.CandidacyView memory found_) {
        IElections.CandidacyView[] memory field = elections.standing(election);
        for (uint256 i = 0; i < field.length; ++i) {
            if (field[i].candidacy == candidacy) found_ = field[i];
        }
    }
}
