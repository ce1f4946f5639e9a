import type { Address, Hash } from "viem";
import { fundingPoolExtendTeam } from "../../abi/fundingPool.ts";
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

export interface PrepareExtendTeamParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** An account of the team. */
  member: Address;
}

export interface ExtendTeamParameters extends PrepareExtendTeamParameters, WriteOptions {}

export interface SimulateExtendTeamParameters extends ExtendTeamParameters, ReadOptions {}

export type ExtendTeamReturnType = Hash;

export type SimulateExtendTeamReturnType = Simulation<void>;

export type ExtendTeamErrorType = WriteErrorType;

export type SimulateExtendTeamErrorType = WriteErrorType;

export type PrepareExtendTeamErrorType = PrepareErrorType;

/**
 * Excludes the person who is behind a team member's account by now. Anyone may, but not while a round is being settled.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ExtendTeamParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { extendTeam } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await extendTeam(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   member: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function extendTeam(client: WriteClient, parameters: ExtendTeamParameters): Promise<ExtendTeamReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link extendTeam} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateExtendTeamParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateExtendTeam(
  client: WriteClient,
  parameters: SimulateExtendTeamParameters,
): Promise<SimulateExtendTeamReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link extendTeam} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareExtendTeamParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareExtendTeam(parameters: PrepareExtendTeamParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, member }: PrepareExtendTeamParameters) {
  return callOf(poolOf(pool), fundingPoolExtendTeam, [project, checkAddress("member", member)]);
}
