import { weightsVotesOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetVotesForParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Units placed together. */
  units: bigint;
}

export type GetVotesForReturnType = bigint;

export type GetVotesForErrorType = ReadErrorType;

/**
 * What placed units count for.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetVotesForParameters}
 * @returns Votes.
 *
 * @example
 * import { getCommunity, getVotesFor } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getVotesFor(client, { community, units: 1n });
 */
export async function getVotesFor(
  client: ReadClient,
  { community, units, ...options }: GetVotesForParameters,
): Promise<GetVotesForReturnType> {
  return read(client, targetOf(community, "weights"), weightsVotesOf, [units], options);
}
