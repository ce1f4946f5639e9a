// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConstitution} from "../../contracts/constitution/IConstitution.sol";
import {Constitution} from "../../contracts/constitution/Constitution.sol";
import {IElections} from "../../contracts/elections/IElections.sol";
import {Elections} from "../../contracts/elections/Elections.sol";
import {CharterLib} from "../../contracts/kernel/CharterLib.sol";
import {ICommunityFactory} from "../../contracts/kernel/ICommunityFactory.sol";
import {IKernel} from "../../contracts/kernel/IKernel.sol";
import {Kernel} from "../../contracts/kernel/Kernel.sol";
import {IIdentityRegistry} from "../../contracts/members/IIdentityRegistry.sol";
import {IdentityRegistry} from "../../contracts/members/IdentityRegistry.sol";
import {IRelayedBallots} from "../../contracts/oracle/IRelayedBallots.sol";
import {IReportInbox} from "../../contracts/oracle/IReportInbox.sol";
import {RelayedBallots} from "../../contracts/oracle/RelayedBallots.sol";
import {ReportInbox} from "../../contracts/oracle/ReportInbox.sol";
import {CandidacyId, ElectionId, ROOT_ELECTION} from "../../contracts/types/Ids.sol";
import {Weights} from "../../contracts/weights/Weights.sol";
import {IMembershipSource} from "../../contracts/weights/sources/IMembershipSource.sol";
import {IReceiptSource} from "../../contracts/weights/sources/IReceiptSource.sol";
import {MembershipSource} from "../../contracts/weights/sources/MembershipSource.sol";
import {ReceiptSource} from "../../contracts/weights/sources/ReceiptSource.sol";
import {Governing} from "./Governing.sol";

