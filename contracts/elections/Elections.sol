// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../types/Ids.sol";
import {Parcel} from "../types/Units.sol";
import {IWeights} from "../weights/IWeights.sol";
import {Action, Ballot as Stored, BallotLib} from "./BallotLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";
import {ReleaseLib} from "./ReleaseLib.sol";
import {TypedDataLib} from "./TypedDataLib.sol";

/// @title Elections
/// @notice All elections of a community; see {IElections}.
contract Elections is IElections, EIP712("Perdure Elections", "1"), Multicall {
    using BallotLib for ElectionLib.State;
    using BallotLib for Stored;
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using ElectionLib for ElectionLib.State;

    uint8 private constant MOST_SEATS = 31;
    uint72 private constant MOST_FILL = 1000e18;

    mapping(ElectionId => ElectionLib.State) private _elections;
    mapping(address signer => BitMaps.BitMap) private _nonces;
    uint64 private _count;

    // ---------------------------------------------------------------- elections come and go

    /// @inheritdoc IElections
    function create(ElectionParameters calldata p) external returns (ElectionId id) {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.kernel() && msg.sender != charter.treasury) {
            revert ElectionsCallerNotExecutive(msg.sender);
        }
        id = ElectionId.wrap(_count++);
        uint256 mostSeats = p.kind == Kind.Document ? 1 : MOST_SEATS;
        if (p.seats == 0 || p.seats > mostSeats) revert ElectionParameterOutOfBounds("seats", p.seats, 1, mostSeats);
        (uint72 nomination, uint72 stabilization) = (0, 0);
        if (!(id == ROOT_ELECTION)) (nomination, stabilization) = IKernel(charter.kernel()).leastFills();
        _within("nominationFill", p.nominationFill, nomination);
        _within("stabilizationFill", p.stabilizationFill, stabilization);

        ElectionLib.State storage election = _elections[id];
        uint32 cycle = block.timestamp < charter.genesisAt() ? 0 : charter.cycle();
        election.head = ElectionLib.Head(cycle, 0, 0, p.seats, p.kind, p.method, false);
        (election.nominationFill, election.stabilizationFill) = (p.nominationFill, p.stabilizationFill);
        (election.parentElection, election.parentDocument) = (p.parentElection, p.parentDocument);
        emit ElectionCreated(id, p, cycle);
    }

    /// @inheritdoc IElections
    function retire(ElectionId id) external {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.treasury) revert ElectionsCallerNotExecutive(msg.sender);
        ElectionLib.State storage election = _live(id);
        _close(election, id, charter, charter.cycle());
        election.head.retired = true;
        emit ElectionRetired(id);
    }

    // ---------------------------------------------------------------- voters

    /// @inheritdoc IElections
    function nominate(
        ElectionId id,
        Nomination calldata nomination,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) external returns (CandidacyId) {
        return _nominate(msg.sender, id, nomination, placements, scores, dead);
    }

    /// @inheritdoc IElections
    function place(ElectionId id, CandidacyId candidacy, bool against, uint96 permanent, uint96 leased) external {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, msg.sender);
        if (action.scored) revert BallotNeedsScores(id);
        uint256 word = BallotLib.packOne(candidacy, against, permanent, leased);
        mapping(uint256 => uint256) storage stored = election.placed[msg.sender];
        uint256 former = stored[0];
        if (!BallotLib.isSingle(former)) {
            _castBallot(election, action, BallotLib.ofOne(word));
            return;
        }
        // The steps of any other ballot, without its lists.
        uint32 until = action.weights.placeInstead(msg.sender, Parcel.wrap(former), Parcel.wrap(word));
        if (former != 0) election.discountOne(former, action);
        election.countOne(word, until, action);
        word = BallotLib.single(word, until);
        stored[0] = word;
        emit BallotCast(id, msg.sender, word);
    }

    /// @inheritdoc IElections
    function castBallot(
        ElectionId id,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) external {
        _castBallot(msg.sender, id, placements, scores, dead);
    }

    /// @inheritdoc IElections
    function withdrawBallot(ElectionId id) external {
        _withdrawBallot(msg.sender, id);
    }

    /// @inheritdoc IElections
    function resign(ElectionId id, CandidacyId candidacy) external {
        _resign(msg.sender, id, candidacy);
    }

    /// @inheritdoc IElections
    function withdrawCandidacy(ElectionId id, CandidacyId candidacy) external {
        _withdrawCandidacy(msg.sender, id, candidacy);
    }

    /// @inheritdoc IElections
    function nominateBySig(
        ElectionId id,
        Nomination calldata nomination,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead,
        Authorization calldata by
    ) external returns (CandidacyId) {
        _authorize(by, TypedDataLib.nominate(id, nomination, placements, scores, dead, by));
        return _nominate(by.signer, id, nomination, placements, scores, dead);
    }

    /// @inheritdoc IElections
    function castBallotBySig(
        ElectionId id,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead,
        Authorization calldata by
    ) external {
        _authorize(by, TypedDataLib.castBallot(id, placements, scores, dead, by));
        _castBallot(by.signer, id, placements, scores, dead);
    }

    /// @inheritdoc IElections
    function withdrawBallotBySig(ElectionId id, Authorization calldata by) external {
        _authorize(by, TypedDataLib.withdrawBallot(id, by));
        _withdrawBallot(by.signer, id);
    }

    /// @inheritdoc IElections
    function resignBySig(ElectionId id, CandidacyId candidacy, Authorization calldata by) external {
        _authorize(by, TypedDataLib.resign(id, candidacy, by));
        _resign(by.signer, id, candidacy);
    }

    /// @inheritdoc IElections
    function withdrawCandidacyBySig(ElectionId id, CandidacyId candidacy, Authorization calldata by) external {
        _authorize(by, TypedDataLib.withdrawCandidacy(id, candidacy, by));
        _withdrawCandidacy(by.signer, id, candidacy);
    }

    /// @inheritdoc IElections
    function cancelNonce(uint256 nonce) external {
        _useNonce(msg.sender, nonce);
    }

    // ---------------------------------------------------------------- anyone

    /// @inheritdoc IElections
    function advance(ElectionId id, uint32 maxCycles) external {
        ElectionLib.State storage election = _live(id);
        Charter memory charter = CharterLib.read();
        uint32 from = election.head.cycle;
        uint32 to = charter.cycle();
        _close(election, id, charter, to - from > maxCycles ? from + maxCycles : to);
    }

    /// @inheritdoc IElections
    function refresh(ElectionId id, address voter) external {
        ElectionLib.State storage election = _live(id);
        ReleaseLib.refresh(election, _begin(election, id, voter));
    }

    /// @inheritdoc IElections
    function recall(ElectionId id, address voter) external {
        ElectionLib.State storage election = _known(id);
        ReleaseLib.recall(election, _begin(election, id, voter));
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IElections
    function count() external view returns (uint64) {
        return _count;
    }

    /// @inheritdoc IElections
    function electionOf(
        ElectionId id
    ) external view returns (ElectionParameters memory parameters, bool retired, uint32 cycle) {
        ElectionLib.State storage e = _known(id);
        ElectionLib.Head memory head = e.head;
        parameters = ElectionParameters(
            head.kind,
            head.method,
            head.seats,
            e.nominationFill,
            e.stabilizationFill,
            e.parentElection,
            e.parentDocument
        );
        return (parameters, head.retired, head.cycle);
    }

    /// @inheritdoc IElections
    function standing(ElectionId id) public view returns (CandidacyView[] memory) {
        ElectionLib.State storage election = _known(id);
        Charter memory charter = CharterLib.read();
        return ClosingLib.standing(election, charter, election.head.retired ? election.head.cycle : charter.cycle());
    }

    /// @inheritdoc IElections
    function incumbents(ElectionId id) external view returns (address[] memory owners) {
        CandidacyView[] memory field = standing(id);
        uint256 seated = 0;
        for (uint256 i = 0; i < field.length; ++i) {
            if (field[i].stage == Stage.Incumbent) field[seated++] = field[i];
        }
        owners = new address[](seated);
        for (uint256 i = 0; i < seated; ++i) owners[i] = field[i].owner;
    }

    /// @inheritdoc IElections
    function ballotOf(ElectionId id, address voter) external view returns (Ballot memory, uint32) {
        ElectionLib.State storage election = _known(id);
        Stored memory stored = election.load(voter, election.head.method == Method.Score);
        return (Ballot(stored.unpackPlacements(), stored.unpackScores()), stored.until);
    }

    /// @inheritdoc IElections
    function nominationOf(ElectionId id, CandidacyId candidacy) external view returns (address, bytes32) {
        ElectionLib.State storage election = _known(id);
        return (election.owners[candidacy], election.contents[candidacy]);
    }

    /// @inheritdoc IElections
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    // ---------------------------------------------------------------- inside

    function _castBallot(
        address voter,
        ElectionId id,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) private {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, voter);
        _releaseDead(voter, dead);
        _castBallot(election, action, BallotLib.pack(placements, scores, action.scored));
    }

    function _castBallot(ElectionLib.State storage election, Action memory action, Stored memory ballot) private {
        Stored memory former = _replace(election, action, ballot);
        _put(election, action, former, ballot);
    }

    function _nominate(
        address voter,
        ElectionId id,
        Nomination calldata nomination,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) private returns (CandidacyId candidacy) {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, voter);
        _releaseDead(voter, dead);
        Stored memory ballot = BallotLib.pack(placements, scores, action.scored);
        Stored memory former = _replace(election, action, ballot);
        candidacy = _enter(election, action, nomination, ballot);
        _put(election, action, former, ballot);
    }

    /// @dev Adds a nominee to the field; into a full one by ending the candidacy of somebody weaker.
    function _enter(
        ElectionLib.State storage election,
        Action memory action,
        Nomination calldata nomination,
        Stored memory ballot
    ) private returns (CandidacyId candidacy) {
        ElectionId id = action.id;
        address owner = _consenting(election, action, nomination);
        CandidacyId owned = election.ownedBy[owner];
        if (owned != NO_CANDIDACY) revert CandidacyAlreadyOwned(id, owned, owner);
        int256 opening = ballot.opening(action);
        if (opening <= 0) revert NominationNotSupported(id);
        if (election.isFull()) {
            (CandidacyId weakest, int256 votes) = election.weakest();
            if (opening <= votes) revert NominationTooWeak(id, opening, votes);
            election.end(weakest);
            emit CandidacyCrowdedOut(id, weakest);
        }
        candidacy = election.add(owner, nomination.content);
        ballot.name(candidacy, action.scored);
        emit Nominated(id, candidacy, owner, action.voter, nomination.content, nomination.uri);
    }

    /// @dev Who will own the candidacy; for an office the nominee, who has to agree.
    function _consenting(
        ElectionLib.State storage election,
        Action memory action,
        Nomination calldata nomination
    ) private returns (address owner) {
        if (election.head.kind == Kind.Document) {
            if (nomination.content == 0) revert NominationIllFormed(action.id, "content");
            return action.voter;
        }
        if (nomination.content != 0) revert NominationIllFormed(action.id, "content");
        owner = nomination.nominee;
        if (owner == action.voter) return owner;
        if (owner != nomination.consent.signer) revert NominationIllFormed(action.id, "consent");
        _authorize(nomination.consent, TypedDataLib.consent(action.id, action.voter, nomination.consent));
    }

    /// @dev Takes the voter's former ballot off the tallies and settles the difference with Weights, which calls nothing but
    /// the person gate, to read, and tells how long the lease lasts: the tallies need it, hence before them.
    function _replace(
        ElectionLib.State storage election,
        Action memory action,
        Stored memory ballot
    ) private returns (Stored memory former) {
        former = election.load(action.voter, action.scored);
        if (former.placed.length != 0) election.discount(former, action);
        ballot.until = action.weights.placeInstead(action.voter, former.parcel(), ballot.parcel());
    }

    function _put(
        ElectionLib.State storage election,
        Action memory action,
        Stored memory former,
        Stored memory ballot
    ) private {
        election.count(ballot, action);
        election.store(action.voter, former, ballot);
        ballot.announce(action);
    }

    function _withdrawBallot(address voter, ElectionId id) private {
        ElectionLib.State storage election = _known(id);
        ReleaseLib.withdraw(election, _begin(election, id, voter));
    }

    function _releaseDead(address voter, ElectionId[] calldata dead) private {
        for (uint256 i = 0; i < dead.length; ++i) {
            ElectionLib.State storage election = _known(dead[i]);
            ReleaseLib.releaseDead(election, _begin(election, dead[i], voter));
        }
    }

    function _resign(address owner, ElectionId id, CandidacyId candidacy) private {
        ElectionLib.State storage election = _owned(owner, id, candidacy);
        ElectionLib.Candidacy storage seat = election.candidacies[candidacy];
        if (seat.stage != Stage.Incumbent) revert CandidacyNotIncumbent(id, candidacy);
        if (election.head.kind == Kind.Document) revert DocumentInForce(id, candidacy);
        (seat.stage, seat.bucket) = (Stage.Candidate, 0);
        emit SeatResigned(id, candidacy);
    }

    function _withdrawCandidacy(address owner, ElectionId id, CandidacyId candidacy) private {
        ElectionLib.State storage election = _owned(owner, id, candidacy);
        bool seated = election.candidacies[candidacy].stage == Stage.Incumbent;
        if (seated && election.head.kind == Kind.Document) revert DocumentInForce(id, candidacy);
        election.end(candidacy);
        emit CandidacyWithdrawn(id, candidacy);
    }

    function _owned(
        address owner,
        ElectionId id,
        CandidacyId candidacy
    ) private returns (ElectionLib.State storage election) {
        election = _live(id);
        Charter memory charter = CharterLib.read();
        _close(election, id, charter, charter.cycle());
        if (election.owners[candidacy] != owner) revert CandidacyNotOwned(id, candidacy, owner);
        if (election.candidacies[candidacy].stage == Stage.Ended) revert CandidacyHasEnded(candidacy);
    }

    // ---------------------------------------------------------------- closing

    /// @dev Brings an election up to date before anything has an effect on it.
    function _begin(
        ElectionLib.State storage election,
        ElectionId id,
        address voter
    ) private returns (Action memory action) {
        Charter memory charter = CharterLib.read();
        action.id = id;
        action.voter = voter;
        action.weights = IWeights(charter.weights());
        action.cycle = charter.cycle();
        action.quadratic = charter.quadratic();
        action.scored = election.head.method == Method.Score;
        if (!election.head.retired) _close(election, id, charter, action.cycle);
    }

    /// @dev Within a cycle there is nothing to close, and nothing but the cycle is looked at.
    function _close(ElectionLib.State storage election, ElectionId id, Charter memory charter, uint32 to) private {
        if (election.head.cycle != to) ClosingLib.close(election, id, charter, to);
    }

    // ---------------------------------------------------------------- guards

    function _known(ElectionId id) private view returns (ElectionLib.State storage election) {
        election = _elections[id];
        if (election.head.seats == 0) revert ElectionUnknown(id);
    }

    function _live(ElectionId id) private view returns (ElectionLib.State storage election) {
        election = _known(id);
        if (election.head.retired) revert ElectionEnded(id);
    }

    function _within(string memory parameter, uint72 fill, uint72 least) private pure {
        if (fill < least || fill > MOST_FILL) revert ElectionParameterOutOfBounds(parameter, fill, least, MOST_FILL);
    }

    function _authorize(Authorization calldata by, bytes32 structHash) private {
        if (block.timestamp > by.deadline) revert SignatureExpired(by.deadline);
        _useNonce(by.signer, by.nonce);
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNow(by.signer, digest, by.signature)) revert SignatureInvalid(by.signer);
    }

    function _useNonce(address signer, uint256 nonce) private {
        if (_nonces[signer].get(nonce)) revert NonceAlreadyUsed(signer, nonce);
        _nonces[signer].set(nonce);
        emit NonceUsed(signer, nonce);
    }
}
