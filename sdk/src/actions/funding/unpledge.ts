import type { Address, Hash } from "viem";
import { fundingPoolUnpledge } from "../../abi/fundingPool.ts";
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

export interface PrepareUnpledgeParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Of the token. */
  amount: bigint;
  /** Who receives it. */
  to: Address;
}

export interface UnpledgeParameters extends PrepareUnpledgeParameters, WriteOptions {}

export interface SimulateUnpledgeParameters extends UnpledgeParameters, ReadOptions {}

export type UnpledgeReturnType = Hash;

export type SimulateUnpledgeReturnType = Simulation<void>;

export type UnpledgeErrorType = WriteErrorType;

export type SimulateUnpledgeErrorType = WriteErrorType;

export type PrepareUnpledgeErrorType = PrepareErrorType;

/**
 * Takes back what was pledged: until one cycle before a deadline, and of a retired project always.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link UnpledgeParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { unpledge } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await unpledge(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   amount: 1_000n,
 *   to: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function unpledge(client: WriteClient, parameters: UnpledgeParameters): Promise<UnpledgeReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link unpledge} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateUnpledgeParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateUnpledge(
  client: WriteClient,
  parameters: SimulateUnpledgeParameters,
): Promise<SimulateUnpledgeReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link unpledge} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareUnpledgeParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareUnpledge(parameters: PrepareUnpledgeParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, amount, to }: PrepareUnpledgeParameters) {
  return callOf(poolOf(pool), fundingPoolUnpledge, [project, amount, checkAddress("to", to)]);
}
