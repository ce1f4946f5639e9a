import type { Hash } from "viem";
import { prioritiesPlaceBySig } from "../../abi/priorities.ts";
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

export interface PreparePlaceOnItemBySigParameters {
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
  /** What the voter signed. */
  voter: Authorization;
}

export interface PlaceOnItemBySigParameters extends PreparePlaceOnItemBySigParameters, WriteOptions {}

export interface SimulatePlaceOnItemBySigParameters extends PlaceOnItemBySigParameters, ReadOptions {}

export type PlaceOnItemBySigReturnType = Hash;

export type SimulatePlaceOnItemBySigReturnType = Simulation<void>;

export type PlaceOnItemBySigErrorType = WriteErrorType;

export type SimulatePlaceOnItemBySigErrorType = WriteErrorType;

export type PreparePlaceOnItemBySigErrorType = PrepareErrorType;

/**
 * Places weight on an item for a voter who signed it; see signPlaceOnItem.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PlaceOnItemBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { placeOnItemBySig, signPlaceOnItem } from "@perdure/sdk/priorities";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signPlaceOnItem(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   item: 1n,
 *   permanent: 1_000_000_000n,
 * });
 * const hash = await placeOnItemBySig(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   item: 1n,
 *   permanent: 1_000_000_000n,
 *   voter,
 * });
 */
export async function placeOnItemBySig(
  client: WriteClient,
  parameters: PlaceOnItemBySigParameters,
): Promise<PlaceOnItemBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link placeOnItemBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePlaceOnItemBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePlaceOnItemBySig(
  client: WriteClient,
  parameters: SimulatePlaceOnItemBySigParameters,
): Promise<SimulatePlaceOnItemBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link placeOnItemBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePlaceOnItemBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePlaceOnItemBySig(parameters: PreparePlaceOnItemBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ priorities, item, against, permanent, leased, dead, voter }: PreparePlaceOnItemBySigParameters) {
  return callOf(prioritiesOf(priorities), prioritiesPlaceBySig, [
    item,
    against ?? false,
    permanent ?? 0n,
    leased ?? 0n,
    dead ?? [],
    voter,
  ]);
}
