import type { Address, Hash } from "viem";
import { fundingPoolClaim } from "../../abi/fundingPool.ts";
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

export interface PrepareClaimFundingParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** Which project, from 1 in order of registration. */
  project: number;
  /** Who receives it: the recipient, or whom the recipient names. */
  to: Address;
}

export interface ClaimFundingParameters extends PrepareClaimFundingParameters, WriteOptions {}

export interface SimulateClaimFundingParameters extends ClaimFundingParameters, ReadOptions {}

export type ClaimFundingReturnType = Hash;

export type SimulateClaimFundingReturnType = Simulation<bigint>;

export type ClaimFundingErrorType = WriteErrorType;

export type SimulateClaimFundingErrorType = WriteErrorType;

export type PrepareClaimFundingErrorType = PrepareErrorType;

/**
 * Pays a funded project its pledges and what the pool adds. Anyone may; elsewhere than to its recipient only the recipient.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ClaimFundingParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { claimFunding } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await claimFunding(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   project: 1,
 *   to: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function claimFunding(
  client: WriteClient,
  parameters: ClaimFundingParameters,
): Promise<ClaimFundingReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link claimFunding} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateClaimFundingParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateClaimFunding(
  client: WriteClient,
  parameters: SimulateClaimFundingParameters,
): Promise<SimulateClaimFundingReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link claimFunding} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareClaimFundingParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareClaimFunding(parameters: PrepareClaimFundingParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, project, to }: PrepareClaimFundingParameters) {
  return callOf(poolOf(pool), fundingPoolClaim, [project, checkAddress("to", to)]);
}
