import type { Hash, Hex } from "viem";
import { prioritiesOpenItem } from "../../abi/priorities.ts";
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

export interface PrepareOpenItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
  /** Hash of what it says. */
  content: Hex;
  /** Where that is found. */
  uri: string;
}

export interface OpenItemParameters extends PrepareOpenItemParameters, WriteOptions {}

export interface SimulateOpenItemParameters extends OpenItemParameters, ReadOptions {}

export type OpenItemReturnType = Hash;

export type SimulateOpenItemReturnType = Simulation<bigint>;

export type OpenItemErrorType = WriteErrorType;

export type SimulateOpenItemErrorType = WriteErrorType;

export type PrepareOpenItemErrorType = PrepareErrorType;

/**
 * Opens an item, which its opener owns. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link OpenItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { openItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await openItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   list: 1,
 *   content: keccak256(toHex("Fix the build")),
 *   uri: "ipfs://issue",
 * });
 */
export async function openItem(client: WriteClient, parameters: OpenItemParameters): Promise<OpenItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link openItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateOpenItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateOpenItem(
  client: WriteClient,
  parameters: SimulateOpenItemParameters,
): Promise<SimulateOpenItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link openItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareOpenItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareOpenItem(parameters: PrepareOpenItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, list, content, uri }: PrepareOpenItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesOpenItem, [list, content, uri]);
}
