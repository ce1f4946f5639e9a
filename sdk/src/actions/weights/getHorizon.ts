import { weightsHorizonAt } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetHorizonParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetHorizonReturnType = bigint;

export type GetHorizonErrorType = ReadErrorType;

/**
 * The first second in which no more weight can be given.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetHorizonParameters}
 * @returns Seconds since 1970; the largest number of 64 bits if weight never decays.
 *
 * @example
 * import { getCommunity, getHorizon } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getHorizon(client, { community });
 */
export async function getHorizon(
  client: ReadClient,
  { community, ...options }: GetHorizonParameters,
): Promise<GetHorizonReturnType> {
  return read(client, targetOf(community, "weights"), weightsHorizonAt, [], options);
}
