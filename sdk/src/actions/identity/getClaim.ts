import { type Address, type Hex, zeroHash } from "viem";
import { identityRegistryClaimOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetClaimParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which account. */
  account: Address;
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
}

export type GetClaimReturnType = Hex | undefined;

export type GetClaimErrorType = ReadErrorType;

/**
 * What an account says is its own subject with a provider.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetClaimParameters}
 * @returns The subject; `undefined` if it says nothing.
 *
 * @example
 * import { getClaim } from "@perdure/sdk/identity";
 * import { createPublicClient, http, keccak256, toHex } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getClaim(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 * });
 */
export async function getClaim(
  client: ReadClient,
  { identities, account, provider, ...options }: GetClaimParameters,
): Promise<GetClaimReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryClaimOf, [account, provider], options);
  return answer === zeroHash ? undefined : answer;
}
