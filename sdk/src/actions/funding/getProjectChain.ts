import type { Hex } from "viem";
import { fundingPoolChainOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetProjectChainParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** The hash of what comes first; `zeroHash` = nothing. */
  before: Hex;
  /** What follows. */
  projects: readonly number[];
}

export type GetProjectChainReturnType = Hex;

export type GetProjectChainErrorType = ReadErrorType;

/**
 * The hash of a list of projects, as the pool takes it; chainProjects tells it without asking.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetProjectChainParameters}
 * @returns The hash.
 *
 * @example
 * import { getProjectChain } from "@perdure/sdk/funding";
 * import { createPublicClient, http, zeroHash } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getProjectChain(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   before: zeroHash,
 *   projects: [2, 1],
 * });
 */
export async function getProjectChain(
  client: ReadClient,
  { pool, before, projects, ...options }: GetProjectChainParameters,
): Promise<GetProjectChainReturnType> {
  return read(client, poolOf(pool), fundingPoolChainOf, [before, projects], options);
}
