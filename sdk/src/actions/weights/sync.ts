import type { Address, Hash } from "viem";
import { weightsSync } from "../../abi/weights.ts";
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

export interface PrepareSyncParameters {
  /** A community, or its Weights. */
  community: ContractAt<"weights">;
  /** Whose. */
  holder: Address;
}

export interface SyncParameters extends PrepareSyncParameters, WriteOptions {}

export interface SimulateSyncParameters extends SyncParameters, ReadOptions {}

export type SyncReturnType = Hash;

export type SimulateSyncReturnType = Simulation<void>;

export type SyncErrorType = WriteErrorType;

export type SimulateSyncErrorType = WriteErrorType;

export type PrepareSyncErrorType = PrepareErrorType;

/**
 * Enrols or strikes an account by what the person gate says now. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SyncParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, sync } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await sync(client, { community, holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function sync(client: WriteClient, parameters: SyncParameters): Promise<SyncReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link sync} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateSyncParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateSync(
  client: WriteClient,
  parameters: SimulateSyncParameters,
): Promise<SimulateSyncReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link sync} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareSyncParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareSync(parameters: PrepareSyncParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, holder }: PrepareSyncParameters) {
  return callOf(targetOf(community, "weights"), weightsSync, [holder]);
}
