import { type Address, zeroAddress } from "viem";
import { identityRegistryPrimaryOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPrimaryParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which account. */
  account: Address;
}

export type GetPrimaryReturnType = Address | undefined;

export type GetPrimaryErrorType = ReadErrorType;

/**
 * The account by which a person counts.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPrimaryParameters}
 * @returns The primary account; `undefined` if the account is no person's.
 *
 * @example
 * import { getPrimary } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getPrimary(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getPrimary(
  client: ReadClient,
  { identities, account, ...options }: GetPrimaryParameters,
): Promise<GetPrimaryReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryPrimaryOf, [account], options);
  return answer === zeroAddress ? undefined : answer;
}
