import type { Hash } from "viem";
import { electionsWithdrawBallot } from "../../abi/elections.ts";
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

export interface PrepareWithdrawBallotParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export interface WithdrawBallotParameters extends PrepareWithdrawBallotParameters, WriteOptions {}

export interface SimulateWithdrawBallotParameters extends WithdrawBallotParameters, ReadOptions {}

export type WithdrawBallotReturnType = Hash;

export type SimulateWithdrawBallotReturnType = Simulation<void>;

export type WithdrawBallotErrorType = WriteErrorType;

export type SimulateWithdrawBallotErrorType = WriteErrorType;

export type PrepareWithdrawBallotErrorType = PrepareErrorType;

/**
 * Removes a ballot and frees its weight, in live and ended elections alike.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link WithdrawBallotParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, withdrawBallot } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await withdrawBallot(client, { community, election: 1n });
 */
export async function withdrawBallot(
  client: WriteClient,
  parameters: WithdrawBallotParameters,
): Promise<WithdrawBallotReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link withdrawBallot} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateWithdrawBallotParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateWithdrawBallot(
  client: WriteClient,
  parameters: SimulateWithdrawBallotParameters,
): Promise<SimulateWithdrawBallotReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link withdrawBallot} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareWithdrawBallotParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareWithdrawBallot(parameters: PrepareWithdrawBallotParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election }: PrepareWithdrawBallotParameters) {
  return callOf(targetOf(community, "elections"), electionsWithdrawBallot, [election]);
}
