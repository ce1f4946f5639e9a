import type { Address } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignOfIdentityOptions, signOfIdentity } from "../../core/identities.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { setPrimaryTypedData } from "../../typedData/identities.ts";

export interface SignSetPrimaryParameters extends SignOfIdentityOptions {
  /** The account of the same person that is to be primary. */
  primary: Address;
}

export type SignSetPrimaryReturnType = Authorization;

export type SignSetPrimaryErrorType = WriteErrorType;

/**
 * Signs that another account shall be primary, for anybody to send with setPrimary.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignSetPrimaryParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signSetPrimary } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signSetPrimary(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   primary: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 * });
 */
export async function signSetPrimary(
  client: WriteClient,
  { primary, ...signing }: SignSetPrimaryParameters,
): Promise<SignSetPrimaryReturnType> {
  return signOfIdentity(client, signing, (by) => setPrimaryTypedData(by, { primary }));
}
