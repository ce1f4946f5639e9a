import type { Address } from "viem";
import { electionsIsNonceUsed } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsNonceUsedParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Who signs. */
  signer: Address;
  /** Any number. */
  nonce: bigint;
}

export type IsNonceUsedReturnType = boolean;

export type IsNonceUsedErrorType = ReadErrorType;

/**
 * Whether a nonce was used or cancelled.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsNonceUsedParameters}
 * @returns Whether it was.
 *
 * @example
 * import { getCommunity, isNonceUsed } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await isNonceUsed(client, {
 *   community,
 *   signer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   nonce: 1n,
 * });
 */
export async function isNonceUsed(
  client: ReadClient,
  { community, signer, nonce, ...options }: IsNonceUsedParameters,
): Promise<IsNonceUsedReturnType> {
  return read(client, targetOf(community, "elections"), electionsIsNonceUsed, [signer, nonce], options);
}
