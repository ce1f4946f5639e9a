import type { Address, Hex } from "viem";
import { type InboxFeed, decodeFeed } from "../core/oracle.ts";
import type { OracleEvent } from "./history.ts";

/** An inbox as its events tell it. */
export interface RebuiltInbox {
  /** By name: where reports go, and the number of the last one. */
  feeds: ReadonlyMap<Hex, InboxFeed>;
  /** By number: who signs, and how many of them make a report. The last one is in force. */
  signerSets: ReadonlyMap<number, { signers: readonly Address[]; quorum: number }>;
  /** Those that may hand in reports of their own quorum. */
  forwarders: ReadonlySet<Address>;
  /** By feed: numbers of the reports that their consumer has refused, and which redeliverReport takes. */
  undelivered: ReadonlyMap<Hex, ReadonlySet<bigint>>;
}

/**
 * An inbox's state from nothing but its events.
 *
 * @param events - All of one inbox, from getOracleHistory; others are passed over.
 *
 * @example
 * import { getOracleHistory, rebuildInbox } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const inbox = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { undelivered } = rebuildInbox(await getOracleHistory(client, { inbox, fromBlock: 0n }));
 */
export function rebuildInbox(events: readonly OracleEvent[]): RebuiltInbox {
  const feeds = new Map<Hex, InboxFeed>();
  const signerSets = new Map<number, { signers: readonly Address[]; quorum: number }>();
  const forwarders = new Set<Address>();
  const undelivered = new Map<Hex, Set<bigint>>();
  for (const { eventName, args } of events) {
    if (eventName === "FeedSet") {
      const { consumer, kind, door } = args;
      const feed = decodeFeed({ consumer, kind, door, sequence: feeds.get(args.feed)?.sequence ?? 0n });
      if (feed !== undefined) feeds.set(args.feed, feed);
    }
    if (eventName === "SignersRotated") signerSets.set(args.set, { signers: args.signers, quorum: args.quorum });
    if (eventName === "ForwarderSet") {
      if (args.allowed) forwarders.add(args.forwarder);
      else forwarders.delete(args.forwarder);
    }
    if (eventName === "ReportAccepted") accept(args);
    if (eventName === "ReportRedelivered") undelivered.get(args.feed)?.delete(args.sequence);
  }
  return { feeds, signerSets, forwarders, undelivered };

  function accept({ feed: id, sequence, delivered }: { feed: Hex; sequence: bigint; delivered: boolean }): void {
    const feed = feeds.get(id);
    if (feed !== undefined) feed.sequence = sequence;
    // Of a state only the latest counts.
    const refused = feed?.kind === "state" ? new Set<bigint>() : (undelivered.get(id) ?? new Set<bigint>());
    undelivered.set(id, delivered ? refused : refused.add(sequence));
  }
}
