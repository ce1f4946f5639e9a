import type { Address } from "viem";
import { weightsDormantOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { Dormant } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetDormantParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetDormantReturnType = Dormant;

export type GetDormantErrorType = ReadErrorType;

/**
 * What an account owns that does not count, because it is not the primary account of a person.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetDormantParameters}
 * @returns {@link Dormant}
 *
 * @example
 * import { getCommunity, getDormant } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getDormant(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getDormant(
  client: ReadClient,
  { community, account, ...options }: GetDormantParameters,
): Promise<GetDormantReturnType> {
  return read(client, targetOf(community, "weights"), weightsDormantOf, [account], options);
}
