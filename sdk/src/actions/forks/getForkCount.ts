import { forksCount } from "../../abi/forks.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetForkCountParameters extends ReadOptions {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
}

export type GetForkCountReturnType = bigint;

export type GetForkCountErrorType = ReadErrorType;

/**
 * How many forks of a community have been proposed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetForkCountParameters}
 * @returns Their number.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getForkCount } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getForkCount(client, { community });
 */
export async function getForkCount(
  client: ReadClient,
  { community, ...options }: GetForkCountParameters,
): Promise<GetForkCountReturnType> {
  return read(client, targetOf(community, "forks"), forksCount, [], options);
}
