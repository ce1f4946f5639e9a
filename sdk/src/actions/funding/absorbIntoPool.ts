import type { Hash } from "viem";
import { fundingPoolAbsorb } from "../../abi/fundingPool.ts";
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

export interface PrepareAbsorbIntoPoolParameters {
  /** The FundingPool. */
  pool: ModuleAt;
}

export interface AbsorbIntoPoolParameters extends PrepareAbsorbIntoPoolParameters, WriteOptions {}

export interface SimulateAbsorbIntoPoolParameters extends AbsorbIntoPoolParameters, ReadOptions {}

export type AbsorbIntoPoolReturnType = Hash;

export type SimulateAbsorbIntoPoolReturnType = Simulation<bigint>;

export type AbsorbIntoPoolErrorType = WriteErrorType;

export type SimulateAbsorbIntoPoolErrorType = WriteErrorType;

export type PrepareAbsorbIntoPoolErrorType = PrepareErrorType;

/**
 * Counts towards the pool what was sent to it otherwise. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AbsorbIntoPoolParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { absorbIntoPool } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await absorbIntoPool(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function absorbIntoPool(
  client: WriteClient,
  parameters: AbsorbIntoPoolParameters,
): Promise<AbsorbIntoPoolReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link absorbIntoPool} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAbsorbIntoPoolParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAbsorbIntoPool(
  client: WriteClient,
  parameters: SimulateAbsorbIntoPoolParameters,
): Promise<SimulateAbsorbIntoPoolReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link absorbIntoPool} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAbsorbIntoPoolParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAbsorbIntoPool(parameters: PrepareAbsorbIntoPoolParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool }: PrepareAbsorbIntoPoolParameters) {
  return callOf(poolOf(pool), fundingPoolAbsorb, []);
}
