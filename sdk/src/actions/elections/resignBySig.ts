import type { Hash } from "viem";
import { electionsResignBySig } from "../../abi/elections.ts";
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

export interface PrepareResignBySigParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
  /** What the owner signed. */
  owner: Authorization;
}

export interface ResignBySigParameters extends PrepareResignBySigParameters, WriteOptions {}

export interface SimulateResignBySigParameters extends ResignBySigParameters, ReadOptions {}

export type ResignBySigReturnType = Hash;

export type SimulateResignBySigReturnType = Simulation<void>;

export type ResignBySigErrorType = WriteErrorType;

export type SimulateResignBySigErrorType = WriteErrorType;

export type PrepareResignBySigErrorType = PrepareErrorType;

/**
 * Steps down for an owner who signed it; see signResign.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link ResignBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, resignBySig, signResign } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const owner = await signResign(client, { community, deadline, election: 1n, candidacy: 1 });
 * const hash = await resignBySig(client, { community, election: 1n, candidacy: 1, owner: owner });
 */
export async function resignBySig(
  client: WriteClient,
  parameters: ResignBySigParameters,
): Promise<ResignBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link resignBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateResignBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateResignBySig(
  client: WriteClient,
  parameters: SimulateResignBySigParameters,
): Promise<SimulateResignBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link resignBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareResignBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareResignBySig(parameters: PrepareResignBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, candidacy, owner }: PrepareResignBySigParameters) {
  return callOf(targetOf(community, "elections"), electionsResignBySig, [election, candidacy, owner]);
}
