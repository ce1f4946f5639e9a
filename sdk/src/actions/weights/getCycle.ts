import { weightsCycle } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCycleParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetCycleReturnType = number;

export type GetCycleErrorType = ReadErrorType;

/**
 * The running cycle.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCycleParameters}
 * @returns Its number, from 0.
 *
 * @example
 * import { getCommunity, getCycle } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getCycle(client, { community });
 */
export async function getCycle(
  client: ReadClient,
  { community, ...options }: GetCycleParameters,
): Promise<GetCycleReturnType> {
  return read(client, targetOf(community, "weights"), weightsCycle, [], options);
}
