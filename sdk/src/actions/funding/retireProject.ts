import type { Hash } from "viem";
import { fundingPoolRetire } from "../../abi/fundingPool.ts";
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

export interface PrepareRetireProjectParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
}

export interface RetireProjectParameters extends PrepareRetireProjectParameters, WriteOptions {}

export interface SimulateRetireProjectParameters extends RetireProjectParameters, ReadOptions {}

export type RetireProjectReturnType = Hash;

export type SimulateRetireProjectReturnType = Simulation<void>;

export type RetireProjectErrorType = WriteErrorType;

export type SimulateRetireProjectErrorType = WriteErrorType;

export type PrepareRetireProjectErrorType = PrepareErrorType;

/**
 * Ends a project that has not been funded; its pledges can be withdrawn at any time. Only the treasury may, between rounds.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RetireProjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { retireProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await retireProject(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", project: 1 });
 */
export async function retireProject(
  client: WriteClient,
  parameters: RetireProjectParameters,
): Promise<RetireProjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link retireProject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRetireProjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRetireProject(
  client: WriteClient,
  parameters: SimulateRetireProjectParameters,
): Promise<SimulateRetireProjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link retireProject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRetireProjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRetireProject(parameters: PrepareRetireProjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project }: PrepareRetireProjectParameters) {
  return callOf(poolOf(pool), fundingPoolRetire, [project]);
}
