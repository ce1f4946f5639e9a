import type { Hash } from "viem";
import { electionsUnseat } from "../../abi/elections.ts";
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

export interface PrepareUnseatParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
}

export interface UnseatParameters extends PrepareUnseatParameters, WriteOptions {}

export interface SimulateUnseatParameters extends UnseatParameters, ReadOptions {}

export type UnseatReturnType = Hash;

export type SimulateUnseatReturnType = Simulation<void>;

export type UnseatErrorType = WriteErrorType;

export type SimulateUnseatErrorType = WriteErrorType;

export type PrepareUnseatErrorType = PrepareErrorType;

/**
 * Takes the seat of an incumbent, who is a candidate again with an empty bucket. Only the treasury may.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link UnseatParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, unseat } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await unseat(client, { community, election: 1n, candidacy: 1 });
 */
export async function unseat(client: WriteClient, parameters: UnseatParameters): Promise<UnseatReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link unseat} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateUnseatParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateUnseat(
  client: WriteClient,
  parameters: SimulateUnseatParameters,
): Promise<SimulateUnseatReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link unseat} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareUnseatParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareUnseat(parameters: PrepareUnseatParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, candidacy }: PrepareUnseatParameters) {
  return callOf(targetOf(community, "elections"), electionsUnseat, [election, candidacy]);
}
