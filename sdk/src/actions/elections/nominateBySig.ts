import type { Hash } from "viem";
import { electionsNominateBySig } from "../../abi/elections.ts";
import { type BallotInput, orderBallot } from "../../core/ballot.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { type Authorization, type NominationInput, completeNomination } from "../../core/elections.ts";
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

export interface PrepareNominateBySigParameters extends BallotInput {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Who or what is nominated. */
  nomination: NominationInput;
  /** What the voter signed. */
  voter: Authorization;
}

export interface NominateBySigParameters extends PrepareNominateBySigParameters, WriteOptions {}

export interface SimulateNominateBySigParameters extends NominateBySigParameters, ReadOptions {}

export type NominateBySigReturnType = Hash;

export type SimulateNominateBySigReturnType = Simulation<number>;

export type NominateBySigErrorType = WriteErrorType;

export type SimulateNominateBySigErrorType = WriteErrorType;

export type PrepareNominateBySigErrorType = PrepareErrorType;

/**
 * Nominates for a voter who signed it; see signNominate.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link NominateBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, nominateBySig, signNominate } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signNominate(client, {
 *   community,
 *   deadline,
 *   election: 1n,
 *   nomination: { nominee: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
 *   placements: [{ permanent: 1_000_000_000n }],
 * });
 * const hash = await nominateBySig(client, {
 *   community,
 *   election: 1n,
 *   nomination: { nominee: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
 *   voter: voter,
 *   placements: [{ permanent: 1_000_000_000n }],
 * });
 */
export async function nominateBySig(
  client: WriteClient,
  parameters: NominateBySigParameters,
): Promise<NominateBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link nominateBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateNominateBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateNominateBySig(
  client: WriteClient,
  parameters: SimulateNominateBySigParameters,
): Promise<SimulateNominateBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link nominateBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareNominateBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareNominateBySig(parameters: PrepareNominateBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, nomination, voter, ...ballot }: PrepareNominateBySigParameters) {
  const { placements, scores, dead } = orderBallot(ballot);
  return callOf(targetOf(community, "elections"), electionsNominateBySig, [
    election,
    completeNomination(nomination),
    placements,
    scores,
    dead,
    voter,
  ]);
}
