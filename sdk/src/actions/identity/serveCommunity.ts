import type { Address, Hash } from "viem";
import { identityRegistryServe } from "../../abi/identityRegistry.ts";
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

export interface PrepareServeCommunityParameters {
  /** The registry of identities. */
  identities: ModuleAt;
  /** Of the community. */
  kernel: Address;
}

export interface ServeCommunityParameters extends PrepareServeCommunityParameters, WriteOptions {}

export interface SimulateServeCommunityParameters extends ServeCommunityParameters, ReadOptions {}

export type ServeCommunityReturnType = Hash;

export type SimulateServeCommunityReturnType = Simulation<void>;

export type ServeCommunityErrorType = WriteErrorType;

export type SimulateServeCommunityErrorType = WriteErrorType;

export type PrepareServeCommunityErrorType = PrepareErrorType;

/**
 * Names the community that the registry answers to. Only who deployed it may, once.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ServeCommunityParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { serveCommunity } from "@perdure/sdk/identity";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await serveCommunity(client, {
 *   identities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1",
 * });
 */
export async function serveCommunity(
  client: WriteClient,
  parameters: ServeCommunityParameters,
): Promise<ServeCommunityReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link serveCommunity} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateServeCommunityParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateServeCommunity(
  client: WriteClient,
  parameters: SimulateServeCommunityParameters,
): Promise<SimulateServeCommunityReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link serveCommunity} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareServeCommunityParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareServeCommunity(parameters: PrepareServeCommunityParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ identities, kernel }: PrepareServeCommunityParameters) {
  return callOf(identitiesOf(identities), identityRegistryServe, [kernel]);
}
