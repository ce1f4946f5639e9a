import type { Hex } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignOfIdentityOptions, signOfIdentity } from "../../core/identities.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { linkTypedData } from "../../typedData/identities.ts";

export interface SignLinkParameters extends SignOfIdentityOptions {
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
  /** Whom the provider knows: the hash of its own stable id of a user, as text. */
  subject: Hex;
}

export type SignLinkReturnType = Authorization;

export type SignLinkErrorType = WriteErrorType;

/**
 * Signs that a subject is one's own, for anybody to send with linkSubject.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignLinkParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signLink } from "@perdure/sdk/identity";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signLink(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 *   subject: keccak256(toHex("17")),
 * });
 */
export async function signLink(
  client: WriteClient,
  { provider, subject, ...signing }: SignLinkParameters,
): Promise<SignLinkReturnType> {
  return signOfIdentity(client, signing, (by) => linkTypedData(by, { provider, subject }));
}
