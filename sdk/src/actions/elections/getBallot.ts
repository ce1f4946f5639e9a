import type { Address } from "viem";
import { electionsBallotOf } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { Ballot } from "../../core/elections.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetBallotParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
  /** Whose ballot. */
  voter: Address;
}

export type GetBallotReturnType = Ballot;

export type GetBallotErrorType = ReadErrorType;

/**
 * The ballot of a voter.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetBallotParameters}
 * @returns {@link Ballot}; empty if there is none.
 *
 * @example
 * import { getBallot, getCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getBallot(client, {
 *   community,
 *   election: 1n,
 *   voter: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 * });
 */
export async function getBallot(
  client: ReadClient,
  { community, election, voter, ...options }: GetBallotParameters,
): Promise<GetBallotReturnType> {
  const answer = await read(client, targetOf(community, "elections"), electionsBallotOf, [election, voter], options);
  return { placements: answer[0].placements, scores: answer[0].scores, until: answer[1] };
}
