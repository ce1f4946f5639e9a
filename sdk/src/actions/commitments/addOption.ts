import type { Hash } from "viem";
import { commitmentsAddOption } from "../../abi/commitments.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type OptionInput, commitmentsOf, encodeOption } from "../../core/commitments.ts";
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

export interface PrepareAddOptionParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** What can be decided as well. */
  option: OptionInput;
}

export interface AddOptionParameters extends PrepareAddOptionParameters, WriteOptions {}

export interface SimulateAddOptionParameters extends AddOptionParameters, ReadOptions {}

export type AddOptionReturnType = Hash;

export type SimulateAddOptionReturnType = Simulation<number>;

export type AddOptionErrorType = WriteErrorType;

export type SimulateAddOptionErrorType = WriteErrorType;

export type PrepareAddOptionErrorType = PrepareErrorType;

/**
 * Adds an option, without any support yet. Only the opener or the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AddOptionParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { addOption } from "@perdure/sdk/commitments";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await addOption(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   option: { content: keccak256(toHex("Build the bridge")), uri: "ipfs://bridge" },
 * });
 */
export async function addOption(client: WriteClient, parameters: AddOptionParameters): Promise<AddOptionReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link addOption} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAddOptionParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAddOption(
  client: WriteClient,
  parameters: SimulateAddOptionParameters,
): Promise<SimulateAddOptionReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link addOption} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAddOptionParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAddOption(parameters: PrepareAddOptionParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, option }: PrepareAddOptionParameters) {
  return callOf(commitmentsOf(commitments), commitmentsAddOption, [commitment, encodeOption(option)]);
}
