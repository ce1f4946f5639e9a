import type { PublishedRelease } from "../core/releases.ts";
import type { ReleasesEvent } from "./history.ts";

/** A release as its events tell it: not how much had been contributed by then, which Weights know. */
export type ReleaseHistory = Omit<PublishedRelease, "from">;

/**
 * All releases from nothing but their events.
 *
 * @param events - All of them, from getReleasesHistory.
 * @returns Releases by number, from 1.
 *
 * @example
 * import { getReleasesHistory, rebuildReleases } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const releases = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const all = rebuildReleases(await getReleasesHistory(client, { releases, fromBlock: 0n }));
 */
export function rebuildReleases(events: readonly ReleasesEvent[]): ReadonlyMap<number, ReleaseHistory> {
  const all = new Map<number, ReleaseHistory>();
  for (const { eventName, args } of events) {
    if (eventName === "ReleasePublished") {
      const { release, ...what } = args;
      all.set(release, { ...what, opened: false });
    } else {
      const release = all.get(args.release);
      if (release !== undefined) release.opened = true;
    }
  }
  return all;
}
