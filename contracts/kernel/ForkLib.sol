// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Parcel} from "../types/Units.sol";
import {ElectorateLib, ElectorateRun} from "../weights/ElectorateLib.sol";
import {IWeights} from "../weights/IWeights.sol";
import {IAppraiser} from "../weights/sources/IAppraiser.sol";
import {Charter, CharterLib} from "./CharterLib.sol";
import {IForks} from "./IForks.sol";

/// @title One fork: who has joined, for how long, and what may be taken along
/// @notice The bucket of a fork gains, at the end of each cycle in which those who joined hold the threshold, what they hold
/// of the electorate; a cycle in which they do not empties it. Money follows money: the joiners take what they contributed,
/// of as much as was contributed or as the treasury is worth, whichever is more (design 6). Linked, because forks are rare.
library ForkLib {
    using CharterLib for Charter;
    using ElectorateLib for ElectorateLib.State;

    uint256 internal constant WAD = 1e18;
    uint256 private constant RUNS_A_PAGE = 128;
    /// @dev What an asset may use up to tell a balance, and a source to tell a value: nobody can make leaving too dear.
    uint256 private constant GAS_OF_BALANCE = 200_000;
    uint256 private constant GAS_OF_VALUE = 500_000;

    /// @dev Whether an asset had a price when the fork was executed.
    enum Pricing {
        Unknown,
        Priced,
        Unpriced,
        /// @dev It should have had one and had not: none of it is taken.
        Withheld
    }

    /// @dev What the joiners take of an asset.
    /// @param base what the treasury held of it
    struct Share {
        uint248 base;
        Pricing pricing;
        uint256 taken;
    }

    /// @param parcel as it is locked in Weights
    struct Member {
        Parcel parcel;
        uint64 contributed;
    }

    /// @param cycle the first that has not been closed
    /// @param restFrom when all that is left goes over to a successor, seconds: whoever does not want to go along has had
    /// the time to leave
    /// @param holds whether the threshold was held at the end of the last one that has
    struct State {
        address proposer;
        IForks.Stage stage;
        bool isRenewal;
        bool isSuccessor;
        bool holds;
        uint32 cycle;
        address child;
        uint80 bucket;
        bytes32 parametersHash;
        uint128 contributed;
        uint128 contributedByAll;
        uint256 value;
        uint64 followableUntil;
        uint64 restFrom;
        ElectorateLib.State joined;
        mapping(address account => Member) members;
        mapping(address asset => Share) shares;
    }

    /// @notice What has to be reached.
    /// @param threshold WAD share of the electorate
    /// @param fill WAD electorate-cycles
    struct Aim {
        uint256 threshold;
        uint256 fill;
    }

    /// @dev Cycles being closed.
    struct Walk {
        uint32 cycle;
        uint32 to;
        uint256 bucket;
        bool holds;
    }

    // ---------------------------------------------------------------- closing

    /// @notice The bucket, and whether the threshold is held, once all cycles before `to` are closed.
    function closed(
        State storage self,
        Charter memory charter,
        Aim memory aim,
        uint32 to
    ) external view returns (uint256 bucket, bool holds) {
        Walk memory walk = Walk(self.cycle, to, self.bucket, self.holds);
        while (walk.cycle < to) _page(self, charter, aim, walk);
        return (walk.bucket, walk.holds);
    }

    /// @dev Closes as many cycles as a page of both histories tells of.
    function _page(State storage self, Charter memory charter, Aim memory aim, Walk memory walk) private view {
        uint256 most = Math.min(RUNS_A_PAGE, walk.to - walk.cycle);
        (ElectorateRun[] memory all, uint32 end) = IWeights(charter.weights()).electorateRuns(
            walk.cycle,
            walk.to,
            most
        );
        (ElectorateRun[] memory ours, uint32 oursEnd) = self.joined.runs(walk.cycle, end, most, charter.leasing() != 0);
        if (oursEnd < end) end = oursEnd;
        (uint256 i, uint256 j) = (0, 0);
        while (walk.cycle < end) {
            uint32 next = uint32(Math.min(_nextFrom(all, i, end), _nextFrom(ours, j, end)));
            _pass(walk, aim, next - walk.cycle, ours[j].electorate, all[i].electorate);
            walk.cycle = next;
            if (_nextFrom(all, i, end) == next) ++i;
            if (_nextFrom(ours, j, end) == next) ++j;
        }
    }

    /// @dev Where the run after the `index`th begins.
    function _nextFrom(ElectorateRun[] memory runs, uint256 index, uint32 end) private pure returns (uint32) {
        return index + 1 < runs.length && runs[index + 1].from < end ? runs[index + 1].from : end;
    }

    /// @dev Cycles of equal votes; one without an electorate changes nothing. Rounded down, for those who stay.
    function _pass(Walk memory walk, Aim memory aim, uint256 cycles, uint256 joined, uint256 electorate) private pure {
        if (electorate == 0) return;
        walk.holds = reaches(joined, electorate, aim.threshold);
        uint256 gathered = walk.bucket + cycles * ((joined * WAD) / electorate);
        walk.bucket = walk.holds ? Math.min(aim.fill, gathered) : 0;
    }

    /// @notice Whether some, and at least a WAD share of an electorate, have joined.
    function reaches(uint256 joined, uint256 electorate, uint256 shareWad) internal pure returns (bool) {
        return joined != 0 && joined * WAD >= shareWad * electorate;
    }

    /// @notice Whether the joined reach a share now, and reached it at the end of the last cycle.
    function standsFor(State storage self, Charter memory charter, uint256 shareWad) internal view returns (bool) {
        IWeights weights = IWeights(charter.weights());
        (uint32 cycle, bool leasing) = (charter.cycle(), charter.leasing() != 0);
        if (cycle == 0) return false;
        return
            reaches(self.joined.valueAt(cycle, leasing), weights.electorate(), shareWad) &&
            reaches(self.joined.valueAt(cycle - 1, leasing), weights.electorateAt(cycle - 1), shareWad);
    }

    // ---------------------------------------------------------------- members

    /// @notice Counts a member in.
    function enter(State storage self, Charter memory charter, address account, Member memory member) external {
        ElectorateLib.Stake memory none;
        self.members[account] = member;
        self.contributed += member.contributed;
        self.joined.recount(charter, none, _stakeOf(charter, member.parcel), 0, 0);
    }

    /// @notice Counts a member out.
    function exit(State storage self, Charter memory charter, address account) external returns (Member memory member) {
        ElectorateLib.Stake memory none;
        member = self.members[account];
        delete self.members[account];
        self.contributed -= member.contributed;
        self.joined.recount(charter, _stakeOf(charter, member.parcel), none, 0, 0);
    }

    function _stakeOf(Charter memory charter, Parcel parcel) private view returns (ElectorateLib.Stake memory stake) {
        stake.units = parcel.permanentOf();
        // What has dropped out is not there to be taken off.
        if (parcel.untilOf() > charter.cycle()) (stake.leased, stake.until) = (parcel.leasedOf(), parcel.untilOf());
    }

    // ---------------------------------------------------------------- money

    /// @notice Notes what the treasury holds of every asset that has a price, and what all of that is worth.
    function appraise(State storage self, address treasury, address[] memory sources) external {
        uint256 total = 0;
        for (uint256 i = 0; i < sources.length; ++i) {
            // A source that prices nothing does not answer.
            try IAppraiser(sources[i]).priced() returns (address[] memory assets) {
                for (uint256 j = 0; j < assets.length; ++j) {
                    Share storage share = self.shares[assets[j]];
                    if (share.pricing != Pricing.Unknown) continue;
                    (share.base, share.pricing) = (_held(treasury, assets[j]), Pricing.Withheld);
                    try IAppraiser(sources[i]).appraise{gas: GAS_OF_VALUE}(assets[j], share.base) returns (uint256 v) {
                        share.pricing = Pricing.Priced;
                        total = Math.saturatingAdd(total, v);
                    } catch {
                        // Without a price nobody can tell what it would be too much to take.
                        continue;
                    }
                }
            } catch {
                continue;
            }
        }
        self.value = total;
    }

    /// @notice Notes what the treasury holds of an asset that nobody has a price for, unless that is known already.
    function note(State storage self, address treasury, address asset) external {
        Share storage share = self.shares[asset];
        if (share.pricing != Pricing.Unknown) return;
        (share.base, share.pricing) = (_held(treasury, asset), Pricing.Unpriced);
    }

    /// @notice What the joiners may take of an asset and have not taken yet; of what is not known, as it is held now.
    /// @dev Rounded down: the dust favours those who stay.
    function due(State storage self, address treasury, address asset) external view returns (uint256) {
        uint256 held = _held(treasury, asset);
        if (self.isSuccessor && block.timestamp >= self.restFrom) return held;
        Share memory share = self.shares[asset];
        if (share.pricing == Pricing.Unknown) share.base = uint248(held);
        uint256 whole = self.contributedByAll;
        if (share.pricing == Pricing.Priced) whole = Math.max(whole, self.value);
        if (share.pricing == Pricing.Withheld || whole == 0) return 0;
        // Those who contributed after the execution and follow may take no more than there was.
        uint256 part = Math.mulDiv(share.base, Math.min(self.contributed, whole), whole);
        return Math.min(part - Math.min(part, share.taken), held);
    }

    /// @dev 0 for what does not answer like a token.
    function _held(address treasury, address asset) private view returns (uint248) {
        uint256 held = treasury.balance;
        if (asset != address(0)) {
            // solhint-disable-next-line avoid-low-level-calls
            (bool answered, bytes memory answer) = asset.staticcall{gas: GAS_OF_BALANCE}(
                abi.encodeCall(IERC20.balanceOf, (treasury))
            );
            held = answered && answer.length >= 32 ? uint256(bytes32(answer)) : 0;
        }
        return uint248(Math.min(held, type(uint248).max));
    }
}
