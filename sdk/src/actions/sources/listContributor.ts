import type { Address, Hash } from "viem";
import { contributorSourceList } from "../../abi/contributorSource.ts";
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

export interface PrepareListContributorParameters {
  /** The source for contributors. */
  source: ModuleAt;
  /** Who does the work. */
  contributor: Address;
  /** The weight given by hand, 9 decimals of the reference currency. */
  hand: bigint;
}

export interface ListContributorParameters extends PrepareListContributorParameters, WriteOptions {}

export interface SimulateListContributorParameters extends ListContributorParameters, ReadOptions {}

export type ListContributorReturnType = Hash;

export type SimulateListContributorReturnType = Simulation<void>;

export type ListContributorErrorType = WriteErrorType;

export type SimulateListContributorErrorType = WriteErrorType;

export type PrepareListContributorErrorType = PrepareErrorType;

/**
 * Lists a contributor, or changes the weight given by hand, and settles it. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ListContributorParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { listContributor } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await listContributor(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   contributor: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   hand: 1_000_000_000n,
 * });
 */
export async function listContributor(
  client: WriteClient,
  parameters: ListContributorParameters,
): Promise<ListContributorReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link listContributor} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateListContributorParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateListContributor(
  client: WriteClient,
  parameters: SimulateListContributorParameters,
): Promise<SimulateListContributorReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link listContributor} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareListContributorParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareListContributor(parameters: PrepareListContributorParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, contributor, hand }: PrepareListContributorParameters) {
  return callOf(sourceOf(source), contributorSourceList, [contributor, hand]);
}
