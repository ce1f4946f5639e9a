import { kernelScaling } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import { type Scaling, SCALINGS, wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetScalingParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetScalingReturnType = Scaling;

export type GetScalingErrorType = ReadErrorType;

/**
 * How units become votes.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetScalingParameters}
 * @returns "linear" or "quadratic".
 *
 * @example
 * import { getCommunity, getScaling } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getScaling(client, { community });
 */
export async function getScaling(
  client: ReadClient,
  { community, ...options }: GetScalingParameters,
): Promise<GetScalingReturnType> {
  const answer = await read(client, targetOf(community, "kernel"), kernelScaling, [], options);
  return wordOf(SCALINGS, answer);
}
