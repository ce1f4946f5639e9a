import type { Address, Hash } from "viem";
import { forksRecall } from "../../abi/forks.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
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

export interface PrepareRecallFromForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** Whose weight it is. */
  member: Address;
}

export interface RecallFromForkParameters extends PrepareRecallFromForkParameters, WriteOptions {}

export interface SimulateRecallFromForkParameters extends RecallFromForkParameters, ReadOptions {}

export type RecallFromForkReturnType = Hash;

export type SimulateRecallFromForkReturnType = Simulation<void>;

export type RecallFromForkErrorType = WriteErrorType;

export type SimulateRecallFromForkErrorType = WriteErrorType;

export type PrepareRecallFromForkErrorType = PrepareErrorType;

/**
 * Takes a member out who is overdrawn, one cycle after the overdraft. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link RecallFromForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { recallFromFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await recallFromFork(client, { community, fork: 0n, member: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function recallFromFork(
  client: WriteClient,
  parameters: RecallFromForkParameters,
): Promise<RecallFromForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link recallFromFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateRecallFromForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateRecallFromFork(
  client: WriteClient,
  parameters: SimulateRecallFromForkParameters,
): Promise<SimulateRecallFromForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link recallFromFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareRecallFromForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareRecallFromFork(parameters: PrepareRecallFromForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, member }: PrepareRecallFromForkParameters) {
  return callOf(targetOf(community, "forks"), forksRecall, [fork, checkAddress("member", member)]);
}
