import { matchOf, totalOf, type Pledges } from "./match.ts";

/** How a round gives out the pool. */
export type FundingRule = "priority" | "proportional";

/** A project at a round's deadline; amounts in the token's smallest units. */
export interface FundingProject extends Pledges {
  id: string;
  /** What it needs, from pledges and match together; without one it takes what it gets. */
  goal?: bigint | undefined;
  /** The most that the pool adds; without one there is no limit. */
  ceiling?: bigint | undefined;
  /** Placed on it, for minus against. */
  votes: bigint;
}

export interface FundedProject {
  id: string;
  /** T. */
  total: bigint;
  /** M: what the pool would add. */
  match: bigint;
  isEligible: boolean;
  isFunded: boolean;
  /** What the pool adds. */
  awarded: bigint;
  /** What is paid out: all pledges and what the pool adds, or nothing yet. */
  payout: bigint;
}

export interface SettleRoundParameters {
  /** In order of registration, which decides between equals. */
  projects: readonly FundingProject[];
  pool: bigint;
  rule: FundingRule;
  /** Quadratic unless the community scales linearly. */
  scaling?: "quadratic" | "linear";
}

export interface SettledRound {
  /** As given. */
  projects: FundedProject[];
  /** In the order in which the priority rule comes to them; empty under the proportional rule. */
  queue: string[];
  /** What stays in the pool. */
  left: bigint;
}

/**
 * Settles a round of a funding pool, as the contract does (design 7).
 *
 * @example
 * import { settleRound, sumPledges } from "@perdure/sdk/funding";
 *
 * const round = settleRound({
 *   projects: [{ id: "docs", votes: 9n, ...sumPledges([100n, 100n, 100n, 100n]) }],
 *   pool: 2_000n,
 *   rule: "priority",
 * });
 * console.log(round.projects[0]?.payout); // 1600n: four pledges of 100, and a match of 1,200
 */
export function settleRound({ projects, pool, rule, scaling }: SettleRoundParameters): SettledRound {
  const funded = projects.map((project): FundedProject => {
    const [total, match] = [totalOf(project), matchOf(project, project.ceiling)];
    const isEligible = project.matched + project.unmatched + match >= (project.goal ?? 0n);
    return { id: project.id, total, match, isEligible, isFunded: false, awarded: 0n, payout: 0n };
  });
  const pairs = projects.flatMap((project, i) => {
    const outcome = funded[i];
    return outcome === undefined ? [] : [{ project, outcome }];
  });
  const fund = ({ project, outcome }: Pair, awarded: bigint): void => {
    Object.assign(outcome, {
      isFunded: true,
      awarded,
      payout: project.matched + project.unmatched + awarded,
    });
  };
  const eligible = pairs.filter(({ outcome }) => outcome.isEligible);
  if (rule === "proportional") {
    const sum = eligible.reduce((all, { outcome }) => all + outcome.match, 0n);
    for (const pair of eligible) {
      const { match } = pair.outcome;
      if (match !== 0n || hasPledges(pair)) fund(pair, sum <= pool ? match : (match * pool) / sum);
    }
    return { projects: funded, queue: [], left: pool - funded.reduce((all, { awarded }) => all + awarded, 0n) };
  }
  for (const pair of eligible) if (pair.outcome.match === 0n && hasPledges(pair)) fund(pair, 0n);
  const queue = eligible.filter(({ project, outcome }) => project.votes > 0n && outcome.match > 0n);
  // Sorting is stable: equals stay in order of registration.
  queue.sort((a, b) => compare(a, b, scaling !== "linear"));
  let left = pool;
  for (const pair of queue) {
    if (pair.outcome.match > left) break;
    left -= pair.outcome.match;
    fund(pair, pair.outcome.match);
  }
  return { projects: funded, queue: queue.map(({ project }) => project.id), left };
}

interface Pair {
  project: FundingProject;
  outcome: FundedProject;
}

function hasPledges({ project }: Pair): boolean {
  return project.matched + project.unmatched > 0n;
}

/** Negative if `a` comes first: `V² / M`, compared without dividing. */
function compare(a: Pair, b: Pair, quadratic: boolean): number {
  const power = ({ project: { votes } }: Pair): bigint => (quadratic ? votes * votes : votes);
  const difference = power(b) * a.outcome.match - power(a) * b.outcome.match;
  return difference < 0n ? -1 : Number(difference > 0n);
}
