import type { Address } from "viem";
import type { Scaling } from "../core/words.ts";
import { type DocumentHistory, DocumentsHistory } from "./documents.ts";
import { type ElectionHistory, ElectionsHistory } from "./elections.ts";
import type { HistoryEvent } from "./events.ts";
import { type AccountHistory, WeightsHistory } from "./weights.ts";

export interface RebuildParameters {
  /** From getScaling. */
  scaling: Scaling;
  /** Whether the community has a person gate. */
  gated: boolean;
}

/** A community as its events tell it. */
export interface Rebuilt {
  accounts: ReadonlyMap<Address, AccountHistory>;
  elections: ReadonlyMap<bigint, ElectionHistory>;
  /** By election of documents: what they hold, and which of them is in force. */
  documents: ReadonlyMap<bigint, DocumentHistory>;
  /** What all who count could muster in a cycle, as long as nothing else happens until then. */
  electorate: (cycle: number) => bigint;
}

/**
 * A community's state from nothing but its events: who holds what, every ballot, candidacy, seat and document, and the electorate. What
 * has happened in cycles that nobody has closed yet is not in the events, either.
 *
 * @param events - All of them from the founding on, from getHistory.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getHistory, rebuild } from "@perdure/sdk/history";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 *
 * const events = await getHistory(client, { community, fromBlock: 0n });
 * const { elections } = rebuild(events, { scaling: "quadratic", gated: community.gate !== undefined });
 */
export function rebuild(events: readonly HistoryEvent[], { scaling, gated }: RebuildParameters): Rebuilt {
  const weights = new WeightsHistory(gated, scaling);
  const elections = new ElectionsHistory();
  const documents = new DocumentsHistory();
  for (const event of events) {
    weights.apply(event);
    elections.apply(event);
    documents.apply(event);
  }
  const electorate = (cycle: number): bigint => weights.electorate(cycle);
  return {
    accounts: weights.accounts,
    elections: elections.elections,
    documents: documents.documents,
    electorate,
  };
}
