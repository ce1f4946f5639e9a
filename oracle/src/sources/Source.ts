import type { Hono } from "hono";
import type { Observation } from "../observation.ts";

/** Where a source goes on the next time; opaque to everybody else, and JSON. */
export type Cursor = string;

/** Something seen, and how to see it again. */
export interface Observed {
  /** Names the thing within its source, the same for every operator: a poll's id, a payment's URL. */
  key: string;
  observation: Observation;
  /** What proves it to somebody who cannot look: a signed webhook's headers and raw body, say. JSON. */
  evidence?: string;
  /** Where to go on once this has been stored. */
  cursor?: Cursor;
}

/** Stores what was seen. Seeing the same again has no effect; seeing something else under its key supersedes it. */
export type Recorder = (observed: Observed) => Promise<void>;

/**
 * One outside system. A source knows nothing of chains, reports or storage: it looks, or is told, and says what it saw. All it
 * throws is a SourceError.
 */
export interface Source {
  /** Kind and place, as in `discourse:forum.example.org`; part of every observation. */
  readonly name: string;

  /** Looks for what is new since the cursor, in the source's order. Ends when there is nothing more for now. */
  observe?(cursor: Cursor | undefined, signal: AbortSignal): AsyncIterable<Observed>;

  /** Serves what the outside system calls: webhooks, a gateway. */
  mount?(app: Hono, record: Recorder): void;

  /**
   * Sees for itself what a peer says it saw, by looking again or by its evidence.
   * @returns what it is by our own eyes; undefined if we cannot see it (yet), or if the key is not that by which we would know it:
   * what a peer can give two names to is told twice
   */
  confirm(claimed: Observed, signal: AbortSignal): Promise<Observation | undefined>;
}
