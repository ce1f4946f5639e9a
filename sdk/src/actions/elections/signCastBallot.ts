import type { WriteClient } from "../../core/client.ts";
import type { BallotInput } from "../../core/ballot.ts";
import { type SignOptions, sign } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { castBallotTypedData } from "../../typedData/index.ts";

export interface SignCastBallotParameters extends SignOptions, BallotInput {
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export type SignCastBallotReturnType = Authorization;

export type SignCastBallotErrorType = WriteErrorType;

/**
 * Signs a ballot, for anybody to cast with castBallotBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignCastBallotParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signCastBallot, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signCastBallot(client, {
 *   community,
 *   deadline,
 *   election: 1n,
 *   placements: [{ candidacy: 1, permanent: 1_000_000_000n }],
 * });
 */
export async function signCastBallot(
  client: WriteClient,
  parameters: SignCastBallotParameters,
): Promise<SignCastBallotReturnType> {
  return sign(client, parameters, (signing) => castBallotTypedData(signing, parameters));
}
