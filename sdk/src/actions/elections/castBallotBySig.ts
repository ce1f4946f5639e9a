import type { Hash } from "viem";
import { electionsCastBallotBySig } from "../../abi/elections.ts";
import { type BallotInput, orderBallot } from "../../core/ballot.ts";
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

export interface PrepareCastBallotBySigParameters extends BallotInput {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** What the voter signed. */
  voter: Authorization;
}

export interface CastBallotBySigParameters extends PrepareCastBallotBySigParameters, WriteOptions {}

export interface SimulateCastBallotBySigParameters extends CastBallotBySigParameters, ReadOptions {}

export type CastBallotBySigReturnType = Hash;

export type SimulateCastBallotBySigReturnType = Simulation<void>;

export type CastBallotBySigErrorType = WriteErrorType;

export type SimulateCastBallotBySigErrorType = WriteErrorType;

export type PrepareCastBallotBySigErrorType = PrepareErrorType;

/**
 * Casts, or replaces, the ballot of a voter who signed it; see signCastBallot.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CastBallotBySigParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { castBallotBySig, getCommunity, signCastBallot } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 3600);
 * const voter = await signCastBallot(client, {
 *   community,
 *   deadline,
 *   election: 1n,
 *   placements: [{ candidacy: 1, permanent: 1_000_000_000n }],
 * });
 * const hash = await castBallotBySig(client, {
 *   community,
 *   election: 1n,
 *   voter: voter,
 *   placements: [{ candidacy: 1, permanent: 1_000_000_000n }],
 * });
 */
export async function castBallotBySig(
  client: WriteClient,
  parameters: CastBallotBySigParameters,
): Promise<CastBallotBySigReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link castBallotBySig} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCastBallotBySigParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCastBallotBySig(
  client: WriteClient,
  parameters: SimulateCastBallotBySigParameters,
): Promise<SimulateCastBallotBySigReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link castBallotBySig} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCastBallotBySigParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCastBallotBySig(parameters: PrepareCastBallotBySigParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, voter, ...ballot }: PrepareCastBallotBySigParameters) {
  const { placements, scores, dead } = orderBallot(ballot);
  return callOf(targetOf(community, "elections"), electionsCastBallotBySig, [
    election,
    placements,
    scores,
    dead,
    voter,
  ]);
}
