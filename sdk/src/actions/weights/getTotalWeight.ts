import { weightsTotalSupply } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetTotalWeightParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetTotalWeightReturnType = bigint;

export type GetTotalWeightErrorType = ReadErrorType;

/**
 * The weight of all accounts now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetTotalWeightParameters}
 * @returns 9 decimals of the reference currency.
 *
 * @example
 * import { getCommunity, getTotalWeight } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getTotalWeight(client, { community });
 */
export async function getTotalWeight(
  client: ReadClient,
  { community, ...options }: GetTotalWeightParameters,
): Promise<GetTotalWeightReturnType> {
  return read(client, targetOf(community, "weights"), weightsTotalSupply, [], options);
}
