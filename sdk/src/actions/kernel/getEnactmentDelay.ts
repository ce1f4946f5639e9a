import { kernelEnactmentDelay } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetEnactmentDelayParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetEnactmentDelayReturnType = number;

export type GetEnactmentDelayErrorType = ReadErrorType;

/**
 * How long after a document's win it is enacted.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetEnactmentDelayParameters}
 * @returns Seconds.
 *
 * @example
 * import { getCommunity, getEnactmentDelay } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getEnactmentDelay(client, { community });
 */
export async function getEnactmentDelay(
  client: ReadClient,
  { community, ...options }: GetEnactmentDelayParameters,
): Promise<GetEnactmentDelayReturnType> {
  return read(client, targetOf(community, "kernel"), kernelEnactmentDelay, [], options);
}
