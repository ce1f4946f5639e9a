/**
 * `npm run fund -- --contributions file.csv --pool N --rule priority|proportional [--projects file.csv] [--votes file.csv]
 * [--teams file.csv]`: what a round of a funding pool would pay, printed, and saved with a picture.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { settleRound, type FundingRule } from "../sdk/src/funding/index.ts";
import { Amounts } from "./fund/amounts.ts";
import { readContributions, readProjects, readTeams, readVotes } from "./fund/files.ts";
import { pictureOf } from "./fund/picture.ts";
import { reciprocityOf } from "./fund/reciprocity.ts";
import { csvOf, jsonOf, printRound, type Outcome } from "./fund/report.ts";
import { Refusal, runCommand } from "./lib/refusal.ts";

const USAGE = `usage: npm run fund -- --contributions file.csv --pool N --rule priority|proportional
  --contributions  a CSV of project,contributor,amount
  --pool           what there is to give, in the same unit as the amounts
  --rule           priority: in full, in the order of votes² / match; proportional: to everybody in proportion
  --projects       a CSV of project,goal,ceiling in order of registration: what each needs, and the most that the pool adds,
                   in the same unit as the amounts; empty = no goal, no ceiling. All others are refused then
  --votes          a CSV of project,votes; the priority rule funds nothing without votes
  --teams          a CSV of project,member; a team's own contributions count as money, never as match
  --decimals       digits after the point that the token has; by default 0 where all amounts are whole, else 18
  --out            the folder for round.csv, round.json and round.svg; by default funding-round
  --help           says this`;

interface Options {
  contributions: string;
  pool: string;
  rule: FundingRule;
  projects: string | undefined;
  votes: string | undefined;
  teams: string | undefined;
  decimals: number | undefined;
  out: string;
}

const flags = ["contributions", "pool", "rule", "projects", "votes", "teams", "decimals", "out"] as const;

function optionsOf(args: readonly string[]): Options {
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: "string" as const }]));
  let values: Partial<Record<(typeof flags)[number], string>>;
  try {
    ({ values } = parseArgs({ args: [...args], options }) as { values: typeof values });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const { contributions, pool, rule, decimals } = values;
  if (contributions === undefined || pool === undefined || rule === undefined) throw new Refusal(USAGE);
  if (rule !== "priority" && rule !== "proportional") {
    throw new Refusal(`--rule ${rule}: must be priority or proportional`);
  }
  if (decimals !== undefined && !/^([0-9]|[12][0-9]|3[0-6])$/.test(decimals)) {
    throw new Refusal(`--decimals ${decimals}: must be a whole number from 0 to 36`);
  }
  // npm runs its scripts in the root; paths are meant from where the command was given.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const path = (name: string | undefined): string | undefined => (name === undefined ? undefined : resolve(from, name));
  return {
    contributions: resolve(from, contributions),
    pool,
    rule,
    projects: path(values.projects),
    votes: path(values.votes),
    teams: path(values.teams),
    decimals: decimals === undefined ? undefined : Number(decimals),
    out: resolve(from, values.out ?? "funding-round"),
  };
}

async function settle(options: Options): Promise<Outcome> {
  const amounts = new Amounts(options.decimals);
  const poolAmount = amounts.parse(options.pool, "--pool");
  const teams = options.teams === undefined ? new Map<string, Set<string>>() : await readTeams(options.teams);
  const book = await readContributions(options.contributions, amounts);
  const votes = options.votes === undefined ? new Map<string, bigint>() : await readVotes(options.votes);
  const bounds = options.projects === undefined ? undefined : await readProjects(options.projects, amounts);
  const names = [...new Set([...(bounds?.keys() ?? []), ...book.keys(), ...votes.keys()])];
  const stray = bounds && names.find((id) => !bounds.has(id));
  if (stray !== undefined) throw new Refusal(`${basename(options.projects ?? "")}: there is no project "${stray}"`);
  const inUnits = (amount: bigint | undefined) => (amount === undefined ? undefined : amounts.inUnits(amount));
  const projects = names.map((id) => {
    const { goal, ceiling } = bounds?.get(id) ?? {};
    const limits = { goal: inUnits(goal), ceiling: inUnits(ceiling) };
    return { id, votes: votes.get(id) ?? 0n, ...limits, ...amounts.sum(book.get(id), teams.get(id)) };
  });
  const pool = amounts.inUnits(poolAmount);
  const round = settleRound({ projects, pool, rule: options.rule });
  return {
    name: basename(options.contributions),
    rule: options.rule,
    pool,
    left: round.left,
    decimals: amounts.decimals,
    queue: round.queue,
    projects: round.projects.map((funded, i) => ({
      ...funded,
      contributors: book.get(funded.id)?.size ?? 0,
      sum: (projects[i]?.matched ?? 0n) + (projects[i]?.unmatched ?? 0n),
      votes: projects[i]?.votes ?? 0n,
      goal: projects[i]?.goal,
      ceiling: projects[i]?.ceiling,
    })),
    pairs: reciprocityOf(book, teams),
    ungiven: [...new Set([...votes.keys(), ...teams.keys()])].filter((id) => !book.has(id)),
    hasVotes: options.votes !== undefined,
    hasBounds: bounds !== undefined,
    inUnits: (amount) => amounts.inUnits(amount),
  };
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return;
  }
  const options = optionsOf(args);
  const outcome = await settle(options);
  await mkdir(options.out, { recursive: true }).catch((error: unknown) => {
    throw new Refusal(`--out ${options.out}: ${error instanceof Error ? error.message : String(error)}`);
  });
  await writeFile(join(options.out, "round.csv"), csvOf(outcome));
  await writeFile(join(options.out, "round.json"), jsonOf(outcome));
  await writeFile(join(options.out, "round.svg"), pictureOf(outcome));
  printRound(outcome);
  const from = process.env["INIT_CWD"] ?? process.cwd();
  console.log(`\nSaved as round.csv, round.json and round.svg in ${relative(from, options.out) || "."}`);
}

await runCommand(() => main(process.argv.slice(2)));
