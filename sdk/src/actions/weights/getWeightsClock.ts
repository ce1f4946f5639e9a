import { weightsClock } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightsClockParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetWeightsClockReturnType = number;

export type GetWeightsClockErrorType = ReadErrorType;

/**
 * The clock of the weights (ERC-6372).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightsClockParameters}
 * @returns Seconds since 1970, of the block that is read.
 *
 * @example
 * import { getCommunity, getWeightsClock } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeightsClock(client, { community });
 */
export async function getWeightsClock(
  client: ReadClient,
  { community, ...options }: GetWeightsClockParameters,
): Promise<GetWeightsClockReturnType> {
  return read(client, targetOf(community, "weights"), weightsClock, [], options);
}
