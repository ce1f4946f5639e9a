import type { Address, Hash } from "viem";
import { forksArrive } from "../../abi/forks.ts";
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

export interface PrepareArriveByForkParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** Whose weight it is. */
  member: Address;
}

export interface ArriveByForkParameters extends PrepareArriveByForkParameters, WriteOptions {}

export interface SimulateArriveByForkParameters extends ArriveByForkParameters, ReadOptions {}

export type ArriveByForkReturnType = Hash;

export type SimulateArriveByForkReturnType = Simulation<void>;

export type ArriveByForkErrorType = WriteErrorType;

export type SimulateArriveByForkErrorType = WriteErrorType;

export type PrepareArriveByForkErrorType = PrepareErrorType;

/**
 * Moves a member who has joined to the child, weight and all. Anyone may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ArriveByForkParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { arriveByFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await arriveByFork(client, { community, fork: 0n, member: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function arriveByFork(
  client: WriteClient,
  parameters: ArriveByForkParameters,
): Promise<ArriveByForkReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link arriveByFork} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateArriveByForkParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateArriveByFork(
  client: WriteClient,
  parameters: SimulateArriveByForkParameters,
): Promise<SimulateArriveByForkReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link arriveByFork} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareArriveByForkParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareArriveByFork(parameters: PrepareArriveByForkParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, member }: PrepareArriveByForkParameters) {
  return callOf(targetOf(community, "forks"), forksArrive, [fork, checkAddress("member", member)]);
}
