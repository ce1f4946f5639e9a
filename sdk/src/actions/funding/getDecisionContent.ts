import type { Hex } from "viem";
import { fundingPoolContentOf } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type FundingDecisionInput, encodeDecision, poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDecisionContentParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** What the winning option stands for; where it is to do nothing, it is not looked at. */
  decision: FundingDecisionInput;
}

export type GetDecisionContentReturnType = Hex;

export type GetDecisionContentErrorType = ReadErrorType;

/**
 * What the option of a decision has as its content.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDecisionContentParameters}
 * @returns The hash.
 *
 * @example
 * import { getDecisionContent } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getDecisionContent(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   decision: { struck: [3] },
 * });
 */
export async function getDecisionContent(
  client: ReadClient,
  { pool, decision, ...options }: GetDecisionContentParameters,
): Promise<GetDecisionContentReturnType> {
  return read(client, poolOf(pool), fundingPoolContentOf, [encodeDecision(decision)], options);
}
