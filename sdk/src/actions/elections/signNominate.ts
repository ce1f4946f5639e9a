import type { WriteClient } from "../../core/client.ts";
import type { BallotInput } from "../../core/ballot.ts";
import { type SignOptions, sign } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization, NominationInput } from "../../core/elections.ts";
import { nominateTypedData } from "../../typedData/index.ts";

export interface SignNominateParameters extends SignOptions, BallotInput {
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Who or what is nominated. */
  nomination: NominationInput;
}

export type SignNominateReturnType = Authorization;

export type SignNominateErrorType = WriteErrorType;

/**
 * Signs a nomination, for anybody to hand in with nominateBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignNominateParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signNominate, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signNominate(client, {
 *   community,
 *   deadline,
 *   election: 1n,
 *   nomination: { nominee: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
 *   placements: [{ permanent: 1n }],
 * });
 */
export async function signNominate(
  client: WriteClient,
  parameters: SignNominateParameters,
): Promise<SignNominateReturnType> {
  return sign(client, parameters, (signing) => nominateTypedData(signing, parameters));
}
