import type { Address, Hash } from "viem";
import { communityRegistryRegister } from "../../abi/communityRegistry.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
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

export interface PrepareRegisterCommunityParameters {
  /** The registry of communities. */
  registry: Address;
  /** The name. */
  name: string;
  /** The kernel. */
  kernel: Address;
}

export interface RegisterCommunityParameters extends PrepareRegisterCommunityParameters, WriteOptions {}

export interface SimulateRegisterCommunityParameters extends RegisterCommunityParameters, ReadOptions {}

export type RegisterCommunityReturnType = Hash;

export type SimulateRegisterCommunityReturnType = Simulation<void>;

export type RegisterCommunityErrorType = WriteErrorType;

export type SimulateRegisterCommunityErrorType = WriteErrorType;

export type PrepareRegisterCommunityErrorType = PrepareErrorType;

/**
 * Gives a community its name. Only the factory of the registry may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RegisterCommunityParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { registerCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await registerCommunity(client, {
 *   registry: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   name: "perdure",
 *   kernel: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function registerCommunity(
  client: WriteClient,
  parameters: RegisterCommunityParameters,
): Promise<RegisterCommunityReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link registerCommunity} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRegisterCommunityParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRegisterCommunity(
  client: WriteClient,
  parameters: SimulateRegisterCommunityParameters,
): Promise<SimulateRegisterCommunityReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link registerCommunity} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRegisterCommunityParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRegisterCommunity(parameters: PrepareRegisterCommunityParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ registry, name, kernel }: PrepareRegisterCommunityParameters) {
  return callOf({ address: checkAddress("registry", registry) }, communityRegistryRegister, [name, kernel]);
}
