import type { Hash } from "viem";
import { fundingPoolCancelNonce } from "../../abi/fundingPool.ts";
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

export interface PrepareCancelFundingNonceParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** What was signed with. */
  signatureNonce: bigint;
}

export interface CancelFundingNonceParameters extends PrepareCancelFundingNonceParameters, WriteOptions {}

export interface SimulateCancelFundingNonceParameters extends CancelFundingNonceParameters, ReadOptions {}

export type CancelFundingNonceReturnType = Hash;

export type SimulateCancelFundingNonceReturnType = Simulation<void>;

export type CancelFundingNonceErrorType = WriteErrorType;

export type SimulateCancelFundingNonceErrorType = WriteErrorType;

export type PrepareCancelFundingNonceErrorType = PrepareErrorType;

/**
 * Makes a nonce unusable, and with it whatever was signed with it.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CancelFundingNonceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { cancelFundingNonce } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await cancelFundingNonce(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signatureNonce: 1n,
 * });
 */
export async function cancelFundingNonce(
  client: WriteClient,
  parameters: CancelFundingNonceParameters,
): Promise<CancelFundingNonceReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link cancelFundingNonce} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCancelFundingNonceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCancelFundingNonce(
  client: WriteClient,
  parameters: SimulateCancelFundingNonceParameters,
): Promise<SimulateCancelFundingNonceReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link cancelFundingNonce} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCancelFundingNonceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCancelFundingNonce(parameters: PrepareCancelFundingNonceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, signatureNonce }: PrepareCancelFundingNonceParameters) {
  return callOf(poolOf(pool), fundingPoolCancelNonce, [signatureNonce]);
}
