import { type Hex, decodeFunctionResult, zeroHash } from "viem";
import { getBlockNumber } from "viem/actions";
import { fundingPoolIsStruck, fundingPoolMulticall, fundingPoolProjectOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { encode } from "../../core/encode.ts";
import { type FundingRound, type Project, decodeProject, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { Scaling } from "../../core/words.ts";
import { InvalidParameterError } from "../../errors/failures.ts";
import { type ReadErrorType, orPerdureError } from "../../errors/toPerdureError.ts";
import { chainProjects } from "../../funding/chain.ts";
import { type FundingRule, type SettledRound, settleRound } from "../../funding/settle.ts";
import { getFundingRound } from "./getFundingRound.ts";
import { getFundingRule } from "./getFundingRule.ts";
import { getProjectCount } from "./getProjectCount.ts";

/** How many projects are asked for at a time. */
const AT_ONCE = 64;

/** A batch that is asked for and not sent: many answers in one. */
const ask = { ...fundingPoolMulticall, stateMutability: "view" } as const;

export interface PlanRoundParameters extends ReadOptions {
  /** The FundingPool, between decideRound and the end of noting, and before the next deadline: until then it keeps the votes. */
  pool: ModuleAt;
  /** From getScaling of the community. */
  scaling: Scaling;
  /** How many projects go into a transaction; 50 unless said. */
  page?: number | undefined;
}

/** What noteProjects takes. */
export interface NotePage {
  projects: readonly number[];
  before: Hex;
}

export interface PlanRoundReturnType {
  /** For rankProjects, in this order. None once all is ranked. */
  rank: readonly (readonly number[])[];
  /**
   * For noteProjects, in this order: the last funded first. None where the last page that is ranked holds all of them; once all is
   * ranked, those that have not been noted, whoever ranked.
   */
  note: readonly NotePage[];
  /** What the pool adds to each funded project; once all is ranked, to those that have not been noted. */
  awarded: ReadonlyMap<number, bigint>;
}

export type PlanRoundErrorType = ReadErrorType | InvalidParameterError;

/**
 * Works out how a decided round is settled: in which order projects are ranked, and which of them are funded. Nobody has to
 * trust it, because the pool checks the order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link PlanRoundParameters}
 * @returns The pages to send, all as of one block.
 *
 * @example
 * import { planRound, rankProjects } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const pool = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { rank } = await planRound(client, { pool, scaling: "quadratic" });
 * for (const projects of rank) await rankProjects(client, { pool, projects });
 */
export async function planRound(
  client: ReadClient,
  { pool, scaling, page = 50, blockTag, blockNumber }: PlanRoundParameters,
): Promise<PlanRoundReturnType> {
  if (!Number.isInteger(page) || page < 1) throw new InvalidParameterError("page", `cannot be ${page}`);
  const latest = blockNumber === undefined && blockTag === undefined;
  const at = latest ? { blockNumber: await orPerdureError(() => getBlockNumber(client)) } : { blockTag, blockNumber };
  const [round, rule] = await Promise.all([
    getFundingRound(client, { pool, ...at }),
    getFundingRule(client, { pool, ...at }),
  ]);
  const projects = await liveProjects(client, pool, at);
  const settled = settleRound({
    projects: projects.map(([id, { goal, ceiling, matched, pledged, roots, votesKept: votes }]) => {
      return { id: String(id), goal, ceiling, matched, unmatched: pledged - matched, roots, votes };
    }),
    pool: round.pool,
    rule,
    scaling,
  });
  const order = inOrder(
    projects.map(([id]) => id),
    settled.queue.map(Number),
    rule,
  );
  return round.toNote > 0 ? pagesToNote(order, settled, round, page) : pagesToRank(order, settled, page);
}

function pagesToRank(order: readonly number[], { projects }: SettledRound, page: number): PlanRoundReturnType {
  const awarded = new Map(projects.filter(({ isFunded }) => isFunded).map((one) => [Number(one.id), one.awarded]));
  const rank = pagesOf(order, page);
  const funded = order.filter((id) => awarded.has(id));
  const last = new Set(rank.at(-1));
  const note = funded.every((id) => last.has(id)) ? [] : notesOf(funded, page);
  return { rank, note, awarded };
}

/** What has been noted came last, so what is left of the list is its beginning, which nothing behind it has an effect on. */
function pagesToNote(
  order: readonly number[],
  { projects }: SettledRound,
  { toNote, pool, matches }: FundingRound,
  page: number,
): PlanRoundReturnType {
  const funded = new Map(projects.filter(({ isFunded }) => isFunded).map((one) => [Number(one.id), one.match]));
  const left = order.filter((id) => funded.has(id)).slice(0, toNote);
  const awarded = left.map((id): [number, bigint] => {
    const match = funded.get(id) ?? 0n;
    return [id, matches <= pool ? match : (match * pool) / matches];
  });
  return { rank: [], note: notesOf(left, page), awarded: new Map(awarded) };
}

/** Those that take part in the round, by number. */
async function liveProjects(client: ReadClient, pool: ModuleAt, at: ReadOptions): Promise<[number, Project][]> {
  const count = await getProjectCount(client, { pool, ...at });
  const all = Array.from({ length: count }, (_, i) => i + 1);
  const live: [number, Project][] = [];
  for (const ids of pagesOf(all, AT_ONCE)) {
    const views = [fundingPoolProjectOf, fundingPoolIsStruck];
    const calls = views.flatMap((view) => ids.map((id) => encode(view, [id])));
    const answers = await read(client, poolOf(pool), ask, [calls], at);
    const answerOf = (i: number): Hex => answers[i] ?? "0x";
    for (const [i, id] of ids.entries()) {
      const project = decodeProject(decodeFunctionResult({ abi: [fundingPoolProjectOf], data: answerOf(i) }));
      const isStruck = decodeFunctionResult({ abi: [fundingPoolIsStruck], data: answerOf(ids.length + i) });
      if (project.stage === "live" && !isStruck) live.push([id, project]);
    }
  }
  return live;
}

/** First the queue of the priority rule, then all others by number. */
function inOrder(all: readonly number[], queue: readonly number[], rule: FundingRule): number[] {
  const queued = new Set(queue);
  return rule === "priority" ? [...queue, ...all.filter((id) => !queued.has(id))] : [...all];
}

function notesOf(funded: readonly number[], page: number): NotePage[] {
  let before: Hex = zeroHash;
  const pages = pagesOf(funded, page).map((projects) => {
    const note = { projects, before };
    before = chainProjects(projects, before);
    return note;
  });
  return pages.toReversed();
}

function pagesOf(list: readonly number[], length: number): number[][] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, i) => list.slice(i * length, (i + 1) * length));
}
