import type { Address, Hex } from "viem";
import { fundingPoolRankedBy } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetRankedParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Who ranks. */
  account: Address;
}

export type GetRankedReturnType = { ranked: number; funded: number; chain: Hex };

export type GetRankedErrorType = ReadErrorType;

/**
 * What an account has ranked in the running round.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRankedParameters}
 * @returns How many, how many of them are funded, and the hash of these.
 *
 * @example
 * import { getRanked } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getRanked(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getRanked(
  client: ReadClient,
  { pool, account, ...options }: GetRankedParameters,
): Promise<GetRankedReturnType> {
  const answer = await read(client, poolOf(pool), fundingPoolRankedBy, [checkAddress("account", account)], options);
  const [ranked, funded, chain] = answer;
  return { ranked, funded, chain };
}
