// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReportConsumer} from "../../oracle/IReportConsumer.sol";
import {Units} from "../../types/Units.sol";
import {IPurchaseSource} from "./IPurchaseSource.sol";
import {IWeightSource} from "./IWeightSource.sol";

/// @title A source that leases weight to patrons
/// @notice A patron's weight is the last donation, or the amount committed for the next one if that is less, from the donation
/// until its period of 30 days ends, rounded up to a cycle (design 2.3). Donations go to the treasury, in the native coin or an
/// allowed ERC-20, by the patron's own call, by anyone's within what the patron allowed, or off-chain, as the oracle reports.
/// All count as value contributed, too.
/// @dev A period that ends within a cycle is followed by the next one without a gap, so that a patron who pays a little early
/// loses nothing. A donation that would count for less than what still runs renews nothing. Prices, assets and payers follow the
/// rules and carry the errors of {IPurchaseSource}. Values are in 9 decimals of the reference currency.
interface IPatronSource is IWeightSource, IReportConsumer {
    /// @notice What {prepare} takes, ABI-encoded.
    /// @param till what donations are taken in
    /// @param mostReported value that reports may bring within 30 days, counted from genesis; 0 = none is reported
    struct Configuration {
        IPurchaseSource.Configuration till;
        uint64 mostReported;
    }

    /// @notice What is known of a patron.
    /// @param last value of the last donation that counts
    /// @param committed for the next one
    /// @param donatedAt seconds; when the last one was made
    /// @param endsAt seconds; end of the period that it is for
    /// @param reportedAt seconds; when the last reported donation was made
    /// @param reported whether the last donation that counts was reported
    struct Patron {
        uint64 last;
        uint64 committed;
        uint40 donatedAt;
        uint40 endsAt;
        uint40 reportedAt;
        bool reported;
    }

    /// @notice What a patron lets anyone collect when it is due.
    /// @param asset an ERC-20 that donations are taken in
    /// @param most of it, at once; 0 = nothing is collected
    struct Stream {
        address asset;
        uint96 most;
    }

    /// @notice A donation made elsewhere; a report's payload is `abi.encode(Patronage[])`, at most 64.
    /// @param value of it
    /// @param committed for the next one, 0 if it was cancelled
    /// @param paidAt seconds; the same as before for a commitment that changed without a donation
    struct Patronage {
        address account;
        uint64 value;
        uint64 committed;
        uint64 paidAt;
    }

    /// @notice `patron` gave to the treasury.
    /// @param amount what arrived at the treasury
    event Donated(address indexed patron, address indexed asset, uint256 amount, uint64 value);
    /// @notice `patron` gave elsewhere, at `paidAt` (seconds).
    event DonationReported(address indexed patron, uint64 value, uint64 paidAt);
    /// @notice What was reported of `account` changes nothing: it is no later than what was known, not of this community's time,
    /// or less than what the account's own donation counts for.
    event PatronagePassedOver(address indexed account, uint64 paidAt);
    /// @notice What is known of `patron` from now on. Its weight is in the {IWeights-Leased} of the same call.
    /// @param patronage a {Patron} in one word, from the low bits: `last` (64 bits), `committed` (64), `donatedAt` (40), `endsAt`
    /// (40), `reportedAt` (40), `reported` (8)
    event PatronageSet(address indexed patron, uint256 patronage);
    event StreamSet(address indexed patron, address indexed asset, uint96 most);
    /// @notice Nobody was known to hold a larger lease than `patron`.
    event HighestPatronNamed(address indexed patron, Units units, uint32 until);

    error PatronCallerNotTreasury(address caller);
    error PatronStreamNotOfToken(address asset);
    /// @notice Nothing is to be collected: the patron streams or commits nothing.
    error PatronStreamsNothing(address patron);
    error PatronNotDue(address patron, uint64 dueAt);
    /// @notice What was committed costs more of the asset now than the patron lets anyone collect.
    error PatronStreamTooSmall(address patron, uint256 amount, uint96 most);
    error PatronNotHigher(address patron, uint256 units, uint256 highest);
    error PatronagesTooMany(uint256 length, uint256 most);
    error PatronReportedTooMuch(uint256 value, uint64 most);

    /// @notice Gives to the treasury, and says what the caller commits to give next time.
    /// @param asset what is given; zero = the native coin, of which exactly `amount` is sent along
    /// @param amount in the asset's own decimals; of an ERC-20 that takes a fee, what arrives counts
    /// @param committed value; 0 = this is all, and gives no weight
    /// @param minValue the least value of the donation; it reverts below
    function donate(address asset, uint256 amount, uint64 committed, uint64 minValue) external payable;

    /// @notice Changes what the caller commits to give next time. Its weight follows at once; reverts with
    /// {IWeights-WeightsStillPlaced} while more than what would remain is placed.
    function commit(uint64 committed) external;

    /// @notice Lets anyone collect what the caller commits, once for each period, with an allowance of the token to this source.
    /// What is collected is never worth less than the commitment. Reports change no commitment meanwhile.
    /// @param most of the asset, for one donation; 0 = no longer
    /// @param committed as of {commit}
    function setStream(address asset, uint96 most, uint64 committed) external;

    /// @notice Collects a patron's donation when it is due: from a cycle before the end of the last one's period. Anyone.
    function collect(address patron) external;

    /// @notice Makes a patron's lease what is known of its patronage, for who had more placed when a report lowered it. Anyone.
    function settle(address patron) external;

    /// @notice Whether a patron's lease is what is known of its patronage: if not, {settle} makes it so.
    function isSettled(address patron) external view returns (bool);

    /// @notice Names a patron with a larger lease than the highest named so far. Anyone.
    function nameHighest(address patron) external;

    /// @notice Names the feed that donations made elsewhere are reported by. Only the treasury.
    function setFeed(address inbox, bytes32 feed) external;

    /// @notice The largest lease that anyone has named, if it still runs.
    /// @return patron zero = nobody
    /// @return units what it weighs, 0 for nobody
    /// @return until first cycle in which it no longer counts, 0 for nobody
    function highestPatron() external view returns (address patron, Units units, uint32 until);

    function patronOf(address account) external view returns (Patron memory);
    function streamOf(address account) external view returns (Stream memory);

    /// @notice From when on a donation can be collected, seconds.
    function dueAt(address patron) external view returns (uint64);

    /// @notice What a donation of `amount` would be worth now, if all of it arrives. Reverts as the donation would.
    function quote(address asset, uint256 amount) external view returns (uint64 value);

    function feed() external view returns (address inbox, bytes32 feed);
    function assets() external view returns (IPurchaseSource.Asset[] memory);
    function mostReported() external view returns (uint64);
}
