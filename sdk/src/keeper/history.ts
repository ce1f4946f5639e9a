import { upkeepJobDoneEvent } from "../abi/upkeep.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { upkeepOf } from "../core/keeper.ts";

const EVENTS = [upkeepJobDoneEvent] as const;

/**
 * What happens in a keeper's work, told apart by its `eventName`: jobs that were done.
 */
export type UpkeepEvent = EventOf<typeof EVENTS>;

export interface GetUpkeepHistoryParameters extends HistoryOptions {
  /** The Upkeep. */
  upkeep: ModuleAt;
}

/**
 * Everything that has happened in a keeper's work, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetUpkeepHistoryParameters}
 * @returns {@link UpkeepEvent}s
 *
 * @example
 * import { getUpkeepHistory } from "@perdure/sdk/keeper";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const upkeep = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getUpkeepHistory(client, { upkeep, fromBlock: 0n });
 */
export async function getUpkeepHistory(
  client: ReadClient,
  { upkeep, ...options }: GetUpkeepHistoryParameters,
): Promise<UpkeepEvent[]> {
  return collect(client, EVENTS, [upkeepOf(upkeep)], options);
}
