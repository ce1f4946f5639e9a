import type { Hash } from "viem";
import { fundingPoolSchedule } from "../../abi/fundingPool.ts";
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

export interface PrepareScheduleRoundsParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Whose deadlines rounds follow: at least three cycles apart. */
  commitment: bigint;
}

export interface ScheduleRoundsParameters extends PrepareScheduleRoundsParameters, WriteOptions {}

export interface SimulateScheduleRoundsParameters extends ScheduleRoundsParameters, ReadOptions {}

export type ScheduleRoundsReturnType = Hash;

export type SimulateScheduleRoundsReturnType = Simulation<void>;

export type ScheduleRoundsErrorType = WriteErrorType;

export type SimulateScheduleRoundsErrorType = WriteErrorType;

export type PrepareScheduleRoundsErrorType = PrepareErrorType;

/**
 * Lets rounds follow a commitment's deadlines, the first of them later than the next cycle's beginning. Only the treasury
 * may, between rounds.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ScheduleRoundsParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { scheduleRounds } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await scheduleRounds(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", commitment: 1n });
 */
export async function scheduleRounds(
  client: WriteClient,
  parameters: ScheduleRoundsParameters,
): Promise<ScheduleRoundsReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link scheduleRounds} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateScheduleRoundsParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateScheduleRounds(
  client: WriteClient,
  parameters: SimulateScheduleRoundsParameters,
): Promise<SimulateScheduleRoundsReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link scheduleRounds} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareScheduleRoundsParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareScheduleRounds(parameters: PrepareScheduleRoundsParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, commitment }: PrepareScheduleRoundsParameters) {
  return callOf(poolOf(pool), fundingPoolSchedule, [commitment]);
}
