import type { Hash } from "viem";
import { electionsWithdrawCandidacy } from "../../abi/elections.ts";
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

export interface PrepareWithdrawCandidacyParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
}

export interface WithdrawCandidacyParameters extends PrepareWithdrawCandidacyParameters, WriteOptions {}

export interface SimulateWithdrawCandidacyParameters extends WithdrawCandidacyParameters, ReadOptions {}

export type WithdrawCandidacyReturnType = Hash;

export type SimulateWithdrawCandidacyReturnType = Simulation<void>;

export type WithdrawCandidacyErrorType = WriteErrorType;

export type SimulateWithdrawCandidacyErrorType = WriteErrorType;

export type PrepareWithdrawCandidacyErrorType = PrepareErrorType;

/**
 * Ends a candidacy of one's own, except that of a document in force.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawCandidacyParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, withdrawCandidacy } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await withdrawCandidacy(client, { community, election: 1n, candidacy: 1 });
 */
export async function withdrawCandidacy(
  client: WriteClient,
  parameters: WithdrawCandidacyParameters,
): Promise<WithdrawCandidacyReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawCandidacy} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawCandidacyParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawCandidacy(
  client: WriteClient,
  parameters: SimulateWithdrawCandidacyParameters,
): Promise<SimulateWithdrawCandidacyReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawCandidacy} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawCandidacyParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawCandidacy(parameters: PrepareWithdrawCandidacyParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, candidacy }: PrepareWithdrawCandidacyParameters) {
  return callOf(targetOf(community, "elections"), electionsWithdrawCandidacy, [election, candidacy]);
}
