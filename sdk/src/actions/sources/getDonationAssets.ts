import { patronSourceAssets } from "../../abi/patronSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { sourceOf } from "../../core/sources.ts";
import type { Asset } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDonationAssetsParameters extends ReadOptions {
  /** The source of patronages. */
  source: ModuleAt;
}

export type GetDonationAssetsReturnType = readonly Asset[];

export type GetDonationAssetsErrorType = ReadErrorType;

/**
 * What donations are taken in.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDonationAssetsParameters}
 * @returns {@link Asset}s, of which the native coin is `zeroAddress`.
 *
 * @example
 * import { getDonationAssets } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getDonationAssets(client, { source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getDonationAssets(
  client: ReadClient,
  { source, ...options }: GetDonationAssetsParameters,
): Promise<GetDonationAssetsReturnType> {
  return read(client, sourceOf(source), patronSourceAssets, [], options);
}
