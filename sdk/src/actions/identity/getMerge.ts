import { type Address, zeroAddress } from "viem";
import { identityRegistryMergeOf } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Merge, identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetMergeParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which account. */
  account: Address;
}

export type GetMergeReturnType = Merge | undefined;

export type GetMergeErrorType = ReadErrorType;

/**
 * Which account an account stands behind, and since when.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetMergeParameters}
 * @returns {@link Merge}; `undefined` if it stands behind none.
 *
 * @example
 * import { getMerge } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getMerge(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getMerge(
  client: ReadClient,
  { identities, account, ...options }: GetMergeParameters,
): Promise<GetMergeReturnType> {
  const answer = await read(client, identitiesOf(identities), identityRegistryMergeOf, [account], options);
  return answer.into === zeroAddress ? undefined : answer;
}
