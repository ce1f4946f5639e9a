import type { Hash } from "viem";
import { prioritiesPlace } from "../../abi/priorities.ts";
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

export interface PreparePlaceOnItemParameters {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
  /** Counts against; in favour unless said. */
  against?: boolean | undefined;
  /** Units that the voter holds for good. */
  permanent?: bigint | undefined;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
  /** Ended items from which to release first what the voter has on them. */
  dead?: readonly bigint[] | undefined;
}

export interface PlaceOnItemParameters extends PreparePlaceOnItemParameters, WriteOptions {}

export interface SimulatePlaceOnItemParameters extends PlaceOnItemParameters, ReadOptions {}

export type PlaceOnItemReturnType = Hash;

export type SimulatePlaceOnItemReturnType = Simulation<void>;

export type PlaceOnItemErrorType = WriteErrorType;

export type SimulatePlaceOnItemErrorType = WriteErrorType;

export type PreparePlaceOnItemErrorType = PrepareErrorType;

/**
 * Places weight on an item, instead of what the voter had on it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PlaceOnItemParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { placeOnItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await placeOnItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   permanent: 1_000_000_000n,
 * });
 */
export async function placeOnItem(
  client: WriteClient,
  parameters: PlaceOnItemParameters,
): Promise<PlaceOnItemReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link placeOnItem} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePlaceOnItemParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePlaceOnItem(
  client: WriteClient,
  parameters: SimulatePlaceOnItemParameters,
): Promise<SimulatePlaceOnItemReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link placeOnItem} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePlaceOnItemParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePlaceOnItem(parameters: PreparePlaceOnItemParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item, against, permanent, leased, dead }: PreparePlaceOnItemParameters) {
  return callOf(prioritiesOf(priorities), prioritiesPlace, [
    item,
    against ?? false,
    permanent ?? 0n,
    leased ?? 0n,
    dead ?? [],
  ]);
}
