import { prioritiesRanksOf } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetRanksParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
  /** Open items of the list, in order of rank, of equal ranks the earlier first. */
  items: readonly bigint[];
}

export type GetRanksReturnType = readonly bigint[];

export type GetRanksErrorType = ReadErrorType;

/**
 * The ranks of a page of a list. Fails unless the items are in order; rankItems puts them so.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRanksParameters}
 * @returns Their ranks.
 *
 * @example
 * import { getRanks } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getRanks(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   list: 1,
 *   items: [2n, 1n],
 * });
 */
export async function getRanks(
  client: ReadClient,
  { priorities, list, items, ...options }: GetRanksParameters,
): Promise<GetRanksReturnType> {
  return read(client, prioritiesOf(priorities), prioritiesRanksOf, [list, items], options);
}
