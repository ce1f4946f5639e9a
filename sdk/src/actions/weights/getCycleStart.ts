import { weightsCycleStartsAt } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetCycleStartParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** A cycle, past or to come. */
  cycle: number;
}

export type GetCycleStartReturnType = bigint;

export type GetCycleStartErrorType = ReadErrorType;

/**
 * When a cycle begins.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCycleStartParameters}
 * @returns Seconds since 1970.
 *
 * @example
 * import { getCommunity, getCycleStart } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getCycleStart(client, { community, cycle: 1 });
 */
export async function getCycleStart(
  client: ReadClient,
  { community, cycle, ...options }: GetCycleStartParameters,
): Promise<GetCycleStartReturnType> {
  return read(client, targetOf(community, "weights"), weightsCycleStartsAt, [cycle], options);
}
