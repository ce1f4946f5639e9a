import type { Hash } from "viem";
import { commitmentsCancelNonce } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
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

export interface PrepareCancelCommitmentNonceParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** What was signed with. */
  signatureNonce: bigint;
}

export interface CancelCommitmentNonceParameters extends PrepareCancelCommitmentNonceParameters, WriteOptions {}

export interface SimulateCancelCommitmentNonceParameters extends CancelCommitmentNonceParameters, ReadOptions {}

export type CancelCommitmentNonceReturnType = Hash;

export type SimulateCancelCommitmentNonceReturnType = Simulation<void>;

export type CancelCommitmentNonceErrorType = WriteErrorType;

export type SimulateCancelCommitmentNonceErrorType = WriteErrorType;

export type PrepareCancelCommitmentNonceErrorType = PrepareErrorType;

/**
 * Makes a nonce unusable, and with it whatever was signed with it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CancelCommitmentNonceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { cancelCommitmentNonce } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await cancelCommitmentNonce(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signatureNonce: 1n,
 * });
 */
export async function cancelCommitmentNonce(
  client: WriteClient,
  parameters: CancelCommitmentNonceParameters,
): Promise<CancelCommitmentNonceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link cancelCommitmentNonce} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCancelCommitmentNonceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCancelCommitmentNonce(
  client: WriteClient,
  parameters: SimulateCancelCommitmentNonceParameters,
): Promise<SimulateCancelCommitmentNonceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link cancelCommitmentNonce} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCancelCommitmentNonceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCancelCommitmentNonce(parameters: PrepareCancelCommitmentNonceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, signatureNonce }: PrepareCancelCommitmentNonceParameters) {
  return callOf(commitmentsOf(commitments), commitmentsCancelNonce, [signatureNonce]);
}
