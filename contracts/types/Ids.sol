// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice An election of a community. 0 is the root election, which elects the constitution.
type ElectionId is uint64;

/// @notice A candidacy within one election, numbered from 1 in order of nomination. 0 is nobody; in an opening ballot it
/// stands for the nominee being nominated.
type CandidacyId is uint32;

ElectionId constant ROOT_ELECTION = ElectionId.wrap(0);
CandidacyId constant NO_CANDIDACY = CandidacyId.wrap(0);

using {sameElection as ==} for ElectionId global;
using {sameCandidacy as ==, differentCandidacy as !=} for CandidacyId global;

function sameElection(ElectionId a, ElectionId b) pure returns (bool) {
    return ElectionId.unwrap(a) == ElectionId.unwrap(b);
}

function sameCandidacy(CandidacyId a, CandidacyId b) pure returns (bool) {
    return CandidacyId.unwrap(a) == CandidacyId.unwrap(b);
}

function differentCandidacy(CandidacyId a, CandidacyId b) pure returns (bool) {
    return CandidacyId.unwrap(a) != CandidacyId.unwrap(b);
}
