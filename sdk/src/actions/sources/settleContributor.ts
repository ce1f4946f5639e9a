import type { Address, Hash } from "viem";
import { contributorSourceSettle } from "../../abi/contributorSource.ts";
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

export interface PrepareSettleContributorParameters {
  /** The source for contributors. */
  source: ModuleAt;
  /** Who does the work. */
  contributor: Address;
}

export interface SettleContributorParameters extends PrepareSettleContributorParameters, WriteOptions {}

export interface SimulateSettleContributorParameters extends SettleContributorParameters, ReadOptions {}

export type SettleContributorReturnType = Hash;

export type SimulateSettleContributorReturnType = Simulation<void>;

export type SettleContributorErrorType = WriteErrorType;

export type SimulateSettleContributorErrorType = WriteErrorType;

export type PrepareSettleContributorErrorType = PrepareErrorType;

/**
 * Makes a contributor's units what they should be by now. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SettleContributorParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { settleContributor } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await settleContributor(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   contributor: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function settleContributor(
  client: WriteClient,
  parameters: SettleContributorParameters,
): Promise<SettleContributorReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link settleContributor} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSettleContributorParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSettleContributor(
  client: WriteClient,
  parameters: SimulateSettleContributorParameters,
): Promise<SimulateSettleContributorReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link settleContributor} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSettleContributorParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSettleContributor(parameters: PrepareSettleContributorParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, contributor }: PrepareSettleContributorParameters) {
  return callOf(sourceOf(source), contributorSourceSettle, [contributor]);
}
