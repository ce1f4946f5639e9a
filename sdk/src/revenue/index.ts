/** Who shares the revenue of what. */
export * from "../actions/revenue/getShares.ts";
export * from "../actions/revenue/isRevenueManager.ts";
export * from "../actions/revenue/pickPointer.ts";
export * from "../actions/revenue/setRevenueManager.ts";
export * from "../actions/revenue/setShares.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export type { Share } from "../core/revenue.ts";
export { getRevenueHistory, type GetRevenueHistoryParameters, type RevenueEvent } from "./history.ts";
export { rebuildRevenue, type RebuiltRevenue } from "./rebuild.ts";
