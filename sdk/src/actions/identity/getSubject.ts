import { type Hex, zeroAddress } from "viem";
import { identityRegistrySubjectOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Subject, identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetSubjectParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** Whom the provider knows: the hash of its own stable id of a user, as text. */
  subject: Hex;
}

export type GetSubjectReturnType = Subject;

export type GetSubjectErrorType = ReadErrorType;

/**
 * What is known of a subject.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSubjectParameters}
 * @returns {@link Subject}
 *
 * @example
 * import { getSubject } from "@perdure/sdk/identity";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getSubject(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   subject: keccak256(toHex("17")),
 * });
 */
export async function getSubject(
  client: ReadClient,
  { identities, provider, subject, ...options }: GetSubjectParameters,
): Promise<GetSubjectReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistrySubjectOf, [provider, subject], options);
  const { holder, attested } = answer;
  return {
    ...answer,
    holder: holder === zeroAddress ? undefined : holder,
    attested: attested === zeroAddress ? undefined : attested,
  };
}
