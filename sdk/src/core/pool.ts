import { type Address, zeroAddress } from "viem";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";
import { wordOf } from "./words.ts";

export const FUNDING_RULES = ["priority", "proportional"] as const;
export const FUNDING_PHASES = ["open", "closing", "settling", "noting"] as const;
const PROJECT_STAGES = ["none", "live", "funded", "guaranteed", "paid", "retired"] as const;

/**
 * What a pool can be asked for: everything but settling; the same, but in the last cycle before a deadline pledges
 * neither come nor go; deciding and ranking; noting what the settled round funds.
 */
export type FundingPhase = (typeof FUNDING_PHASES)[number];
export type ProjectStage = (typeof PROJECT_STAGES)[number];

export interface FundingDecisionInput {
  /** Projects that are passed over in this round; at most 32. */
  struck?: readonly number[] | undefined;
  /** Projects that are funded before all others, in this order, up to their goals; at most 32. */
  guaranteed?: readonly number[] | undefined;
  /** What the treasury adds to the pool first, out of what it has approved. */
  lumpSum?: bigint | undefined;
}

/** A project as it stands; amounts in the token's smallest units. */
export interface Project {
  stage: ProjectStage;
  recipient: Address;
  /** What it needs. */
  goal: bigint;
  /** The most that the pool adds. */
  ceiling: bigint;
  /** All that is pledged. */
  pledged: bigint;
  /** What of that is matched. */
  matched: bigint;
  /** Σ s over identities. */
  roots: bigint;
  /** What the pool would add. */
  matchNow: bigint;
  /** Placed on it now, for minus against. */
  votes: bigint;
  /** Placed on it at the end of the cycle before the last deadline: what a round is settled by. */
  votesKept: bigint;
}

export interface FundingRound {
  /** The cycle with whose beginning it was to be settled. */
  deadline: number;
  /** What there was to give, after what the decision guaranteed. */
  pool: bigint;
  /** Σ M of what the rule funds. */
  matches: bigint;
  /** How many projects are to be ranked. */
  toRank: number;
  /** How many funded ones have not been noted yet. */
  toNote: number;
}

export interface Pledge {
  amount: bigint;
  /** With whom it is matched; `undefined` if it is not. */
  identity: Address | undefined;
  /** What all accounts of the person have pledged, if this is the one by which the person is known. */
  counted: bigint;
}

export interface ProjectPlacement {
  against: boolean;
  permanent: bigint;
  leased: bigint;
  /** First cycle in which the leased units no longer count. */
  until: number;
}

export function poolOf(pool: ModuleAt): Target {
  return moduleOf("pool", pool, async () => (await import("../errors/modules/funding.ts")).FUNDING_ERRORS);
}

export function encodeDecision({ struck = [], guaranteed = [], lumpSum = 0n }: FundingDecisionInput) {
  return { struck, guaranteed, lumpSum };
}

export function decodeProject({ stage, ...project }: Omit<Project, "stage"> & { stage: number }): Project {
  return { stage: wordOf(PROJECT_STAGES, stage), ...project };
}

export function decodePledge([amount, identity, counted]: readonly [bigint, Address, bigint]): Pledge {
  return { amount, identity: identity === zeroAddress ? undefined : identity, counted };
}

/** A word as the pool keeps a placement: units for good (96 bits), of the lease (96), until when (24), and against (the highest). */
export function decodePlaced(word: bigint): ProjectPlacement {
  const bits = (at: bigint, length: bigint): bigint => (word >> at) & ((1n << length) - 1n);
  return {
    against: bits(255n, 1n) === 1n,
    permanent: bits(0n, 96n),
    leased: bits(96n, 96n),
    until: Number(bits(192n, 24n)),
  };
}

/** A word as the pool tells what it adds: the number of the project (32 bits), and the amount above. */
export function decodeFunded(word: bigint): { project: number; awarded: bigint } {
  return { project: Number(word & 0xffffffffn), awarded: word >> 32n };
}
