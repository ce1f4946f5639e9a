// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IElections} from "../elections/IElections.sol";
import {TypedDataLib} from "../elections/TypedDataLib.sol";
import {ProjectId} from "../types/Ids.sol";
import {Parcel, parcelOf} from "../types/Units.sol";
import {IFundingPool} from "./IFundingPool.sol";
import {ProjectLib} from "./ProjectLib.sol";
import {Settlement} from "./Settlement.sol";
import {VotesLib} from "./VotesLib.sol";

/// @title ProjectVoting
/// @notice Weight that voters place on the projects of {FundingPool}.
abstract contract ProjectVoting is Settlement, EIP712("Perdure FundingPool", "1") {
    using BitMaps for BitMaps.BitMap;
    using VotesLib for ProjectLib.State;

    uint256 private constant AGAINST = 1 << 255;
    Parcel private constant NOTHING = Parcel.wrap(0);

    bytes32 private constant PLACE = keccak256(
        abi.encodePacked(
            "PlaceOnProject(address voter,uint32 project,bool against,uint96 permanent,uint96 leased,uint32[] dead,",
            "uint256 nonce,uint64 deadline)"
        )
    );
    bytes32 private constant WITHDRAW = keccak256(
        "WithdrawFromProject(address voter,uint32 project,uint256 nonce,uint64 deadline)"
    );

    mapping(address signer => BitMaps.BitMap) private _nonces;

    /// @inheritdoc IFundingPool
    function place(ProjectId id, bool against, uint96 permanent, uint96 leased, ProjectId[] calldata dead) external {
        _place(msg.sender, id, against, parcelOf(permanent, leased, 0), dead);
    }

    /// @inheritdoc IFundingPool
    function withdrawVotes(ProjectId id) external {
        _withdrawVotes(msg.sender, id);
    }

    /// @inheritdoc IFundingPool
    function placeBySig(
        ProjectId id,
        bool against,
        uint96 permanent,
        uint96 leased,
        ProjectId[] calldata dead,
        IElections.Authorization calldata by
    ) external {
        bytes32 dead_ = keccak256(abi.encodePacked(dead));
        bytes memory said = abi.encode(PLACE, by.signer, id, against, permanent, leased, dead_, by.nonce, by.deadline);
        TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(keccak256(said)));
        _place(by.signer, id, against, parcelOf(permanent, leased, 0), dead);
    }

    /// @inheritdoc IFundingPool
    function withdrawVotesBySig(ProjectId id, IElections.Authorization calldata by) external {
        bytes memory said = abi.encode(WITHDRAW, by.signer, id, by.nonce, by.deadline);
        TypedDataLib.authorize(_nonces, by, _hashTypedDataV4(keccak256(said)));
        _withdrawVotes(by.signer, id);
    }

    /// @inheritdoc IFundingPool
    function cancelNonce(uint256 nonce) external {
        TypedDataLib.useNonce(_nonces, msg.sender, nonce);
    }

    /// @inheritdoc IFundingPool
    function refresh(ProjectId id, address voter) external {
        ProjectLib.State storage project = _live(id);
        uint256 word = project.placed[voter];
        Parcel parcel = Parcel.wrap(word);
        uint32 until = _weights.leaseOf(voter).until;
        bool counts = parcel.leasedOf() != 0 && parcel.untilOf() > _cycle();
        if (!counts || until <= parcel.untilOf()) revert FundingVotesNotRefreshable(id, voter);
        Parcel renewed = parcelOf(parcel.permanentOf(), parcel.leasedOf(), until);
        _keep(project, id, voter, word, Parcel.unwrap(renewed) | (word & AGAINST));
    }

    /// @inheritdoc IFundingPool
    function recall(ProjectId id, address voter) external {
        ProjectLib.State storage project = _known(id);
        uint256 word = project.placed[voter];
        if (word == 0) revert FundingVotesAbsent(id, voter);
        Parcel parcel = Parcel.wrap(word);
        (uint96 permanent, uint96 leased) = _weights.recallableOf(voter);
        if (permanent > parcel.permanentOf()) permanent = parcel.permanentOf();
        if (leased > parcel.leasedOf()) leased = parcel.leasedOf();
        uint32 until = parcel.untilOf();
        uint256 left = Parcel.unwrap(parcelOf(parcel.permanentOf() - permanent, parcel.leasedOf() - leased, until));
        bool gone = left << 64 == 0;
        _keep(project, id, voter, word, gone ? 0 : left | (word & AGAINST));
        _weights.placeInstead(voter, parcelOf(permanent, leased, until), NOTHING);
    }

    function _place(address voter, ProjectId id, bool against, Parcel parcel, ProjectId[] calldata dead) private {
        for (uint256 i = 0; i < dead.length; ++i) {
            if (_known(dead[i]).standing.isLive()) revert FundingVotesNotDead(dead[i], voter);
            _withdrawVotes(voter, dead[i]);
        }
        ProjectLib.State storage project = _live(id);
        if (Parcel.unwrap(parcel) == 0) revert FundingAmountZero();
        uint256 former = project.placed[voter];
        // Weights calls nothing but the person gate, to read, and tells how long the lease lasts.
        uint32 until = _weights.placeInstead(voter, Parcel.wrap(former), parcel);
        Parcel placed = parcelOf(parcel.permanentOf(), parcel.leasedOf(), until);
        _keep(project, id, voter, former, Parcel.unwrap(placed) | (against ? AGAINST : 0));
    }

    function _withdrawVotes(address voter, ProjectId id) private {
        ProjectLib.State storage project = _known(id);
        uint256 word = project.placed[voter];
        if (word == 0) revert FundingVotesAbsent(id, voter);
        _keep(project, id, voter, word, 0);
        _weights.placeInstead(voter, Parcel.wrap(word), NOTHING);
    }

    /// @dev Of a project that is no longer live nobody counts the votes.
    function _keep(
        ProjectLib.State storage project,
        ProjectId id,
        address voter,
        uint256 former,
        uint256 word
    ) private {
        if (project.standing.isLive()) project.exchange(_moment(), former, word);
        project.placed[voter] = word;
        emit ProjectVotesPlaced(id, voter, word);
    }

    function _moment() internal view returns (VotesLib.Moment memory) {
        uint32 cycle = _cycle();
        return VotesLib.Moment(cycle, _deadlineOf(_head, cycle), _leasing, _quadratic);
    }

    /// @inheritdoc IFundingPool
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    function _known(ProjectId id) internal view returns (ProjectLib.State storage project) {
        project = _projects[id];
        if (project.standing.stage() == Stage.None) revert FundingProjectUnknown(id);
    }

    function _live(ProjectId id) internal view returns (ProjectLib.State storage project) {
        project = _projects[id];
        if (!project.standing.isLive()) revert FundingProjectNotLive(id);
    }
}
