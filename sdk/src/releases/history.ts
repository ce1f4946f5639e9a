import { releasesReleaseOpenedEvent, releasesReleasePublishedEvent } from "../abi/releases.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { releasesOf } from "../core/releases.ts";

const EVENTS = [releasesReleasePublishedEvent, releasesReleaseOpenedEvent] as const;

/**
 * What happens in releases, told apart by its `eventName`: what is published, and what opens to everyone before its date.
 */
export type ReleasesEvent = EventOf<typeof EVENTS>;

export interface GetReleasesHistoryParameters extends HistoryOptions {
  /** The Releases of a community. */
  releases: ModuleAt;
}

/**
 * Everything that has happened in releases, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetReleasesHistoryParameters}
 * @returns {@link ReleasesEvent}s
 *
 * @example
 * import { getReleasesHistory } from "@perdure/sdk/releases";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const releases = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getReleasesHistory(client, { releases, fromBlock: 0n });
 */
export async function getReleasesHistory(
  client: ReadClient,
  { releases, ...options }: GetReleasesHistoryParameters,
): Promise<ReleasesEvent[]> {
  return collect(client, EVENTS, [releasesOf(releases)], options);
}
