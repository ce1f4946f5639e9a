import type { Hash } from "viem";
import { commitmentsAdvance } from "../../abi/commitments.ts";
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

export interface PrepareAdvanceCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** At most as many. */
  maxCycles: number;
}

export interface AdvanceCommitmentParameters extends PrepareAdvanceCommitmentParameters, WriteOptions {}

export interface SimulateAdvanceCommitmentParameters extends AdvanceCommitmentParameters, ReadOptions {}

export type AdvanceCommitmentReturnType = Hash;

export type SimulateAdvanceCommitmentReturnType = Simulation<void>;

export type AdvanceCommitmentErrorType = WriteErrorType;

export type SimulateAdvanceCommitmentErrorType = WriteErrorType;

export type PrepareAdvanceCommitmentErrorType = PrepareErrorType;

/**
 * Closes past cycles of a commitment, and decides the rounds that ended. Anyone may; the result is the same whoever does.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AdvanceCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { advanceCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await advanceCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   maxCycles: 100,
 * });
 */
export async function advanceCommitment(
  client: WriteClient,
  parameters: AdvanceCommitmentParameters,
): Promise<AdvanceCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link advanceCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAdvanceCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAdvanceCommitment(
  client: WriteClient,
  parameters: SimulateAdvanceCommitmentParameters,
): Promise<SimulateAdvanceCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link advanceCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAdvanceCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAdvanceCommitment(parameters: PrepareAdvanceCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, maxCycles }: PrepareAdvanceCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsAdvance, [commitment, maxCycles]);
}
