import { type Hex, decodeFunctionResult } from "viem";
import { getBlockNumber } from "viem/actions";
import { fundingPoolIsStruck, fundingPoolMulticall, fundingPoolProjectOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { encode } from "../../core/encode.ts";
import { type Project, decodeProject, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { Scaling } from "../../core/words.ts";
import { InvalidParameterError } from "../../errors/failures.ts";
import { type ReadErrorType, orPerdureError } from "../../errors/toPerdureError.ts";
import { pagesOf, planPages, type RoundPages } from "../../funding/pages.ts";
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

export type PlanRoundReturnType = RoundPages;

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
  const found = projects.map(([id, { goal, ceiling, matched, pledged, roots, votesKept: votes }]) => {
    return { id: String(id), goal, ceiling, matched, unmatched: pledged - matched, roots, votes };
  });
  return planPages({ ...round, projects: found, rule, scaling }, page);
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
