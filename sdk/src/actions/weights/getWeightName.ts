import { weightsName } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightNameParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetWeightNameReturnType = string;

export type GetWeightNameErrorType = ReadErrorType;

/**
 * The name of the weight as wallets show it: that of the community.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightNameParameters}
 * @returns The name.
 *
 * @example
 * import { getCommunity, getWeightName } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeightName(client, { community });
 */
export async function getWeightName(
  client: ReadClient,
  { community, ...options }: GetWeightNameParameters,
): Promise<GetWeightNameReturnType> {
  return read(client, targetOf(community, "weights"), weightsName, [], options);
}
