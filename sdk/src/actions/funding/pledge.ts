import type { Hash } from "viem";
import { fundingPoolPledge } from "../../abi/fundingPool.ts";
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

export interface PreparePledgeParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Of the token, which the pool may take. */
  amount: bigint;
}

export interface PledgeParameters extends PreparePledgeParameters, WriteOptions {}

export interface SimulatePledgeParameters extends PledgeParameters, ReadOptions {}

export type PledgeReturnType = Hash;

export type SimulatePledgeReturnType = Simulation<void>;

export type PledgeErrorType = WriteErrorType;

export type SimulatePledgeErrorType = WriteErrorType;

export type PreparePledgeErrorType = PrepareErrorType;

/**
 * Pledges more to a project; what arrives counts. Not from one cycle before a deadline on, until the round
 * is settled.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PledgeParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { pledge } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await pledge(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   amount: 1_000n,
 * });
 */
export async function pledge(client: WriteClient, parameters: PledgeParameters): Promise<PledgeReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link pledge} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePledgeParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePledge(
  client: WriteClient,
  parameters: SimulatePledgeParameters,
): Promise<SimulatePledgeReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link pledge} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePledgeParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePledge(parameters: PreparePledgeParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, amount }: PreparePledgeParameters) {
  return callOf(poolOf(pool), fundingPoolPledge, [project, amount]);
}
