import { weightsDecimals } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightDecimalsParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
}

export type GetWeightDecimalsReturnType = number;

export type GetWeightDecimalsErrorType = ReadErrorType;

/**
 * The decimals of the weight as wallets show it.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightDecimalsParameters}
 * @returns 9.
 *
 * @example
 * import { getCommunity, getWeightDecimals } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeightDecimals(client, { community });
 */
export async function getWeightDecimals(
  client: ReadClient,
  { community, ...options }: GetWeightDecimalsParameters,
): Promise<GetWeightDecimalsReturnType> {
  return read(client, targetOf(community, "weights"), weightsDecimals, [], options);
}
