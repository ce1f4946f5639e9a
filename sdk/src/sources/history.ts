import {
  contributorSourceBlendSetEvent,
  contributorSourceContributorListedEvent,
  contributorSourceContributorOwesEvent,
  contributorSourceContributorSettledEvent,
  contributorSourceContributorStruckOffEvent,
  contributorSourceMetricReportedEvent,
  contributorSourceMetricsReportedEvent,
} from "../abi/contributorSource.ts";
import {
  membershipSourceMembershipPassedOverEvent,
  membershipSourceMembershipRenewedEvent,
} from "../abi/membershipSource.ts";
import {
  patronSourceDonatedEvent,
  patronSourceDonationReportedEvent,
  patronSourceFeedNamedEvent,
  patronSourceHighestPatronNamedEvent,
  patronSourcePatronagePassedOverEvent,
  patronSourcePatronageSetEvent,
  patronSourceStreamSetEvent,
} from "../abi/patronSource.ts";
import { receiptSourceReceiptsClaimedEvent, receiptSourceReceiptsPublishedEvent } from "../abi/receiptSource.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { sourceOf } from "../core/sources.ts";

const EVENTS = [
  patronSourceDonatedEvent,
  patronSourceDonationReportedEvent,
  patronSourcePatronagePassedOverEvent,
  patronSourcePatronageSetEvent,
  patronSourceStreamSetEvent,
  patronSourceHighestPatronNamedEvent,
  patronSourceFeedNamedEvent,
  contributorSourceContributorListedEvent,
  contributorSourceContributorStruckOffEvent,
  contributorSourceBlendSetEvent,
  contributorSourceMetricReportedEvent,
  contributorSourceMetricsReportedEvent,
  contributorSourceContributorSettledEvent,
  contributorSourceContributorOwesEvent,
  receiptSourceReceiptsPublishedEvent,
  receiptSourceReceiptsClaimedEvent,
  membershipSourceMembershipRenewedEvent,
  membershipSourceMembershipPassedOverEvent,
] as const;

/**
 * What happens in one source, told apart by its `eventName`: donations, patronages and streams; contributors, metrics and
 * what they hold; roots and claims; memberships; and the feed that is named.
 */
export type SourceEvent = EventOf<typeof EVENTS>;

export interface GetSourceHistoryParameters extends HistoryOptions {
  /** A source of patronages, for contributors, of receipts or of memberships. */
  source: ModuleAt;
}

/**
 * Everything that has happened in one source, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetSourceHistoryParameters}
 * @returns {@link SourceEvent}s
 *
 * @example
 * import { getSourceHistory } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const source = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getSourceHistory(client, { source, fromBlock: 0n });
 */
export async function getSourceHistory(
  client: ReadClient,
  { source, ...options }: GetSourceHistoryParameters,
): Promise<SourceEvent[]> {
  return collect(client, EVENTS, [sourceOf(source)], options);
}
