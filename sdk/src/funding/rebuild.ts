import { type Address, zeroAddress } from "viem";
import { type Pledge, type ProjectPlacement, type ProjectStage, decodeFunded, decodePlaced } from "../core/pool.ts";
import { type Replay, pass, replay } from "../core/replay.ts";
import { InvalidParameterError } from "../errors/failures.ts";
import type { FundingEvent } from "./history.ts";
import { type Pledges, sumPledges } from "./match.ts";

/** A project as its events tell it; amounts in the token's smallest units. */
export interface ProjectHistory {
  stage: ProjectStage;
  recipient: Address;
  /** What it needs. */
  goal: bigint;
  /** The most that the pool adds. */
  ceiling: bigint;
  uri: string;
  /** Accounts, the recipient's among them, and the persons behind them. */
  team: Set<Address>;
  /** By account; those that have withdrawn all are left out. */
  pledges: Map<Address, Omit<Pledge, "counted">>;
  /** By voter; those who have nothing on it are left out. */
  placements: Map<Address, ProjectPlacement>;
  /** What the pool adds, once it is funded. */
  awarded: bigint;
  /** What was paid out to it. */
  paid: bigint;
}

/** A round as its events tell it. */
export interface FundingRoundHistory {
  /** Whether anything is funded. */
  funds: boolean;
  /** What the treasury added. */
  lumpSum: bigint;
  /** What there was to give, after what the decision guaranteed. */
  pool: bigint;
  /** Σ M of what the rule funds; 0 until all is ranked. */
  matches: bigint;
  /** Projects that were passed over. */
  struck: number[];
  /** What the pool adds to each project that it funds, as far as that has been noted. */
  awarded: Map<number, bigint>;
}

export interface RebuiltFunding {
  /** By number, from 1. */
  projects: ReadonlyMap<number, ProjectHistory>;
  /** By the cycle of the deadline. */
  rounds: ReadonlyMap<number, FundingRoundHistory>;
  /** What is in the pool, beside pledges and what it owes. */
  available: bigint;
  /** Which commitment decides, when first and how often; `undefined` if no rounds are scheduled. */
  schedule: { commitment: bigint; deadline: number; period: number } | undefined;
}

/**
 * A funding pool from nothing but its events.
 *
 * @param events - All of them, from getFundingHistory.
 *
 * @example
 * import { getFundingHistory, pledgesOf, rebuildFunding } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const pool = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { projects } = rebuildFunding(await getFundingHistory(client, { pool, fromBlock: 0n }));
 * for (const project of projects.values()) console.log(project.uri, pledgesOf(project).matched);
 */
export function rebuildFunding(events: readonly FundingEvent[]): RebuiltFunding {
  return replay(events, { projects: new Map(), rounds: new Map(), available: 0n, schedule: undefined }, ON);
}

/** What a project's pledges come to: those that count with one person together. */
export function pledgesOf({ pledges }: Pick<ProjectHistory, "pledges">): Pledges {
  const matched = new Map<Address, bigint>();
  const unmatched: bigint[] = [];
  for (const { amount, identity } of pledges.values()) {
    if (identity === undefined) unmatched.push(amount);
    else matched.set(identity, (matched.get(identity) ?? 0n) + amount);
  }
  return sumPledges(matched.values(), unmatched);
}

interface State extends RebuiltFunding {
  projects: Map<number, ProjectHistory>;
  rounds: Map<number, FundingRoundHistory>;
}

const ON: Replay<FundingEvent, State> = {
  ScheduleSet: (state, schedule) => {
    state.schedule = schedule;
  },
  ProjectRegistered: ({ projects }, { project, recipient, team, ...what }) => {
    const begun = { stage: "live", pledges: new Map(), placements: new Map(), awarded: 0n, paid: 0n } as const;
    projects.set(project, { ...what, ...begun, recipient, team: new Set([...team, recipient]) });
  },
  ProjectRetired: (state, { project }) => {
    of(state, project).stage = "retired";
  },
  TeamExtended: (state, { project, identity }) => {
    of(state, project).team.add(identity);
  },
  Pledged: (state, { project, account, amount, identity }) => {
    const { pledges } = of(state, project);
    if (amount === 0n) pledges.delete(account);
    else pledges.set(account, { amount, identity: identity === zeroAddress ? undefined : identity });
  },
  ToppedUp: (state, { amount }) => {
    state.available += amount;
  },
  ProjectVotesPlaced: (state, { project, voter, placed }) => {
    const { placements } = of(state, project);
    if (placed === 0n) placements.delete(voter);
    else placements.set(voter, decodePlaced(placed));
  },
  RoundDecided: (state, { deadline, funds, lumpSum, pool }) => {
    Object.assign(roundOf(state, deadline), { funds, lumpSum, pool });
  },
  ProjectStruck: (state, { deadline, project }) => {
    roundOf(state, deadline).struck.push(project);
  },
  ProjectGuaranteed: (state, { deadline, project, ...args }) => {
    award(state, deadline, project, args["match_"], "guaranteed");
  },
  RoundRanked: (state, { deadline, matches }) => {
    roundOf(state, deadline).matches = matches;
  },
  ProjectsFunded: (state, { deadline, funded }) => {
    for (const { project, awarded } of funded.map(decodeFunded)) award(state, deadline, project, awarded, "funded");
  },
  ProjectPaid: (state, { project, amount }) => {
    Object.assign(of(state, project), { stage: "paid", paid: amount });
  },
  NonceUsed: pass,
};

function award(state: State, deadline: number, id: number, awarded: bigint, stage: ProjectStage): void {
  roundOf(state, deadline).awarded.set(id, awarded);
  Object.assign(of(state, id), { awarded, stage });
  state.available -= awarded;
}

function of({ projects }: State, id: number): ProjectHistory {
  const found = projects.get(id);
  if (found === undefined) throw new InvalidParameterError("events", `lack the registration of project ${id}.`);
  return found;
}

/** Told of piece by piece: what is struck and guaranteed comes before what was decided. */
function roundOf({ rounds }: State, deadline: number): FundingRoundHistory {
  const none = { funds: false, lumpSum: 0n, pool: 0n, matches: 0n, struck: [], awarded: new Map<number, bigint>() };
  const found: FundingRoundHistory = rounds.get(deadline) ?? none;
  rounds.set(deadline, found);
  return found;
}
