import type { WriteClient } from "../../core/client.ts";
import { type SignOptions, sign } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { withdrawBallotTypedData } from "../../typedData/index.ts";

export interface SignWithdrawBallotParameters extends SignOptions {
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export type SignWithdrawBallotReturnType = Authorization;

export type SignWithdrawBallotErrorType = WriteErrorType;

/**
 * Signs that a ballot be withdrawn, for anybody to do so with withdrawBallotBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignWithdrawBallotParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signWithdrawBallot, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signWithdrawBallot(client, { community, deadline, election: 1n });
 */
export async function signWithdrawBallot(
  client: WriteClient,
  parameters: SignWithdrawBallotParameters,
): Promise<SignWithdrawBallotReturnType> {
  return sign(client, parameters, (signing) => withdrawBallotTypedData(signing, parameters));
}
