import type { WriteClient } from "../../core/client.ts";
import { type SignOfForkOptions, signOfFork } from "../../core/sign.ts";
import type { WriteErrorType } from "../../core/write.ts";
import type { Authorization } from "../../core/elections.ts";
import { joinForkTypedData } from "../../typedData/forks.ts";

export type SignJoinForkParameters = SignOfForkOptions;

export type SignJoinForkReturnType = Authorization;

export type SignJoinForkErrorType = WriteErrorType;

/**
 * Signs to join a fork, for anybody to send with joinForkBySig.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SignJoinForkParameters}
 * @returns {@link Authorization}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { signJoinFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const authorization = await signJoinFork(client, { community, deadline, fork: 0n });
 */
export async function signJoinFork(
  client: WriteClient,
  parameters: SignJoinForkParameters,
): Promise<SignJoinForkReturnType> {
  return signOfFork(client, parameters, joinForkTypedData);
}
