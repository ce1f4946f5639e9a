// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @notice What every organ of a community knows from birth, because it is written into its code.
/// @param kernel the kernel that made the organ
/// @param treasury where proceeds go, and the only account that modules obey
/// @param gate the person gate; zero = none
/// @param genesisAt start of cycle 0, seconds
/// @param cycleLength seconds
/// @param halfLife seconds; 0 = weight never decays
/// @param sources how many weight sources there are
/// @param leasing which of them leases weight, counted from 1; 0 = none
/// @param quadratic the scaling
struct Charter {
    address kernel;
    address treasury;
    address gate;
    uint40 genesisAt;
    uint24 cycleLength;
    uint32 halfLife;
    uint8 sources;
    uint8 leasing;
    bool quadratic;
}

/// @title The charter of a community's organs
/// @notice Packs the constants of a kernel into the immutable arguments of its clones, and finds an organ's siblings: a
/// kernel creates its organs in a fixed order, so their addresses follow from its own and need no storage.
library CharterLib {
    uint8 internal constant WEIGHTS = 1;
    uint8 internal constant ELECTIONS = 2;
    uint8 internal constant FIRST_SOURCE = 3;
    /// @dev Bytes of a packed charter; what follows belongs to the organ alone.
    uint256 internal constant SIZE = 96;

    error CharterNotStarted(uint64 genesisAt);

    function pack(Charter memory c) internal pure returns (bytes memory) {
        return
            abi.encode(
                uint256(uint160(c.gate)) |
                    (uint256(c.genesisAt) << 160) |
                    (uint256(c.cycleLength) << 200) |
                    (uint256(c.halfLife) << 224),
                uint256(uint160(c.kernel)) |
                    (uint256(c.sources) << 160) |
                    (uint256(c.leasing) << 168) |
                    (c.quadratic ? 1 << 176 : 0),
                c.treasury
            );
    }

    /// @notice The charter of the organ that runs this code.
    function read() internal view returns (Charter memory) {
        return unpack(Clones.fetchCloneArgs(address(this)));
    }

    /// @notice The charter at the head of an organ's immutable arguments.
    function unpack(bytes memory args) internal pure returns (Charter memory c) {
        (uint256 first, uint256 second, address treasury) = abi.decode(args, (uint256, uint256, address));
        c.gate = address(uint160(first));
        c.genesisAt = uint40(first >> 160);
        c.cycleLength = uint24(first >> 200);
        c.halfLife = uint32(first >> 224);
        c.kernel = address(uint160(second));
        c.sources = uint8(second >> 160);
        c.leasing = uint8(second >> 168);
        c.quadratic = uint8(second >> 176) == 1;
        c.treasury = treasury;
    }

    /// @notice The address of the `number`th contract that `kernel` creates (1 to 127): the hash of the RLP list
    /// `[kernel, number]`, which is how the EVM names what CREATE makes.
    function organ(address kernel, uint8 number) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", kernel, number)))));
    }

    function weights(Charter memory c) internal pure returns (address) {
        return organ(c.kernel, WEIGHTS);
    }

    function elections(Charter memory c) internal pure returns (address) {
        return organ(c.kernel, ELECTIONS);
    }

    function leasingSource(Charter memory c) internal pure returns (address) {
        return c.leasing == 0 ? address(0) : organ(c.kernel, FIRST_SOURCE + c.leasing - 1);
    }

    function isSource(Charter memory c, address account) internal pure returns (bool) {
        for (uint8 i = 0; i < c.sources; ++i) {
            if (organ(c.kernel, FIRST_SOURCE + i) == account) return true;
        }
        return false;
    }

    /// @notice Seconds since genesis. Reverts before it.
    function elapsed(Charter memory c) internal view returns (uint256) {
        if (block.timestamp < c.genesisAt) revert CharterNotStarted(c.genesisAt);
        return block.timestamp - c.genesisAt;
    }

    /// @notice The running cycle. Reverts before genesis.
    function cycle(Charter memory c) internal view returns (uint32) {
        return uint32(elapsed(c) / c.cycleLength);
    }
}
