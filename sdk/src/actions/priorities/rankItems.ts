import { getBlockNumber } from "viem/actions";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type ReadErrorType, orPerdureError } from "../../errors/toPerdureError.ts";
import { getItem } from "./getItem.ts";
import { getList } from "./getList.ts";
import { getListCounts } from "./getListCounts.ts";
import { getRanks } from "./getRanks.ts";

/** How many items are asked for at a time. */
const PAGE = 64;

export interface RankItemsParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which list, from 1 in order of making. */
  list: number;
  /** Which of its items, in any order; all that are open unless said. */
  items?: readonly bigint[] | undefined;
}

export interface RankedItem {
  item: bigint;
  rank: bigint;
}

export interface RankItemsReturnType {
  /** Those of the items that are open, the highest rank first, of equal ranks the earlier item. */
  ranking: readonly RankedItem[];
  /** Whether these are all open items of the list. */
  isWhole: boolean;
}

export type RankItemsErrorType = ReadErrorType;

/**
 * Orders the items of a list by rank, and has the contract confirm the order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link RankItemsParameters}
 * @returns The items in their order, all as of one block.
 *
 * @example
 * import { rankItems } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const { ranking } = await rankItems(client, {
 *   priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   list: 1,
 * });
 */
export async function rankItems(
  client: ReadClient,
  { priorities, list, items, blockTag, blockNumber }: RankItemsParameters,
): Promise<RankItemsReturnType> {
  // Between two blocks ranks may change, and with them the order.
  const latest = blockNumber === undefined && blockTag === undefined;
  const at = latest ? { blockNumber: await orPerdureError(() => getBlockNumber(client)) } : { blockTag, blockNumber };
  const { open } = await getList(client, { priorities, list, ...at });
  const wanted = items ?? (await allItems(client, priorities, at));
  const ranking: RankedItem[] = [];
  for (let from = 0; from < wanted.length; from += PAGE) {
    const page = wanted.slice(from, from + PAGE);
    const found = await Promise.all(page.map((item) => getItem(client, { priorities, item, ...at })));
    for (const [i, { stage, rank, list: of }] of found.entries()) {
      const item = page[i];
      if (item !== undefined && stage === "open" && of === list) ranking.push({ item, rank });
    }
  }
  ranking.sort((a, b) => compare(b.rank, a.rank) || compare(a.item, b.item));
  await getRanks(client, { priorities, list, items: ranking.map(({ item }) => item), ...at });
  return { ranking, isWhole: ranking.length === open };
}

async function allItems(client: ReadClient, priorities: ModuleAt, at: ReadOptions): Promise<bigint[]> {
  const { items } = await getListCounts(client, { priorities, ...at });
  return Array.from({ length: Number(items) }, (_, i) => BigInt(i) + 1n);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
