import type { Address, Hex } from "viem";
import { type Share, decodeShare } from "../core/revenue.ts";
import type { RevenueEvent } from "./history.ts";

export interface RebuiltRevenue {
  /** By key; those without shares are left out. */
  shares: ReadonlyMap<Hex, readonly Share[]>;
  /** Who may set shares, beside the treasury. */
  managers: ReadonlySet<Address>;
}

/**
 * Who shares the revenue of what, from nothing but events. Up to an earlier one, they tell how it was then.
 *
 * @param events - All of them, from getRevenueHistory.
 *
 * @example
 * import { getRevenueHistory, rebuildRevenue } from "@perdure/sdk/revenue";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const revenue = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { shares } = rebuildRevenue(await getRevenueHistory(client, { revenue, fromBlock: 0n }));
 */
export function rebuildRevenue(events: readonly RevenueEvent[]): RebuiltRevenue {
  const shares = new Map<Hex, readonly Share[]>();
  const managers = new Set<Address>();
  for (const { eventName, args } of events) {
    if (eventName === "SharesSet") {
      if (args.shares.length === 0) shares.delete(args.key);
      else shares.set(args.key, args.shares.map(decodeShare));
    } else if (args.allowed) managers.add(args.account);
    else managers.delete(args.account);
  }
  return { shares, managers };
}
