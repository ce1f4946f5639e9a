import type { Hash } from "viem";
import { forksJoinBySig } from "../../abi/forks.ts";
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

export interface PrepareJoinForkBySigParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** What the member signed. */
  member: Authorization;
}

export interface JoinForkBySigParameters extends PrepareJoinForkBySigParameters, WriteOptions {}

export interface SimulateJoinForkBySigParameters extends JoinForkBySigParameters, ReadOptions {}

export type JoinForkBySigReturnType = Hash;

export type SimulateJoinForkBySigReturnType = Simulation<void>;

export type JoinForkBySigErrorType = WriteErrorType;

export type SimulateJoinForkBySigErrorType = WriteErrorType;

export type PrepareJoinForkBySigErrorType = PrepareErrorType;

/**
 * Joins a fork for a member who signed it; see signJoinFork.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link JoinForkBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { joinForkBySig, signJoinFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const member = await signJoinFork(client, { community, deadline, fork: 0n });
 * const hash = await joinForkBySig(client, { community, fork: 0n, member });
 */
export async function joinForkBySig(
  client: WriteClient,
  parameters: JoinForkBySigParameters,
): Promise<JoinForkBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link joinForkBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateJoinForkBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateJoinForkBySig(
  client: WriteClient,
  parameters: SimulateJoinForkBySigParameters,
): Promise<SimulateJoinForkBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link joinForkBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareJoinForkBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareJoinForkBySig(parameters: PrepareJoinForkBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, member }: PrepareJoinForkBySigParameters) {
  return callOf(targetOf(community, "forks"), forksJoinBySig, [fork, member]);
}
