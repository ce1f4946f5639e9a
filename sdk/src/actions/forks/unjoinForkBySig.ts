import type { Hash } from "viem";
import { forksUnjoinBySig } from "../../abi/forks.ts";
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

export interface PrepareUnjoinForkBySigParameters {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** What the member signed. */
  member: Authorization;
}

export interface UnjoinForkBySigParameters extends PrepareUnjoinForkBySigParameters, WriteOptions {}

export interface SimulateUnjoinForkBySigParameters extends UnjoinForkBySigParameters, ReadOptions {}

export type UnjoinForkBySigReturnType = Hash;

export type SimulateUnjoinForkBySigReturnType = Simulation<void>;

export type UnjoinForkBySigErrorType = WriteErrorType;

export type SimulateUnjoinForkBySigErrorType = WriteErrorType;

export type PrepareUnjoinForkBySigErrorType = PrepareErrorType;

/**
 * Takes back the weight of a member who signed it, before the fork is executed; see signUnjoinFork.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link UnjoinForkBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { unjoinForkBySig, signUnjoinFork } from "@perdure/sdk/forks";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const member = await signUnjoinFork(client, { community, deadline, fork: 0n });
 * const hash = await unjoinForkBySig(client, { community, fork: 0n, member });
 */
export async function unjoinForkBySig(
  client: WriteClient,
  parameters: UnjoinForkBySigParameters,
): Promise<UnjoinForkBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link unjoinForkBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateUnjoinForkBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateUnjoinForkBySig(
  client: WriteClient,
  parameters: SimulateUnjoinForkBySigParameters,
): Promise<SimulateUnjoinForkBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link unjoinForkBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareUnjoinForkBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareUnjoinForkBySig(parameters: PrepareUnjoinForkBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, fork, member }: PrepareUnjoinForkBySigParameters) {
  return callOf(targetOf(community, "forks"), forksUnjoinBySig, [fork, member]);
}
