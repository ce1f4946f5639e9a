import type { Hash } from "viem";
import { electionsResign } from "../../abi/elections.ts";
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

export interface PrepareResignParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
}

export interface ResignParameters extends PrepareResignParameters, WriteOptions {}

export interface SimulateResignParameters extends ResignParameters, ReadOptions {}

export type ResignReturnType = Hash;

export type SimulateResignReturnType = Simulation<void>;

export type ResignErrorType = WriteErrorType;

export type SimulateResignErrorType = WriteErrorType;

export type PrepareResignErrorType = PrepareErrorType;

/**
 * Steps down from a seat, and is a candidate again.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ResignParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, resign } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await resign(client, { community, election: 1n, candidacy: 1 });
 */
export async function resign(client: WriteClient, parameters: ResignParameters): Promise<ResignReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link resign} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateResignParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateResign(
  client: WriteClient,
  parameters: SimulateResignParameters,
): Promise<SimulateResignReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link resign} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareResignParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareResign(parameters: PrepareResignParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, candidacy }: PrepareResignParameters) {
  return callOf(targetOf(community, "elections"), electionsResign, [election, candidacy]);
}
