import type { Hash } from "viem";
import { electionsCastBallot, electionsPlace } from "../../abi/elections.ts";
import { orderBallot } from "../../core/ballot.ts";
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

export interface PreparePlaceParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Which candidacy. */
  candidacy: number;
  /** Counts against the candidacy. */
  against?: boolean | undefined;
  /** Units. */
  permanent: bigint;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
}

export interface PlaceParameters extends PreparePlaceParameters, WriteOptions {}

export interface SimulatePlaceParameters extends PlaceParameters, ReadOptions {}

export type PlaceReturnType = Hash;

export type SimulatePlaceReturnType = Simulation<void>;

export type PlaceErrorType = WriteErrorType;

export type SimulatePlaceErrorType = WriteErrorType;

export type PreparePlaceErrorType = PrepareErrorType;

/**
 * Casts, or replaces, a ballot by one placement: the ballot that nearly all are, at the least cost. Resource method
 * only.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link PlaceParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { getCommunity, place } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await place(client, { community, election: 1n, candidacy: 1, permanent: 1n });
 */
export async function place(client: WriteClient, parameters: PlaceParameters): Promise<PlaceReturnType> {
  const first: typeof parameters & { dead?: readonly bigint[] } = parameters;
  return releasing(client, first, (one) =>
    one.dead === undefined ? write(client, toCall(one), one) : write(client, toReleasingCall(one, one.dead), one),
  );
}

/**
 * What {@link place} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulatePlaceParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulatePlace(
  client: WriteClient,
  parameters: SimulatePlaceParameters,
): Promise<SimulatePlaceReturnType> {
  const first: typeof parameters & { dead?: readonly bigint[] } = parameters;
  return releasing(client, first, (one) =>
    one.dead === undefined ? simulate(client, toCall(one), one) : simulate(client, toReleasingCall(one, one.dead), one),
  );
}

/**
 * The call of {@link place} for a batch or a smart wallet.
 *
 * @param parameters - {@link PreparePlaceParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function preparePlace(parameters: PreparePlaceParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, election, candidacy, against, permanent, leased }: PreparePlaceParameters) {
  return callOf(targetOf(community, "elections"), electionsPlace, [
    election,
    candidacy,
    against ?? false,
    permanent,
    leased ?? 0n,
  ]);
}

/** The cheap call cannot release anything first; the general one can. */
function toReleasingCall({ community, election, ...placement }: PreparePlaceParameters, dead: readonly bigint[]) {
  const { placements } = orderBallot({ placements: [placement] });
  return callOf(targetOf(community, "elections"), electionsCastBallot, [election, placements, [], [...dead]]);
}
