/** Sponsorware: publishing releases, and a Node server that serves the newest to patrons, and everything to everyone once it is open. */
export * from "../actions/releases/findRelease.ts";
export * from "../actions/releases/getGathered.ts";
export * from "../actions/releases/getNewestRelease.ts";
export * from "../actions/releases/getRelease.ts";
export * from "../actions/releases/hasReleaseAccess.ts";
export * from "../actions/releases/isPatron.ts";
export * from "../actions/releases/isReleaseOpen.ts";
export * from "../actions/releases/openRelease.ts";
export * from "../actions/releases/publishRelease.ts";
export * from "../actions/releases/waitForRelease.ts";
export type { ModuleAt } from "../core/community.ts";
export type { HistoryOptions } from "../core/events.ts";
export type { PublishedRelease } from "../core/releases.ts";
export {
  type HttpRequest,
  type HttpResponse,
  type ReleaseMiddleware,
  type ReleaseMiddlewareOptions,
  createReleaseMiddleware,
} from "./middleware.ts";
export { getReleasesHistory, type GetReleasesHistoryParameters, type ReleasesEvent } from "./history.ts";
export { rebuildReleases, type ReleaseHistory } from "./rebuild.ts";
