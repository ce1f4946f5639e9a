import type { Address, Hash } from "viem";
import { identityRegistrySetPrimary } from "../../abi/identityRegistry.ts";
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

export interface PrepareSetPrimaryParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** The account of the same person that is to be primary. */
  primary: Address;
  /** The sender's own address, or what somebody signed with signSetPrimary. */
  by: By;
}

export interface SetPrimaryParameters extends PrepareSetPrimaryParameters, WriteOptions {}

export interface SimulateSetPrimaryParameters extends SetPrimaryParameters, ReadOptions {}

export type SetPrimaryReturnType = Hash;

export type SimulateSetPrimaryReturnType = Simulation<void>;

export type SetPrimaryErrorType = WriteErrorType;

export type SimulateSetPrimaryErrorType = WriteErrorType;

export type PrepareSetPrimaryErrorType = PrepareErrorType;

/**
 * Makes another account of a person the primary one. The primary account so far says so; the new one if the other is no longer a
 * person.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SetPrimaryParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { setPrimary } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await setPrimary(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   primary: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
 *   by: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function setPrimary(client: WriteClient, parameters: SetPrimaryParameters): Promise<SetPrimaryReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link setPrimary} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSetPrimaryParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSetPrimary(
  client: WriteClient,
  parameters: SimulateSetPrimaryParameters,
): Promise<SimulateSetPrimaryReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link setPrimary} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSetPrimaryParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSetPrimary(parameters: PrepareSetPrimaryParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, primary, by }: PrepareSetPrimaryParameters) {
  return callOf(identitiesOf(identities), identityRegistrySetPrimary, [primary, authorizationOf("by", by)]);
}
