import type { Hash } from "viem";
import { prioritiesCloseIdle } from "../../abi/priorities.ts";
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

export interface PrepareCloseIdleParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export interface CloseIdleParameters extends PrepareCloseIdleParameters, WriteOptions {}

export interface SimulateCloseIdleParameters extends CloseIdleParameters, ReadOptions {}

export type CloseIdleReturnType = Hash;

export type SimulateCloseIdleReturnType = Simulation<void>;

export type CloseIdleErrorType = WriteErrorType;

export type SimulateCloseIdleErrorType = WriteErrorType;

export type PrepareCloseIdleErrorType = PrepareErrorType;

/**
 * Ends an item that has been idle for the list's interval. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CloseIdleParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { closeIdle } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await closeIdle(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n });
 */
export async function closeIdle(client: WriteClient, parameters: CloseIdleParameters): Promise<CloseIdleReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link closeIdle} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCloseIdleParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCloseIdle(
  client: WriteClient,
  parameters: SimulateCloseIdleParameters,
): Promise<SimulateCloseIdleReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link closeIdle} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCloseIdleParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCloseIdle(parameters: PrepareCloseIdleParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item }: PrepareCloseIdleParameters) {
  return callOf(prioritiesOf(priorities), prioritiesCloseIdle, [item]);
}
