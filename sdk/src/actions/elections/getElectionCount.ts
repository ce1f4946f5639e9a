import { electionsCount } from "../../abi/elections.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetElectionCountParameters extends ReadOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
}

export type GetElectionCountReturnType = bigint;

export type GetElectionCountErrorType = ReadErrorType;

/**
 * How many elections there have been. They are numbered from 0.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetElectionCountParameters}
 * @returns The number.
 *
 * @example
 * import { getCommunity, getElectionCount } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getElectionCount(client, { community });
 */
export async function getElectionCount(
  client: ReadClient,
  { community, ...options }: GetElectionCountParameters,
): Promise<GetElectionCountReturnType> {
  return read(client, targetOf(community, "elections"), electionsCount, [], options);
}
