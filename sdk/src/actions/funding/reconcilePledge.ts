import type { Address, Hash } from "viem";
import { fundingPoolReconcile } from "../../abi/fundingPool.ts";
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

export interface PrepareReconcilePledgeParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Whose pledge. */
  pledger: Address;
}

export interface ReconcilePledgeParameters extends PrepareReconcilePledgeParameters, WriteOptions {}

export interface SimulateReconcilePledgeParameters extends ReconcilePledgeParameters, ReadOptions {}

export type ReconcilePledgeReturnType = Hash;

export type SimulateReconcilePledgeReturnType = Simulation<void>;

export type ReconcilePledgeErrorType = WriteErrorType;

export type SimulateReconcilePledgeErrorType = WriteErrorType;

export type PrepareReconcilePledgeErrorType = PrepareErrorType;

/**
 * Counts a pledge with the person who is behind the account by now. Anyone may, but not while a round is being settled. In
 * the last cycle before a deadline no match grows by it: what would make it grow counts with nobody until the round is over.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ReconcilePledgeParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { reconcilePledge } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await reconcilePledge(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   pledger: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function reconcilePledge(
  client: WriteClient,
  parameters: ReconcilePledgeParameters,
): Promise<ReconcilePledgeReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link reconcilePledge} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateReconcilePledgeParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateReconcilePledge(
  client: WriteClient,
  parameters: SimulateReconcilePledgeParameters,
): Promise<SimulateReconcilePledgeReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link reconcilePledge} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareReconcilePledgeParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareReconcilePledge(parameters: PrepareReconcilePledgeParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, pledger }: PrepareReconcilePledgeParameters) {
  return callOf(poolOf(pool), fundingPoolReconcile, [project, checkAddress("pledger", pledger)]);
}
