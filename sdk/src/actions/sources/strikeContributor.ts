import type { Address, Hash } from "viem";
import { contributorSourceStrike } from "../../abi/contributorSource.ts";
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

export interface PrepareStrikeContributorParameters {
  /** The source for contributors. */
  source: ModuleAt;
  /** Who does the work. */
  contributor: Address;
}

export interface StrikeContributorParameters extends PrepareStrikeContributorParameters, WriteOptions {}

export interface SimulateStrikeContributorParameters extends StrikeContributorParameters, ReadOptions {}

export type StrikeContributorReturnType = Hash;

export type SimulateStrikeContributorReturnType = Simulation<void>;

export type StrikeContributorErrorType = WriteErrorType;

export type SimulateStrikeContributorErrorType = WriteErrorType;

export type PrepareStrikeContributorErrorType = PrepareErrorType;

/**
 * Takes a contributor off the list, and all that it holds as one. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link StrikeContributorParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { strikeContributor } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await strikeContributor(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   contributor: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function strikeContributor(
  client: WriteClient,
  parameters: StrikeContributorParameters,
): Promise<StrikeContributorReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link strikeContributor} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateStrikeContributorParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateStrikeContributor(
  client: WriteClient,
  parameters: SimulateStrikeContributorParameters,
): Promise<SimulateStrikeContributorReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link strikeContributor} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareStrikeContributorParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareStrikeContributor(parameters: PrepareStrikeContributorParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, contributor }: PrepareStrikeContributorParameters) {
  return callOf(sourceOf(source), contributorSourceStrike, [contributor]);
}
