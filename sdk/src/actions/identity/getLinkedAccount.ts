import { type Address, type Hex, zeroAddress } from "viem";
import { identityRegistryAccountOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLinkedAccountParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** Whom the provider knows: the hash of its own stable id of a user, as text. */
  subject: Hex;
}

export type GetLinkedAccountReturnType = Address | undefined;

export type GetLinkedAccountErrorType = ReadErrorType;

/**
 * The account that a subject is linked to.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLinkedAccountParameters}
 * @returns The account; `undefined` if there is none.
 *
 * @example
 * import { getLinkedAccount } from "@perdure/sdk/identity";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getLinkedAccount(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   subject: keccak256(toHex("17")),
 * });
 */
export async function getLinkedAccount(
  client: ReadClient,
  { identities, provider, subject, ...options }: GetLinkedAccountParameters,
): Promise<GetLinkedAccountReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryAccountOf, [provider, subject], options);
  return answer === zeroAddress ? undefined : answer;
}
