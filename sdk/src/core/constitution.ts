import type { ClauseKind } from "./words.ts";

/** What a document election has come to. */
export interface Law {
  /** The document in force; 0 = there is none yet. */
  inForce: number;
  /** 1 for the root election. */
  depth: number;
  /** Which kinds of clauses its documents may hold. */
  scope: readonly ClauseKind[];
}

/** A document that holds the seat and is not in force yet. */
export interface QueuedDocument {
  candidacy: number;
  /** From when on it can be enacted, seconds. */
  dueAt: bigint;
  /** From when on it can lapse, seconds. */
  lapsableAt: bigint;
}
