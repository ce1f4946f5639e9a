// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StdAssertions} from "forge-std/StdAssertions.sol";
import {StdInvariant} from "forge-std/StdInvariant.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @title What every Solidity test and invariant handler inherits
/// @notice The parts of forge-std that the tests use. The whole of it takes twice as long to compile, and its deprecation
/// warnings fill the compiler's limit of 256, after which it would no longer report ours.
abstract contract TestKit is StdAssertions, StdInvariant, StdUtils {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint256 private _deployed;

    /// @notice Deploys what was built of `name`, with the constructor's encoded `arguments`. A test that says `new` carries the
    /// whole code of what it deploys in its own: that of a community, in a hundred tests, is most of what building them takes.
    function deploy(string memory name, bytes memory arguments) internal returns (address) {
        return Create2.deploy(0, bytes32(_deployed++), bytes.concat(vm.getCode(name), arguments));
    }

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
