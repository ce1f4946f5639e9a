import type { Address } from "viem";
import { identityRegistryRootOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetRootParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which account. */
  account: Address;
}

export type GetRootReturnType = Address;

export type GetRootErrorType = ReadErrorType;

/**
 * The account that stands for all of somebody's, person or not.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRootParameters}
 * @returns The account; itself if it stands behind none.
 *
 * @example
 * import { getRoot } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getRoot(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getRoot(
  client: ReadClient,
  { identities, account, ...options }: GetRootParameters,
): Promise<GetRootReturnType> {
  return read(client, identitiesOf(identities), identityRegistryRootOf, [account], options);
}
