import type { Hash } from "viem";
import { electionsWithdrawBallotBySig } from "../../abi/elections.ts";
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

export interface PrepareWithdrawBallotBySigParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** What the voter signed. */
  voter: Authorization;
}

export interface WithdrawBallotBySigParameters extends PrepareWithdrawBallotBySigParameters, WriteOptions {}

export interface SimulateWithdrawBallotBySigParameters extends WithdrawBallotBySigParameters, ReadOptions {}

export type WithdrawBallotBySigReturnType = Hash;

export type SimulateWithdrawBallotBySigReturnType = Simulation<void>;

export type WithdrawBallotBySigErrorType = WriteErrorType;

export type SimulateWithdrawBallotBySigErrorType = WriteErrorType;

export type PrepareWithdrawBallotBySigErrorType = PrepareErrorType;

/**
 * Removes the ballot of a voter who signed it; see signWithdrawBallot.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawBallotBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, signWithdrawBallot, withdrawBallotBySig } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signWithdrawBallot(client, { community, deadline, election: 1n });
 * const hash = await withdrawBallotBySig(client, { community, election: 1n, voter: voter });
 */
export async function withdrawBallotBySig(
  client: WriteClient,
  parameters: WithdrawBallotBySigParameters,
): Promise<WithdrawBallotBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawBallotBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawBallotBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawBallotBySig(
  client: WriteClient,
  parameters: SimulateWithdrawBallotBySigParameters,
): Promise<SimulateWithdrawBallotBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawBallotBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawBallotBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawBallotBySig(parameters: PrepareWithdrawBallotBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, voter }: PrepareWithdrawBallotBySigParameters) {
  return callOf(targetOf(community, "elections"), electionsWithdrawBallotBySig, [election, voter]);
}
