import { electionsElectionOf } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { decodeElection } from "../../core/election.ts";
import type { Election } from "../../core/elections.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectionParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export type GetElectionReturnType = Election;

export type GetElectionErrorType = ReadErrorType;

/**
 * How an election is held.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectionParameters}
 * @returns {@link Election}
 *
 * @example
 * import { getCommunity, getElection } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElection(client, { community, election: 1n });
 */
export async function getElection(
  client: ReadClient,
  { community, election, ...options }: GetElectionParameters,
): Promise<GetElectionReturnType> {
  const answer = await read(client, targetOf(community, "elections"), electionsElectionOf, [election], options);
  return { parameters: decodeElection(answer[0]), retired: answer[1], cycle: answer[2] };
}
