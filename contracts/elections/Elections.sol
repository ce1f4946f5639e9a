// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {CandidacyId, ElectionId, ROOT_ELECTION} from "../types/Ids.sol";
import {Action, Ballot as Stored, BallotLib} from "./BallotLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {FieldLib} from "./FieldLib.sol";
import {IElections} from "./IElections.sol";
import {LiveLib} from "./LiveLib.sol";
import {RelayLib} from "./RelayLib.sol";
import {ReleaseLib} from "./ReleaseLib.sol";
import {TypedDataLib} from "./TypedDataLib.sol";
import {Voting} from "./Voting.sol";

/// @title Elections
/// @notice All elections of a community; see {IElections}.
contract Elections is Voting, Multicall {
    using BallotLib for ElectionLib.State;
    using BallotLib for Stored;
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using LiveLib for uint64[];

    // ---------------------------------------------------------------- elections come and go

    /// @inheritdoc IElections
    function create(ElectionParameters calldata p) external returns (ElectionId id) {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.kernel() && msg.sender != charter.treasury) {
            revert ElectionsCallerNotExecutive(msg.sender);
        }
        id = ElectionId.wrap(_count++);
        FieldLib.begin(_elections[id], id, p, charter);
        _liveSteps.add(charter.cycle(), LiveLib.NEVER, 1);
    }

    /// @inheritdoc IElections
    function seat(address owner, bytes32 content, string calldata uri, bytes calldata clauses) external {
        Charter memory charter = CharterLib.read();
        if (msg.sender != charter.kernel()) revert ElectionsCallerNotExecutive(msg.sender);
        FieldLib.seat(_elections[ROOT_ELECTION], charter, owner, content, uri, clauses);
    }

    /// @inheritdoc IElections
    function amend(ElectionId id, ElectionParameters calldata p) external {
        FieldLib.amend(_ofExecutive(id), id, p, CharterLib.read());
    }

    /// @inheritdoc IElections
    function unseat(ElectionId id, CandidacyId candidacy) external {
        FieldLib.unseat(_ofExecutive(id), id, candidacy);
    }

    /// @inheritdoc IElections
    function retire(ElectionId id) external {
        _ofExecutive(id).head.retired = true;
        _liveSteps.add(CharterLib.read().cycle(), LiveLib.NEVER, -1);
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
        _castOne(election, action, BallotLib.packOne(candidacy, against, permanent, leased));
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
        FieldLib.resign(_upToDate(id), id, candidacy, msg.sender);
    }

    /// @inheritdoc IElections
    function withdrawCandidacy(ElectionId id, CandidacyId candidacy) external {
        FieldLib.withdraw(_upToDate(id), id, candidacy, msg.sender);
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
        FieldLib.resign(_upToDate(id), id, candidacy, by.signer);
    }

    /// @inheritdoc IElections
    function withdrawCandidacyBySig(ElectionId id, CandidacyId candidacy, Authorization calldata by) external {
        _authorize(by, TypedDataLib.withdrawCandidacy(id, candidacy, by));
        FieldLib.withdraw(_upToDate(id), id, candidacy, by.signer);
    }

    /// @inheritdoc IElections
    function cancelNonce(uint256 nonce) external {
        TypedDataLib.useNonce(_nonces, msg.sender, nonce);
    }

    // ---------------------------------------------------------------- relays

    /// @inheritdoc IElections
    function appointRelay(ElectionId id, address relay, uint96 most, Authorization calldata by) external {
        ElectionLib.State storage election = _live(id);
        if (msg.sender != by.signer) _authorize(by, TypedDataLib.appointRelay(id, relay, most, by));
        RelayLib.appoint(election, id, by.signer, relay, most);
    }

    /// @inheritdoc IElections
    function castRelayed(
        ElectionId id,
        address voter,
        uint64 castAt,
        Placement[] calldata placements,
        Score[] calldata scores
    ) external {
        ElectionLib.State storage election = _live(id);
        Action memory action = _begin(election, id, voter);
        if (RelayLib.hear(election, action, castAt, placements)) return;
        Stored memory ballot = BallotLib.pack(placements, scores, action.scored);
        ballot.relayed = true;
        _castBallot(election, action, ballot);
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
    function liveAt(uint32 cycle) external view returns (uint32 live, uint32 until) {
        return _liveSteps.liveAt(cycle);
    }

    /// @inheritdoc IElections
    function electionOf(
        ElectionId id
    ) external view returns (ElectionParameters memory parameters, bool retired, uint32 cycle) {
        ElectionLib.State storage e = _known(id);
        return (FieldLib.parametersOf(e, CharterLib.read()), e.head.retired, e.head.cycle);
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
    function relayOf(ElectionId id, address voter) external view returns (address, uint96, uint64) {
        return RelayLib.relayOf(_known(id), voter);
    }

    /// @inheritdoc IElections
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }
}
