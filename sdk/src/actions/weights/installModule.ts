import type { Address, Hash } from "viem";
import { weightsInstallModule } from "../../abi/weights.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
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

export interface PrepareInstallModuleParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** What shall place weight. */
  module: Address;
}

export interface InstallModuleParameters extends PrepareInstallModuleParameters, WriteOptions {}

export interface SimulateInstallModuleParameters extends InstallModuleParameters, ReadOptions {}

export type InstallModuleReturnType = Hash;

export type SimulateInstallModuleReturnType = Simulation<void>;

export type InstallModuleErrorType = WriteErrorType;

export type SimulateInstallModuleErrorType = WriteErrorType;

export type PrepareInstallModuleErrorType = PrepareErrorType;

/**
 * Lets a contract place weight. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link InstallModuleParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, installModule } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await installModule(client, { community, module: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function installModule(
  client: WriteClient,
  parameters: InstallModuleParameters,
): Promise<InstallModuleReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link installModule} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateInstallModuleParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateInstallModule(
  client: WriteClient,
  parameters: SimulateInstallModuleParameters,
): Promise<SimulateInstallModuleReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link installModule} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareInstallModuleParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareInstallModule(parameters: PrepareInstallModuleParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, module }: PrepareInstallModuleParameters) {
  return callOf(targetOf(community, "weights"), weightsInstallModule, [module]);
}
