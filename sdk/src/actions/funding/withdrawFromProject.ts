import type { Hash } from "viem";
import { fundingPoolWithdrawVotes } from "../../abi/fundingPool.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
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

export interface PrepareWithdrawFromProjectParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
}

export interface WithdrawFromProjectParameters extends PrepareWithdrawFromProjectParameters, WriteOptions {}

export interface SimulateWithdrawFromProjectParameters extends WithdrawFromProjectParameters, ReadOptions {}

export type WithdrawFromProjectReturnType = Hash;

export type SimulateWithdrawFromProjectReturnType = Simulation<void>;

export type WithdrawFromProjectErrorType = WriteErrorType;

export type SimulateWithdrawFromProjectErrorType = WriteErrorType;

export type PrepareWithdrawFromProjectErrorType = PrepareErrorType;

/**
 * Frees the weight that a voter has on a project, live or not.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawFromProjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { withdrawFromProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await withdrawFromProject(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", project: 1 });
 */
export async function withdrawFromProject(
  client: WriteClient,
  parameters: WithdrawFromProjectParameters,
): Promise<WithdrawFromProjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawFromProject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawFromProjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawFromProject(
  client: WriteClient,
  parameters: SimulateWithdrawFromProjectParameters,
): Promise<SimulateWithdrawFromProjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawFromProject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawFromProjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawFromProject(parameters: PrepareWithdrawFromProjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project }: PrepareWithdrawFromProjectParameters) {
  return callOf(poolOf(pool), fundingPoolWithdrawVotes, [project]);
}
