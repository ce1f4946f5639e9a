import type { Hash } from "viem";
import { prioritiesWithdraw } from "../../abi/priorities.ts";
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

export interface PrepareWithdrawFromItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export interface WithdrawFromItemParameters extends PrepareWithdrawFromItemParameters, WriteOptions {}

export interface SimulateWithdrawFromItemParameters extends WithdrawFromItemParameters, ReadOptions {}

export type WithdrawFromItemReturnType = Hash;

export type SimulateWithdrawFromItemReturnType = Simulation<void>;

export type WithdrawFromItemErrorType = WriteErrorType;

export type SimulateWithdrawFromItemErrorType = WriteErrorType;

export type PrepareWithdrawFromItemErrorType = PrepareErrorType;

/**
 * Takes what a voter has on an item off it, in live and ended ones alike.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawFromItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { withdrawFromItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await withdrawFromItem(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n });
 */
export async function withdrawFromItem(
  client: WriteClient,
  parameters: WithdrawFromItemParameters,
): Promise<WithdrawFromItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawFromItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawFromItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawFromItem(
  client: WriteClient,
  parameters: SimulateWithdrawFromItemParameters,
): Promise<SimulateWithdrawFromItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawFromItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawFromItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawFromItem(parameters: PrepareWithdrawFromItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item }: PrepareWithdrawFromItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesWithdraw, [item]);
}
