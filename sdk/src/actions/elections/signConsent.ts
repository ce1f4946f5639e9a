import type { WriteClient } from "../../core/client.ts";
import type { Address } from "viem";
import { type SignOptions, sign } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { consentTypedData } from "../../typedData/index.ts";

export interface SignConsentParameters extends SignOptions {
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Who may nominate the signer. */
  voter: Address;
}

export type SignConsentReturnType = Authorization;

export type SignConsentErrorType = WriteErrorType;

/**
 * Signs that somebody may nominate the signer for an office.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignConsentParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signConsent, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signConsent(client, {
 *   community,
 *   deadline,
 *   election: 1n,
 *   voter: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 * });
 */
export async function signConsent(
  client: WriteClient,
  parameters: SignConsentParameters,
): Promise<SignConsentReturnType> {
  return sign(client, parameters, (signing) => consentTypedData(signing, parameters));
}
