import type { Hash } from "viem";
import { prioritiesServe } from "../../abi/priorities.ts";
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

export interface PrepareServeItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export interface ServeItemParameters extends PrepareServeItemParameters, WriteOptions {}

export interface SimulateServeItemParameters extends ServeItemParameters, ReadOptions {}

export type ServeItemReturnType = Hash;

export type SimulateServeItemReturnType = Simulation<void>;

export type ServeItemErrorType = WriteErrorType;

export type SimulateServeItemErrorType = WriteErrorType;

export type PrepareServeItemErrorType = PrepareErrorType;

/**
 * Ends an item that has been dealt with, and frees the weight on it. Only the treasury may, through which the office in charge acts.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ServeItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { serveItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await serveItem(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n });
 */
export async function serveItem(client: WriteClient, parameters: ServeItemParameters): Promise<ServeItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link serveItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateServeItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateServeItem(
  client: WriteClient,
  parameters: SimulateServeItemParameters,
): Promise<SimulateServeItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link serveItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareServeItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareServeItem(parameters: PrepareServeItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item }: PrepareServeItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesServe, [item]);
}
