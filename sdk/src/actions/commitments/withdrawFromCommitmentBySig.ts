import type { Hash } from "viem";
import { commitmentsWithdrawBySig } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
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

export interface PrepareWithdrawFromCommitmentBySigParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** What the voter signed. */
  voter: Authorization;
}

export interface WithdrawFromCommitmentBySigParameters
  extends PrepareWithdrawFromCommitmentBySigParameters, WriteOptions {}

export interface SimulateWithdrawFromCommitmentBySigParameters
  extends WithdrawFromCommitmentBySigParameters, ReadOptions {}

export type WithdrawFromCommitmentBySigReturnType = Hash;

export type SimulateWithdrawFromCommitmentBySigReturnType = Simulation<void>;

export type WithdrawFromCommitmentBySigErrorType = WriteErrorType;

export type SimulateWithdrawFromCommitmentBySigErrorType = WriteErrorType;

export type PrepareWithdrawFromCommitmentBySigErrorType = PrepareErrorType;

/**
 * Removes the ballot of a voter who signed it; see signWithdrawFromCommitment.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawFromCommitmentBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { signWithdrawFromCommitment, withdrawFromCommitmentBySig } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signWithdrawFromCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   commitment: 1n,
 * });
 * const hash = await withdrawFromCommitmentBySig(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   voter,
 * });
 */
export async function withdrawFromCommitmentBySig(
  client: WriteClient,
  parameters: WithdrawFromCommitmentBySigParameters,
): Promise<WithdrawFromCommitmentBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawFromCommitmentBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawFromCommitmentBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawFromCommitmentBySig(
  client: WriteClient,
  parameters: SimulateWithdrawFromCommitmentBySigParameters,
): Promise<SimulateWithdrawFromCommitmentBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawFromCommitmentBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawFromCommitmentBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawFromCommitmentBySig(
  parameters: PrepareWithdrawFromCommitmentBySigParameters,
): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, voter }: PrepareWithdrawFromCommitmentBySigParameters) {
  return callOf(commitmentsOf(commitments), commitmentsWithdrawBySig, [commitment, voter]);
}
