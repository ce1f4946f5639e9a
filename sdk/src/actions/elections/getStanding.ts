import { electionsStanding } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import type { Candidacy } from "../../core/elections.ts";
import { read } from "../../core/read.ts";
import { STAGES, wordOf } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetStandingParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Which election; 0 elects the constitution. */
  election: bigint;
}

export type GetStandingReturnType = readonly Candidacy[];

export type GetStandingErrorType = ReadErrorType;

/**
 * The whole field of an election as it stands now, as if all past cycles had been closed.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetStandingParameters}
 * @returns {@link Candidacy}s, those that have ended left out.
 *
 * @example
 * import { getCommunity, getStanding } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getStanding(client, { community, election: 1n });
 */
export async function getStanding(
  client: ReadClient,
  { community, election, ...options }: GetStandingParameters,
): Promise<GetStandingReturnType> {
  const answer = await read(client, targetOf(community, "elections"), electionsStanding, [election], options);
  return answer.map((candidacy) => ({ ...candidacy, stage: wordOf(STAGES, candidacy.stage) }));
}
