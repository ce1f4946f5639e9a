// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IFundingPool} from "./IFundingPool.sol";

/// @notice What a project stands at, in one word. From the low bits: Σ s (112 bits), Σ c (112), its stage (8), and the deadline
/// of the round that struck or funded it (24).
type Standing is uint256;

using StandingLib for Standing global;

/// @title What a project stands at
/// @notice Settling reads this word of every project and writes it back once, so it is kept whole.
library StandingLib {
    uint256 private constant MATCHED_AT = 112;
    uint256 private constant STAGE_AT = 224;
    uint256 private constant ROUND_AT = 232;

    /// @notice Σ s over identities.
    function roots(Standing self) internal pure returns (uint112) {
        return uint112(Standing.unwrap(self));
    }

    /// @notice Σ c over identities, smallest units of the token.
    function matched(Standing self) internal pure returns (uint112) {
        return uint112(Standing.unwrap(self) >> MATCHED_AT);
    }

    function stage(Standing self) internal pure returns (IFundingPool.Stage) {
        return IFundingPool.Stage(uint8(Standing.unwrap(self) >> STAGE_AT));
    }

    /// @notice The deadline of the round that struck or funded it, a cycle; 0 = none has.
    function round(Standing self) internal pure returns (uint24) {
        return uint24(Standing.unwrap(self) >> ROUND_AT);
    }

    function isLive(Standing self) internal pure returns (bool) {
        return uint8(Standing.unwrap(self) >> STAGE_AT) == uint8(IFundingPool.Stage.Live);
    }

    /// @notice The same with other pledges.
    function pledgedTo(Standing self, uint112 roots_, uint112 matched_) internal pure returns (Standing) {
        uint256 kept = (Standing.unwrap(self) >> STAGE_AT) << STAGE_AT;
        return Standing.wrap(kept | (uint256(matched_) << MATCHED_AT) | roots_);
    }

    /// @notice The same at another stage.
    function moved(Standing self, IFundingPool.Stage stage_, uint24 round_) internal pure returns (Standing) {
        uint256 kept = Standing.unwrap(self) & ((1 << STAGE_AT) - 1);
        return Standing.wrap(kept | (uint256(stage_) << STAGE_AT) | (uint256(round_) << ROUND_AT));
    }
}
