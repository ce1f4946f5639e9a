import type { Address } from "viem";
import { weightsUnitsOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetUnitsParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetUnitsReturnType = bigint;

export type GetUnitsErrorType = ReadErrorType;

/**
 * All units of an account: permanent, leased and dormant ones.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetUnitsParameters}
 * @returns Units.
 *
 * @example
 * import { getCommunity, getUnits } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getUnits(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getUnits(
  client: ReadClient,
  { community, account, ...options }: GetUnitsParameters,
): Promise<GetUnitsReturnType> {
  return read(client, targetOf(community, "weights"), weightsUnitsOf, [account], options);
}
