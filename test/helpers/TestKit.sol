// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StdAssertions} from "forge-std/StdAssertions.sol";
import {StdInvariant} from "forge-std/StdInvariant.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";

/// @title What every Solidity test and invariant handler inherits
/// @notice The parts of forge-std that the tests use. The whole of it takes twice as long to compile, and its deprecation
/// warnings fill the compiler's limit of 256, after which it would no longer report ours.
abstract contract TestKit is StdAssertions, StdInvariant, StdUtils {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice A labelled address whose key nobody needs.
    function makeAddr(string memory name) internal returns (address account) {
        (account, ) = makeAddrAndKey(name);
    }

    /// @notice A labelled account that can sign.
    function makeAddrAndKey(string memory name) internal returns (address account, uint256 key) {
        key = uint256(keccak256(bytes(name)));
        account = vm.addr(key);
        vm.label(account, name);
    }
}
