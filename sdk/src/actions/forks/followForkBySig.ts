import type { Hash } from "viem";
import { forksFollowBySig } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { Authorization } from "../../core/elections.ts";
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

export interface PrepareFollowForkBySigParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** What the member signed. */
  member: Authorization;
}

export interface FollowForkBySigParameters extends PrepareFollowForkBySigParameters, WriteOptions {}

export interface SimulateFollowForkBySigParameters extends FollowForkBySigParameters, ReadOptions {}

export type FollowForkBySigReturnType = Hash;

export type SimulateFollowForkBySigReturnType = Simulation<void>;

export type FollowForkBySigErrorType = WriteErrorType;

export type SimulateFollowForkBySigErrorType = WriteErrorType;

export type PrepareFollowForkBySigErrorType = PrepareErrorType;

/**
 * Follows an executed fork for a member who signed it; see signFollowFork.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link FollowForkBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { followForkBySig, signFollowFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const member = await signFollowFork(client, { community, deadline, fork: 0n });
 * const hash = await followForkBySig(client, { community, fork: 0n, member });
 */
export async function followForkBySig(
  client: WriteClient,
  parameters: FollowForkBySigParameters,
): Promise<FollowForkBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link followForkBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateFollowForkBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateFollowForkBySig(
  client: WriteClient,
  parameters: SimulateFollowForkBySigParameters,
): Promise<SimulateFollowForkBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link followForkBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareFollowForkBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareFollowForkBySig(parameters: PrepareFollowForkBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, member }: PrepareFollowForkBySigParameters) {
  return callOf(targetOf(community, "forks"), forksFollowBySig, [fork, member]);
}
