import type { Address, Hash } from "viem";
import { patronSourceCollect } from "../../abi/patronSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { sourceOf } from "../../core/sources.ts";
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

export interface PrepareCollectDonationParameters {
  /** The source of patronages. */
  source: ModuleAt;
  /** Whose donations they are. */
  patron: Address;
}

export interface CollectDonationParameters extends PrepareCollectDonationParameters, WriteOptions {}

export interface SimulateCollectDonationParameters extends CollectDonationParameters, ReadOptions {}

export type CollectDonationReturnType = Hash;

export type SimulateCollectDonationReturnType = Simulation<void>;

export type CollectDonationErrorType = WriteErrorType;

export type SimulateCollectDonationErrorType = WriteErrorType;

export type PrepareCollectDonationErrorType = PrepareErrorType;

/**
 * Collects a patron's donation when it is due. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CollectDonationParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { collectDonation } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await collectDonation(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   patron: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function collectDonation(
  client: WriteClient,
  parameters: CollectDonationParameters,
): Promise<CollectDonationReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link collectDonation} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCollectDonationParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCollectDonation(
  client: WriteClient,
  parameters: SimulateCollectDonationParameters,
): Promise<SimulateCollectDonationReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link collectDonation} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCollectDonationParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCollectDonation(parameters: PrepareCollectDonationParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, patron }: PrepareCollectDonationParameters) {
  return callOf(sourceOf(source), patronSourceCollect, [patron]);
}
