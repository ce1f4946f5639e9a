import { prioritiesListOf } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type PriorityList, prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetListParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
}

export type GetListReturnType = PriorityList;

export type GetListErrorType = ReadErrorType;

/**
 * How a list is kept, and how many of its items are open.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetListParameters}
 * @returns {@link PriorityList}
 *
 * @example
 * import { getList } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getList(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", list: 1 });
 */
export async function getList(
  client: ReadClient,
  { priorities, list, ...options }: GetListParameters,
): Promise<GetListReturnType> {
  const answer = await read(client, prioritiesOf(priorities), prioritiesListOf, [list], options);
  const [parameters, retired, open] = answer;
  return { parameters, retired, open };
}
