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
