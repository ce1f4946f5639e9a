import { kernelName } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCommunityNameParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetCommunityNameReturnType = string;

export type GetCommunityNameErrorType = ReadErrorType;

/**
 * The name of a community in its registry.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommunityNameParameters}
 * @returns The name.
 *
 * @example
 * import { getCommunity, getCommunityName } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getCommunityName(client, { community });
 */
export async function getCommunityName(
  client: ReadClient,
  { community, ...options }: GetCommunityNameParameters,
): Promise<GetCommunityNameReturnType> {
  return read(client, targetOf(community, "kernel"), kernelName, [], options);
}
