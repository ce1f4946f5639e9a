import type { Hash } from "viem";
import { commitmentsMulticall } from "../../abi/commitments.ts";
import { callsTo } from "../../core/batch.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import type { ModuleAt } from "../../core/community.ts";
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

export interface PrepareBatchInCommitmentsParameters {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** What `prepare…` made of actions on this contract, in the order in which they shall be done. */
  calls: readonly PreparedCall[];
}

export interface BatchInCommitmentsParameters extends PrepareBatchInCommitmentsParameters, WriteOptions {}

export interface SimulateBatchInCommitmentsParameters extends BatchInCommitmentsParameters, ReadOptions {}

export type BatchInCommitmentsReturnType = Hash;

export type SimulateBatchInCommitmentsReturnType = Simulation<readonly `0x${string}`[]>;

export type BatchInCommitmentsErrorType = WriteErrorType;

export type SimulateBatchInCommitmentsErrorType = WriteErrorType;

export type PrepareBatchInCommitmentsErrorType = PrepareErrorType;

/**
 * Does several actions on the commitments of a community in one transaction: all of them, or none.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link BatchInCommitmentsParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import {
 *   batchInCommitments,
 *   prepareCastInCommitment,
 *   prepareWithdrawFromCommitment,
 * } from "@perdure/sdk/commitments";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await batchInCommitments(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   calls: [
 *     prepareWithdrawFromCommitment({ commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", commitment: 1n }),
 *     prepareCastInCommitment({
 *       commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *       commitment: 2n,
 *       placements: [{ option: 1, permanent: 1_000_000_000n }],
 *     }),
 *   ],
 * });
 */
export async function batchInCommitments(
  client: WriteClient,
  parameters: BatchInCommitmentsParameters,
): Promise<BatchInCommitmentsReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link batchInCommitments} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateBatchInCommitmentsParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateBatchInCommitments(
  client: WriteClient,
  parameters: SimulateBatchInCommitmentsParameters,
): Promise<SimulateBatchInCommitmentsReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link batchInCommitments} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareBatchInCommitmentsParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareBatchInCommitments(parameters: PrepareBatchInCommitmentsParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ commitments, calls }: PrepareBatchInCommitmentsParameters) {
  const target = commitmentsOf(commitments);
  return callOf(target, commitmentsMulticall, [callsTo(target, calls)]);
}
