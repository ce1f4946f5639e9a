import type { Hex } from "viem";
import type { WriteClient } from "../../core/client.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignOfIdentityOptions, signOfIdentity } from "../../core/identities.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { unlinkTypedData } from "../../typedData/identities.ts";

export interface SignUnlinkParameters extends SignOfIdentityOptions {
  /** Which provider: the hash of its name, such as "discourse:forum.example.org". */
  provider: Hex;
}

export type SignUnlinkReturnType = Authorization;

export type SignUnlinkErrorType = WriteErrorType;

/**
 * Signs that no subject of a provider is one's own any more, for anybody to send with unlinkSubject.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignUnlinkParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signUnlink } from "@perdure/sdk/identity";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signUnlink(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   provider: keccak256(toHex("discourse:forum.example.org")),
 * });
 */
export async function signUnlink(
  client: WriteClient,
  { provider, ...signing }: SignUnlinkParameters,
): Promise<SignUnlinkReturnType> {
  return signOfIdentity(client, signing, (by) => unlinkTypedData(by, { provider }));
}
