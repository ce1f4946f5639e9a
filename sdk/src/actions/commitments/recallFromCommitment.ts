import type { Address, Hash } from "viem";
import { commitmentsRecall } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
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

export interface PrepareRecallFromCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** Whose ballot. */
  voter: Address;
}

export interface RecallFromCommitmentParameters extends PrepareRecallFromCommitmentParameters, WriteOptions {}

export interface SimulateRecallFromCommitmentParameters extends RecallFromCommitmentParameters, ReadOptions {}

export type RecallFromCommitmentReturnType = Hash;

export type SimulateRecallFromCommitmentReturnType = Simulation<void>;

export type RecallFromCommitmentErrorType = WriteErrorType;

export type SimulateRecallFromCommitmentErrorType = WriteErrorType;

export type PrepareRecallFromCommitmentErrorType = PrepareErrorType;

/**
 * Takes off a ballot what its overdrawn voter no longer holds. Anyone may, one cycle after the overdraft.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RecallFromCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { recallFromCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await recallFromCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function recallFromCommitment(
  client: WriteClient,
  parameters: RecallFromCommitmentParameters,
): Promise<RecallFromCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link recallFromCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRecallFromCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRecallFromCommitment(
  client: WriteClient,
  parameters: SimulateRecallFromCommitmentParameters,
): Promise<SimulateRecallFromCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link recallFromCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRecallFromCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRecallFromCommitment(parameters: PrepareRecallFromCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, voter }: PrepareRecallFromCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsRecall, [commitment, checkAddress("voter", voter)]);
}
