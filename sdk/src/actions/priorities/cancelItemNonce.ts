import type { Hash } from "viem";
import { prioritiesCancelNonce } from "../../abi/priorities.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { prioritiesOf } from "../../core/priorities.ts";
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

export interface PrepareCancelItemNonceParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** What was signed with. */
  signatureNonce: bigint;
}

export interface CancelItemNonceParameters extends PrepareCancelItemNonceParameters, WriteOptions {}

export interface SimulateCancelItemNonceParameters extends CancelItemNonceParameters, ReadOptions {}

export type CancelItemNonceReturnType = Hash;

export type SimulateCancelItemNonceReturnType = Simulation<void>;

export type CancelItemNonceErrorType = WriteErrorType;

export type SimulateCancelItemNonceErrorType = WriteErrorType;

export type PrepareCancelItemNonceErrorType = PrepareErrorType;

/**
 * Makes a nonce unusable, and with it whatever was signed with it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CancelItemNonceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { cancelItemNonce } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await cancelItemNonce(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signatureNonce: 1n,
 * });
 */
export async function cancelItemNonce(
  client: WriteClient,
  parameters: CancelItemNonceParameters,
): Promise<CancelItemNonceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link cancelItemNonce} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCancelItemNonceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCancelItemNonce(
  client: WriteClient,
  parameters: SimulateCancelItemNonceParameters,
): Promise<SimulateCancelItemNonceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link cancelItemNonce} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCancelItemNonceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCancelItemNonce(parameters: PrepareCancelItemNonceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, signatureNonce }: PrepareCancelItemNonceParameters) {
  return callOf(prioritiesOf(priorities), prioritiesCancelNonce, [signatureNonce]);
}
