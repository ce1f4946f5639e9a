// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IElections} from "../../contracts/elections/IElections.sol";
import {KernelParameters, Scaling} from "../../contracts/kernel/IKernel.sol";
import {IIdentityRegistry} from "../../contracts/members/IIdentityRegistry.sol";
import {IdentityRegistry} from "../../contracts/members/IdentityRegistry.sol";
import {IReportInbox} from "../../contracts/oracle/IReportInbox.sol";
import {ReportInbox} from "../../contracts/oracle/ReportInbox.sol";
import {Governing} from "./Governing.sol";

/// @title Communities that hear reports, and know people by them
/// @notice One operator signs for an inbox whose quorum it is. {FORUM} is the provider that makes persons, at quality 2; every
/// account's subject there is its own name, hashed.
abstract contract People is Governing {
    bytes32 internal constant FORUM = keccak256("discourse:forum.example.org");
    bytes32 internal constant PEOPLE = "people";
    uint32 internal constant UNDO_PERIOD = 10 days;

    ReportInbox internal inbox;
    IdentityRegistry internal registry;
    mapping(bytes32 feed => uint64) private _sequences;

    // ---------------------------------------------------------------- reports

    /// @notice Opens an inbox for the community; whoever can call as its treasury names feeds.
    function openInbox() internal {
        address[] memory operators = new address[](1);
        operators[0] = makeAddr("operator");
        inbox = ReportInbox(deploy("ReportInbox", abi.encode(kernel, operators, 1)));
    }

    function openFeed(bytes32 feed, address consumer) internal {
        vm.prank(treasury);
        inbox.setFeed(feed, consumer, IReportInbox.FeedKind.Event, IReportInbox.Door.Quorum);
    }

    function report(bytes32 feed, bytes memory payload) internal returns (bool delivered) {
        return report(feed, payload, uint64(block.timestamp));
    }

    /// @return delivered whether the consumer took it
    function report(bytes32 feed, bytes memory payload, uint64 observedAt) internal returns (bool delivered) {
        IReportInbox.Report memory sent = reportOf(feed, ++_sequences[feed], payload, observedAt);
        assertTrue(inbox.submit(sent, signaturesOf(sent)), "accepted");
        try inbox.redeliver(sent) {
            delivered = false;
        } catch (bytes memory reason) {
            delivered = bytes4(reason) == IReportInbox.ReportNotUndelivered.selector;
        }
    }

    function signaturesOf(IReportInbox.Report memory sent) internal returns (bytes[] memory signatures) {
        (, uint256 key) = makeAddrAndKey("operator");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, inbox.digestOf(sent));
        signatures = new bytes[](1);
        signatures[0] = abi.encodePacked(r, s, v);
    }

    function reportOf(
        bytes32 feed,
        uint64 sequence,
        bytes memory payload,
        uint64 observedAt
    ) internal view returns (IReportInbox.Report memory) {
        return IReportInbox.Report(feed, sequence, observedAt, uint64(block.timestamp + 1 days), payload);
    }

    // ---------------------------------------------------------------- people

    /// @notice A community whose gate is the registry. Source 0 credits what is asked for, source 1 leases it.
    function peopled() internal returns (KernelParameters memory p) {
        registry = IdentityRegistry(deploy("IdentityRegistry", abi.encode(UNDO_PERIOD, FORUM, 2)));
        p = defaults();
        (p.gate, p.scaling) = (address(registry), Scaling.Quadratic);
    }

    /// @notice Has the registry serve the community and hear attestations.
    function openRegistry() internal {
        registry.serve(kernel);
        openFeed(PEOPLE, address(registry));
        vm.prank(treasury);
        registry.setFeed(address(inbox), PEOPLE);
    }

    function foundPeopled() internal {
        found(peopled());
        openInbox();
        openRegistry();
    }

    function subjectOf(string memory name) internal pure returns (bytes32) {
        return keccak256(bytes(name));
    }

    function attest(string memory subject, address account, uint8 quality, bool revoked) internal returns (bool) {
        IIdentityRegistry.Attestation[] memory list = new IIdentityRegistry.Attestation[](1);
        list[0] = IIdentityRegistry.Attestation(FORUM, subjectOf(subject), account, quality, revoked);
        return report(PEOPLE, abi.encode(list));
    }

    function attest(string memory subject, address account) internal {
        assertTrue(attest(subject, account, 2, false), "delivered");
    }

    function revoke(string memory subject) internal {
        assertTrue(attest(subject, address(0), 0, true), "delivered");
    }

    function claim(address account, string memory subject) internal {
        vm.prank(account);
        registry.link(FORUM, subjectOf(subject), self(account));
    }

    /// @notice Makes the account with that name a person, by the subject of that name.
    function admit(string memory name) internal returns (address account) {
        account = makeAddr(name);
        attest(name, account);
        claim(account, name);
    }

    function mergeInto(address primary, address secondary) internal {
        vm.prank(secondary);
        registry.merge(mergeSigned(primary, primary, secondary, 1), self(secondary));
    }

    /// @notice An authorization of who calls itself.
    function self(address account) internal pure returns (IElections.Authorization memory by) {
        by.signer = account;
    }

    function mergeSigned(
        address signer,
        address primary,
        address secondary,
        uint256 salt
    ) internal view returns (IElections.Authorization memory by) {
        bytes32 kind = keccak256(
            "Merge(address signer,address primary,address secondary,uint256 nonce,uint64 deadline)"
        );
        return signedBy(signer, kind, abi.encode(primary, secondary), salt);
    }

    /// @notice Signs for the registry with the key of one of the named accounts.
    function signedBy(
        address signer,
        bytes32 kind,
        bytes memory fields,
        uint256 salt
    ) internal view returns (IElections.Authorization memory by) {
        by.signer = signer;
        by.nonce = uint256(keccak256(abi.encode(kind, fields, block.timestamp, salt)));
        by.deadline = uint64(block.timestamp + 1 days);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Perdure Identities"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes memory head = abi.encode(kind, signer);
        bytes32 hash = keccak256(bytes.concat(head, fields, abi.encode(by.nonce, by.deadline)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(signer), keccak256(abi.encodePacked(hex"1901", domain, hash)));
        by.signature = abi.encodePacked(r, s, v);
    }

    function keyOf(address signer) internal pure returns (uint256) {
        string[4] memory names = ["alice", "bob", "carol", "dave"];
        for (uint256 i = 0; i < names.length; ++i) {
            uint256 key = uint256(keccak256(bytes(names[i])));
            if (vm.addr(key) == signer) return key;
        }
        revert("nobody's key");
    }
}
