import type { Address } from "viem";
import { weightsBalanceOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetWeightParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetWeightReturnType = bigint;

export type GetWeightErrorType = ReadErrorType;

/**
 * The weight of an account now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetWeightParameters}
 * @returns 9 decimals of the reference currency.
 *
 * @example
 * import { getCommunity, getWeight } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getWeight(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getWeight(
  client: ReadClient,
  { community, account, ...options }: GetWeightParameters,
): Promise<GetWeightReturnType> {
  return read(client, targetOf(community, "weights"), weightsBalanceOf, [account], options);
}
