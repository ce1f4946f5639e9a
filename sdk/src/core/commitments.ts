import type { Address, Hex } from "viem";
import { InvalidParameterError } from "../errors/failures.ts";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";

export interface CommitmentParametersInput {
  /** Support allots something among the options, instead of choosing one; chooses unless said. */
  allots?: boolean | undefined;
  /** Seconds in which support goes half the way to the votes; at most 100 years. */
  halfLife: number;
  /** The first cycle that does not count any more: the first round is decided when it begins. */
  deadline: number;
  /** Cycles from one deadline to the next; there is one deadline only unless said. */
  period?: number | undefined;
}

export interface CommitmentParameters {
  allots: boolean;
  halfLife: number;
  deadline: number;
  /** 0 = there is one deadline only, with which the commitment ends. */
  period: number;
}

export interface OptionInput {
  /** Hash of what it says. */
  content: Hex;
  /** Where that is found. */
  uri: string;
  /** It stands again after a deadline, with the support that it has; it ends with the round unless said. */
  recurs?: boolean | undefined;
}

export interface OptionPlacementInput {
  /** 0 is to do nothing. */
  option: number;
  /** Units that the voter holds for good. */
  permanent?: bigint | undefined;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
}

export interface OptionPlacement {
  option: number;
  permanent: bigint;
  leased: bigint;
}

export interface Commitment {
  parameters: CommitmentParameters;
  /** Who opened it, and may change its options. */
  opener: Address;
  /** The running round, from 0. */
  round: number;
  /** The running round's. */
  deadline: number;
  /** Nothing can be placed any more; everything can be withdrawn. */
  ended: boolean;
  /** The first that has not been closed. */
  cycle: number;
}

/** An option as it stands. */
export interface CommitmentOption {
  option: number;
  content: Hex;
  recurs: boolean;
  /** Placed on it now; for doing nothing, outright. */
  votes: bigint;
  /** At the end of the last ended cycle. */
  support: bigint;
}

export interface CommitmentOutcome {
  /** The cycle with whose beginning it was decided. */
  deadline: number;
  /** The option with the most support; 0 = to do nothing. */
  winner: number;
  /** The winner's. */
  content: Hex;
}

export interface CommitmentBallot {
  placements: readonly OptionPlacement[];
  /** First cycle in which leased units no longer count; 0 = there are none. */
  until: number;
}

export function commitmentsOf(commitments: ModuleAt): Target {
  return moduleOf(
    "commitments",
    commitments,
    async () => (await import("../errors/modules/commitments.ts")).COMMITMENTS_ERRORS,
  );
}

export function encodeCommitment({
  allots = false,
  period = 0,
  ...rest
}: CommitmentParametersInput): CommitmentParameters {
  return { allots, period, ...rest };
}

export function encodeOption({ content, uri, recurs = false }: OptionInput) {
  return { content, uri, recurs };
}

/** Placements as the contract wants them: everything said, in ascending order, nothing twice. */
export function orderOptions(placements: readonly OptionPlacementInput[]): OptionPlacement[] {
  if (placements.length === 0)
    throw new InvalidParameterError("placements", "is empty. To place nothing, use withdrawFromCommitment.");
  const placed = placements
    .map(({ option, permanent = 0n, leased = 0n }) => ({ option, permanent, leased }))
    .toSorted((a, b) => a.option - b.option);
  const twice = placed.find(({ option }, i) => placed[i + 1]?.option === option);
  if (twice !== undefined)
    throw new InvalidParameterError("placements", `names option ${twice.option} twice. Put it together.`);
  return placed;
}
