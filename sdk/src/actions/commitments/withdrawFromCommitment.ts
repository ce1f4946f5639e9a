import type { Hash } from "viem";
import { commitmentsWithdraw } from "../../abi/commitments.ts";
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

export interface PrepareWithdrawFromCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
}

export interface WithdrawFromCommitmentParameters extends PrepareWithdrawFromCommitmentParameters, WriteOptions {}

export interface SimulateWithdrawFromCommitmentParameters extends WithdrawFromCommitmentParameters, ReadOptions {}

export type WithdrawFromCommitmentReturnType = Hash;

export type SimulateWithdrawFromCommitmentReturnType = Simulation<void>;

export type WithdrawFromCommitmentErrorType = WriteErrorType;

export type SimulateWithdrawFromCommitmentErrorType = WriteErrorType;

export type PrepareWithdrawFromCommitmentErrorType = PrepareErrorType;

/**
 * Removes a ballot and frees its weight, in live and ended commitments alike.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawFromCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { withdrawFromCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await withdrawFromCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 * });
 */
export async function withdrawFromCommitment(
  client: WriteClient,
  parameters: WithdrawFromCommitmentParameters,
): Promise<WithdrawFromCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawFromCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawFromCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawFromCommitment(
  client: WriteClient,
  parameters: SimulateWithdrawFromCommitmentParameters,
): Promise<SimulateWithdrawFromCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawFromCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawFromCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawFromCommitment(parameters: PrepareWithdrawFromCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment }: PrepareWithdrawFromCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsWithdraw, [commitment]);
}
