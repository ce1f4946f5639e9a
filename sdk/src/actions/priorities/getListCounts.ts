import { prioritiesCounts } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetListCountsParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
}

export type GetListCountsReturnType = { lists: number; items: bigint };

export type GetListCountsErrorType = ReadErrorType;

/**
 * How many lists and items there have been; both are numbered from 1.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetListCountsParameters}
 * @returns Their numbers.
 *
 * @example
 * import { getListCounts } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getListCounts(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getListCounts(
  client: ReadClient,
  { priorities, ...options }: GetListCountsParameters,
): Promise<GetListCountsReturnType> {
  const answer = await read(client, prioritiesOf(priorities), prioritiesCounts, [], options);
  const [lists, items] = answer;
  return { lists, items };
}
