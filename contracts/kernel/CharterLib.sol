// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @notice What every organ of a community knows from birth, because it is written into its code: three words, of which
/// {CharterLib} reads the parts.
/// @param clock the person gate, the genesis, the cycle length and the half-life
/// @param seat the kernel that made the organ, how many sources it has, which of them leases, and the scaling
/// @param treasury where proceeds go, and the only account that modules obey
struct Charter {
    uint256 clock;
    uint256 seat;
    address treasury;
}

/// @title The charter of a community's organs
/// @notice Packs the constants of a kernel into the immutable arguments of its clones, and finds an organ's siblings: a
/// kernel creates its organs in a fixed order, so their addresses follow from its own and need no storage.
library CharterLib {
    uint8 internal constant WEIGHTS = 1;
    uint8 internal constant ELECTIONS = 2;
    uint8 internal constant CONSTITUTION = 3;
    uint8 internal constant OFFICES = 4;
    uint8 internal constant FORKS = 5;
    uint8 internal constant FIRST_SOURCE = 6;
    /// @dev Bytes of a packed charter; what follows belongs to the organ alone.
    uint256 internal constant SIZE = 96;

    error CharterNotStarted(uint64 genesisAt);

    /// @param kernel_ the kernel that makes the organs
    /// @param treasury where proceeds go
    /// @param gate_ the person gate; zero = none
    /// @param genesisAt_ start of cycle 0, seconds
    /// @param cycleLength_ seconds
    /// @param halfLife_ seconds; 0 = weight never decays
    /// @param sources_ how many weight sources there are
    /// @param leasing_ which of them leases weight, counted from 1; 0 = none
    /// @param quadratic_ the scaling
    function make(
        address kernel_,
        address treasury,
        address gate_,
        uint40 genesisAt_,
        uint24 cycleLength_,
        uint32 halfLife_,
        uint8 sources_,
        uint8 leasing_,
        bool quadratic_
    ) internal pure returns (Charter memory c) {
        c.clock =
            uint256(uint160(gate_)) |
            (uint256(genesisAt_) << 160) |
            (uint256(cycleLength_) << 200) |
            (uint256(halfLife_) << 224);
        c.seat =
            uint256(uint160(kernel_)) |
            (uint256(sources_) << 160) |
            (uint256(leasing_) << 168) |
            (quadratic_ ? 1 << 176 : 0);
        c.treasury = treasury;
    }

    function pack(Charter memory c) internal pure returns (bytes memory) {
        return abi.encode(c);
    }

    /// @notice The charter of the organ that runs this code.
    function read() internal view returns (Charter memory) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (Charter));
    }

    /// @notice The charter of the community that an organ belongs to, for contracts that are none themselves.
    function ofOrgan(address organ_) internal view returns (Charter memory) {
        return abi.decode(Clones.fetchCloneArgs(organ_), (Charter));
    }

    function gate(Charter memory c) internal pure returns (address) {
        return address(uint160(c.clock));
    }

    function genesisAt(Charter memory c) internal pure returns (uint40) {
        return uint40(c.clock >> 160);
    }

    function cycleLength(Charter memory c) internal pure returns (uint24) {
        return uint24(c.clock >> 200);
    }

    function halfLife(Charter memory c) internal pure returns (uint32) {
        return uint32(c.clock >> 224);
    }

    function kernel(Charter memory c) internal pure returns (address) {
        return address(uint160(c.seat));
    }

    function sources(Charter memory c) internal pure returns (uint8) {
        return uint8(c.seat >> 160);
    }

    function leasing(Charter memory c) internal pure returns (uint8) {
        return uint8(c.seat >> 168);
    }

    function quadratic(Charter memory c) internal pure returns (bool) {
        return uint8(c.seat >> 176) != 0;
    }

    /// @notice The address of the `number`th contract that a kernel creates (1 to 127): the hash of the RLP list
    /// `[kernel, number]`, which is how the EVM names what CREATE makes.
    function organ(address kernel_, uint8 number) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", kernel_, number)))));
    }

    function weights(Charter memory c) internal pure returns (address) {
        return organ(kernel(c), WEIGHTS);
    }

    function elections(Charter memory c) internal pure returns (address) {
        return organ(kernel(c), ELECTIONS);
    }

    function constitution(Charter memory c) internal pure returns (address) {
        return organ(kernel(c), CONSTITUTION);
    }

    function offices(Charter memory c) internal pure returns (address) {
        return organ(kernel(c), OFFICES);
    }

    function forks(Charter memory c) internal pure returns (address) {
        return organ(kernel(c), FORKS);
    }

    /// @notice Whether the treasury is the community's own, which obeys its constitution, and not an outside account.
    function ownsTreasury(Charter memory c) internal pure returns (bool) {
        return c.treasury == organ(kernel(c), FIRST_SOURCE + sources(c));
    }

    function leasingSource(Charter memory c) internal pure returns (address) {
        return leasing(c) == 0 ? address(0) : organ(kernel(c), FIRST_SOURCE + leasing(c) - 1);
    }

    function isSource(Charter memory c, address account) internal pure returns (bool) {
        for (uint8 i = 0; i < sources(c); ++i) {
            if (organ(kernel(c), FIRST_SOURCE + i) == account) return true;
        }
        return false;
    }

    /// @notice Seconds since genesis. Reverts before it.
    function elapsed(Charter memory c) internal view returns (uint256) {
        if (block.timestamp < genesisAt(c)) revert CharterNotStarted(genesisAt(c));
        return block.timestamp - genesisAt(c);
    }

    /// @notice The running cycle. Before genesis it is cycle 0 as well: those who have arrived can vote already.
    function cycle(Charter memory c) internal view returns (uint32) {
        uint256 genesis = genesisAt(c);
        return block.timestamp < genesis ? 0 : uint32((block.timestamp - genesis) / cycleLength(c));
    }
}
