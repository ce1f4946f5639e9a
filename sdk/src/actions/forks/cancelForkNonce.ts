import type { Hash } from "viem";
import { forksCancelNonce } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import {
  type PrepareErrorType,
  type PreparedCall,
  type Simulation,
  type WriteErrorType,
  callOf,
  prepare,
  simulate,
  write,
} from "../../core/write.ts";

export interface PrepareCancelForkNonceParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** What was signed with. */
  signatureNonce: bigint;
}

export interface CancelForkNonceParameters extends PrepareCancelForkNonceParameters, WriteOptions {}

export interface SimulateCancelForkNonceParameters extends CancelForkNonceParameters, ReadOptions {}

export type CancelForkNonceReturnType = Hash;

export type SimulateCancelForkNonceReturnType = Simulation<void>;

export type CancelForkNonceErrorType = WriteErrorType;

export type SimulateCancelForkNonceErrorType = WriteErrorType;

export type PrepareCancelForkNonceErrorType = PrepareErrorType;

/**
 * Makes a nonce unusable, and with it whatever was signed with it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CancelForkNonceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { cancelForkNonce } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await cancelForkNonce(client, { community, signatureNonce: 1n });
 */
export async function cancelForkNonce(
  client: WriteClient,
  parameters: CancelForkNonceParameters,
): Promise<CancelForkNonceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link cancelForkNonce} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCancelForkNonceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCancelForkNonce(
  client: WriteClient,
  parameters: SimulateCancelForkNonceParameters,
): Promise<SimulateCancelForkNonceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link cancelForkNonce} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCancelForkNonceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCancelForkNonce(parameters: PrepareCancelForkNonceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, signatureNonce }: PrepareCancelForkNonceParameters) {
  return callOf(targetOf(community, "forks"), forksCancelNonce, [signatureNonce]);
}
