// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Crowd, Kind} from "./handlers/Crowd.sol";
import {Handler} from "./handlers/Handler.sol";
import {Invariants} from "./Invariants.sol";

/// @dev In the file of its tests, because the fuzzer looks for its target among the contracts of these files only.
contract Stage is Handler {
    constructor(Kind kind) Crowd(kind, false) {}
}

/// @title W1 to W4, in each kind of community
abstract contract WeightsInvariants is Invariants {
    function invariant_W1_NobodyPlacesMoreThanTheyHold() external view {
        handler.auditPlaced();
    }

    function invariant_W2_TheElectorateIsTheSumOfItsVoters() external view {
        handler.auditElectorate();
    }

    function invariant_W3_OnlySourcesMakeUnits() external view {
        handler.auditUnits();
    }

    function invariant_W4_ATallyIsTheSumOfItsBallots() external view {
        handler.auditTallies();
    }
}

contract GatedWeightsInvariants is WeightsInvariants {
    function setUp() external {
        _target(new Stage(Kind.Gated));
    }
}

contract LeasingWeightsInvariants is WeightsInvariants {
    function setUp() external {
        _target(new Stage(Kind.Leasing));
    }
}

contract PlainWeightsInvariants is WeightsInvariants {
    function setUp() external {
        _target(new Stage(Kind.Plain));
    }
}
