import { revenueSharesManagerSetEvent, revenueSharesSharesSetEvent } from "../abi/revenueShares.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { revenueOf } from "../core/revenue.ts";

const EVENTS = [revenueSharesSharesSetEvent, revenueSharesManagerSetEvent] as const;

/**
 * What happens in revenue shares, told apart by its `eventName`: shares of keys, and who may set them.
 */
export type RevenueEvent = EventOf<typeof EVENTS>;

export interface GetRevenueHistoryParameters extends HistoryOptions {
  /** The RevenueShares of a community. */
  revenue: ModuleAt;
}

/**
 * Everything that has happened in revenue shares, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetRevenueHistoryParameters}
 * @returns {@link RevenueEvent}s
 *
 * @example
 * import { getRevenueHistory } from "@perdure/sdk/revenue";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const revenue = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getRevenueHistory(client, { revenue, fromBlock: 0n });
 */
export async function getRevenueHistory(
  client: ReadClient,
  { revenue, ...options }: GetRevenueHistoryParameters,
): Promise<RevenueEvent[]> {
  return collect(client, EVENTS, [revenueOf(revenue)], options);
}
