import type { Hash } from "viem";
import { identityRegistryMerge } from "../../abi/identityRegistry.ts";
import { type By, authorizationOf } from "../../core/authorization.ts";
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

export interface PrepareMergeIdentitiesParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** The account that is to stand for both: the sender's own, or what it signed with signMerge. */
  primary: By;
  /** The account that is to stand behind it: the sender's own, or what it signed. */
  secondary: By;
}

export interface MergeIdentitiesParameters extends PrepareMergeIdentitiesParameters, WriteOptions {}

export interface SimulateMergeIdentitiesParameters extends MergeIdentitiesParameters, ReadOptions {}

export type MergeIdentitiesReturnType = Hash;

export type SimulateMergeIdentitiesReturnType = Simulation<void>;

export type MergeIdentitiesErrorType = WriteErrorType;

export type SimulateMergeIdentitiesErrorType = WriteErrorType;

export type PrepareMergeIdentitiesErrorType = PrepareErrorType;

/**
 * Merges two persons' records, as both primary accounts want; or signs a merge by the treasury.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link MergeIdentitiesParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { mergeIdentities, signMerge } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const identities = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const primary = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
 * const account = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
 * const secondary = await signMerge(client, { identities, deadline, account, primary, secondary: account });
 * const hash = await mergeIdentities(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   primary: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   secondary,
 * });
 */
export async function mergeIdentities(
  client: WriteClient,
  parameters: MergeIdentitiesParameters,
): Promise<MergeIdentitiesReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link mergeIdentities} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateMergeIdentitiesParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateMergeIdentities(
  client: WriteClient,
  parameters: SimulateMergeIdentitiesParameters,
): Promise<SimulateMergeIdentitiesReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link mergeIdentities} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareMergeIdentitiesParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareMergeIdentities(parameters: PrepareMergeIdentitiesParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, primary, secondary }: PrepareMergeIdentitiesParameters) {
  return callOf(identitiesOf(identities), identityRegistryMerge, [
    authorizationOf("primary", primary),
    authorizationOf("secondary", secondary),
  ]);
}
