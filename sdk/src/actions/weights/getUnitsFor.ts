import { weightsUnitsFor } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetUnitsForParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** 9 decimals of the reference currency. */
  value: bigint;
  /** When it is credited, seconds. */
  timestamp: bigint;
}

export type GetUnitsForReturnType = bigint;

export type GetUnitsForErrorType = ReadErrorType;

/**
 * The units that a value is worth.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetUnitsForParameters}
 * @returns Units.
 *
 * @example
 * import { getCommunity, getUnitsFor } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getUnitsFor(client, { community, value: 1n, timestamp: 1n });
 */
export async function getUnitsFor(
  client: ReadClient,
  { community, value, timestamp, ...options }: GetUnitsForParameters,
): Promise<GetUnitsForReturnType> {
  return read(client, targetOf(community, "weights"), weightsUnitsFor, [value, timestamp], options);
}
