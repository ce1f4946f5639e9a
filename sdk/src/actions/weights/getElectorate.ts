import { weightsElectorate } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectorateParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetElectorateReturnType = bigint;

export type GetElectorateErrorType = ReadErrorType;

/**
 * What all voters together could muster now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectorateParameters}
 * @returns Votes.
 *
 * @example
 * import { getCommunity, getElectorate } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectorate(client, { community });
 */
export async function getElectorate(
  client: ReadClient,
  { community, ...options }: GetElectorateParameters,
): Promise<GetElectorateReturnType> {
  return read(client, targetOf(community, "weights"), weightsElectorate, [], options);
}
