import { fundingPoolPhase } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { FUNDING_PHASES, type FundingPhase, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import { wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFundingPhaseParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetFundingPhaseReturnType = FundingPhase;

export type GetFundingPhaseErrorType = ReadErrorType;

/**
 * What the pool can be asked for now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingPhaseParameters}
 * @returns {@link FundingPhase}
 *
 * @example
 * import { getFundingPhase } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFundingPhase(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getFundingPhase(
  client: ReadClient,
  { pool, ...options }: GetFundingPhaseParameters,
): Promise<GetFundingPhaseReturnType> {
  const answer = await read(client, poolOf(pool), fundingPoolPhase, [], options);
  return wordOf(FUNDING_PHASES, answer);
}
