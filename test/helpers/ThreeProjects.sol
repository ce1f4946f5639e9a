// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFundingPool} from "../../contracts/funding/IFundingPool.sol";
import {ProjectId} from "../../contracts/types/Ids.sol";
import {Funding} from "./Funding.sol";

/// @title A pool with three projects that are easy to rank
abstract contract ThreeProjects is Funding {
    uint112 internal constant NO_CEILING = type(uint112).max;

    ProjectId internal a;
    ProjectId internal b;
    ProjectId internal c;

    /// @dev Three projects that match 200 each, with 400, 300 and 200 votes on them times 2^32.
    function _three(IFundingPool.Rule rule) internal {
        foundPool(rule);
        (a, b, c) = (register(0, NO_CEILING), register(0, NO_CEILING), register(0, NO_CEILING));
        _back(a);
        _back(b);
        _back(c);
        vote(a, ann, false, 160_000);
        vote(b, ben, false, 90_000);
        vote(c, cat, false, 40_000);
    }

    function _back(ProjectId id) internal {
        pledge(id, ann, 100);
        pledge(id, ben, 100);
    }

    /// @dev In one page. Exactly `funded` are funded.
    function _settle(ProjectId[] memory order, ProjectId[] memory funded) internal {
        uint256 live = pool.live();
        pool.rank(order);
        for (uint256 i = 0; i < funded.length; ++i) {
            assertEq(stageOf(funded[i]), uint256(IFundingPool.Stage.Funded));
        }
        assertEq(pool.live(), live - funded.length);
    }
}
