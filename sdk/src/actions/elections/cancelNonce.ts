import type { Hash } from "viem";
import { electionsCancelNonce } from "../../abi/elections.ts";
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

export interface PrepareCancelNonceParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** What was signed with. */
  signatureNonce: bigint;
}

export interface CancelNonceParameters extends PrepareCancelNonceParameters, WriteOptions {}

export interface SimulateCancelNonceParameters extends CancelNonceParameters, ReadOptions {}

export type CancelNonceReturnType = Hash;

export type SimulateCancelNonceReturnType = Simulation<void>;

export type CancelNonceErrorType = WriteErrorType;

export type SimulateCancelNonceErrorType = WriteErrorType;

export type PrepareCancelNonceErrorType = PrepareErrorType;

/**
 * Makes a nonce unusable, and with it whatever was signed with it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CancelNonceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { cancelNonce, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await cancelNonce(client, { community, signatureNonce: 1n });
 */
export async function cancelNonce(
  client: WriteClient,
  parameters: CancelNonceParameters,
): Promise<CancelNonceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link cancelNonce} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCancelNonceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCancelNonce(
  client: WriteClient,
  parameters: SimulateCancelNonceParameters,
): Promise<SimulateCancelNonceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link cancelNonce} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCancelNonceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCancelNonce(parameters: PrepareCancelNonceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, signatureNonce }: PrepareCancelNonceParameters) {
  return callOf(targetOf(community, "elections"), electionsCancelNonce, [signatureNonce]);
}
