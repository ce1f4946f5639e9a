import type { Hash } from "viem";
import { electionsCastBallot } from "../../abi/elections.ts";
import { type BallotInput, orderBallot } from "../../core/ballot.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
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

export interface PrepareCastBallotParameters extends BallotInput {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export interface CastBallotParameters extends PrepareCastBallotParameters, WriteOptions {}

export interface SimulateCastBallotParameters extends CastBallotParameters, ReadOptions {}

export type CastBallotReturnType = Hash;

export type SimulateCastBallotReturnType = Simulation<void>;

export type CastBallotErrorType = WriteErrorType;

export type SimulateCastBallotErrorType = WriteErrorType;

export type PrepareCastBallotErrorType = PrepareErrorType;

/**
 * Casts, or replaces, a ballot. Placements and scores may come in any order.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CastBallotParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { castBallot, getCommunity } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await castBallot(client, {
 *   community,
 *   election: 1n,
 *   placements: [{ candidacy: 1, permanent: 1_000_000_000n }],
 * });
 */
export async function castBallot(client: WriteClient, parameters: CastBallotParameters): Promise<CastBallotReturnType> {
  return releasing(client, parameters, (one) => write(client, toCall(one), one));
}

/**
 * What {@link castBallot} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCastBallotParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCastBallot(
  client: WriteClient,
  parameters: SimulateCastBallotParameters,
): Promise<SimulateCastBallotReturnType> {
  return releasing(client, parameters, (one) => simulate(client, toCall(one), one));
}

/**
 * The call of {@link castBallot} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCastBallotParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCastBallot(parameters: PrepareCastBallotParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, ...ballot }: PrepareCastBallotParameters) {
  const { placements, scores, dead } = orderBallot(ballot);
  return callOf(targetOf(community, "elections"), electionsCastBallot, [election, placements, scores, dead]);
}
