import { type Address, zeroAddress } from "viem";
import { forksClaimableOf } from "../../abi/forks.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetClaimableParameters extends ReadOptions {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
}

export type GetClaimableReturnType = bigint;

export type GetClaimableErrorType = ReadErrorType;

/**
 * How much of an asset an executed fork can claim now.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetClaimableParameters}
 * @returns How much, in the asset's own decimals.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getClaimable } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getClaimable(client, { community, fork: 0n });
 */
export async function getClaimable(
  client: ReadClient,
  { community, fork, asset, ...options }: GetClaimableParameters,
): Promise<GetClaimableReturnType> {
  return read(
    client,
    targetOf(community, "forks"),
    forksClaimableOf,
    [fork, checkAddress("asset", asset ?? zeroAddress)],
    options,
  );
}
