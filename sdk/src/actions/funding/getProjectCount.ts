import { fundingPoolCount } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetProjectCountParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetProjectCountReturnType = number;

export type GetProjectCountErrorType = ReadErrorType;

/**
 * How many projects there have been; they are numbered from 1.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetProjectCountParameters}
 * @returns Their number.
 *
 * @example
 * import { getProjectCount } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getProjectCount(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getProjectCount(
  client: ReadClient,
  { pool, ...options }: GetProjectCountParameters,
): Promise<GetProjectCountReturnType> {
  return read(client, poolOf(pool), fundingPoolCount, [], options);
}
