import type { Hash } from "viem";
import { patronSourceCommit } from "../../abi/patronSource.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { sourceOf } from "../../core/sources.ts";
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

export interface PrepareCommitDonationParameters {
  /** The source of patronages. */
  source: ModuleAt;
  /** Value that is committed for the next donation; 0 = this is all. */
  committed: bigint;
}

export interface CommitDonationParameters extends PrepareCommitDonationParameters, WriteOptions {}

export interface SimulateCommitDonationParameters extends CommitDonationParameters, ReadOptions {}

export type CommitDonationReturnType = Hash;

export type SimulateCommitDonationReturnType = Simulation<void>;

export type CommitDonationErrorType = WriteErrorType;

export type SimulateCommitDonationErrorType = WriteErrorType;

export type PrepareCommitDonationErrorType = PrepareErrorType;

/**
 * Changes what the sender commits to give next time. Its weight follows at once.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CommitDonationParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { commitDonation } from "@perdure/sdk/sources";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const hash = await commitDonation(client, {
 *   source: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   committed: 1_000_000_000n,
 * });
 */
export async function commitDonation(
  client: WriteClient,
  parameters: CommitDonationParameters,
): Promise<CommitDonationReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link commitDonation} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCommitDonationParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCommitDonation(
  client: WriteClient,
  parameters: SimulateCommitDonationParameters,
): Promise<SimulateCommitDonationReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link commitDonation} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCommitDonationParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCommitDonation(parameters: PrepareCommitDonationParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ source, committed }: PrepareCommitDonationParameters) {
  return callOf(sourceOf(source), patronSourceCommit, [committed]);
}
