import { fundingPoolLive } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLiveProjectCountParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetLiveProjectCountReturnType = number;

export type GetLiveProjectCountErrorType = ReadErrorType;

/**
 * How many projects are live.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLiveProjectCountParameters}
 * @returns Their number.
 *
 * @example
 * import { getLiveProjectCount } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getLiveProjectCount(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getLiveProjectCount(
  client: ReadClient,
  { pool, ...options }: GetLiveProjectCountParameters,
): Promise<GetLiveProjectCountReturnType> {
  return read(client, poolOf(pool), fundingPoolLive, [], options);
}
