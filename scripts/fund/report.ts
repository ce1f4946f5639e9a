import type { FundedProject, FundingRule } from "../../sdk/src/funding/index.ts";
import { heading, say, table } from "../demo/print.ts";
import { formatUnits } from "./amounts.ts";
import type { Pair } from "./reciprocity.ts";

export interface ProjectOutcome extends FundedProject {
  contributors: number;
  /** Σ: all that was contributed. */
  sum: bigint;
  /** Times 10^36. */
  votes: bigint;
  /** What it needs; without one it takes what it gets. */
  goal: bigint | undefined;
  /** The most that the pool adds; without one there is no limit. */
  ceiling: bigint | undefined;
}

export interface Outcome {
  /** The file it was computed from. */
  name: string;
  rule: FundingRule;
  pool: bigint;
  left: bigint;
  decimals: number;
  queue: string[];
  projects: ProjectOutcome[];
  pairs: Pair[];
  /** Projects that have votes or a team, and no contributions: perhaps they are written in another way there. */
  ungiven: string[];
  hasVotes: boolean;
  /** Whether goals and ceilings were given. */
  hasBounds: boolean;
  /** Units of an amount times 10^36. */
  inUnits: (amount: bigint) => bigint;
}

const VOTES_DECIMALS = 36;

/** Enough to read; the files have all digits. */
const PRINTED_DECIMALS = 4;

const BOUNDS = ["goal", "ceiling"];

/** Names are anybody's: they tell a terminal nothing. */
const shown = (name: string): string => name.replaceAll(/\p{Cc}/gu, " ");

export function printRound(outcome: Outcome): void {
  const amount = (units: bigint): string => formatUnits(units, outcome.decimals, PRINTED_DECIMALS);
  const { hasBounds } = outcome;
  const bounds = ({ goal, ceiling }: ProjectOutcome): string[] =>
    hasBounds ? [goal, ceiling].map((units) => (units === undefined ? "" : amount(units))) : [];
  const rows = outcome.projects.map((project) => [
    shown(project.id),
    ...bounds(project),
    String(project.contributors),
    amount(project.sum),
    amount(project.total),
    amount(project.match),
    amount(project.awarded),
    amount(project.payout),
  ]);
  table(["project", ...(hasBounds ? BOUNDS : []), "backers", "Σ", "T", "M", "match", "payout"], rows);
  const funded = outcome.projects.filter(({ awarded }) => awarded > 0n).length;
  say(
    `${outcome.rule} rule: ${funded} of ${outcome.projects.length} projects are matched with ` +
      `${amount(outcome.pool - outcome.left)} of a pool of ${amount(outcome.pool)}; ${amount(outcome.left)} stay in it.`,
  );
  if (outcome.rule === "priority" && !outcome.hasVotes) {
    say("No votes were given (--votes), and the priority rule queues no project without votes.");
  }
  if (outcome.rule === "priority") sayWhoWaits(outcome, amount);
  const short = outcome.projects.filter(({ isEligible }) => !isEligible);
  if (short.length > 0) say(`Short of their goals, and paid nothing: ${short.map(({ id }) => shown(id)).join(", ")}.`);
  if (outcome.ungiven.length > 0)
    say(`With votes or a team, but given nothing: ${outcome.ungiven.map(shown).join(", ")}.`);
  if (outcome.pairs.length === 0) return;
  heading("Teams that gave to each other's projects");
  const pairs = outcome.pairs.map(({ one, other, given, returned }) => {
    return [shown(one), shown(other), amount(outcome.inUnits(given)), amount(outcome.inUnits(returned))];
  });
  table(["one", "other", "one gave", "other gave"], pairs);
}

function sayWhoWaits({ queue, projects, left }: Outcome, amount: (units: bigint) => string): void {
  const byId = new Map(projects.map((project) => [project.id, project]));
  const waiting = queue.find((id) => byId.get(id)?.isFunded !== true);
  const match = waiting === undefined ? undefined : byId.get(waiting)?.match;
  if (waiting === undefined || match === undefined) return;
  say(
    `The queue waits at ${shown(waiting)}, whose match of ${amount(match)} is more than the ${amount(left)} that are left.`,
  );
}

export function csvOf({ projects, decimals, hasBounds }: Outcome): string {
  const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = projects.map((project) => {
    const amounts = [project.sum, project.total, project.match, project.awarded, project.payout];
    const texts = amounts.map((units) => formatUnits(units, decimals));
    const votes = formatUnits(project.votes, VOTES_DECIMALS);
    const bounds = [project.goal, project.ceiling].map((units) =>
      units === undefined ? "" : formatUnits(units, decimals),
    );
    const given = hasBounds ? [...bounds, project.isEligible] : [];
    return [quoted(project.id), project.contributors, ...texts, votes, project.isFunded, ...given].join(",");
  });
  const title = `project,contributors,sum,T,M,match,payout,votes,funded${hasBounds ? ",goal,ceiling,eligible" : ""}`;
  return `${[title, ...lines].join("\n")}\n`;
}

export function jsonOf(outcome: Outcome): string {
  const amount = (units: bigint): string => formatUnits(units, outcome.decimals);
  const projects = outcome.projects.map((project) => ({
    project: project.id,
    contributors: project.contributors,
    sum: amount(project.sum),
    T: amount(project.total),
    M: amount(project.match),
    match: amount(project.awarded),
    payout: amount(project.payout),
    votes: formatUnits(project.votes, VOTES_DECIMALS),
    funded: project.isFunded,
    ...(outcome.hasBounds && {
      goal: project.goal === undefined ? null : amount(project.goal),
      ceiling: project.ceiling === undefined ? null : amount(project.ceiling),
      eligible: project.isEligible,
    }),
  }));
  const { rule, decimals, queue } = outcome;
  const reciprocity = outcome.pairs.map(({ one, other, given, returned }) => {
    return { one, other, given: amount(outcome.inUnits(given)), returned: amount(outcome.inUnits(returned)) };
  });
  const round = {
    rule,
    decimals,
    pool: amount(outcome.pool),
    left: amount(outcome.left),
    queue,
    projects,
    reciprocity,
  };
  return `${JSON.stringify(round, undefined, 2)}\n`;
}
