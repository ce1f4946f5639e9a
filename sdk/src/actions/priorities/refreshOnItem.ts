import type { Address, Hash } from "viem";
import { prioritiesRefresh } from "../../abi/priorities.ts";
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

export interface PrepareRefreshOnItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** Whose weight. */
  voter: Address;
}

export interface RefreshOnItemParameters extends PrepareRefreshOnItemParameters, WriteOptions {}

export interface SimulateRefreshOnItemParameters extends RefreshOnItemParameters, ReadOptions {}

export type RefreshOnItemReturnType = Hash;

export type SimulateRefreshOnItemReturnType = Simulation<void>;

export type RefreshOnItemErrorType = WriteErrorType;

export type SimulateRefreshOnItemErrorType = WriteErrorType;

export type PrepareRefreshOnItemErrorType = PrepareErrorType;

/**
 * Gives the leased part of a placement that still counts the end of the voter's renewed lease. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RefreshOnItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { refreshOnItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await refreshOnItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function refreshOnItem(
  client: WriteClient,
  parameters: RefreshOnItemParameters,
): Promise<RefreshOnItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link refreshOnItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRefreshOnItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRefreshOnItem(
  client: WriteClient,
  parameters: SimulateRefreshOnItemParameters,
): Promise<SimulateRefreshOnItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link refreshOnItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRefreshOnItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRefreshOnItem(parameters: PrepareRefreshOnItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item, voter }: PrepareRefreshOnItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesRefresh, [item, checkAddress("voter", voter)]);
}
