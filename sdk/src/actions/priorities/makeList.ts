import type { Hash } from "viem";
import { prioritiesMakeList } from "../../abi/priorities.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type ListParametersInput, encodeList, prioritiesOf } from "../../core/priorities.ts";
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

export interface PrepareMakeListParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** What it is called. */
  name: string;
  /** How it is kept. */
  parameters: ListParametersInput;
}

export interface MakeListParameters extends PrepareMakeListParameters, WriteOptions {}

export interface SimulateMakeListParameters extends MakeListParameters, ReadOptions {}

export type MakeListReturnType = Hash;

export type SimulateMakeListReturnType = Simulation<number>;

export type MakeListErrorType = WriteErrorType;

export type SimulateMakeListErrorType = WriteErrorType;

export type PrepareMakeListErrorType = PrepareErrorType;

/**
 * Makes a list. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link MakeListParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { makeList } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await makeList(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   name: "Issues",
 *   parameters: { halfLife: 604_800 },
 * });
 */
export async function makeList(client: WriteClient, parameters: MakeListParameters): Promise<MakeListReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link makeList} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateMakeListParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateMakeList(
  client: WriteClient,
  parameters: SimulateMakeListParameters,
): Promise<SimulateMakeListReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link makeList} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareMakeListParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareMakeList(parameters: PrepareMakeListParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, name, parameters }: PrepareMakeListParameters) {
  return callOf(prioritiesOf(priorities), prioritiesMakeList, [name, encodeList(parameters)]);
}
