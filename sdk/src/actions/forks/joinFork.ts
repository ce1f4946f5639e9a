import type { Hash } from "viem";
import { forksJoin } from "../../abi/forks.ts";
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

export interface PrepareJoinForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
}

export interface JoinForkParameters extends PrepareJoinForkParameters, WriteOptions {}

export interface SimulateJoinForkParameters extends JoinForkParameters, ReadOptions {}

export type JoinForkReturnType = Hash;

export type SimulateJoinForkReturnType = Simulation<void>;

export type JoinForkErrorType = WriteErrorType;

export type SimulateJoinForkErrorType = WriteErrorType;

export type PrepareJoinForkErrorType = PrepareErrorType;

/**
 * Joins a fork with all of the sender's weight, none of which may be placed. It stays locked until unjoinFork.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link JoinForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { joinFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await joinFork(client, { community, fork: 0n });
 */
export async function joinFork(client: WriteClient, parameters: JoinForkParameters): Promise<JoinForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link joinFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateJoinForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateJoinFork(
  client: WriteClient,
  parameters: SimulateJoinForkParameters,
): Promise<SimulateJoinForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link joinFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareJoinForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareJoinFork(parameters: PrepareJoinForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork }: PrepareJoinForkParameters) {
  return callOf(targetOf(community, "forks"), forksJoin, [fork]);
}
