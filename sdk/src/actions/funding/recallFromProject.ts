import type { Address, Hash } from "viem";
import { fundingPoolRecall } from "../../abi/fundingPool.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { poolOf } from "../../core/pool.ts";
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

export interface PrepareRecallFromProjectParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Whose weight. */
  voter: Address;
}

export interface RecallFromProjectParameters extends PrepareRecallFromProjectParameters, WriteOptions {}

export interface SimulateRecallFromProjectParameters extends RecallFromProjectParameters, ReadOptions {}

export type RecallFromProjectReturnType = Hash;

export type SimulateRecallFromProjectReturnType = Simulation<void>;

export type RecallFromProjectErrorType = WriteErrorType;

export type SimulateRecallFromProjectErrorType = WriteErrorType;

export type PrepareRecallFromProjectErrorType = PrepareErrorType;

/**
 * Takes off a project what its overdrawn voter no longer holds. Anyone may, one cycle after the overdraft.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RecallFromProjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { recallFromProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await recallFromProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function recallFromProject(
  client: WriteClient,
  parameters: RecallFromProjectParameters,
): Promise<RecallFromProjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link recallFromProject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRecallFromProjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRecallFromProject(
  client: WriteClient,
  parameters: SimulateRecallFromProjectParameters,
): Promise<SimulateRecallFromProjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link recallFromProject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRecallFromProjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRecallFromProject(parameters: PrepareRecallFromProjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, voter }: PrepareRecallFromProjectParameters) {
  return callOf(poolOf(pool), fundingPoolRecall, [project, checkAddress("voter", voter)]);
}
