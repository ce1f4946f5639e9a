import type { Hash } from "viem";
import { commitmentsOpen } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import {
  type CommitmentParametersInput,
  type OptionInput,
  commitmentsOf,
  encodeCommitment,
  encodeOption,
} from "../../core/commitments.ts";
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

export interface PrepareOpenCommitmentParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** How it is decided. */
  parameters: CommitmentParametersInput;
  /** What can be decided beside doing nothing; at most 16. */
  options: readonly OptionInput[];
}

export interface OpenCommitmentParameters extends PrepareOpenCommitmentParameters, WriteOptions {}

export interface SimulateOpenCommitmentParameters extends OpenCommitmentParameters, ReadOptions {}

export type OpenCommitmentReturnType = Hash;

export type SimulateOpenCommitmentReturnType = Simulation<bigint>;

export type OpenCommitmentErrorType = WriteErrorType;

export type SimulateOpenCommitmentErrorType = WriteErrorType;

export type PrepareOpenCommitmentErrorType = PrepareErrorType;

/**
 * Opens a commitment. Only the treasury, or a module that it has installed, may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link OpenCommitmentParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { openCommitment } from "@perdure/sdk/commitments";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await openCommitment(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   parameters: { halfLife: 604_800, deadline: 60 },
 *   options: [{ content: keccak256(toHex("Build the bridge")), uri: "ipfs://bridge" }],
 * });
 */
export async function openCommitment(
  client: WriteClient,
  parameters: OpenCommitmentParameters,
): Promise<OpenCommitmentReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link openCommitment} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateOpenCommitmentParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateOpenCommitment(
  client: WriteClient,
  parameters: SimulateOpenCommitmentParameters,
): Promise<SimulateOpenCommitmentReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link openCommitment} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareOpenCommitmentParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareOpenCommitment(parameters: PrepareOpenCommitmentParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, parameters, options }: PrepareOpenCommitmentParameters) {
  return callOf(commitmentsOf(commitments), commitmentsOpen, [encodeCommitment(parameters), options.map(encodeOption)]);
}
