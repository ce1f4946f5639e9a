// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {ProjectId} from "../types/Ids.sol";

/// @title What a page of projects funds
/// @notice Of each funded project one word: its number (32 bits), and above that its match, smallest units of the token.
library PageLib {
    uint256 private constant MATCH_AT = 32;

    /// @param count how many are funded; at most as many as there are words
    struct Page {
        uint256 count;
        uint256[] words;
    }

    function wordOf(ProjectId id, uint256 match_) internal pure returns (uint256) {
        return (match_ << MATCH_AT) | ProjectId.unwrap(id);
    }

    function projectIn(uint256 word) internal pure returns (ProjectId) {
        return ProjectId.wrap(uint32(word));
    }

    function matchIn(uint256 word) internal pure returns (uint256) {
        return word >> MATCH_AT;
    }

    function add(Page memory self, ProjectId id, uint256 match_) internal pure {
        self.words[self.count] = wordOf(id, match_);
        unchecked {
            // Where the word fitted, the count does.
            ++self.count;
        }
    }

    /// @notice The hash of a list that goes on with this page behind what `before` is the hash of.
    function chained(Page memory self, bytes32 before) internal pure returns (bytes32 chain) {
        chain = before;
        for (uint256 i = 0; i < self.count; ++i) chain = chained(chain, projectIn(self.words[i]));
    }

    function chained(bytes32 before, ProjectId id) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(before, bytes32(uint256(ProjectId.unwrap(id))));
    }
}
