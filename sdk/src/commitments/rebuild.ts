import type { Address, Hex } from "viem";
import type { CommitmentBallot, CommitmentParameters } from "../core/commitments.ts";
import { type Replay, pass, replay } from "../core/replay.ts";
import { InvalidParameterError } from "../errors/failures.ts";
import type { CommitmentsEvent } from "./history.ts";

/** What came of a deadline. */
export interface RoundHistory {
  /** The cycle with whose beginning it was decided. */
  deadline: number;
  /** 0 = to do nothing. */
  winner: number;
  /** By option that stood; 0 is to do nothing. */
  support: ReadonlyMap<number, bigint>;
}

export interface OptionHistory {
  content: Hex;
  uri: string;
  recurs: boolean;
  /** Weight can be placed on it: it was not struck, and has not ended with its round. */
  stands: boolean;
}

/** A commitment, as its events tell: up to the last cycle that somebody has closed. */
export interface CommitmentHistory {
  parameters: CommitmentParameters;
  /** Who opened it. */
  opener: Address;
  /** The running round, from 0. */
  round: number;
  /** The running round's. */
  deadline: number;
  ended: boolean;
  /** By number, from 1. */
  options: Map<number, OptionHistory>;
  ballots: Map<Address, CommitmentBallot>;
  /** By number, from 0: those that were decided. */
  rounds: Map<number, RoundHistory>;
}

/**
 * All commitments from nothing but their events. What has been decided in cycles that nobody has closed yet is not in them.
 *
 * @param events - All of them, from getCommitmentsHistory.
 *
 * @example
 * import { getCommitmentsHistory, rebuildCommitments } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const commitments = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getCommitmentsHistory(client, { commitments, fromBlock: 0n });
 * const ballots = rebuildCommitments(events).get(1n)?.ballots;
 */
export function rebuildCommitments(events: readonly CommitmentsEvent[]): ReadonlyMap<bigint, CommitmentHistory> {
  return replay(events, new Map<bigint, CommitmentHistory>(), ON);
}

type Commitments = Map<bigint, CommitmentHistory>;

const ON: Replay<CommitmentsEvent, Commitments> = {
  CommitmentOpened: (all, { commitment, parameters, opener }) => {
    const begun = { round: 0, deadline: parameters.deadline, ended: false };
    const nothing = { options: new Map(), ballots: new Map(), rounds: new Map() };
    all.set(commitment, { parameters, opener, ...begun, ...nothing });
  },
  OptionAdded: (all, { commitment, option, what }) => {
    of(all, commitment).options.set(option, { ...what, stands: true });
  },
  OptionStruck: (all, { commitment, option }) => {
    const struck = of(all, commitment).options.get(option);
    if (struck !== undefined) struck.stands = false;
  },
  CommitmentBallotCast: (all, { commitment, voter, placements, until }) => {
    of(all, commitment).ballots.set(voter, { placements, until });
  },
  CommitmentBallotWithdrawn: (all, { commitment, voter }) => {
    of(all, commitment).ballots.delete(voter);
  },
  // What is left of the ballot follows.
  CommitmentBallotRecalled: pass,
  CommitmentDecided: (all, args) => {
    decide(of(all, args.commitment), args);
  },
  CommitmentStopped: (all, { commitment }) => {
    of(all, commitment).ended = true;
  },
  NonceUsed: pass,
};

/**
 * What a decided round of a commitment allots to an option, rounded down, as the contract does.
 *
 * @param option - 0 is to do nothing.
 * @param amount - Of what is allotted among all options, doing nothing included.
 */
export function allotmentOf({ support }: Pick<RoundHistory, "support">, option: number, amount: bigint): bigint {
  const total = [...support.values()].reduce((sum, value) => sum + value, 0n);
  // Where nobody supports anything, nothing is given away.
  if (total === 0n) return option === 0 ? amount : 0n;
  return (amount * (support.get(option) ?? 0n)) / total;
}

function of(all: Commitments, id: bigint): CommitmentHistory {
  const found = all.get(id);
  if (found === undefined) throw new InvalidParameterError("events", `lack the opening of commitment ${id}.`);
  return found;
}

interface Decided {
  round: number;
  winner: number;
  options: readonly number[];
  gathered: readonly bigint[];
}

function decide(commitment: CommitmentHistory, { round, winner, options, gathered }: Decided): void {
  const support = new Map(options.map((option, i) => [option, gathered[i] ?? 0n]));
  commitment.rounds.set(round, { deadline: commitment.deadline, winner, support });
  const { period } = commitment.parameters;
  if (period === 0) {
    commitment.ended = true;
    return;
  }
  commitment.round = round + 1;
  commitment.deadline += period;
  for (const option of commitment.options.values()) option.stands &&= option.recurs;
}
