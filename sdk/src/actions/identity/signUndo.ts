import type { Address } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignOfIdentityOptions, signOfIdentity } from "../../core/identities.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { undoTypedData } from "../../typedData/identities.ts";

export interface SignUndoParameters extends SignOfIdentityOptions {
  /** The account that stands behind the other one. */
  secondary: Address;
}

export type SignUndoReturnType = Authorization;

export type SignUndoErrorType = WriteErrorType;

/**
 * Signs, as either of two accounts, that their merge shall be taken back, for anybody to send with undoMerge.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignUndoParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signUndo } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signUndo(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   secondary: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 * });
 */
export async function signUndo(
  client: WriteClient,
  { secondary, ...signing }: SignUndoParameters,
): Promise<SignUndoReturnType> {
  return signOfIdentity(client, signing, (by) => undoTypedData(by, { secondary }));
}
