import type { Hex } from "viem";
import type { HistoryEvent } from "./events.ts";

/** What has become of an election of documents. */
export interface DocumentHistory {
  /** The document in force; 0 = there is none yet. */
  inForce: number;
  /** By clause of it: the election that it made or carried over; 0 for clauses of other kinds. */
  created: readonly bigint[];
  /** By candidacy: its clauses, which decodeClauses reads and enactDocument takes. */
  clauses: Map<number, Hex>;
}

/** Follows what documents hold, and which of them is in force. */
export class DocumentsHistory {
  readonly documents = new Map<bigint, DocumentHistory>();

  /** What is not about documents is passed over. */
  apply({ eventName, args }: HistoryEvent): void {
    if (eventName === "DocumentPresented") this.#of(args.election).clauses.set(args.candidacy, args.clauses);
    if (eventName !== "DocumentEnacted") return;
    const document = this.#of(args.election);
    [document.inForce, document.created] = [args.candidacy, args.created];
  }

  #of(election: bigint): DocumentHistory {
    const found = this.documents.get(election) ?? { inForce: 0, created: [], clauses: new Map() };
    this.documents.set(election, found);
    return found;
  }
}
