import type { Address, Hash } from "viem";
import { prioritiesRecall } from "../../abi/priorities.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
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

export interface PrepareRecallFromItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** Whose weight. */
  voter: Address;
}

export interface RecallFromItemParameters extends PrepareRecallFromItemParameters, WriteOptions {}

export interface SimulateRecallFromItemParameters extends RecallFromItemParameters, ReadOptions {}

export type RecallFromItemReturnType = Hash;

export type SimulateRecallFromItemReturnType = Simulation<void>;

export type RecallFromItemErrorType = WriteErrorType;

export type SimulateRecallFromItemErrorType = WriteErrorType;

export type PrepareRecallFromItemErrorType = PrepareErrorType;

/**
 * Takes off an item what its overdrawn voter no longer holds. Anyone may, one cycle after the overdraft.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RecallFromItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { recallFromItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await recallFromItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function recallFromItem(
  client: WriteClient,
  parameters: RecallFromItemParameters,
): Promise<RecallFromItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link recallFromItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRecallFromItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRecallFromItem(
  client: WriteClient,
  parameters: SimulateRecallFromItemParameters,
): Promise<SimulateRecallFromItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link recallFromItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRecallFromItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRecallFromItem(parameters: PrepareRecallFromItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item, voter }: PrepareRecallFromItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesRecall, [item, checkAddress("voter", voter)]);
}
