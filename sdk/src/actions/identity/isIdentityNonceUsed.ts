import type { Address } from "viem";
import { identityRegistryIsNonceUsed } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsIdentityNonceUsedParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Who signs. */
  signer: Address;
  /** Any number. */
  nonce: bigint;
}

export type IsIdentityNonceUsedReturnType = boolean;

export type IsIdentityNonceUsedErrorType = ReadErrorType;

/**
 * Whether a nonce was used or cancelled.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsIdentityNonceUsedParameters}
 * @returns Whether it was.
 *
 * @example
 * import { isIdentityNonceUsed } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isIdentityNonceUsed(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   nonce: 1n,
 * });
 */
export async function isIdentityNonceUsed(
  client: ReadClient,
  { identities, signer, nonce, ...options }: IsIdentityNonceUsedParameters,
): Promise<IsIdentityNonceUsedReturnType> {
  return read(client, identitiesOf(identities), identityRegistryIsNonceUsed, [signer, nonce], options);
}
