import { fundingPoolAvailable } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFundingAvailableParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetFundingAvailableReturnType = bigint;

export type GetFundingAvailableErrorType = ReadErrorType;

/**
 * What the pool can give: not pledges, nor what is owed to funded projects.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingAvailableParameters}
 * @returns The amount, in the token's smallest units.
 *
 * @example
 * import { getFundingAvailable } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFundingAvailable(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getFundingAvailable(
  client: ReadClient,
  { pool, ...options }: GetFundingAvailableParameters,
): Promise<GetFundingAvailableReturnType> {
  return read(client, poolOf(pool), fundingPoolAvailable, [], options);
}
