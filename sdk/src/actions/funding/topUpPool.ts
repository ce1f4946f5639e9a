import type { Hash } from "viem";
import { fundingPoolTopUp } from "../../abi/fundingPool.ts";
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

export interface PrepareTopUpPoolParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Of the token, which the pool may take. */
  amount: bigint;
}

export interface TopUpPoolParameters extends PrepareTopUpPoolParameters, WriteOptions {}

export interface SimulateTopUpPoolParameters extends TopUpPoolParameters, ReadOptions {}

export type TopUpPoolReturnType = Hash;

export type SimulateTopUpPoolReturnType = Simulation<void>;

export type TopUpPoolErrorType = WriteErrorType;

export type SimulateTopUpPoolErrorType = WriteErrorType;

export type PrepareTopUpPoolErrorType = PrepareErrorType;

/**
 * Adds to the pool. What comes while a round is being settled is there for the next.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link TopUpPoolParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { topUpPool } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await topUpPool(client, { pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", amount: 1_000n });
 */
export async function topUpPool(client: WriteClient, parameters: TopUpPoolParameters): Promise<TopUpPoolReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link topUpPool} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateTopUpPoolParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateTopUpPool(
  client: WriteClient,
  parameters: SimulateTopUpPoolParameters,
): Promise<SimulateTopUpPoolReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link topUpPool} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareTopUpPoolParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareTopUpPool(parameters: PrepareTopUpPoolParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, amount }: PrepareTopUpPoolParameters) {
  return callOf(poolOf(pool), fundingPoolTopUp, [amount]);
}
