import type { Hash } from "viem";
import { forksAdvance } from "../../abi/forks.ts";
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

export interface PrepareAdvanceForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** How many at most; all unless said. */
  maxCycles?: number | undefined;
}

export interface AdvanceForkParameters extends PrepareAdvanceForkParameters, WriteOptions {}

export interface SimulateAdvanceForkParameters extends AdvanceForkParameters, ReadOptions {}

export type AdvanceForkReturnType = Hash;

export type SimulateAdvanceForkReturnType = Simulation<void>;

export type AdvanceForkErrorType = WriteErrorType;

export type SimulateAdvanceForkErrorType = WriteErrorType;

export type PrepareAdvanceForkErrorType = PrepareErrorType;

/**
 * Closes past cycles of a fork. Anyone may; the result is the same whoever does, whenever.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link AdvanceForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { advanceFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await advanceFork(client, { community, fork: 0n });
 */
export async function advanceFork(
  client: WriteClient,
  parameters: AdvanceForkParameters,
): Promise<AdvanceForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link advanceFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateAdvanceForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateAdvanceFork(
  client: WriteClient,
  parameters: SimulateAdvanceForkParameters,
): Promise<SimulateAdvanceForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link advanceFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareAdvanceForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareAdvanceFork(parameters: PrepareAdvanceForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, maxCycles }: PrepareAdvanceForkParameters) {
  return callOf(targetOf(community, "forks"), forksAdvance, [fork, maxCycles ?? 2 ** 32 - 1]);
}
