import type { Address, Hash } from "viem";
import { identityRegistryMergeByOffice } from "../../abi/identityRegistry.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { identitiesOf } from "../../core/identities.ts";
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

export interface PrepareMergeByOfficeParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** The account that is to stand for both. */
  primary: Address;
  /** The account that is to stand behind it. */
  secondary: Address;
}

export interface MergeByOfficeParameters extends PrepareMergeByOfficeParameters, WriteOptions {}

export interface SimulateMergeByOfficeParameters extends MergeByOfficeParameters, ReadOptions {}

export type MergeByOfficeReturnType = Hash;

export type SimulateMergeByOfficeReturnType = Simulation<void>;

export type MergeByOfficeErrorType = WriteErrorType;

export type SimulateMergeByOfficeErrorType = WriteErrorType;

export type PrepareMergeByOfficeErrorType = PrepareErrorType;

/**
 * Merges two persons' records without them. Only the treasury may, for the office of a registrar.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link MergeByOfficeParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { mergeByOffice } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await mergeByOffice(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   primary: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   secondary: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 * });
 */
export async function mergeByOffice(
  client: WriteClient,
  parameters: MergeByOfficeParameters,
): Promise<MergeByOfficeReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link mergeByOffice} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateMergeByOfficeParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateMergeByOffice(
  client: WriteClient,
  parameters: SimulateMergeByOfficeParameters,
): Promise<SimulateMergeByOfficeReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link mergeByOffice} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareMergeByOfficeParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareMergeByOffice(parameters: PrepareMergeByOfficeParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, primary, secondary }: PrepareMergeByOfficeParameters) {
  return callOf(identitiesOf(identities), identityRegistryMergeByOffice, [primary, secondary]);
}
