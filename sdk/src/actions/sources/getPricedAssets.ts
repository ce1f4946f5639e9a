import type { Address } from "viem";
import { patronSourcePriced } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPricedAssetsParameters extends ReadOptions {
  /** A source that takes money: of purchases, or of patronages. */
  source: ModuleAt;
}

export type GetPricedAssetsReturnType = readonly Address[];

export type GetPricedAssetsErrorType = ReadErrorType;

/**
 * The assets that a source has a price for, which getAppraisal tells.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPricedAssetsParameters}
 * @returns ERC-20s; `zeroAddress` stands for the native coin.
 *
 * @example
 * import { getPricedAssets } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPricedAssets(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getPricedAssets(
  client: ReadClient,
  { source, ...options }: GetPricedAssetsParameters,
): Promise<GetPricedAssetsReturnType> {
  return read(client, sourceOf(source), patronSourcePriced, [], options);
}
