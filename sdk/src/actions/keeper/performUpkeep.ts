import type { Hash } from "viem";
import { upkeepPerformUpkeep } from "../../abi/upkeep.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type Job, encodeJobs, upkeepOf } from "../../core/keeper.ts";
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

export interface PreparePerformUpkeepParameters {
  /** The Upkeep. */
  upkeep: ModuleAt;
  /** At most 64. */
  jobs: readonly Job[];
}

export interface PerformUpkeepParameters extends PreparePerformUpkeepParameters, WriteOptions {}

export interface SimulatePerformUpkeepParameters extends PerformUpkeepParameters, ReadOptions {}

export type PerformUpkeepReturnType = Hash;

export type SimulatePerformUpkeepReturnType = Simulation<void>;

export type PerformUpkeepErrorType = WriteErrorType;

export type SimulatePerformUpkeepErrorType = WriteErrorType;

export type PreparePerformUpkeepErrorType = PrepareErrorType;

/**
 * Does what is due of a list of jobs. What somebody else has done meanwhile is passed over. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PerformUpkeepParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { advanceJob, performUpkeep } from "@perdure/sdk/keeper";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const jobs = [advanceJob({ community, election: 1n })];
 * const hash = await performUpkeep(client, { upkeep: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", jobs });
 */
export async function performUpkeep(
  client: WriteClient,
  parameters: PerformUpkeepParameters,
): Promise<PerformUpkeepReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link performUpkeep} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePerformUpkeepParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePerformUpkeep(
  client: WriteClient,
  parameters: SimulatePerformUpkeepParameters,
): Promise<SimulatePerformUpkeepReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link performUpkeep} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePerformUpkeepParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePerformUpkeep(parameters: PreparePerformUpkeepParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ upkeep, jobs }: PreparePerformUpkeepParameters) {
  return callOf(upkeepOf(upkeep), upkeepPerformUpkeep, [encodeJobs(jobs)]);
}
