import { electionsLiveAt } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetLiveElectionCountParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** In which cycle. */
  cycle: number;
}

export type GetLiveElectionCountReturnType = number;

export type GetLiveElectionCountErrorType = ReadErrorType;

/**
 * How many elections are live at the end of a cycle: with the live commitments they share what voters have placed nowhere.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetLiveElectionCountParameters}
 * @returns Their number; so far, for the running cycle.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getLiveElectionCount } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getLiveElectionCount(client, { community, cycle: 12 });
 */
export async function getLiveElectionCount(
  client: ReadClient,
  { community, cycle, ...options }: GetLiveElectionCountParameters,
): Promise<GetLiveElectionCountReturnType> {
  const [live] = await read(client, targetOf(community, "elections"), electionsLiveAt, [cycle], options);
  return live;
}
