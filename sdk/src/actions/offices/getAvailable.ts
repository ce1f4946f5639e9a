import { type Address, zeroAddress } from "viem";
import { officesAvailableOf } from "../../abi/offices.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetAvailableParameters extends ReadOptions {
  /** A community, or its Offices. */
  community: ContractAt<"offices">;
  /** The election of the office. */
  office: bigint;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
}

export type GetAvailableReturnType = bigint;

export type GetAvailableErrorType = ReadErrorType;

/**
 * What an office may still pay in the running period.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetAvailableParameters}
 * @returns How much, in the asset's own decimals; 0 without a budget.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getAvailable } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getAvailable(client, { community, office: 1n });
 */
export async function getAvailable(
  client: ReadClient,
  { community, office, asset, ...options }: GetAvailableParameters,
): Promise<GetAvailableReturnType> {
  return read(
    client,
    targetOf(community, "offices"),
    officesAvailableOf,
    [office, checkAddress("asset", asset ?? zeroAddress)],
    options,
  );
}
