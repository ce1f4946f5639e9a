// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Weight in its timeless form: a value (9 decimals of the reference currency) times the decay index at the
/// moment of its credit (design 2.1). Adds and subtracts exactly, for ever.
type Units is uint96;

/// @notice What placed units count for (design 2.2): under quadratic scaling the square root of units, in 32.32-like fixed
/// point (`votes(1) = 2^32`); under linear scaling the units themselves.
type Votes is uint104;

/// @notice Signed hundredths of {Votes}: what a tally holds, so that scores from -100 to 100 stay exact (design 3).
type CentiVotes is int112;

Units constant NO_UNITS = Units.wrap(0);

using {addUnits as +, subtractUnits as -, greaterUnits as >, sameUnits as ==} for Units global;

function addUnits(Units a, Units b) pure returns (Units) {
    return Units.wrap(Units.unwrap(a) + Units.unwrap(b));
}

function subtractUnits(Units a, Units b) pure returns (Units) {
    return Units.wrap(Units.unwrap(a) - Units.unwrap(b));
}

function greaterUnits(Units a, Units b) pure returns (bool) {
    return Units.unwrap(a) > Units.unwrap(b);
}

function sameUnits(Units a, Units b) pure returns (bool) {
    return Units.unwrap(a) == Units.unwrap(b);
}

/// @notice Units that are placed or released together, as a ballot stores them. From the low bits: permanent units (96), leased
/// units (96), and the first cycle in which the leased ones no longer count (24). The bits above are its owner's.
type Parcel is uint256;

using {permanentOf, leasedOf, untilOf} for Parcel global;

function permanentOf(Parcel parcel) pure returns (uint96) {
    return uint96(Parcel.unwrap(parcel));
}

function leasedOf(Parcel parcel) pure returns (uint96) {
    return uint96(Parcel.unwrap(parcel) >> 96);
}

function untilOf(Parcel parcel) pure returns (uint32) {
    return uint24(Parcel.unwrap(parcel) >> 192);
}

function parcelOf(uint96 permanent, uint96 leased, uint32 until) pure returns (Parcel) {
    return Parcel.wrap(permanent | (uint256(leased) << 96) | (uint256(uint24(until)) << 192));
}
