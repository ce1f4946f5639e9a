import { type Address, type Hex, zeroAddress } from "viem";
import type { NamedFeed } from "../core/oracle.ts";
import {
  type Blend,
  type Contributor,
  type Patron,
  type Receipts,
  type Stream,
  decodePatronage,
} from "../core/sources.ts";
import { type Replay, pass, replay } from "../core/replay.ts";
import type { SourceEvent } from "./history.ts";

/** A source as its events tell it: of whatever kind it is, what other kinds have is empty. */
export interface RebuiltSource {
  /** Which reports it believes; `undefined` = none. */
  feed: NamedFeed | undefined;
  /** By account: what is known of those who ever were patrons. */
  patrons: ReadonlyMap<Address, Patron>;
  /** By account: what can be collected, 0 if it was once. */
  streams: ReadonlyMap<Address, Stream>;
  /** By account: value given here, 9 decimals of the reference currency. */
  donated: ReadonlyMap<Address, bigint>;
  /** By account: value given elsewhere, 9 decimals of the reference currency. */
  reported: ReadonlyMap<Address, bigint>;
  /** Whose lease was named as the largest last; it may have become smaller since. */
  highestPatron: Address | undefined;
  /** By account: those who ever were contributors. */
  contributors: ReadonlyMap<Address, Contributor>;
  /** The last report of metrics, from 1, and their sum then; metrics that came in another are 0. `undefined` = none yet. */
  metrics: { report: number; sum: bigint } | undefined;
  blend: Blend;
  /** What roots hold together by the last one, and the roots by their epochs. */
  published: Receipts;
  roots: ReadonlyMap<number, Hex>;
  /** By account: all that was claimed. */
  claimed: ReadonlyMap<Address, Receipts>;
  /** By the primary account of a member: first cycle in which the membership no longer counts. */
  memberships: ReadonlyMap<Address, number>;
}

/**
 * A source's state from nothing but its events.
 *
 * @param events - All of one source, from getSourceHistory.
 *
 * @example
 * import { getSourceHistory, rebuildSource } from "@perdure/sdk/sources";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const source = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { patrons } = rebuildSource(await getSourceHistory(client, { source, fromBlock: 0n }));
 */
export function rebuildSource(events: readonly SourceEvent[]): RebuiltSource {
  const state: State = {
    feed: undefined,
    patrons: new Map(),
    streams: new Map(),
    donated: new Map(),
    reported: new Map(),
    highestPatron: undefined,
    contributors: new Map(),
    metrics: undefined,
    blend: { hand: 0n, metric: 0n },
    published: { units: 0n, value: 0n },
    roots: new Map(),
    claimed: new Map(),
    memberships: new Map(),
  };
  return replay(events, state, ON);
}

interface State extends RebuiltSource {
  patrons: Map<Address, Patron>;
  streams: Map<Address, Stream>;
  donated: Map<Address, bigint>;
  reported: Map<Address, bigint>;
  contributors: Map<Address, Contributor>;
  roots: Map<number, Hex>;
  claimed: Map<Address, Receipts>;
  memberships: Map<Address, number>;
}

const ON: Replay<SourceEvent, State> = {
  FeedNamed: (state, feed) => {
    state.feed = feed.inbox === zeroAddress ? undefined : feed;
  },
  Donated: ({ donated }, { patron, value }) => {
    add(donated, patron, value);
  },
  DonationReported: ({ reported }, { patron, value }) => {
    add(reported, patron, value);
  },
  PatronagePassedOver: pass,
  PatronageSet: ({ patrons }, { patron, patronage }) => {
    patrons.set(patron, decodePatronage(patronage));
  },
  StreamSet: ({ streams }, { patron, ...stream }) => {
    streams.set(patron, stream);
  },
  HighestPatronNamed: (state, { patron }) => {
    state.highestPatron = patron;
  },
  ContributorListed: (state, { account, hand }) => {
    Object.assign(contributorOf(state, account), { listed: true, hand });
  },
  ContributorStruckOff: (state, { account }) => {
    Object.assign(contributorOf(state, account), { listed: false, hand: 0n, metric: 0n });
  },
  BlendSet: (state, blend) => {
    state.blend = blend;
  },
  MetricReported: (state, { account, report, metric }) => {
    Object.assign(contributorOf(state, account), { report, metric });
  },
  MetricsReported: (state, { report, sum }) => {
    state.metrics = { report, sum };
  },
  ContributorSettled: (state, { account, units }) => {
    contributorOf(state, account).units = units;
  },
  ContributorOwes: (state, { account, units }) => {
    contributorOf(state, account).owed = units;
  },
  ReceiptsPublished: (state, { epoch, root, units, value }) => {
    state.published = { units, value };
    state.roots.set(epoch, root);
  },
  ReceiptsClaimed: ({ claimed }, { account, units, value }) => {
    claimed.set(account, { units, value });
  },
  MembershipRenewed: ({ memberships }, { primary, until }) => {
    memberships.set(primary, until);
  },
  MembershipPassedOver: pass,
};

function contributorOf({ contributors }: State, account: Address): Contributor {
  const found = contributors.get(account) ?? { listed: false, report: 0, hand: 0n, metric: 0n, units: 0n, owed: 0n };
  contributors.set(account, found);
  return found;
}

function add(sums: Map<Address, bigint>, account: Address, value: bigint): void {
  sums.set(account, (sums.get(account) ?? 0n) + value);
}
