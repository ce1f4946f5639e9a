import { weightsCLOCK_MODE } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightsClockModeParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetWeightsClockModeReturnType = string;

export type GetWeightsClockModeErrorType = ReadErrorType;

/**
 * How to read the clock of the weights (ERC-6372).
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightsClockModeParameters}
 * @returns "mode=timestamp".
 *
 * @example
 * import { getCommunity, getWeightsClockMode } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeightsClockMode(client, { community });
 */
export async function getWeightsClockMode(
  client: ReadClient,
  { community, ...options }: GetWeightsClockModeParameters,
): Promise<GetWeightsClockModeReturnType> {
  return read(client, targetOf(community, "weights"), weightsCLOCK_MODE, [], options);
}
