// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {IElections} from "../elections/IElections.sol";
import {IKernel} from "../kernel/IKernel.sol";
import {ElectionId} from "../types/Ids.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IConstitution} from "./IConstitution.sol";
import {IGoverned} from "./IGoverned.sol";
import {ITreasury} from "./ITreasury.sol";
import {ReachLib} from "./ReachLib.sol";

/// @title What is well-typed
/// @notice Checks clauses as they are nominated (design 4), so that whoever votes for a document knows that each of its clauses
/// says something, within the kernel's bounds. Linked, because it is used once a document.
library ClauseLib {
    uint256 internal constant MOST_CLAUSES = 64;
    uint8 internal constant DEEPEST = 4;
    uint256 private constant MOST_SEATS = 31;
    uint256 private constant MOST_FILL = 1000e18;
    uint256 private constant LONGEST_DELAY = 365 days;
    /// @dev What outsiders direct can be stopped before it happens.
    uint256 private constant SHORTEST_MANDATE = 1 days;
    uint256 private constant WORD = 32;

    /// @dev Where a document stands.
    struct Place {
        IKernel kernel;
        ElectionId election;
        IConstitution.Law law;
    }

    /// @notice Reverts, naming the clause and the reason, unless all clauses are well-typed.
    function check(Place memory place, IConstitution.Clause[] memory clauses) external view {
        if (clauses.length > MOST_CLAUSES) revert IConstitution.DocumentTooLong(clauses.length, MOST_CLAUSES);
        for (uint256 i = 0; i < clauses.length; ++i) {
            IConstitution.ClauseKind kind = clauses[i].kind;
            _require((place.law.scope >> uint8(kind)) & 1 == 1, i, "scope");
            if (kind == IConstitution.ClauseKind.Election) _checkElection(place, clauses, i);
            else if (kind == IConstitution.ClauseKind.Power) _checkPower(place, clauses, i);
            else if (kind == IConstitution.ClauseKind.Budget) _checkBudget(clauses, i);
            else if (kind == IConstitution.ClauseKind.Parameter) _checkParameter(place, clauses[i].data, i);
            else if (kind == IConstitution.ClauseKind.Module) _checkModule(place, clauses[i].data, i);
            else _checkCall(place, clauses[i].data, i);
        }
    }

    function _checkElection(Place memory place, IConstitution.Clause[] memory clauses, uint256 i) private view {
        bytes memory data = clauses[i].data;
        _words(data, i, 8);
        _fits(data, 0, 64, i, "carried");
        _require(_word(data, 1) <= uint8(type(IElections.Kind).max), i, "kind");
        _require(_word(data, 2) <= uint8(type(IElections.Method).max), i, "method");
        bool isDocument = _word(data, 1) == uint8(IElections.Kind.Document);
        _require(_word(data, 3) != 0 && _word(data, 3) <= (isDocument ? 1 : MOST_SEATS), i, "seats");
        (uint72 nomination, uint72 stabilization) = place.kernel.leastFills();
        _require(_word(data, 4) >= nomination && _word(data, 4) <= MOST_FILL, i, "nominationFill");
        _require(_word(data, 5) >= stabilization && _word(data, 5) <= MOST_FILL, i, "stabilizationFill");
        _require(!isDocument || place.law.depth < DEEPEST, i, "depth");
        _require(
            _word(data, 6) | place.law.scope == place.law.scope && (isDocument || _word(data, 6) == 0),
            i,
            "scope"
        );
        if (_word(data, 0) != 0) _checkCarried(place, clauses, i);
    }

    /// @dev That the document in force still has it is seen when the document takes effect.
    function _checkCarried(Place memory place, IConstitution.Clause[] memory clauses, uint256 i) private view {
        bytes memory data = clauses[i].data;
        ElectionId carried = ElectionId.wrap(uint64(_word(data, 0)));
        IElections elections = IElections(place.kernel.elections());
        _require(_word(data, 0) < elections.count(), i, "carried");
        (IElections.ElectionParameters memory p, bool retired, ) = elections.electionOf(carried);
        _require(!retired && p.parentElection == place.election, i, "carried");
        _require(_word(data, 1) == uint8(p.kind), i, "kind");
        _require(_word(data, 2) == uint8(p.method), i, "method");
        for (uint256 j = 0; j < i; ++j) {
            bool same =
                clauses[j].kind == IConstitution.ClauseKind.Election && _word(clauses[j].data, 0) == _word(data, 0);
            _require(!same, i, "carried");
        }
    }

    function _checkPower(Place memory place, IConstitution.Clause[] memory clauses, uint256 i) private view {
        bytes memory data = clauses[i].data;
        _words(data, i, 5);
        _fits(data, 1, 160, i, "target");
        _require(_word(data, 2) << 32 == 0, i, "selector");
        uint256 holder = _word(data, 0);
        bool ofModule = holder < i && clauses[holder].kind == IConstitution.ClauseKind.Module;
        if (ofModule) {
            _require(_word(clauses[holder].data, 1) == 1, i, "office");
            _require(_word(data, 3) >= SHORTEST_MANDATE && _word(data, 3) <= LONGEST_DELAY, i, "delay");
            _require(_word(data, 4) == 1, i, "confirmations");
        } else {
            _checkOffice(clauses, i, _word(data, 3), _word(data, 4));
        }
        address target = address(uint160(_word(data, 1)));
        bytes4 selector = bytes4(bytes32(_word(data, 2)));
        if (target == address(0)) {
            _require(selector == ITreasury.brake.selector && !ofModule, i, "selector");
            return;
        }
        _require(target.code.length != 0, i, "target");
        _require(!_movesTokens(selector), i, "selector");
        ReachLib.check(address(place.kernel), target, selector, 0);
    }

    function _checkBudget(IConstitution.Clause[] memory clauses, uint256 i) private view {
        bytes memory data = clauses[i].data;
        _words(data, i, 7);
        _fits(data, 1, 160, i, "asset");
        address asset = address(uint160(_word(data, 1)));
        _require(asset == address(0) || asset.code.length != 0, i, "asset");
        _require(_word(data, 2) != 0, i, "amount");
        _fits(data, 2, 128, i, "amount");
        _require(_word(data, 3) >= 1 hours && _word(data, 3) <= 36525 days, i, "period");
        _require(_word(data, 4) <= 1, i, "carries");
        _checkOffice(clauses, i, _word(data, 5), _word(data, 6));
    }

    /// @dev An office is named by an earlier clause, which says how many seats there are to agree.
    function _checkOffice(
        IConstitution.Clause[] memory clauses,
        uint256 i,
        uint256 delay,
        uint256 confirmations
    ) private pure {
        uint256 office = _word(clauses[i].data, 0);
        bool named = office < i && clauses[office].kind == IConstitution.ClauseKind.Election;
        _require(named && _word(clauses[office].data, 1) == uint8(IElections.Kind.Office), i, "office");
        _require(delay <= LONGEST_DELAY, i, "delay");
        _require(confirmations != 0 && confirmations <= _word(clauses[office].data, 3), i, "confirmations");
    }

    function _checkParameter(Place memory place, bytes memory data, uint256 i) private view {
        _words(data, i, 3);
        _fits(data, 0, 160, i, "module");
        address module = address(uint160(_word(data, 0)));
        _require(module.code.length != 0, i, "module");
        ReachLib.check(address(place.kernel), module, IGoverned.setParameter.selector, 0);
        try IGoverned(module).parameterBounds(bytes32(_word(data, 1))) returns (uint256 least, uint256 most) {
            _require(_word(data, 2) >= least && _word(data, 2) <= most, i, "value");
        } catch {
            revert IConstitution.ClauseIllTyped(i, "name");
        }
    }

    function _checkModule(Place memory place, bytes memory data, uint256 i) private view {
        _words(data, i, 2);
        _fits(data, 0, 160, i, "module");
        address module = address(uint160(_word(data, 0)));
        _require(module.code.length != 0, i, "module");
        _require(_word(data, 1) <= 1, i, "installed");
        ReachLib.check(address(place.kernel), module, bytes4(0), 0);
    }

    /// @dev The one clause of variable length; only its canonical encoding is taken.
    function _checkCall(Place memory place, bytes memory data, uint256 i) private view {
        _require(data.length >= 6 * WORD && _word(data, 0) == WORD && _word(data, 3) == 4 * WORD, i, "encoding");
        uint256 length = _word(data, 5);
        _require(length <= data.length && (length + 31) / WORD == data.length / WORD - 6, i, "encoding");
        _require(data.length % WORD == 0, i, "encoding");
        _fits(data, 1, 160, i, "target");
        IConstitution.CallClause memory c = abi.decode(data, (IConstitution.CallClause));
        if (c.data.length == 0) {
            _require(c.codehash == 0, i, "codehash");
        } else {
            _require(c.data.length >= 4, i, "data");
            _require(c.target.code.length != 0, i, "target");
            // A founding document is written before there are sources; what they run is told by the kernel's parameters.
            bool fixedByKernel = c.codehash == 0 && IWeights(place.kernel.weights()).isSource(c.target);
            _require(fixedByKernel || c.codehash == c.target.codehash, i, "codehash");
        }
        ReachLib.check(address(place.kernel), c.target, bytes4(c.data), c.value);
    }

    /// @dev Offices pay by budgets, so their powers move no tokens, by whatever of the functions that tokens are known to have.
    function _movesTokens(bytes4 selector) private pure returns (bool) {
        return
            selector == IERC20.transfer.selector ||
            selector == IERC20.transferFrom.selector ||
            selector == IERC20.approve.selector ||
            selector == bytes4(keccak256("increaseAllowance(address,uint256)")) ||
            selector == bytes4(keccak256("transferAndCall(address,uint256)")) ||
            selector == bytes4(keccak256("transferAndCall(address,uint256,bytes)")) ||
            selector == bytes4(keccak256("approveAndCall(address,uint256)")) ||
            selector == bytes4(keccak256("approveAndCall(address,uint256,bytes)")) ||
            selector == bytes4(keccak256("send(address,uint256,bytes)")) ||
            selector == bytes4(keccak256("authorizeOperator(address)")) ||
            selector == IERC721.setApprovalForAll.selector ||
            selector == bytes4(keccak256("safeTransferFrom(address,address,uint256)")) ||
            selector == bytes4(keccak256("safeTransferFrom(address,address,uint256,bytes)")) ||
            selector == IERC1155.safeTransferFrom.selector ||
            selector == IERC1155.safeBatchTransferFrom.selector;
    }

    function _words(bytes memory data, uint256 i, uint256 count) private pure {
        _require(data.length == count * WORD, i, "encoding");
    }

    function _fits(bytes memory data, uint256 word, uint256 bits, uint256 i, string memory reason) private pure {
        _require(_word(data, word) >> bits == 0, i, reason);
    }

    function _word(bytes memory data, uint256 index) private pure returns (uint256) {
        return uint256(bytes32(Bytes.slice(data, index * WORD, (index + 1) * WORD)));
    }

    function _require(bool holds, uint256 index, string memory reason) private pure {
        if (!holds) revert IConstitution.ClauseIllTyped(index, reason);
    }
}
