import type { Hash } from "viem";
import { prioritiesDropItem } from "../../abi/priorities.ts";
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

export interface PrepareDropItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export interface DropItemParameters extends PrepareDropItemParameters, WriteOptions {}

export interface SimulateDropItemParameters extends DropItemParameters, ReadOptions {}

export type DropItemReturnType = Hash;

export type SimulateDropItemReturnType = Simulation<void>;

export type DropItemErrorType = WriteErrorType;

export type SimulateDropItemErrorType = WriteErrorType;

export type PrepareDropItemErrorType = PrepareErrorType;

/**
 * Takes back an item. Only its owner may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link DropItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { dropItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await dropItem(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n });
 */
export async function dropItem(client: WriteClient, parameters: DropItemParameters): Promise<DropItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link dropItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateDropItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateDropItem(
  client: WriteClient,
  parameters: SimulateDropItemParameters,
): Promise<SimulateDropItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link dropItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareDropItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareDropItem(parameters: PrepareDropItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item }: PrepareDropItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesDropItem, [item]);
}
