// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Merkle trees, written out a second time
/// @notice Layer by layer, sorted pairs; a last node without a partner goes up as it is.
library Merkle {
    function root(bytes32[] memory layer) internal pure returns (bytes32) {
        while (layer.length > 1) layer = _above(layer);
        return layer[0];
    }

    function proof(bytes32[] memory layer, uint256 index) internal pure returns (bytes32[] memory path) {
        bytes32[] memory all = new bytes32[](256);
        uint256 length = 0;
        for (; layer.length > 1; index /= 2) {
            uint256 partner = index ^ 1;
            if (partner < layer.length) all[length++] = layer[partner];
            layer = _above(layer);
        }
        path = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) path[i] = all[i];
    }

    function pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }

    function _above(bytes32[] memory layer) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((layer.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            above[i] = 2 * i + 1 < layer.length ? pair(layer[2 * i], layer[2 * i + 1]) : layer[2 * i];
        }
    }
}
