import type { Hash } from "viem";
import { forksUnjoin } from "../../abi/forks.ts";
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

export interface PrepareUnjoinForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
}

export interface UnjoinForkParameters extends PrepareUnjoinForkParameters, WriteOptions {}

export interface SimulateUnjoinForkParameters extends UnjoinForkParameters, ReadOptions {}

export type UnjoinForkReturnType = Hash;

export type SimulateUnjoinForkReturnType = Simulation<void>;

export type UnjoinForkErrorType = WriteErrorType;

export type SimulateUnjoinForkErrorType = WriteErrorType;

export type PrepareUnjoinForkErrorType = PrepareErrorType;

/**
 * Takes the sender's weight back, before the fork is executed.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link UnjoinForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { unjoinFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await unjoinFork(client, { community, fork: 0n });
 */
export async function unjoinFork(client: WriteClient, parameters: UnjoinForkParameters): Promise<UnjoinForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link unjoinFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateUnjoinForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateUnjoinFork(
  client: WriteClient,
  parameters: SimulateUnjoinForkParameters,
): Promise<SimulateUnjoinForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link unjoinFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareUnjoinForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareUnjoinFork(parameters: PrepareUnjoinForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork }: PrepareUnjoinForkParameters) {
  return callOf(targetOf(community, "forks"), forksUnjoin, [fork]);
}
