import type { Hash } from "viem";
import { electionsWithdrawCandidacyBySig } from "../../abi/elections.ts";
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

export interface PrepareWithdrawCandidacyBySigParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
  /** What the owner signed. */
  owner: Authorization;
}

export interface WithdrawCandidacyBySigParameters extends PrepareWithdrawCandidacyBySigParameters, WriteOptions {}

export interface SimulateWithdrawCandidacyBySigParameters extends WithdrawCandidacyBySigParameters, ReadOptions {}

export type WithdrawCandidacyBySigReturnType = Hash;

export type SimulateWithdrawCandidacyBySigReturnType = Simulation<void>;

export type WithdrawCandidacyBySigErrorType = WriteErrorType;

export type SimulateWithdrawCandidacyBySigErrorType = WriteErrorType;

export type PrepareWithdrawCandidacyBySigErrorType = PrepareErrorType;

/**
 * Ends the candidacy of an owner who signed it; see signWithdrawCandidacy.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawCandidacyBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, signWithdrawCandidacy, withdrawCandidacyBySig } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const owner = await signWithdrawCandidacy(client, { community, deadline, election: 1n, candidacy: 1 });
 * const hash = await withdrawCandidacyBySig(client, { community, election: 1n, candidacy: 1, owner: owner });
 */
export async function withdrawCandidacyBySig(
  client: WriteClient,
  parameters: WithdrawCandidacyBySigParameters,
): Promise<WithdrawCandidacyBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawCandidacyBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawCandidacyBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawCandidacyBySig(
  client: WriteClient,
  parameters: SimulateWithdrawCandidacyBySigParameters,
): Promise<SimulateWithdrawCandidacyBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawCandidacyBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawCandidacyBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawCandidacyBySig(parameters: PrepareWithdrawCandidacyBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, candidacy, owner }: PrepareWithdrawCandidacyBySigParameters) {
  return callOf(targetOf(community, "elections"), electionsWithdrawCandidacyBySig, [election, candidacy, owner]);
}
