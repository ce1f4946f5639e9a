import type { Address } from "viem";
import { kernelWeights } from "../../abi/kernel.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightsAddressParameters extends ReadOptions {
  /** A community, or its kernel. */
  community: ContractAt<"kernel">;
}

export type GetWeightsAddressReturnType = Address;

export type GetWeightsAddressErrorType = ReadErrorType;

/**
 * Where the weights of a community are kept.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightsAddressParameters}
 * @returns The address of Weights.
 *
 * @example
 * import { getCommunity, getWeightsAddress } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeightsAddress(client, { community });
 */
export async function getWeightsAddress(
  client: ReadClient,
  { community, ...options }: GetWeightsAddressParameters,
): Promise<GetWeightsAddressReturnType> {
  return read(client, targetOf(community, "kernel"), kernelWeights, [], options);
}
