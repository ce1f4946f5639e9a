import { electionsNonceUsedEvent } from "../abi/elections.ts";
import {
  prioritiesItemClosedEvent,
  prioritiesItemDroppedEvent,
  prioritiesItemMarkedIdleEvent,
  prioritiesItemOpenedEvent,
  prioritiesItemPlacedEvent,
  prioritiesItemProppedEvent,
  prioritiesItemRecalledEvent,
  prioritiesItemServedEvent,
  prioritiesListMadeEvent,
  prioritiesListRetiredEvent,
} from "../abi/priorities.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { prioritiesOf } from "../core/priorities.ts";

const EVENTS = [
  prioritiesListMadeEvent,
  prioritiesListRetiredEvent,
  prioritiesItemOpenedEvent,
  prioritiesItemPlacedEvent,
  prioritiesItemRecalledEvent,
  prioritiesItemMarkedIdleEvent,
  prioritiesItemProppedEvent,
  prioritiesItemClosedEvent,
  prioritiesItemServedEvent,
  prioritiesItemDroppedEvent,
  electionsNonceUsedEvent,
] as const;

/**
 * What happens in lists, told apart by its `eventName`: lists and items that come and go, weight on them, and nonces that
 * are used up.
 */
export type PrioritiesEvent = EventOf<typeof EVENTS>;

export interface GetPrioritiesHistoryParameters extends HistoryOptions {
  /** The Priorities of a community. */
  priorities: ModuleAt;
}

/**
 * Everything that has happened in lists, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPrioritiesHistoryParameters}
 * @returns {@link PrioritiesEvent}s
 *
 * @example
 * import { getPrioritiesHistory } from "@perdure/sdk/priorities";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const priorities = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getPrioritiesHistory(client, { priorities, fromBlock: 0n });
 */
export async function getPrioritiesHistory(
  client: ReadClient,
  { priorities, ...options }: GetPrioritiesHistoryParameters,
): Promise<PrioritiesEvent[]> {
  return collect(client, EVENTS, [prioritiesOf(priorities)], options);
}
