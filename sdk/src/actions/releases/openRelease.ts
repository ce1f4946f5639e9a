import type { Hash } from "viem";
import { releasesOpen } from "../../abi/releases.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { releasesOf } from "../../core/releases.ts";
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

export interface PrepareOpenReleaseParameters {
  /** The Releases of a community. */
  releases: ModuleAt;
  /** Which release, from 1 in order of publication. */
  release: number;
}

export interface OpenReleaseParameters extends PrepareOpenReleaseParameters, WriteOptions {}

export interface SimulateOpenReleaseParameters extends OpenReleaseParameters, ReadOptions {}

export type OpenReleaseReturnType = Hash;

export type SimulateOpenReleaseReturnType = Simulation<void>;

export type OpenReleaseErrorType = WriteErrorType;

export type SimulateOpenReleaseErrorType = WriteErrorType;

export type PrepareOpenReleaseErrorType = PrepareErrorType;

/**
 * Notes that a release has reached its threshold or date, so that it stays open whatever happens. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link OpenReleaseParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { openRelease } from "@perdure/sdk/releases";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await openRelease(client, { releases: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", release: 1 });
 */
export async function openRelease(
  client: WriteClient,
  parameters: OpenReleaseParameters,
): Promise<OpenReleaseReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link openRelease} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateOpenReleaseParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateOpenRelease(
  client: WriteClient,
  parameters: SimulateOpenReleaseParameters,
): Promise<SimulateOpenReleaseReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link openRelease} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareOpenReleaseParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareOpenRelease(parameters: PrepareOpenReleaseParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ releases, release }: PrepareOpenReleaseParameters) {
  return callOf(releasesOf(releases), releasesOpen, [release]);
}
