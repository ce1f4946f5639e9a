import type { Address } from "viem";
import { fundingPoolToken } from "../../abi/fundingPool.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetFundingTokenParameters extends ReadOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

export type GetFundingTokenReturnType = Address;

export type GetFundingTokenErrorType = ReadErrorType;

/**
 * What is pledged and paid.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingTokenParameters}
 * @returns The address of an ERC-20.
 *
 * @example
 * import { getFundingToken } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getFundingToken(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getFundingToken(
  client: ReadClient,
  { pool, ...options }: GetFundingTokenParameters,
): Promise<GetFundingTokenReturnType> {
  return read(client, poolOf(pool), fundingPoolToken, [], options);
}
