import type { Hex } from "viem";
import type { DraftDocument } from "./communityRule.ts";

/** What became of a document. */
export interface DocumentDecision {
  what: "nominated" | "enacted" | "lapsed";
  /** Seconds since 1970. */
  at: number;
  candidacy: number;
  /** Hash of its text; zero if it has none. */
  content: Hex;
  /** Where its text is found; empty if nobody said. */
  uri: string;
}

/** A document in force, and how it came to be. */
export interface EnactedDocument extends DraftDocument {
  /** What the community calls itself. */
  community: string;
  /** Where its metadata is found (ERC-4824); empty if there is none. */
  daoUri: string;
  /** The keccak256 hash of its text. */
  content: Hex;
  /** Where its text is found; empty if nobody said. */
  uri: string;
  /** Seconds since 1970. */
  nominatedAt: number;
  /** Seconds since 1970. */
  enactedAt: number;
  /** Where the text of the one before it is found; undefined if it is the first. */
  formerUri?: string | undefined;
  /** In the order in which it happened, this document's own decisions included. */
  decisions: readonly DocumentDecision[];
}
