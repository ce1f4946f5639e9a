import type { Address, Hash } from "viem";
import { fundingPoolRegister } from "../../abi/fundingPool.ts";
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

export interface PrepareRegisterProjectParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Who is paid, and of the team. */
  recipient: Address;
  /** What it needs, from pledges and match together. */
  goal: bigint;
  /** The most that the pool adds. */
  ceiling: bigint;
  /** Accounts whose pledges are never matched; at most 32. */
  team?: readonly Address[] | undefined;
  /** Where it says what it is. */
  uri: string;
}

export interface RegisterProjectParameters extends PrepareRegisterProjectParameters, WriteOptions {}

export interface SimulateRegisterProjectParameters extends RegisterProjectParameters, ReadOptions {}

export type RegisterProjectReturnType = Hash;

export type SimulateRegisterProjectReturnType = Simulation<number>;

export type RegisterProjectErrorType = WriteErrorType;

export type SimulateRegisterProjectErrorType = WriteErrorType;

export type PrepareRegisterProjectErrorType = PrepareErrorType;

/**
 * Registers a project. Only the treasury may, between rounds.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RegisterProjectParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { registerProject } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await registerProject(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   recipient: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   goal: 10_000n,
 *   ceiling: 5_000n,
 *   uri: "ipfs://project",
 * });
 */
export async function registerProject(
  client: WriteClient,
  parameters: RegisterProjectParameters,
): Promise<RegisterProjectReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link registerProject} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRegisterProjectParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRegisterProject(
  client: WriteClient,
  parameters: SimulateRegisterProjectParameters,
): Promise<SimulateRegisterProjectReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link registerProject} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRegisterProjectParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRegisterProject(parameters: PrepareRegisterProjectParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, recipient, goal, ceiling, team, uri }: PrepareRegisterProjectParameters) {
  return callOf(poolOf(pool), fundingPoolRegister, [
    checkAddress("recipient", recipient),
    goal,
    ceiling,
    team ?? [],
    uri,
  ]);
}
