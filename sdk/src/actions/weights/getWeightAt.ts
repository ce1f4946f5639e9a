import { weightsWeightOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightAtParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Units. */
  units: bigint;
  /** When, seconds. */
  timestamp: bigint;
}

export type GetWeightAtReturnType = bigint;

export type GetWeightAtErrorType = ReadErrorType;

/**
 * The weight that units show.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightAtParameters}
 * @returns 9 decimals of the reference currency.
 *
 * @example
 * import { getCommunity, getWeightAt } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeightAt(client, { community, units: 1n, timestamp: 1n });
 */
export async function getWeightAt(
  client: ReadClient,
  { community, units, timestamp, ...options }: GetWeightAtParameters,
): Promise<GetWeightAtReturnType> {
  return read(client, targetOf(community, "weights"), weightsWeightOf, [units, timestamp], options);
}
