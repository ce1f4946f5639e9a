// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice An election of a community. 0 is the root election, which elects the constitution.
type ElectionId is uint64;

/// @notice A candidacy within one election, numbered from 1 in order of nomination. 0 is nobody; in an opening ballot it
/// stands for the nominee being nominated.
type CandidacyId is uint32;

/// @notice A commitment, numbered from 1 in order of opening.
type CommitmentId is uint64;

/// @notice An option of one commitment, numbered from 1 in order of addition. 0 is to do nothing.
type OptionId is uint16;

/// @notice A project of one funding pool, numbered from 1 in order of registration.
type ProjectId is uint32;

/// @notice A list of priorities, numbered from 1.
type ListId is uint32;

/// @notice An item of a list of priorities, numbered from 1 over all lists.
type ItemId is uint64;

ElectionId constant ROOT_ELECTION = ElectionId.wrap(0);
CandidacyId constant NO_CANDIDACY = CandidacyId.wrap(0);
OptionId constant DO_NOTHING = OptionId.wrap(0);

using {sameElection as ==} for ElectionId global;
using {sameCandidacy as ==, differentCandidacy as !=} for CandidacyId global;
using {sameOption as ==, differentOption as !=} for OptionId global;
using {sameList as ==} for ListId global;

function sameElection(ElectionId a, ElectionId b) pure returns (bool) {
    return ElectionId.unwrap(a) == ElectionId.unwrap(b);
}

function sameCandidacy(CandidacyId a, CandidacyId b) pure returns (bool) {
    return CandidacyId.unwrap(a) == CandidacyId.unwrap(b);
}

function differentCandidacy(CandidacyId a, CandidacyId b) pure returns (bool) {
    return CandidacyId.unwrap(a) != CandidacyId.unwrap(b);
}

function sameOption(OptionId a, OptionId b) pure returns (bool) {
    return OptionId.unwrap(a) == OptionId.unwrap(b);
}

function differentOption(OptionId a, OptionId b) pure returns (bool) {
    return OptionId.unwrap(a) != OptionId.unwrap(b);
}

function sameList(ListId a, ListId b) pure returns (bool) {
    return ListId.unwrap(a) == ListId.unwrap(b);
}
