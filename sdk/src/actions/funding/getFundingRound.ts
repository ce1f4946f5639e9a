import { fundingPoolRound } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type FundingRound, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFundingRoundParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetFundingRoundReturnType = FundingRound;

export type GetFundingRoundErrorType = ReadErrorType;

/**
 * The last round whose deadline has passed; zeros before the first.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingRoundParameters}
 * @returns {@link FundingRound}
 *
 * @example
 * import { getFundingRound } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFundingRound(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getFundingRound(
  client: ReadClient,
  { pool, ...options }: GetFundingRoundParameters,
): Promise<GetFundingRoundReturnType> {
  return read(client, poolOf(pool), fundingPoolRound, [], options);
}
