import type { Hash } from "viem";
import { fundingPoolMulticall } from "../../abi/fundingPool.ts";
import { callsTo } from "../../core/batch.ts";
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

export interface PrepareBatchInFundingParameters {
  /** The FundingPool. */
  pool: ModuleAt;
  /** What `prepare…` made of actions on this contract, in the order in which they shall be done. */
  calls: readonly PreparedCall[];
}

export interface BatchInFundingParameters extends PrepareBatchInFundingParameters, WriteOptions {}

export interface SimulateBatchInFundingParameters extends BatchInFundingParameters, ReadOptions {}

export type BatchInFundingReturnType = Hash;

export type SimulateBatchInFundingReturnType = Simulation<readonly `0x${string}`[]>;

export type BatchInFundingErrorType = WriteErrorType;

export type SimulateBatchInFundingErrorType = WriteErrorType;

export type PrepareBatchInFundingErrorType = PrepareErrorType;

/**
 * Does several actions on a funding pool in one transaction: all of them, or none.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link BatchInFundingParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { batchInFunding, preparePlaceOnProject, preparePledge } from "@perdure/sdk/funding";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await batchInFunding(client, {
 *   pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   calls: [
 *     preparePledge({ pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", project: 1, amount: 1_000n }),
 *     preparePlaceOnProject({
 *       pool: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *       project: 1,
 *       permanent: 1_000_000_000n,
 *     }),
 *   ],
 * });
 */
export async function batchInFunding(
  client: WriteClient,
  parameters: BatchInFundingParameters,
): Promise<BatchInFundingReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link batchInFunding} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateBatchInFundingParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateBatchInFunding(
  client: WriteClient,
  parameters: SimulateBatchInFundingParameters,
): Promise<SimulateBatchInFundingReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link batchInFunding} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareBatchInFundingParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareBatchInFunding(parameters: PrepareBatchInFundingParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ pool, calls }: PrepareBatchInFundingParameters) {
  const target = poolOf(pool);
  return callOf(target, fundingPoolMulticall, [callsTo(target, calls)]);
}
