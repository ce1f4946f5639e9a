import type { WriteClient } from "../../core/client.ts";
import { type SignOfForkOptions, signOfFork } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { unjoinForkTypedData } from "../../typedData/forks.ts";

export type SignUnjoinForkParameters = SignOfForkOptions;

export type SignUnjoinForkReturnType = Authorization;

export type SignUnjoinForkErrorType = WriteErrorType;

/**
 * Signs to leave a fork again, for anybody to send with unjoinForkBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignUnjoinForkParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { signUnjoinFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signUnjoinFork(client, { community, deadline, fork: 0n });
 */
export async function signUnjoinFork(
  client: WriteClient,
  parameters: SignUnjoinForkParameters,
): Promise<SignUnjoinForkReturnType> {
  return signOfFork(client, parameters, unjoinForkTypedData);
}
