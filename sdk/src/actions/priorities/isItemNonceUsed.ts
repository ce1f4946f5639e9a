import type { Address } from "viem";
import { prioritiesIsNonceUsed } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsItemNonceUsedParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Who signs. */
  signer: Address;
  /** Any number. */
  nonce: bigint;
}

export type IsItemNonceUsedReturnType = boolean;

export type IsItemNonceUsedErrorType = ReadErrorType;

/**
 * Whether a nonce was used or cancelled.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsItemNonceUsedParameters}
 * @returns Whether it was.
 *
 * @example
 * import { isItemNonceUsed } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isItemNonceUsed(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   nonce: 1n,
 * });
 */
export async function isItemNonceUsed(
  client: ReadClient,
  { priorities, signer, nonce, ...options }: IsItemNonceUsedParameters,
): Promise<IsItemNonceUsedReturnType> {
  return read(
    client,
    prioritiesOf(priorities),
    prioritiesIsNonceUsed,
    [checkAddress("signer", signer), nonce],
    options,
  );
}
