import { prioritiesItemOf } from "../../abi/priorities.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type PriorityItem, decodeItem, prioritiesOf } from "../../core/priorities.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetItemParameters extends ReadOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
  /** Which item, from 1 in order of opening. */
  item: bigint;
}

export type GetItemReturnType = PriorityItem;

export type GetItemErrorType = ReadErrorType;

/**
 * An item as it stands.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetItemParameters}
 * @returns {@link PriorityItem}
 *
 * @example
 * import { getItem } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getItem(client, { priorities: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c", item: 1n });
 */
export async function getItem(
  client: ReadClient,
  { priorities, item, ...options }: GetItemParameters,
): Promise<GetItemReturnType> {
  const answer = await read(client, prioritiesOf(priorities), prioritiesItemOf, [item], options);
  return decodeItem(answer);
}
