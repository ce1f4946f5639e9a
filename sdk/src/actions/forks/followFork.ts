import type { Hash } from "viem";
import { forksFollow } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
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

export interface PrepareFollowForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
}

export interface FollowForkParameters extends PrepareFollowForkParameters, WriteOptions {}

export interface SimulateFollowForkParameters extends FollowForkParameters, ReadOptions {}

export type FollowForkReturnType = Hash;

export type SimulateFollowForkReturnType = Simulation<void>;

export type FollowForkErrorType = WriteErrorType;

export type SimulateFollowForkErrorType = WriteErrorType;

export type PrepareFollowForkErrorType = PrepareErrorType;

/**
 * Follows to the child of an executed fork with all of the sender's weight, none of which may be placed.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link FollowForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { followFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await followFork(client, { community, fork: 0n });
 */
export async function followFork(client: WriteClient, parameters: FollowForkParameters): Promise<FollowForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link followFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateFollowForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateFollowFork(
  client: WriteClient,
  parameters: SimulateFollowForkParameters,
): Promise<SimulateFollowForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link followFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareFollowForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareFollowFork(parameters: PrepareFollowForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork }: PrepareFollowForkParameters) {
  return callOf(targetOf(community, "forks"), forksFollow, [fork]);
}
