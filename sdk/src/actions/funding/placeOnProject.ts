import type { Hash } from "viem";
import { fundingPoolPlace } from "../../abi/fundingPool.ts";
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

export interface PreparePlaceOnProjectParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Counts against; in favour unless said. */
  against?: boolean | undefined;
  /** Units that the voter holds for good. */
  permanent?: bigint | undefined;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
  /** Projects that are no longer live, to release weight from first. */
  dead?: readonly number[] | undefined;
}

export interface PlaceOnProjectParameters extends PreparePlaceOnProjectParameters, WriteOptions {}

export interface SimulatePlaceOnProjectParameters extends PlaceOnProjectParameters, ReadOptions {}

export type PlaceOnProjectReturnType = Hash;

export type SimulatePlaceOnProjectReturnType = Simulation<void>;

export type PlaceOnProjectErrorType = WriteErrorType;

export type SimulatePlaceOnProjectErrorType = WriteErrorType;

export type PreparePlaceOnProjectErrorType = PrepareErrorType;

/**
 * Places weight on a project, for or against it, instead of what the voter has there.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PlaceOnProjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { placeOnProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await placeOnProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   permanent: 1_000_000_000n,
 * });
 */
export async function placeOnProject(
  client: WriteClient,
  parameters: PlaceOnProjectParameters,
): Promise<PlaceOnProjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link placeOnProject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePlaceOnProjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePlaceOnProject(
  client: WriteClient,
  parameters: SimulatePlaceOnProjectParameters,
): Promise<SimulatePlaceOnProjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link placeOnProject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePlaceOnProjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePlaceOnProject(parameters: PreparePlaceOnProjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, against, permanent, leased, dead }: PreparePlaceOnProjectParameters) {
  return callOf(poolOf(pool), fundingPoolPlace, [project, against ?? false, permanent ?? 0n, leased ?? 0n, dead ?? []]);
}
