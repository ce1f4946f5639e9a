import type { WriteClient } from "../../core/client.ts";
import { type SignOptions, sign } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { resignTypedData } from "../../typedData/index.ts";

export interface SignResignParameters extends SignOptions {
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
}

export type SignResignReturnType = Authorization;

export type SignResignErrorType = WriteErrorType;

/**
 * Signs a resignation, for anybody to hand in with resignBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignResignParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { signResign, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signResign(client, { community, deadline, election: 1n, candidacy: 1 });
 */
export async function signResign(client: WriteClient, parameters: SignResignParameters): Promise<SignResignReturnType> {
  return sign(client, parameters, (signing) => resignTypedData(signing, parameters));
}
