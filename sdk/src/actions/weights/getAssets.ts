import { purchaseSourceAssets } from "../../abi/purchaseSource.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { Asset } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetAssetsParameters extends ReadOptions {
  /** A community, or the source itself. */
  community: ContractAt<"purchaseSource">;
}

export type GetAssetsReturnType = readonly Asset[];

export type GetAssetsErrorType = ReadErrorType;

/**
 * What weight is sold for.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetAssetsParameters}
 * @returns {@link Asset}s, of which the native coin is `zeroAddress`.
 *
 * @example
 * import { getAssets, getCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getAssets(client, { community });
 */
export async function getAssets(
  client: ReadClient,
  { community, ...options }: GetAssetsParameters,
): Promise<GetAssetsReturnType> {
  return read(client, targetOf(community, "purchaseSource"), purchaseSourceAssets, [], options);
}
