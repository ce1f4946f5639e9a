/** What anyone may do, done when it is due. */
export * from "../actions/keeper/checkUpkeep.ts";
export * from "../actions/keeper/performUpkeep.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export { advanceJob, encodeJobs, type Job, settleContributorJob, syncJob } from "../core/keeper.ts";
export { getUpkeepHistory, type GetUpkeepHistoryParameters, type UpkeepEvent } from "./history.ts";
