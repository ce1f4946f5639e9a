// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Charter, CharterLib} from "../../kernel/CharterLib.sol";
import {IPatronSource} from "./IPatronSource.sol";

/// @title What a patronage counts for, and how long
/// @notice Weight is the last donation or what is committed for the next, whichever is less, until the donation's period ends,
/// rounded up to a cycle (design 2.3).
library PatronLib {
    using CharterLib for Charter;

    uint256 internal constant PERIOD = 30 days;

    /// @notice The first cycle in which the last donation no longer counts.
    function until(IPatronSource.Patron memory self, Charter memory charter) internal pure returns (uint32) {
        uint256 genesis = charter.genesisAt();
        return self.endsAt <= genesis ? 0 : uint32(Math.ceilDiv(self.endsAt - genesis, charter.cycleLength()));
    }

    function isRunning(IPatronSource.Patron memory self, Charter memory charter) internal view returns (bool) {
        return until(self, charter) > charter.cycle();
    }

    /// @notice The value that counts now, 9 decimals.
    function weight(IPatronSource.Patron memory self, Charter memory charter) internal view returns (uint64) {
        return isRunning(self, charter) ? worth(self) : 0;
    }

    /// @notice The value that counts as long as the patronage runs, 9 decimals.
    function worth(IPatronSource.Patron memory self) internal pure returns (uint64) {
        return self.last < self.committed ? self.last : self.committed;
    }

    /// @notice All of it in one word, as {IPatronSource-PatronageSet} tells it.
    function packed(IPatronSource.Patron memory self) internal pure returns (uint256) {
        uint256 values = self.last | (uint256(self.committed) << 64);
        uint256 times = self.donatedAt | (uint256(self.endsAt) << 40) | (uint256(self.reportedAt) << 80);
        return values | (times << 128) | (uint256(self.reported ? 1 : 0) << 248);
    }

    /// @notice Takes a donation for the last one, unless it counts for less than what still runs.
    /// @param donatedAt seconds
    /// @return renewed whether it was taken
    /// @dev The next period follows without a gap if the running one ends within a cycle; none ends earlier than before.
    function renew(
        IPatronSource.Patron memory self,
        Charter memory charter,
        uint64 value,
        uint40 donatedAt
    ) internal view returns (bool renewed) {
        if (Math.min(value, self.committed) < weight(self, charter)) return false;
        uint256 start = donatedAt;
        if (self.endsAt > start && self.endsAt - start <= charter.cycleLength()) start = self.endsAt;
        (self.last, self.donatedAt) = (value, donatedAt);
        self.endsAt = uint40(Math.max(self.endsAt, start + PERIOD));
        return true;
    }
}
