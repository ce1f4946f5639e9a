import type { Address, Hex } from "viem";
import type { Proposal } from "../reports/report.ts";

/** A report as an operator knows it, with the signatures it has of it. */
export interface Known {
  proposal: Proposal;
  signatures: Readonly<Record<Address, Hex>>;
}

/** Why an operator does not sign: some of it passes, and the report is proposed again. */
export type Reluctance =
  "not-seen" | "other-payload" | "other-signed" | "already-reported" | "out-of-turn" | "unacceptable";

export interface Refusal {
  refused: Reluctance;
  /** By their place, because of which of the report's items: because of all of them if it does not say. */
  items?: number[] | undefined;
}

export type Answer = { signature: Hex } | { willing: true } | Refusal;

/** Another operator. What it answers is checked by whoever asks. */
export interface Peer {
  readonly address: Address;
  /** @param sign false to hear only whether it would */
  ask(proposal: Proposal, sign: boolean): Promise<Answer>;
  live(feed: Hex, sequence: bigint): Promise<Known[]>;
  report(digest: Hex): Promise<Known | undefined>;
}
