import type { Hash } from "viem";
import { commitmentsStop } from "../../abi/commitments.ts";
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

export interface PrepareStopCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
}

export interface StopCommitmentParameters extends PrepareStopCommitmentParameters, WriteOptions {}

export interface SimulateStopCommitmentParameters extends StopCommitmentParameters, ReadOptions {}

export type StopCommitmentReturnType = Hash;

export type SimulateStopCommitmentReturnType = Simulation<void>;

export type StopCommitmentErrorType = WriteErrorType;

export type SimulateStopCommitmentErrorType = WriteErrorType;

export type PrepareStopCommitmentErrorType = PrepareErrorType;

/**
 * Ends a commitment: the running round is not decided any more. Only the opener or the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link StopCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { stopCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await stopCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 * });
 */
export async function stopCommitment(
  client: WriteClient,
  parameters: StopCommitmentParameters,
): Promise<StopCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link stopCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateStopCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateStopCommitment(
  client: WriteClient,
  parameters: SimulateStopCommitmentParameters,
): Promise<SimulateStopCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link stopCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareStopCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareStopCommitment(parameters: PrepareStopCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment }: PrepareStopCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsStop, [commitment]);
}
