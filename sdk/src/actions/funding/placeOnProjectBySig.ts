import type { Hash } from "viem";
import { fundingPoolPlaceBySig } from "../../abi/fundingPool.ts";
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

export interface PreparePlaceOnProjectBySigParameters {
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
  /** What the voter signed. */
  voter: Authorization;
}

export interface PlaceOnProjectBySigParameters extends PreparePlaceOnProjectBySigParameters, WriteOptions {}

export interface SimulatePlaceOnProjectBySigParameters extends PlaceOnProjectBySigParameters, ReadOptions {}

export type PlaceOnProjectBySigReturnType = Hash;

export type SimulatePlaceOnProjectBySigReturnType = Simulation<void>;

export type PlaceOnProjectBySigErrorType = WriteErrorType;

export type SimulatePlaceOnProjectBySigErrorType = WriteErrorType;

export type PreparePlaceOnProjectBySigErrorType = PrepareErrorType;

/**
 * Places weight on a project for a voter who signed it; see signPlaceOnProject.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PlaceOnProjectBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { placeOnProjectBySig, signPlaceOnProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signPlaceOnProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   deadline,
 *   project: 1,
 *   permanent: 1_000_000_000n,
 * });
 * const hash = await placeOnProjectBySig(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   permanent: 1_000_000_000n,
 *   voter,
 * });
 */
export async function placeOnProjectBySig(
  client: WriteClient,
  parameters: PlaceOnProjectBySigParameters,
): Promise<PlaceOnProjectBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link placeOnProjectBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePlaceOnProjectBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePlaceOnProjectBySig(
  client: WriteClient,
  parameters: SimulatePlaceOnProjectBySigParameters,
): Promise<SimulatePlaceOnProjectBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link placeOnProjectBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePlaceOnProjectBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePlaceOnProjectBySig(parameters: PreparePlaceOnProjectBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, against, permanent, leased, dead, voter }: PreparePlaceOnProjectBySigParameters) {
  return callOf(poolOf(pool), fundingPoolPlaceBySig, [
    project,
    against ?? false,
    permanent ?? 0n,
    leased ?? 0n,
    dead ?? [],
    voter,
  ]);
}
