import type { Address } from "viem";
import { identityRegistryIsLinkFinal } from "../../abi/identityRegistry.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsLinkFinalParameters extends ReadOptions {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Which account. */
  account: Address;
}

export type IsLinkFinalReturnType = boolean;

export type IsLinkFinalErrorType = ReadErrorType;

/**
 * Whether it can no longer be taken back that an account stands behind its primary one.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsLinkFinalParameters}
 * @returns Whether it is final.
 *
 * @example
 * import { isLinkFinal } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isLinkFinal(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function isLinkFinal(
  client: ReadClient,
  { identities, account, ...options }: IsLinkFinalParameters,
): Promise<IsLinkFinalReturnType> {
  return read(client, identitiesOf(identities), identityRegistryIsLinkFinal, [account], options);
}
