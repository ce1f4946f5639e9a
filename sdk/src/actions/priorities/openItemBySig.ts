import type { Hash, Hex } from "viem";
import { prioritiesOpenItemBySig } from "../../abi/priorities.ts";
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

export interface PrepareOpenItemBySigParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
  /** Hash of what it says. */
  content: Hex;
  /** Where that is found. */
  uri: string;
  /** What the owner signed. */
  owner: Authorization;
}

export interface OpenItemBySigParameters extends PrepareOpenItemBySigParameters, WriteOptions {}

export interface SimulateOpenItemBySigParameters extends OpenItemBySigParameters, ReadOptions {}

export type OpenItemBySigReturnType = Hash;

export type SimulateOpenItemBySigReturnType = Simulation<bigint>;

export type OpenItemBySigErrorType = WriteErrorType;

export type SimulateOpenItemBySigErrorType = WriteErrorType;

export type PrepareOpenItemBySigErrorType = PrepareErrorType;

/**
 * Opens an item for an owner who signed it; see signOpenItem.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link OpenItemBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { openItemBySig, signOpenItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http, keccak256, toHex } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const owner = await signOpenItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   list: 1,
 *   content: keccak256(toHex("Fix the build")),
 *   uri: "ipfs://issue",
 * });
 * const hash = await openItemBySig(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   list: 1,
 *   content: keccak256(toHex("Fix the build")),
 *   uri: "ipfs://issue",
 *   owner,
 * });
 */
export async function openItemBySig(
  client: WriteClient,
  parameters: OpenItemBySigParameters,
): Promise<OpenItemBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link openItemBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateOpenItemBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateOpenItemBySig(
  client: WriteClient,
  parameters: SimulateOpenItemBySigParameters,
): Promise<SimulateOpenItemBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link openItemBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareOpenItemBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareOpenItemBySig(parameters: PrepareOpenItemBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, list, content, uri, owner }: PrepareOpenItemBySigParameters) {
  return callOf(prioritiesOf(priorities), prioritiesOpenItemBySig, [list, content, uri, owner]);
}
