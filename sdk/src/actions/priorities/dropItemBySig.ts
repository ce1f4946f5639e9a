import type { Hash } from "viem";
import { prioritiesDropItemBySig } from "../../abi/priorities.ts";
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

export interface PrepareDropItemBySigParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** What the owner signed. */
  owner: Authorization;
}

export interface DropItemBySigParameters extends PrepareDropItemBySigParameters, WriteOptions {}

export interface SimulateDropItemBySigParameters extends DropItemBySigParameters, ReadOptions {}

export type DropItemBySigReturnType = Hash;

export type SimulateDropItemBySigReturnType = Simulation<void>;

export type DropItemBySigErrorType = WriteErrorType;

export type SimulateDropItemBySigErrorType = WriteErrorType;

export type PrepareDropItemBySigErrorType = PrepareErrorType;

/**
 * Takes back an item for an owner who signed it; see signDropItem.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link DropItemBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { dropItemBySig, signDropItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const owner = await signDropItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   item: 1n,
 * });
 * const hash = await dropItemBySig(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   owner,
 * });
 */
export async function dropItemBySig(
  client: WriteClient,
  parameters: DropItemBySigParameters,
): Promise<DropItemBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link dropItemBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateDropItemBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateDropItemBySig(
  client: WriteClient,
  parameters: SimulateDropItemBySigParameters,
): Promise<SimulateDropItemBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link dropItemBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareDropItemBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareDropItemBySig(parameters: PrepareDropItemBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item, owner }: PrepareDropItemBySigParameters) {
  return callOf(prioritiesOf(priorities), prioritiesDropItemBySig, [item, owner]);
}
