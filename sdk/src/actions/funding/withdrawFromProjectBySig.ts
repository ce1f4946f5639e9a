import type { Hash } from "viem";
import { fundingPoolWithdrawVotesBySig } from "../../abi/fundingPool.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
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

export interface PrepareWithdrawFromProjectBySigParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** What the voter signed. */
  voter: Authorization;
}

export interface WithdrawFromProjectBySigParameters extends PrepareWithdrawFromProjectBySigParameters, WriteOptions {}

export interface SimulateWithdrawFromProjectBySigParameters extends WithdrawFromProjectBySigParameters, ReadOptions {}

export type WithdrawFromProjectBySigReturnType = Hash;

export type SimulateWithdrawFromProjectBySigReturnType = Simulation<void>;

export type WithdrawFromProjectBySigErrorType = WriteErrorType;

export type SimulateWithdrawFromProjectBySigErrorType = WriteErrorType;

export type PrepareWithdrawFromProjectBySigErrorType = PrepareErrorType;

/**
 * Frees the weight of a voter who signed it; see signWithdrawFromProject.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawFromProjectBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { signWithdrawFromProject, withdrawFromProjectBySig } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signWithdrawFromProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   project: 1,
 * });
 * const hash = await withdrawFromProjectBySig(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   voter,
 * });
 */
export async function withdrawFromProjectBySig(
  client: WriteClient,
  parameters: WithdrawFromProjectBySigParameters,
): Promise<WithdrawFromProjectBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawFromProjectBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawFromProjectBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawFromProjectBySig(
  client: WriteClient,
  parameters: SimulateWithdrawFromProjectBySigParameters,
): Promise<SimulateWithdrawFromProjectBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawFromProjectBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawFromProjectBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawFromProjectBySig(parameters: PrepareWithdrawFromProjectBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, voter }: PrepareWithdrawFromProjectBySigParameters) {
  return callOf(poolOf(pool), fundingPoolWithdrawVotesBySig, [project, voter]);
}
