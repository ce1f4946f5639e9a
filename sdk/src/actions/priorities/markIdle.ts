import type { Hash } from "viem";
import { prioritiesMarkIdle } from "../../abi/priorities.ts";
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

export interface PrepareMarkIdleParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export interface MarkIdleParameters extends PrepareMarkIdleParameters, WriteOptions {}

export interface SimulateMarkIdleParameters extends MarkIdleParameters, ReadOptions {}

export type MarkIdleReturnType = Hash;

export type SimulateMarkIdleReturnType = Simulation<void>;

export type MarkIdleErrorType = WriteErrorType;

export type SimulateMarkIdleErrorType = WriteErrorType;

export type PrepareMarkIdleErrorType = PrepareErrorType;

/**
 * Marks an item as idle that nobody props up. Anyone may; whatever raises its votes clears the mark.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link MarkIdleParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { markIdle } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await markIdle(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n });
 */
export async function markIdle(client: WriteClient, parameters: MarkIdleParameters): Promise<MarkIdleReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link markIdle} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateMarkIdleParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateMarkIdle(
  client: WriteClient,
  parameters: SimulateMarkIdleParameters,
): Promise<SimulateMarkIdleReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link markIdle} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareMarkIdleParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareMarkIdle(parameters: PrepareMarkIdleParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item }: PrepareMarkIdleParameters) {
  return callOf(prioritiesOf(priorities), prioritiesMarkIdle, [item]);
}
