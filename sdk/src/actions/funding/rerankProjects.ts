import type { Hash } from "viem";
import { fundingPoolRerank } from "../../abi/fundingPool.ts";
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

export interface PrepareRerankProjectsParameters {
  /** The FundingPool. */
  pool: ModuleAt;
}

export interface RerankProjectsParameters extends PrepareRerankProjectsParameters, WriteOptions {}

export interface SimulateRerankProjectsParameters extends RerankProjectsParameters, ReadOptions {}

export type RerankProjectsReturnType = Hash;

export type SimulateRerankProjectsReturnType = Simulation<void>;

export type RerankProjectsErrorType = WriteErrorType;

export type SimulateRerankProjectsErrorType = WriteErrorType;

export type PrepareRerankProjectsErrorType = PrepareErrorType;

/**
 * Forgets what the caller has ranked in the running round.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RerankProjectsParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { rerankProjects } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await rerankProjects(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function rerankProjects(
  client: WriteClient,
  parameters: RerankProjectsParameters,
): Promise<RerankProjectsReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link rerankProjects} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRerankProjectsParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRerankProjects(
  client: WriteClient,
  parameters: SimulateRerankProjectsParameters,
): Promise<SimulateRerankProjectsReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link rerankProjects} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRerankProjectsParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRerankProjects(parameters: PrepareRerankProjectsParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool }: PrepareRerankProjectsParameters) {
  return callOf(poolOf(pool), fundingPoolRerank, []);
}
