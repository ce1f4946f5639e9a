// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Charter, CharterLib} from "../kernel/CharterLib.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {CandidacyId, ElectionId, ROOT_ELECTION} from "../types/Ids.sol";
import {Parcel} from "../types/Units.sol";
import {Action, Ballot as Stored, BallotLib} from "./BallotLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {ElectionLib} from "./ElectionLib.sol";
import {IElections} from "./IElections.sol";
import {Voting} from "./Voting.sol";
import {ReleaseLib} from "./ReleaseLib.sol";
import {TypedDataLib} from "./TypedDataLib.sol";

/// @title Elections
/// @notice All elections of a community; see {IElections}.
contract Elections is Voting, Multicall {
    using BallotLib for ElectionLib.State;
    using BallotLib for Stored;
    using BitMaps for BitMaps.BitMap;
    using CharterLib for Charter;
    using ElectionLib for ElectionLib.State;

    uint8 private constant MOST_SEATS = 31;
    uint72 private constant MOST_FILL = 1000e18;

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

    function _within(string memory parameter, uint72 fill, uint72 least) private pure {
        if (fill < least || fill > MOST_FILL) revert ElectionParameterOutOfBounds(parameter, fill, least, MOST_FILL);
    }
}
