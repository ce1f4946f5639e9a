import type { Address } from "viem";
import { forksIsNonceUsed } from "../../abi/forks.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsForkNonceUsedParameters extends ReadOptions {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Who signs. */
  signer: Address;
  /** Any number. */
  nonce: bigint;
}

export type IsForkNonceUsedReturnType = boolean;

export type IsForkNonceUsedErrorType = ReadErrorType;

/**
 * Whether a nonce was used or cancelled.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsForkNonceUsedParameters}
 * @returns Whether it was.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { isForkNonceUsed } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isForkNonceUsed(client, {
 *   community,
 *   signer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   nonce: 1n,
 * });
 */
export async function isForkNonceUsed(
  client: ReadClient,
  { community, signer, nonce, ...options }: IsForkNonceUsedParameters,
): Promise<IsForkNonceUsedReturnType> {
  return read(client, targetOf(community, "forks"), forksIsNonceUsed, [signer, nonce], options);
}
