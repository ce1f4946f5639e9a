import type { Hash } from "viem";
import { prioritiesMulticall } from "../../abi/priorities.ts";
import { callsTo } from "../../core/batch.ts";
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

export interface PrepareBatchInPrioritiesParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** What `prepare…` made of actions on this contract, in the order in which they shall be done. */
  calls: readonly PreparedCall[];
}

export interface BatchInPrioritiesParameters extends PrepareBatchInPrioritiesParameters, WriteOptions {}

export interface SimulateBatchInPrioritiesParameters extends BatchInPrioritiesParameters, ReadOptions {}

export type BatchInPrioritiesReturnType = Hash;

export type SimulateBatchInPrioritiesReturnType = Simulation<readonly `0x${string}`[]>;

export type BatchInPrioritiesErrorType = WriteErrorType;

export type SimulateBatchInPrioritiesErrorType = WriteErrorType;

export type PrepareBatchInPrioritiesErrorType = PrepareErrorType;

/**
 * Does several actions on the lists of a community in one transaction: all of them, or none.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link BatchInPrioritiesParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { batchInPriorities, preparePlaceOnItem, prepareWithdrawFromItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await batchInPriorities(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   calls: [
 *     prepareWithdrawFromItem({ priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n }),
 *     preparePlaceOnItem({
 *       priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *       item: 2n,
 *       permanent: 1_000_000_000n,
 *     }),
 *   ],
 * });
 */
export async function batchInPriorities(
  client: WriteClient,
  parameters: BatchInPrioritiesParameters,
): Promise<BatchInPrioritiesReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link batchInPriorities} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateBatchInPrioritiesParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateBatchInPriorities(
  client: WriteClient,
  parameters: SimulateBatchInPrioritiesParameters,
): Promise<SimulateBatchInPrioritiesReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link batchInPriorities} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareBatchInPrioritiesParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareBatchInPriorities(parameters: PrepareBatchInPrioritiesParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, calls }: PrepareBatchInPrioritiesParameters) {
  const target = prioritiesOf(priorities);
  return callOf(target, prioritiesMulticall, [callsTo(target, calls)]);
}
