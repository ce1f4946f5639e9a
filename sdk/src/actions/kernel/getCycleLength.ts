import { kernelCycleLength } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCycleLengthParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetCycleLengthReturnType = number;

export type GetCycleLengthErrorType = ReadErrorType;

/**
 * How long a cycle lasts.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCycleLengthParameters}
 * @returns Seconds.
 *
 * @example
 * import { getCommunity, getCycleLength } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getCycleLength(client, { community });
 */
export async function getCycleLength(
  client: ReadClient,
  { community, ...options }: GetCycleLengthParameters,
): Promise<GetCycleLengthReturnType> {
  return read(client, targetOf(community, "kernel"), kernelCycleLength, [], options);
}
