import type { WriteClient } from "../../core/client.ts";
import { type SignOfForkOptions, signOfFork } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { followForkTypedData } from "../../typedData/forks.ts";

export type SignFollowForkParameters = SignOfForkOptions;

export type SignFollowForkReturnType = Authorization;

export type SignFollowForkErrorType = WriteErrorType;

/**
 * Signs to follow a fork, for anybody to send with followForkBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignFollowForkParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { signFollowFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signFollowFork(client, { community, deadline, fork: 0n });
 */
export async function signFollowFork(
  client: WriteClient,
  parameters: SignFollowForkParameters,
): Promise<SignFollowForkReturnType> {
  return signOfFork(client, parameters, followForkTypedData);
}
