import type { Address, Hash } from "viem";
import { identityRegistryUndo } from "../../abi/identityRegistry.ts";
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

export interface PrepareUndoMergeParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** The account that stands behind the other one. */
  secondary: Address;
  /** The sender's own address, or what somebody signed with signUndo. */
  by: By;
}

export interface UndoMergeParameters extends PrepareUndoMergeParameters, WriteOptions {}

export interface SimulateUndoMergeParameters extends UndoMergeParameters, ReadOptions {}

export type UndoMergeReturnType = Hash;

export type SimulateUndoMergeReturnType = Simulation<void>;

export type UndoMergeErrorType = WriteErrorType;

export type SimulateUndoMergeErrorType = WriteErrorType;

export type PrepareUndoMergeErrorType = PrepareErrorType;

/**
 * Takes a merge back that is not final: the treasury any, and either account one that both have made.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link UndoMergeParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { undoMerge } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await undoMerge(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   secondary: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   by: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function undoMerge(client: WriteClient, parameters: UndoMergeParameters): Promise<UndoMergeReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link undoMerge} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateUndoMergeParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateUndoMerge(
  client: WriteClient,
  parameters: SimulateUndoMergeParameters,
): Promise<SimulateUndoMergeReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link undoMerge} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareUndoMergeParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareUndoMerge(parameters: PrepareUndoMergeParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, secondary, by }: PrepareUndoMergeParameters) {
  return callOf(identitiesOf(identities), identityRegistryUndo, [secondary, authorizationOf("by", by)]);
}
