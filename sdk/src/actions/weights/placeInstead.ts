import type { Address, Hash } from "viem";
import { weightsPlaceInstead } from "../../abi/weights.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type Parcel, packParcel } from "../../core/weights.ts";
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

export interface PreparePlaceInsteadParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  holder: Address;
  /** What is free again, with the end it was placed with. */
  released: Parcel;
  /** What is placed now. */
  placed: Parcel;
}

export interface PlaceInsteadParameters extends PreparePlaceInsteadParameters, WriteOptions {}

export interface SimulatePlaceInsteadParameters extends PlaceInsteadParameters, ReadOptions {}

export type PlaceInsteadReturnType = Hash;

export type SimulatePlaceInsteadReturnType = Simulation<number>;

export type PlaceInsteadErrorType = WriteErrorType;

export type SimulatePlaceInsteadErrorType = WriteErrorType;

export type PreparePlaceInsteadErrorType = PrepareErrorType;

/**
 * Places weight of an account and releases what was placed of it before. Only a module may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PlaceInsteadParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, placeInstead } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const released = { permanent: 0n, leased: 0n, until: 0 };
 * const placed = { permanent: 1_000_000_000n, leased: 0n, until: 0 };
 * const hash = await placeInstead(client, {
 *   community,
 *   holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   released: released,
 *   placed: placed,
 * });
 */
export async function placeInstead(
  client: WriteClient,
  parameters: PlaceInsteadParameters,
): Promise<PlaceInsteadReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link placeInstead} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePlaceInsteadParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePlaceInstead(
  client: WriteClient,
  parameters: SimulatePlaceInsteadParameters,
): Promise<SimulatePlaceInsteadReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link placeInstead} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePlaceInsteadParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePlaceInstead(parameters: PreparePlaceInsteadParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder, released, placed }: PreparePlaceInsteadParameters) {
  return callOf(targetOf(community, "weights"), weightsPlaceInstead, [
    holder,
    packParcel(released),
    packParcel(placed),
  ]);
}
