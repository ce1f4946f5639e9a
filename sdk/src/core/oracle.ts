import { type Address, type Hex, zeroAddress } from "viem";
import type { ErrorTable } from "../errors/decodeRevert.ts";
import { type ContractAt, type ModuleAt, type Target, moduleOf, targetOf } from "./community.ts";
import { wordOf } from "./words.ts";

/** Every report of events counts, and comes in its order; of a state only the latest counts. */
export const FEED_KINDS = ["none", "event", "state"] as const;
/** Which quorum reports pass: the inbox's own, or that of a Chainlink forwarder. */
export const DOORS = ["quorum", "forwarder"] as const;

export type FeedKind = Exclude<(typeof FEED_KINDS)[number], "none">;
export type Door = (typeof DOORS)[number];

/** What operators sign. */
export interface Report {
  /** Which feed. */
  feed: Hex;
  /** Counted from 1. */
  sequence: bigint;
  /** Seconds. */
  observedAt: bigint;
  /** Seconds; the last second in which it can come in. */
  expiresAt: bigint;
  /** What the consumer reads. */
  payload: Hex;
}

/** One kind of report, on its way to one consumer. */
export interface InboxFeed {
  consumer: Address;
  kind: FeedKind;
  door: Door;
  /** Of its last report; 0 = none yet. */
  sequence: bigint;
}

/** A set of operators. */
export interface SignerSet {
  size: number;
  /** How many of them make a report. */
  quorum: number;
  /** Seconds, when the next set took over; `undefined` = it is the current one. */
  endedAt: bigint | undefined;
}

/** Which reports a contract believes. */
export interface NamedFeed {
  inbox: Address;
  feed: Hex;
}

/** What an Outcomes stands for, for ever. */
export interface OutcomesMandate extends NamedFeed {
  /** The policy's name, hashed. */
  policy: Hex;
  /** What the treasury will call. */
  target: Address;
  selector: Hex;
  /** Whether the call's first argument has to be `argument`. */
  constrained: boolean;
  argument: Hex;
}

/** What the document in force lets a module have the treasury call. */
export interface ModuleMandate {
  /** The election of the document that says so. */
  election: bigint;
  document: number;
  /** Seconds between a decision and its effect. */
  delay: number;
  /** Seconds; nothing that was decided before counts. */
  grantedAt: bigint;
}

/** A call that a module has decided. */
export interface Direction {
  /** Of its calldata. */
  callHash: Hex;
  /** The election of the document under which it was decided. */
  election: bigint;
  document: number;
  /** Seconds; it can be carried out in the three days from then on. */
  readyAt: bigint;
  /** Whether it was carried out, or dropped. */
  over: boolean;
}

/** Who hands in what a voter says elsewhere. */
export interface Relay {
  /** `undefined` = nobody, or nobody any more. */
  relay: Address | undefined;
  /** Units that it may place, permanent and leased. */
  most: bigint;
  /** Seconds; only what was said later counts. */
  heardAt: bigint;
}

const errors = async (): Promise<ErrorTable> => (await import("../errors/modules/oracle.ts")).ORACLE_ERRORS;

export function inboxOf(inbox: ModuleAt): Target {
  return moduleOf("inbox", inbox, errors);
}

export function outcomesOf(outcomes: ModuleAt): Target {
  return moduleOf("outcomes", outcomes, errors);
}

export function voicesOf(relay: ModuleAt): Target {
  return moduleOf("relay", relay, errors);
}

/** Elections, of which only those who have relays meet these errors. */
export function relaysOf(community: ContractAt<"elections">): Target {
  return { ...targetOf(community, "elections"), errors };
}

/** Offices, of which only modules with a mandate meet these errors. */
export function mandatesOf(community: ContractAt<"offices">): Target {
  return { ...targetOf(community, "offices"), errors };
}

export function decodeFeed({ kind, door, ...feed }: EncodedFeed): InboxFeed | undefined {
  const word = wordOf(FEED_KINDS, kind);
  return word === "none" ? undefined : { ...feed, kind: word, door: wordOf(DOORS, door) };
}

interface EncodedFeed extends Pick<InboxFeed, "consumer" | "sequence"> {
  kind: number;
  door: number;
}

/** What a consumer answers when it is asked for its feed. */
export function decodeNamedFeed([inbox, feed]: readonly [Address, Hex]): NamedFeed | undefined {
  return inbox === zeroAddress ? undefined : { inbox, feed };
}
