import type { Hash, Hex } from "viem";
import { fundingPoolNote } from "../../abi/fundingPool.ts";
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

export interface PrepareNoteProjectsParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** A page of the funded ones, in the order in which they were ranked. */
  projects: readonly number[];
  /** The hash of those before them, from chainProjects; `zeroHash` for the first page. */
  before: Hex;
}

export interface NoteProjectsParameters extends PrepareNoteProjectsParameters, WriteOptions {}

export interface SimulateNoteProjectsParameters extends NoteProjectsParameters, ReadOptions {}

export type NoteProjectsReturnType = Hash;

export type SimulateNoteProjectsReturnType = Simulation<void>;

export type NoteProjectsErrorType = WriteErrorType;

export type SimulateNoteProjectsErrorType = WriteErrorType;

export type PrepareNoteProjectsErrorType = PrepareErrorType;

/**
 * Notes which projects the settled round funds, from the last page to the first, as planRound tells. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link NoteProjectsParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { noteProjects } from "@perdure/sdk/funding";
 * import { createWalletClient, http, zeroHash } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await noteProjects(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   projects: [2, 1],
 *   before: zeroHash,
 * });
 */
export async function noteProjects(
  client: WriteClient,
  parameters: NoteProjectsParameters,
): Promise<NoteProjectsReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link noteProjects} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateNoteProjectsParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateNoteProjects(
  client: WriteClient,
  parameters: SimulateNoteProjectsParameters,
): Promise<SimulateNoteProjectsReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link noteProjects} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareNoteProjectsParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareNoteProjects(parameters: PrepareNoteProjectsParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, projects, before }: PrepareNoteProjectsParameters) {
  return callOf(poolOf(pool), fundingPoolNote, [projects, before]);
}
