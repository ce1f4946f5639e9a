import type { Address } from "viem";
import { kernelSources } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSourcesParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetSourcesReturnType = readonly Address[];

export type GetSourcesErrorType = ReadErrorType;

/**
 * All weight sources of a community.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSourcesParameters}
 * @returns Their addresses, in the order in which it was founded.
 *
 * @example
 * import { getCommunity, getSources } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getSources(client, { community });
 */
export async function getSources(
  client: ReadClient,
  { community, ...options }: GetSourcesParameters,
): Promise<GetSourcesReturnType> {
  return read(client, targetOf(community, "kernel"), kernelSources, [], options);
}
