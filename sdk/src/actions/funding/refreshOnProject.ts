import type { Address, Hash } from "viem";
import { fundingPoolRefresh } from "../../abi/fundingPool.ts";
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

export interface PrepareRefreshOnProjectParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Whose weight. */
  voter: Address;
}

export interface RefreshOnProjectParameters extends PrepareRefreshOnProjectParameters, WriteOptions {}

export interface SimulateRefreshOnProjectParameters extends RefreshOnProjectParameters, ReadOptions {}

export type RefreshOnProjectReturnType = Hash;

export type SimulateRefreshOnProjectReturnType = Simulation<void>;

export type RefreshOnProjectErrorType = WriteErrorType;

export type SimulateRefreshOnProjectErrorType = WriteErrorType;

export type PrepareRefreshOnProjectErrorType = PrepareErrorType;

/**
 * Gives leased votes that still count the end of the voter's renewed lease. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RefreshOnProjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { refreshOnProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await refreshOnProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function refreshOnProject(
  client: WriteClient,
  parameters: RefreshOnProjectParameters,
): Promise<RefreshOnProjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link refreshOnProject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRefreshOnProjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRefreshOnProject(
  client: WriteClient,
  parameters: SimulateRefreshOnProjectParameters,
): Promise<SimulateRefreshOnProjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link refreshOnProject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRefreshOnProjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRefreshOnProject(parameters: PrepareRefreshOnProjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, voter }: PrepareRefreshOnProjectParameters) {
  return callOf(poolOf(pool), fundingPoolRefresh, [project, checkAddress("voter", voter)]);
}
