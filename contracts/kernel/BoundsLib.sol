// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IElections} from "../elections/IElections.sol";
import {IWeightSource} from "../weights/sources/IWeightSource.sol";
import {IKernel, KernelParameters, Scaling} from "./IKernel.sol";

/// @title What a kernel may be
/// @notice The bounds of a kernel's parameters, and the combinations that are forbidden (design 2). Everything that is
/// refused is refused by the name of the parameter.
library BoundsLib {
    uint256 private constant WAD = 1e18;
    uint256 private constant MOST_FILL = 1000e18;
    uint256 private constant MOST_SOURCES = 8;
    uint256 private constant MOST_OFFICES = 32;
    uint256 private constant LONGEST_WAIT = 365 days;

    /// @notice Reverts unless a kernel with these parameters may exist.
    /// @return leasing which source leases weight, counted from 1; 0 = none
    function check(KernelParameters calldata p) internal view returns (uint8 leasing) {
        _checkWords(p);
        if (p.genesisAt != 0) _within("genesisAt", p.genesisAt, block.timestamp, block.timestamp + LONGEST_WAIT);
        if (p.halfLife != 0) _within("halfLife", p.halfLife, 90 days, 36525 days);
        _within("cycleLength", p.cycleLength, 1 hours, 90 days);
        if (p.gate != address(0)) _contract("gate", p.gate);
        else if (p.scaling == Scaling.Quadratic) revert IKernel.KernelCombinationForbidden("scaling", "gate");

        _within("sources", p.sources.length, 1, MOST_SOURCES);
        for (uint256 i = 0; i < p.sources.length; ++i) {
            _contract("sources", p.sources[i].implementation);
            if (!IWeightSource(p.sources[i].implementation).leases()) continue;
            if (leasing != 0) revert IKernel.KernelCombinationForbidden("sources", "sources");
            leasing = uint8(i + 1);
        }
        if (leasing != 0) _within("cycleLength", p.cycleLength, 1 days, 7 days);
        _within("rootNominationFill", p.rootNominationFill, 0, MOST_FILL);
        _within("rootStabilizationFill", p.rootStabilizationFill, 0, MOST_FILL);
        _within("leastNominationFill", p.leastNominationFill, 0, MOST_FILL);
        _within("leastStabilizationFill", p.leastStabilizationFill, 0, MOST_FILL);
        _within("offices", p.offices.length, 0, MOST_OFFICES);
        for (uint256 i = 0; i < p.offices.length; ++i) {
            if (p.offices[i].kind != IElections.Kind.Office)
                revert IKernel.KernelCombinationForbidden("offices", "kind");
        }
        _checkFork(p);
    }

    /// @dev The fork terms, and the delay that lets any document be left before it takes effect.
    function _checkFork(KernelParameters calldata p) private pure {
        _within("fork.threshold", p.fork.threshold, WAD / 100, WAD / 2);
        _within("fork.fill", p.fork.fill, 0, MOST_FILL);
        _within("fork.joinPeriod", p.fork.joinPeriod, p.cycleLength, LONGEST_WAIT);
        _within("fork.successionThreshold", p.fork.successionThreshold, WAD / 2 + 1, WAD);
        // Everybody joins in one cycle, and the bucket then gains one electorate-cycle at the end of each.
        uint256 shortestFork = ((p.fork.fill + WAD - 1) / WAD + 1) * p.cycleLength;
        _within("enactmentDelay", p.enactmentDelay, shortestFork + 1, 10 * LONGEST_WAIT);
    }

    function _checkWords(KernelParameters calldata p) private pure {
        bytes calldata name = bytes(p.name);
        _within("name", name.length, 3, 31);
        for (uint256 i = 0; i < name.length; ++i) {
            uint8 letter = uint8(name[i]);
            bool plain = (letter >= 0x61 && letter <= 0x7a) || (letter >= 0x30 && letter <= 0x39) || letter == 0x2d;
            if (!plain) revert IKernel.KernelParameterOutOfBounds("name", letter, 0x2d, 0x7a);
        }
        _within("symbol", bytes(p.symbol).length, 1, 11);
        _within("referenceCurrency", bytes(p.referenceCurrency).length, 1, 31);
        _within("daoURI", bytes(p.daoURI).length, 0, 2048);
    }

    function _within(string memory parameter, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert IKernel.KernelParameterOutOfBounds(parameter, value, least, most);
    }

    function _contract(string memory parameter, address account) private view {
        if (account.code.length == 0) revert IKernel.KernelNotAContract(parameter, account);
    }
}
