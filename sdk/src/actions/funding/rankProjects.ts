import type { Hash } from "viem";
import { fundingPoolRank } from "../../abi/fundingPool.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import {
  type PrepareErrorType,
  type PreparedCall,
  type Simulation,
  type WriteErrorType,
  callOf,
  prepare,
  simulate,
  write,
} from "../../core/write.ts";

export interface PrepareRankProjectsParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** The next ones, in the order that planRound tells. */
  projects: readonly number[];
}

export interface RankProjectsParameters extends PrepareRankProjectsParameters, WriteOptions {}

export interface SimulateRankProjectsParameters extends RankProjectsParameters, ReadOptions {}

export type RankProjectsReturnType = Hash;

export type SimulateRankProjectsReturnType = Simulation<void>;

export type RankProjectsErrorType = WriteErrorType;

export type SimulateRankProjectsErrorType = WriteErrorType;

export type PrepareRankProjectsErrorType = PrepareErrorType;

/**
 * Ranks projects for the round, in as many pages as one likes. Anyone may: every caller ranks on their own, and the first who has
 * ranked all of them settles the round.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RankProjectsParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { rankProjects } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await rankProjects(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", projects: [2, 1] });
 */
export async function rankProjects(
  client: WriteClient,
  parameters: RankProjectsParameters,
): Promise<RankProjectsReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link rankProjects} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRankProjectsParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRankProjects(
  client: WriteClient,
  parameters: SimulateRankProjectsParameters,
): Promise<SimulateRankProjectsReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link rankProjects} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRankProjectsParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRankProjects(parameters: PrepareRankProjectsParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, projects }: PrepareRankProjectsParameters) {
  return callOf(poolOf(pool), fundingPoolRank, [projects]);
}
