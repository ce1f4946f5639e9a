import { fundingPoolRule } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { FUNDING_RULES, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import { wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";
import type { FundingRule } from "../../funding/settle.ts";

export interface GetFundingRuleParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetFundingRuleReturnType = FundingRule;

export type GetFundingRuleErrorType = ReadErrorType;

/**
 * How rounds give out the pool.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingRuleParameters}
 * @returns {@link FundingRule}
 *
 * @example
 * import { getFundingRule } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFundingRule(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getFundingRule(
  client: ReadClient,
  { pool, ...options }: GetFundingRuleParameters,
): Promise<GetFundingRuleReturnType> {
  const answer = await read(client, poolOf(pool), fundingPoolRule, [], options);
  return wordOf(FUNDING_RULES, answer);
}
