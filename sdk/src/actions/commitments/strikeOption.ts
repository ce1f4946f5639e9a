import type { Hash } from "viem";
import { commitmentsStrikeOption } from "../../abi/commitments.ts";
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

export interface PrepareStrikeOptionParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Which commitment, from 1 in order of opening. */
  commitment: bigint;
  /** Which option; 0 is to do nothing. */
  option: number;
}

export interface StrikeOptionParameters extends PrepareStrikeOptionParameters, WriteOptions {}

export interface SimulateStrikeOptionParameters extends StrikeOptionParameters, ReadOptions {}

export type StrikeOptionReturnType = Hash;

export type SimulateStrikeOptionReturnType = Simulation<void>;

export type StrikeOptionErrorType = WriteErrorType;

export type SimulateStrikeOptionErrorType = WriteErrorType;

export type PrepareStrikeOptionErrorType = PrepareErrorType;

/**
 * Ends an option: the weight on it is free. Only the opener or the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link StrikeOptionParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { strikeOption } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await strikeOption(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   commitment: 1n,
 *   option: 1,
 * });
 */
export async function strikeOption(
  client: WriteClient,
  parameters: StrikeOptionParameters,
): Promise<StrikeOptionReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link strikeOption} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateStrikeOptionParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateStrikeOption(
  client: WriteClient,
  parameters: SimulateStrikeOptionParameters,
): Promise<SimulateStrikeOptionReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link strikeOption} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareStrikeOptionParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareStrikeOption(parameters: PrepareStrikeOptionParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, commitment, option }: PrepareStrikeOptionParameters) {
  return callOf(commitmentsOf(commitments), commitmentsStrikeOption, [commitment, option]);
}
