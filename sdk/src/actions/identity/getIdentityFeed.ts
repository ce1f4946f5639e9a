import { identityRegistryFeed } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { type NamedFeed, decodeNamedFeed } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetIdentityFeedParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
}

export type GetIdentityFeedReturnType = NamedFeed | undefined;

export type GetIdentityFeedErrorType = ReadErrorType;

/**
 * Where attestations come from.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetIdentityFeedParameters}
 * @returns {@link NamedFeed}; `undefined` if the treasury has named none.
 *
 * @example
 * import { getIdentityFeed } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getIdentityFeed(client, { identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getIdentityFeed(
  client: ReadClient,
  { identities, ...options }: GetIdentityFeedParameters,
): Promise<GetIdentityFeedReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryFeed, [], options);
  return decodeNamedFeed(answer);
}
