/** What voters sign, by EIP-712: the types as the contracts hash them, and the messages that actions with `BySig` take. */
import type { Address } from "viem";
import { type BallotInput, orderBallot } from "../core/ballot.ts";
import { type NominationInput, completeNomination } from "../core/elections.ts";
import { type OfficeAction, encodeAction } from "../core/offices.ts";

const PLACEMENT = [
  { name: "candidacy", type: "uint32" },
  { name: "against", type: "bool" },
  { name: "permanent", type: "uint96" },
  { name: "leased", type: "uint96" },
] as const;

const SCORE = [
  { name: "candidacy", type: "uint32" },
  { name: "score", type: "int8" },
] as const;

export const castBallotTypes = {
  CastBallot: [
    { name: "voter", type: "address" },
    { name: "election", type: "uint64" },
    { name: "placements", type: "Placement[]" },
    { name: "scores", type: "Score[]" },
    { name: "dead", type: "uint64[]" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
  Placement: PLACEMENT,
  Score: SCORE,
} as const;

export const nominateTypes = {
  Nominate: [
    { name: "voter", type: "address" },
    { name: "election", type: "uint64" },
    { name: "nominee", type: "address" },
    { name: "content", type: "bytes32" },
    { name: "uri", type: "string" },
    { name: "clauses", type: "bytes" },
    { name: "placements", type: "Placement[]" },
    { name: "scores", type: "Score[]" },
    { name: "dead", type: "uint64[]" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
  Placement: PLACEMENT,
  Score: SCORE,
} as const;

export const withdrawBallotTypes = {
  WithdrawBallot: [
    { name: "voter", type: "address" },
    { name: "election", type: "uint64" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
} as const;

const OWNED = [
  { name: "owner", type: "address" },
  { name: "election", type: "uint64" },
  { name: "candidacy", type: "uint32" },
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint64" },
] as const;

export const resignTypes = { Resign: OWNED } as const;

export const withdrawCandidacyTypes = { WithdrawCandidacy: OWNED } as const;

export const consentTypes = {
  Consent: [
    { name: "nominee", type: "address" },
    { name: "election", type: "uint64" },
    { name: "voter", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
} as const;

export const actTypes = {
  Act: [
    { name: "officer", type: "address" },
    { name: "office", type: "uint64" },
    { name: "kind", type: "uint8" },
    { name: "target", type: "address" },
    { name: "data", type: "bytes" },
    { name: "deadline", type: "uint64" },
    { name: "salt", type: "uint256" },
  ],
} as const;

export interface OfficesDomain {
  name: "Perdure Offices";
  version: "1";
  chainId: number;
  /** The community's Offices. */
  verifyingContract: Address;
}

/** Where an officer's signature is good: in one community on one chain. */
export function officesDomain(chainId: number, offices: Address): OfficesDomain {
  return { name: "Perdure Offices", version: "1", chainId, verifyingContract: offices };
}

export function actTypedData(domain: OfficesDomain, officer: Address, action: OfficeAction) {
  return { domain, types: actTypes, primaryType: "Act", message: { officer, ...encodeAction(action) } } as const;
}

export interface ElectionsDomain {
  name: "Perdure Elections";
  version: "1";
  chainId: number;
  /** The community's Elections. */
  verifyingContract: Address;
}

/** Where a signature is good: in one community on one chain. */
export function electionsDomain(chainId: number, elections: Address): ElectionsDomain {
  return { name: "Perdure Elections", version: "1", chainId, verifyingContract: elections };
}

/** What every signature says besides its matter. */
export interface Signing<domain = ElectionsDomain> {
  domain: domain;
  /** Whom the signature stands for. */
  signer: Address;
  /** Any number that the signer has not used yet. */
  nonce: bigint;
  /** Seconds; the last second in which it is good. */
  deadline: bigint;
}

interface InElection {
  election: bigint;
}

interface OfCandidacy extends InElection {
  candidacy: number;
}

export function castBallotTypedData(
  { domain, signer, nonce, deadline }: Signing,
  { election, ...ballot }: InElection & BallotInput,
) {
  const message = { voter: signer, election, ...orderBallot(ballot), nonce, deadline };
  return { domain, types: castBallotTypes, primaryType: "CastBallot", message } as const;
}

export function nominateTypedData(
  { domain, signer, nonce, deadline }: Signing,
  { election, nomination, ...ballot }: InElection & BallotInput & { nomination: NominationInput },
) {
  const { nominee, content, uri, clauses } = completeNomination(nomination);
  const matter = { election, nominee, content, uri, clauses, ...orderBallot(ballot) };
  const message = { voter: signer, ...matter, nonce, deadline };
  return { domain, types: nominateTypes, primaryType: "Nominate", message } as const;
}

export function withdrawBallotTypedData({ domain, signer, nonce, deadline }: Signing, { election }: InElection) {
  const message = { voter: signer, election, nonce, deadline };
  return { domain, types: withdrawBallotTypes, primaryType: "WithdrawBallot", message } as const;
}

export function resignTypedData({ domain, signer, nonce, deadline }: Signing, { election, candidacy }: OfCandidacy) {
  const message = { owner: signer, election, candidacy, nonce, deadline };
  return { domain, types: resignTypes, primaryType: "Resign", message } as const;
}

export function withdrawCandidacyTypedData(
  { domain, signer, nonce, deadline }: Signing,
  { election, candidacy }: OfCandidacy,
) {
  const message = { owner: signer, election, candidacy, nonce, deadline };
  return { domain, types: withdrawCandidacyTypes, primaryType: "WithdrawCandidacy", message } as const;
}

/** @param voter - Who may nominate the signer; nobody else can use the consent. */
export function consentTypedData(
  { domain, signer, nonce, deadline }: Signing,
  { election, voter }: InElection & { voter: Address },
) {
  const message = { nominee: signer, election, voter, nonce, deadline };
  return { domain, types: consentTypes, primaryType: "Consent", message } as const;
}
