import type { Address } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignOfIdentityOptions, signOfIdentity } from "../../core/identities.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { mergeTypedData } from "../../typedData/identities.ts";

export interface SignMergeParameters extends SignOfIdentityOptions {
  /** The account that is to stand for both. */
  primary: Address;
  /** The account that is to stand behind it. */
  secondary: Address;
}

export type SignMergeReturnType = Authorization;

export type SignMergeErrorType = WriteErrorType;

/**
 * Signs, as either of two accounts, that one shall stand behind the other, for mergeIdentities.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignMergeParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signMerge } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signMerge(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   primary: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   secondary: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 * });
 */
export async function signMerge(
  client: WriteClient,
  { primary, secondary, ...signing }: SignMergeParameters,
): Promise<SignMergeReturnType> {
  return signOfIdentity(client, signing, (by) => mergeTypedData(by, { primary, secondary }));
}
