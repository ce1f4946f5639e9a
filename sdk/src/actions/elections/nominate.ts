import type { Hash } from "viem";
import { electionsNominate } from "../../abi/elections.ts";
import { type BallotInput, orderBallot } from "../../core/ballot.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type NominationInput, completeNomination } from "../../core/elections.ts";
import { releasing } from "../../core/release.ts";
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

export interface PrepareNominateParameters extends BallotInput {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Who or what is nominated. */
  nomination: NominationInput;
}

export interface NominateParameters extends PrepareNominateParameters, WriteOptions {}

export interface SimulateNominateParameters extends NominateParameters, ReadOptions {}

export type NominateReturnType = Hash;

export type SimulateNominateReturnType = Simulation<number>;

export type NominateErrorType = WriteErrorType;

export type SimulateNominateErrorType = WriteErrorType;

export type PrepareNominateErrorType = PrepareErrorType;

/**
 * Nominates, with a ballot that gives the nominee more than 0 votes: the nominee is the candidacy that is left out.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link NominateParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, nominate } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await nominate(client, {
 *   community,
 *   election: 1n,
 *   nomination: { nominee: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
 *   placements: [{ permanent: 1_000_000_000n }],
 * });
 */
export async function nominate(client: WriteClient, parameters: NominateParameters): Promise<NominateReturnType> {
  return releasing(client, parameters, (one) => write(client, toCall(one), one));
}

/**
 * What {@link nominate} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateNominateParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateNominate(
  client: WriteClient,
  parameters: SimulateNominateParameters,
): Promise<SimulateNominateReturnType> {
  return releasing(client, parameters, (one) => simulate(client, toCall(one), one));
}

/**
 * The call of {@link nominate} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareNominateParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareNominate(parameters: PrepareNominateParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, nomination, ...ballot }: PrepareNominateParameters) {
  const { placements, scores, dead } = orderBallot(ballot);
  return callOf(targetOf(community, "elections"), electionsNominate, [
    election,
    completeNomination(nomination),
    placements,
    scores,
    dead,
  ]);
}
