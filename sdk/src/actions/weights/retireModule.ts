import type { Address, Hash } from "viem";
import { weightsRetireModule } from "../../abi/weights.ts";
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

export interface PrepareRetireModuleParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** What shall place no more. */
  module: Address;
}

export interface RetireModuleParameters extends PrepareRetireModuleParameters, WriteOptions {}

export interface SimulateRetireModuleParameters extends RetireModuleParameters, ReadOptions {}

export type RetireModuleReturnType = Hash;

export type SimulateRetireModuleReturnType = Simulation<void>;

export type RetireModuleErrorType = WriteErrorType;

export type SimulateRetireModuleErrorType = WriteErrorType;

export type PrepareRetireModuleErrorType = PrepareErrorType;

/**
 * Ends a module's placing. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RetireModuleParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, retireModule } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await retireModule(client, { community, module: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function retireModule(
  client: WriteClient,
  parameters: RetireModuleParameters,
): Promise<RetireModuleReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link retireModule} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRetireModuleParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRetireModule(
  client: WriteClient,
  parameters: SimulateRetireModuleParameters,
): Promise<SimulateRetireModuleReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link retireModule} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRetireModuleParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRetireModule(parameters: PrepareRetireModuleParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, module }: PrepareRetireModuleParameters) {
  return callOf(targetOf(community, "weights"), weightsRetireModule, [module]);
}
