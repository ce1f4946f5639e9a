// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CandidacyId, ElectionId, NO_CANDIDACY, ROOT_ELECTION} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {BallotLib, Count, Held} from "./BallotLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";
import {TypedDataLib} from "./TypedDataLib.sol";

/// @title Elections
/// @notice All elections of a community; see {IElections}.
contract Elections is IElections, EIP712("Perdure Elections", "1"), Multicall {
    using BallotLib for ElectionLib.State;
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using ElectionLib for ElectionLib.State;

    uint8 private constant MOST_SEATS = 31;
    uint72 private constant MOST_FILL = 1000e18;

    mapping(ElectionId => ElectionLib.State) private _elections;
    mapping(address signer => BitMaps.BitMap) private _nonces;
    uint64 private _count;

    /// @dev An action on an election, brought up to date.
    struct Context {
        Charter charter;
        Count count;
        ElectionId id;
        address voter;
    }

    // ---------------------------------------------------------------- elections come and go

    /// @inheritdoc IElections
    function create(ElectionParameters calldata p) external returns (ElectionId id) {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.kernel && msg.sender != charter.treasury) {
            revert ElectionsCallerNotExecutive(msg.sender);
        }
        id = ElectionId.wrap(_count++);
        uint256 mostSeats = p.kind == Kind.Document ? 1 : MOST_SEATS;
        if (p.seats == 0 || p.seats > mostSeats) revert ElectionParameterOutOfBounds("seats", p.seats, 1, mostSeats);
        (uint72 nomination, uint72 stabilization) = (0, 0);
        if (!(id == ROOT_ELECTION)) (nomination, stabilization) = IKernel(charter.kernel).leastFills();
        _within("nominationFill", p.nominationFill, nomination);
        _within("stabilizationFill", p.stabilizationFill, stabilization);

        ElectionLib.State storage election = _elections[id];
        election.cycle = block.timestamp < charter.genesisAt ? 0 : charter.cycle();
        (election.seats, election.kind, election.method) = (p.seats, p.kind, p.method);
        (election.nominationFill, election.stabilizationFill) = (p.nominationFill, p.stabilizationFill);
        (election.parentElection, election.parentDocument) = (p.parentElection, p.parentDocument);
        emit ElectionCreated(id, p, election.cycle);
    }

    /// @inheritdoc IElections
    function retire(ElectionId id) external {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.treasury) revert ElectionsCallerNotExecutive(msg.sender);
        ElectionLib.State storage election = _live(id);
        _close(election, id, charter, type(uint32).max);
        election.retired = true;
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
        return _nominate(msg.sender, id, nomination, _ballot(placements, scores), dead);
    }

    /// @inheritdoc IElections
    function castBallot(
        ElectionId id,
        Placement[] calldata placements,
        Score[] calldata scores,
        ElectionId[] calldata dead
    ) external {
        _castBallot(msg.sender, id, _ballot(placements, scores), dead);
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
        return _nominate(by.signer, id, nomination, _ballot(placements, scores), dead);
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
        _castBallot(by.signer, id, _ballot(placements, scores), dead);
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
        _close(_live(id), id, CharterLib.read(), maxCycles);
    }

    /// @inheritdoc IElections
    function refresh(ElectionId id, address voter) external {
        ElectionLib.State storage election = _live(id);
        Context memory context = _begin(election, id, voter);
        (Ballot memory ballot, Held memory former) = _take(election, context);
        uint32 until = _weights(context.charter).leaseOf(voter).until;
        bool alive = former.leased != 0 && former.until > context.count.cycle;
        if (!alive || until <= former.until) revert BallotNotRefreshable(id, voter);
        election.put(voter, ballot, until, context.count);
        emit BallotRefreshed(id, voter, until);
    }

    /// @inheritdoc IElections
    function recall(ElectionId id, address voter) external {
        ElectionLib.State storage election = _known(id);
        Context memory context = _begin(election, id, voter);
        (uint96 permanent, uint96 leased) = _weights(context.charter).recallableOf(voter);
        (Ballot memory ballot, Held memory former) = _take(election, context);
        BallotLib.reduce(ballot, permanent, leased);
        Held memory freed = _keep(election, context, ballot, former);
        emit BallotRecalled(id, voter, freed.permanent, freed.leased);
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
        parameters = ElectionParameters(
            e.kind,
            e.method,
            e.seats,
            e.nominationFill,
            e.stabilizationFill,
            e.parentElection,
            e.parentDocument
        );
        return (parameters, e.retired, e.cycle);
    }

    /// @inheritdoc IElections
    function standing(ElectionId id) public view returns (CandidacyView[] memory) {
        ElectionLib.State storage election = _known(id);
        Charter memory charter = CharterLib.read();
        return ClosingLib.standing(election, charter, election.retired ? election.cycle : charter.cycle());
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
        return _known(id).read(voter);
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

    function _castBallot(address voter, ElectionId id, Ballot memory ballot, ElectionId[] calldata dead) private {
        ElectionLib.State storage election = _live(id);
        Context memory context = _begin(election, id, voter);
        _releaseDead(voter, dead);
        uint32 until = _replace(election, context, ballot);
        _put(election, context, ballot, until);
    }

    function _nominate(
        address voter,
        ElectionId id,
        Nomination calldata nomination,
        Ballot memory ballot,
        ElectionId[] calldata dead
    ) private returns (CandidacyId candidacy) {
        ElectionLib.State storage election = _live(id);
        Context memory context = _begin(election, id, voter);
        _releaseDead(voter, dead);
        address owner = _consenting(election, context, nomination);
        uint32 until = _replace(election, context, ballot);
        int256 opening = election.opening(ballot, until, context.count);
        candidacy = _enter(election, id, owner, nomination, ballot, opening);
        emit Nominated(id, candidacy, owner, context.voter, nomination.content, nomination.uri);
        election.name(ballot, candidacy);
        _put(election, context, ballot, until);
    }

    /// @dev Adds a nominee to the field; into a full one by ending the candidacy of somebody weaker.
    function _enter(
        ElectionLib.State storage election,
        ElectionId id,
        address owner,
        Nomination calldata nomination,
        Ballot memory ballot,
        int256 opening
    ) private returns (CandidacyId) {
        CandidacyId owned = election.ownedBy[owner];
        if (owned != NO_CANDIDACY) revert CandidacyAlreadyOwned(id, owned, owner);
        if (opening <= 0) revert NominationNotSupported(id);
        if (election.isFull()) {
            (CandidacyId weakest, int256 votes) = election.weakest();
            if (opening <= votes) revert NominationTooWeak(id, opening, votes);
            election.end(weakest);
            emit CandidacyCrowdedOut(id, weakest);
            // The ballot may not count on what it has just ended.
            election.check(ballot);
        }
        return election.add(owner, nomination.content);
    }

    function _ballot(Placement[] calldata placements, Score[] calldata scores) private pure returns (Ballot memory) {
        return Ballot(placements, scores);
    }

    /// @dev Who will own the candidacy; for an office the nominee, who has to agree.
    function _consenting(
        ElectionLib.State storage election,
        Context memory context,
        Nomination calldata nomination
    ) private returns (address owner) {
        if (election.kind == Kind.Document) {
            if (nomination.content == 0) revert NominationIllFormed(context.id, "content");
            return context.voter;
        }
        if (nomination.content != 0) revert NominationIllFormed(context.id, "content");
        owner = nomination.nominee;
        if (owner == context.voter) return owner;
        if (owner != nomination.consent.signer) revert NominationIllFormed(context.id, "consent");
        _authorize(nomination.consent, TypedDataLib.consent(context.id, context.voter, nomination.consent));
    }

    /// @dev Lifts the voter's former ballot and settles the difference with Weights, which calls nothing but the person
    /// gate, to read, and tells how long the lease lasts: the tallies need it, hence before them.
    function _replace(
        ElectionLib.State storage election,
        Context memory context,
        Ballot memory ballot
    ) private returns (uint32) {
        election.check(ballot);
        (, Held memory former) = _take(election, context);
        return _shift(context, former, BallotLib.sum(ballot, 0));
    }

    /// @dev Lifts the voter's ballot, if there is one.
    function _take(
        ElectionLib.State storage election,
        Context memory context
    ) private returns (Ballot memory ballot, Held memory held) {
        uint32 until;
        (ballot, until) = election.read(context.voter);
        held = BallotLib.sum(ballot, until);
        election.lift(context.voter, ballot, until, context.count);
    }

    function _shift(Context memory context, Held memory released, Held memory placed) private returns (uint32 until) {
        return
            _weights(context.charter).place(
                context.voter,
                IWeights.Shift(released.permanent, released.leased, released.until, placed.permanent, placed.leased)
            );
    }

    function _put(
        ElectionLib.State storage election,
        Context memory context,
        Ballot memory ballot,
        uint32 until
    ) private {
        election.put(context.voter, ballot, until, context.count);
        emit BallotCast(context.id, context.voter, ballot.placements, ballot.scores, until);
    }

    function _withdrawBallot(address voter, ElectionId id) private {
        ElectionLib.State storage election = _known(id);
        Context memory context = _begin(election, id, voter);
        (Ballot memory ballot, Held memory former) = _take(election, context);
        if (ballot.placements.length == 0) revert BallotAbsent(id, voter);
        Ballot memory nothing;
        _keep(election, context, nothing, former);
    }

    /// @dev Frees weight that can no longer count: whole ballots in retired elections, placements on ended candidacies.
    function _releaseDead(address voter, ElectionId[] calldata dead) private {
        for (uint256 i = 0; i < dead.length; ++i) {
            ElectionLib.State storage election = _known(dead[i]);
            Context memory context = _begin(election, dead[i], voter);
            (Ballot memory ballot, Held memory former) = _take(election, context);
            uint256 length = ballot.placements.length;
            election.bury(ballot);
            if (ballot.placements.length == length) revert BallotNotDead(dead[i], voter);
            _keep(election, context, ballot, former);
        }
    }

    /// @dev Keeps what is left of a ballot that has been lifted, and releases the rest.
    function _keep(
        ElectionLib.State storage election,
        Context memory context,
        Ballot memory ballot,
        Held memory former
    ) private returns (Held memory freed) {
        Held memory left = BallotLib.sum(ballot, former.until);
        freed = Held(former.permanent - left.permanent, former.leased - left.leased, former.until);
        if (ballot.placements.length == 0) emit BallotWithdrawn(context.id, context.voter);
        else _put(election, context, ballot, former.until);
        _shift(context, freed, Held(0, 0, 0));
    }

    function _resign(address owner, ElectionId id, CandidacyId candidacy) private {
        ElectionLib.State storage election = _owned(owner, id, candidacy);
        ElectionLib.Candidacy storage seat = election.candidacies[candidacy];
        if (seat.stage != Stage.Incumbent) revert CandidacyNotIncumbent(id, candidacy);
        if (election.kind == Kind.Document) revert DocumentInForce(id, candidacy);
        (seat.stage, seat.bucket) = (Stage.Candidate, 0);
        emit SeatResigned(id, candidacy);
    }

    function _withdrawCandidacy(address owner, ElectionId id, CandidacyId candidacy) private {
        ElectionLib.State storage election = _owned(owner, id, candidacy);
        bool seated = election.candidacies[candidacy].stage == Stage.Incumbent;
        if (seated && election.kind == Kind.Document) revert DocumentInForce(id, candidacy);
        election.end(candidacy);
        emit CandidacyWithdrawn(id, candidacy);
    }

    function _owned(
        address owner,
        ElectionId id,
        CandidacyId candidacy
    ) private returns (ElectionLib.State storage election) {
        election = _live(id);
        _close(election, id, CharterLib.read(), type(uint32).max);
        if (election.owners[candidacy] != owner) revert CandidacyNotOwned(id, candidacy, owner);
        if (election.candidacies[candidacy].stage == Stage.Ended) revert CandidacyHasEnded(candidacy);
    }

    // ---------------------------------------------------------------- closing

    /// @dev Brings an election up to date before anything has an effect on it.
    function _begin(
        ElectionLib.State storage election,
        ElectionId id,
        address voter
    ) private returns (Context memory context) {
        context.charter = CharterLib.read();
        (context.id, context.voter) = (id, voter);
        context.count = Count(context.charter.cycle(), context.charter.quadratic);
        if (!election.retired) _close(election, id, context.charter, type(uint32).max);
    }

    /// @dev Within a cycle there is nothing to close, and nothing but the cycle is looked at.
    function _close(
        ElectionLib.State storage election,
        ElectionId id,
        Charter memory charter,
        uint32 maxCycles
    ) private {
        uint32 from = election.cycle;
        uint32 to = charter.cycle();
        if (to - from > maxCycles) to = from + maxCycles;
        if (from != to) ClosingLib.close(election, id, charter, to);
    }

    // ---------------------------------------------------------------- guards

    function _weights(Charter memory charter) private pure returns (IWeights) {
        return IWeights(charter.weights());
    }

    function _known(ElectionId id) private view returns (ElectionLib.State storage election) {
        election = _elections[id];
        if (election.seats == 0) revert ElectionUnknown(id);
    }

    function _live(ElectionId id) private view returns (ElectionLib.State storage election) {
        election = _known(id);
        if (election.retired) revert ElectionEnded(id);
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
