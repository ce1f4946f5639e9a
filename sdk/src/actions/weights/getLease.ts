import type { Address } from "viem";
import { weightsLeaseOf } from "../../abi/weights.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { Lease } from "../../core/weights.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLeaseParameters extends ReadOptions {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  account: Address;
}

export type GetLeaseReturnType = Lease;

export type GetLeaseErrorType = ReadErrorType;

/**
 * An account's lease.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLeaseParameters}
 * @returns {@link Lease}; zeros if there never was one.
 *
 * @example
 * import { getCommunity, getLease } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getLease(client, { community, account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getLease(
  client: ReadClient,
  { community, account, ...options }: GetLeaseParameters,
): Promise<GetLeaseReturnType> {
  return read(client, targetOf(community, "weights"), weightsLeaseOf, [account], options);
}
