import type { Hex } from "viem";
import { revenueSharesSharesOf } from "../../abi/revenueShares.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Share, decodeShare, revenueOf } from "../../core/revenue.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSharesParameters extends ReadOptions {
  /** The RevenueShares. */
  revenue: ModuleAt;
  /** Whose shares: `zeroHash` for the default key, any other 32 bytes for a topic or a tag. */
  key: Hex;
}

export type GetSharesReturnType = readonly Share[];

export type GetSharesErrorType = ReadErrorType;

/**
 * The shares of a key.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSharesParameters}
 * @returns {@link Share}; none if the key has no shares of its own.
 *
 * @example
 * import { getShares } from "@perdure/sdk/revenue";
 * import { createPublicClient, http, zeroHash } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getShares(client, { revenue: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", key: zeroHash });
 */
export async function getShares(
  client: ReadClient,
  { revenue, key, ...options }: GetSharesParameters,
): Promise<GetSharesReturnType> {
  const answer = await read(client, revenueOf(revenue), revenueSharesSharesOf, [key], options);
  return answer.map(decodeShare);
}
