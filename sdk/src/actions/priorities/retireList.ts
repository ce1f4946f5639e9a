import type { Hash } from "viem";
import { prioritiesRetireList } from "../../abi/priorities.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { prioritiesOf } from "../../core/priorities.ts";
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

export interface PrepareRetireListParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
}

export interface RetireListParameters extends PrepareRetireListParameters, WriteOptions {}

export interface SimulateRetireListParameters extends RetireListParameters, ReadOptions {}

export type RetireListReturnType = Hash;

export type SimulateRetireListReturnType = Simulation<void>;

export type RetireListErrorType = WriteErrorType;

export type SimulateRetireListErrorType = WriteErrorType;

export type PrepareRetireListErrorType = PrepareErrorType;

/**
 * Ends a list: nothing can be opened or placed in it any more, everything can be withdrawn. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RetireListParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { retireList } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await retireList(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", list: 1 });
 */
export async function retireList(client: WriteClient, parameters: RetireListParameters): Promise<RetireListReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link retireList} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRetireListParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRetireList(
  client: WriteClient,
  parameters: SimulateRetireListParameters,
): Promise<SimulateRetireListReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link retireList} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRetireListParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRetireList(parameters: PrepareRetireListParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, list }: PrepareRetireListParameters) {
  return callOf(prioritiesOf(priorities), prioritiesRetireList, [list]);
}