/// @title A forum that founds a community from the preset for online communities
/// @notice {prepare} puts on the chain what has to be there first, {establish} founds, and {open} does all of it and enacts the
/// founding document. Three of five operators make a report.
abstract contract Forum is Governing {
    ICommunityFactory.Preset internal constant PRESET = ICommunityFactory.Preset.OnlineCommunity;
    string internal constant NAME = "forum-folk";
    bytes32 internal constant PROVIDER = keccak256("discourse:forum.example.org");
    bytes32 internal constant PEOPLE = "people";
    bytes32 internal constant MEMBERS = "members";
    bytes32 internal constant RECEIPTS = "receipts";
    bytes32 internal constant BALLOTS = "ballots";
    uint8 internal constant QUORUM = 3;
    uint64 internal constant LEASE = 1e9;
    ElectionId internal constant REGISTRAR = ElectionId.wrap(1);

    address internal founder = makeAddr("founder");
    IdentityRegistry internal registry;
    ReportInbox internal inbox;
    RelayedBallots internal relay;
    bytes internal clauses;
    string private _name = NAME;
    address[] private _operators;
    uint256[] private _keys;

    function deployForumFactory() internal {
        ICommunityFactory.SourceImplementations memory sources;
        (sources.membership, sources.receipts) = (address(new MembershipSource()), address(new ReceiptSource()));
        deployFactory(sources);
        string[5] memory names = ["one", "two", "three", "four", "five"];
        for (uint256 i = 0; i < names.length; ++i) _add(names[i]);
    }

    // ---------------------------------------------------------------- founding

    function open() internal {
        prepare();
        establish();
        constitution.enact(ROOT_ELECTION, clauses);
    }

    function prepare() internal {
        prepare(NAME);
    }

    function prepare(string memory name) internal {
        _name = name;
        vm.startPrank(founder);
        IKernel meant = IKernel(factory.kernelFor(founder, name));
        registry = new IdentityRegistry(10 days, PROVIDER, 2);
        inbox = new ReportInbox(meant, _operators, QUORUM);
        relay = new RelayedBallots(meant, registry);
        vm.stopPrank();
        clauses = abi.encode(_foundingClauses(sourceOf(address(meant), 0), sourceOf(address(meant), 1)));
    }

    /// @notice Founds with what was prepared, and has the registry serve the kernel.
    function establish() internal {
        establishUnserved();
        vm.prank(founder);
        registry.serve(kernel);
    }

    function establishUnserved() internal {
        foundHere();
        (weights, elections) = (Weights(kernel.weights()), Elections(kernel.elections()));
        (constitution, treasury) = (Constitution(kernel.constitution()), kernel.treasury());
    }

    function foundHere() internal {
        ICommunityFactory.Choices memory c = choices(clauses, keccak256(clauses));
        vm.prank(founder);
        kernel = Kernel(factory.createFromPreset(PRESET, c));
    }

    function choices(
        bytes memory clauses_,
        bytes32 content
    ) internal view returns (ICommunityFactory.Choices memory c) {
        (c.name, c.symbol, c.referenceCurrency, c.gate) = (_name, "FOLK", "USD", address(registry));
        c.sources = new bytes[](2);
        c.sources[0] = abi.encode(IMembershipSource.Configuration(LEASE, 52));
        c.sources[1] = abi.encode(IReceiptSource.Configuration(30 days, 1e15));
        (c.document.content, c.document.clauses) = (content, clauses_);
    }

    /// @notice The address of a source of a kernel that may not be founded yet.
    function sourceOf(address kernel_, uint8 number) internal pure returns (address) {
        return CharterLib.organ(kernel_, CharterLib.FIRST_SOURCE + number);
    }

    /// @dev One office; four feeds, each with one consumer, and each consumer told of its feed.
    function _foundingClauses(
        address membership,
        address receipts
    ) private view returns (IConstitution.Clause[] memory list) {
        list = andOffice(none(), 1);
        list = and(list, IConstitution.ClauseKind.Module, abi.encode(IConstitution.ModuleClause(address(relay), true)));
        list = _andFeed(_andFeed(list, PEOPLE, address(registry)), BALLOTS, address(relay));
        list = _andFeed(_andFeed(list, MEMBERS, membership), RECEIPTS, receipts);
    }

    function _andFeed(
        IConstitution.Clause[] memory list,
        bytes32 feed,
        address consumer
    ) private view returns (IConstitution.Clause[] memory) {
        IReportInbox.FeedKind kind = IReportInbox.FeedKind.Event;
        bytes memory data = abi.encodeCall(inbox.setFeed, (feed, consumer, kind, IReportInbox.Door.Quorum));
        // The same name in all consumers. What is not there yet has no hash.
        bytes memory naming = abi.encodeCall(IMembershipSource.setFeed, (address(inbox), feed));
        return andCall(andCall(list, address(inbox), 0, data), consumer, 0, naming);
    }

    // ---------------------------------------------------------------- operators

    function deliver(bytes32 feed, bytes memory payload) internal returns (bool delivered) {
        (IReportInbox.Report memory r, bytes[] memory signatures) = signed(feed, payload, QUORUM);
        inbox.submit(r, signatures);
        try inbox.redeliver(r) {
            return false;
        } catch (bytes memory reason) {
            return bytes4(reason) == IReportInbox.ReportNotUndelivered.selector;
        }
    }

    function signed(
        bytes32 feed,
        bytes memory payload,
        uint256 signers
    ) internal view returns (IReportInbox.Report memory r, bytes[] memory signatures) {
        r = IReportInbox.Report({
            feed: feed,
            sequence: inbox.feedOf(feed).sequence + 1,
            observedAt: uint64(block.timestamp),
            expiresAt: uint64(block.timestamp + 1 hours),
            payload: payload
        });
        bytes32 digest = inbox.digestOf(r);
        signatures = new bytes[](signers);
        for (uint256 i = 0; i < signers; ++i) {
            (uint8 v, bytes32 x, bytes32 y) = vm.sign(_keys[i], digest);
            signatures[i] = abi.encodePacked(x, y, v);
        }
    }

    function attestation(string memory name) internal returns (bytes memory) {
        IIdentityRegistry.Attestation[] memory list = new IIdentityRegistry.Attestation[](1);
        list[0] = IIdentityRegistry.Attestation(PROVIDER, keccak256(bytes(name)), makeAddr(name), 2, false);
        return abi.encode(list);
    }

    /// @notice The account with that name is the forum's member with that name: the operators and the account say so.
    function join(string memory name) internal returns (address account) {
        account = makeAddr(name);
        assertTrue(deliver(PEOPLE, attestation(name)), "attested");
        IElections.Authorization memory by;
        by.signer = account;
        vm.prank(account);
        registry.link(PROVIDER, keccak256(bytes(name)), by);
    }

    function renewAll(address[3] memory members) internal {
        address[] memory list = new address[](members.length);
        for (uint256 i = 0; i < members.length; ++i) list[i] = members[i];
        assertTrue(deliver(MEMBERS, abi.encode(list)), "renewed");
    }

    function appoint(address voter) internal {
        IElections.Authorization memory by;
        by.signer = voter;
        vm.prank(voter);
        elections.appointRelay(REGISTRAR, address(relay), LEASE, by);
    }

    /// @notice Two members speak for a candidacy in the forum.
    function say(CandidacyId candidacy, string[2] memory names) internal returns (bool) {
        IRelayedBallots.Batch memory batch;
        (batch.pollKey, batch.election) = (keccak256("poll"), REGISTRAR);
        batch.voices = new IRelayedBallots.Voice[](names.length);
        IRelayedBallots.Choice[] memory choices_ = new IRelayedBallots.Choice[](1);
        choices_[0] = IRelayedBallots.Choice(candidacy, 100);
        for (uint256 i = 0; i < names.length; ++i) {
            bytes32 subject = keccak256(bytes(names[i]));
            batch.voices[i] = IRelayedBallots.Voice(PROVIDER, subject, uint64(block.timestamp), choices_);
        }
        return deliver(BALLOTS, abi.encode(batch));
    }

    /// @dev Kept in ascending order.
    function _add(string memory name) private {
        (address operator, uint256 key) = makeAddrAndKey(name);
        _operators.push(operator);
        _keys.push(key);
        for (uint256 i = _operators.length - 1; i > 0 && _operators[i - 1] > _operators[i]; --i) {
            (_operators[i - 1], _operators[i]) = (_operators[i], _operators[i - 1]);
            (_keys[i - 1], _keys[i]) = (_keys[i], _keys[i - 1]);
        }
    }
}
