import type { Hash } from "viem";
import { prioritiesWithdrawBySig } from "../../abi/priorities.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
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

export interface PrepareWithdrawFromItemBySigParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** What the voter signed. */
  voter: Authorization;
}

export interface WithdrawFromItemBySigParameters extends PrepareWithdrawFromItemBySigParameters, WriteOptions {}

export interface SimulateWithdrawFromItemBySigParameters extends WithdrawFromItemBySigParameters, ReadOptions {}

export type WithdrawFromItemBySigReturnType = Hash;

export type SimulateWithdrawFromItemBySigReturnType = Simulation<void>;

export type WithdrawFromItemBySigErrorType = WriteErrorType;

export type SimulateWithdrawFromItemBySigErrorType = WriteErrorType;

export type PrepareWithdrawFromItemBySigErrorType = PrepareErrorType;

/**
 * Takes off an item what a voter who signed it has there; see signWithdrawFromItem.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawFromItemBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { signWithdrawFromItem, withdrawFromItemBySig } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signWithdrawFromItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   item: 1n,
 * });
 * const hash = await withdrawFromItemBySig(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   voter,
 * });
 */
export async function withdrawFromItemBySig(
  client: WriteClient,
  parameters: WithdrawFromItemBySigParameters,
): Promise<WithdrawFromItemBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawFromItemBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawFromItemBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawFromItemBySig(
  client: WriteClient,
  parameters: SimulateWithdrawFromItemBySigParameters,
): Promise<SimulateWithdrawFromItemBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawFromItemBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawFromItemBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawFromItemBySig(parameters: PrepareWithdrawFromItemBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item, voter }: PrepareWithdrawFromItemBySigParameters) {
  return callOf(prioritiesOf(priorities), prioritiesWithdrawBySig, [item, voter]);
}
