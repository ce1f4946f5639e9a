import type { WriteClient } from "../../core/client.ts";
import type { Authorization } from "../../core/elections.ts";
import { type SignOptions, sign } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import { type Appointment, appointRelayTypedData } from "../../typedData/relays.ts";

export interface SignAppointRelayParameters extends SignOptions, Appointment {}

export type SignAppointRelayReturnType = Authorization;

export type SignAppointRelayErrorType = WriteErrorType;

/**
 * Signs that a relay may cast what the voter says elsewhere, for anybody to send with appointRelay.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignAppointRelayParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { appointRelay, signAppointRelay } from "@perdure/sdk/oracle";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const relay = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
 * const most = 1_000_000_000n;
 * const voter = await signAppointRelay(client, { community, deadline, election: 1n, relay, most });
 * const hash = await appointRelay(client, { community, election: 1n, relay, most, voter });
 */
export async function signAppointRelay(
  client: WriteClient,
  { election, relay, most, ...signing }: SignAppointRelayParameters,
): Promise<SignAppointRelayReturnType> {
  return sign(client, signing, (by) => appointRelayTypedData(by, { election, relay, most }));
}
