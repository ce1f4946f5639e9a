import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import type { BallotBatch, Observation, PollOutcome } from "../observation.ts";
import { contentHash } from "../verification/contentHash.ts";
import type { Cursor, Observed } from "./Source.ts";

/** A poll as it stands: still open, or closed and what to make of it. */
export type PollReading =
  | { open: true }
  | {
      open: false;
      /** Undefined where the source does not tell when it closed: the grace then runs from when we first saw it closed. */
      closedAt: number | undefined;
      /** What there is to say of it. */
      tell: () => Promise<(PollOutcome | BallotBatch)[]>;
    };

export interface PollReader {
  source: string;
  clock: Clock;
  /** Seconds after the close before anything is said of a poll. */
  grace: number;
  /** Seconds after that in which it is looked at again, and corrected. */
  watch: number;
  /** Polls that are new since a place in the source's order. */
  discover(since: string | undefined, signal: AbortSignal): Promise<{ ids: string[]; since: string | undefined }>;
  read(id: string, signal: AbortSignal): Promise<PollReading>;
}

const Place = z.object({
  since: z.string().optional(),
  /** By poll: hashes of what was said of it, by kind. */
  polls: z.record(z.string(), z.record(z.string(), z.string())),
});
type Place = z.infer<typeof Place>;

/** Faults of one poll, which must not hold up the others. */
const OF_ONE_POLL = new Set([
  "not-found",
  "malformed",
  "duplicate-key",
  "too-deep",
  "oversized",
  "charset",
  "unexpected",
  "signature",
]);

/**
 * Follows polls from their opening until some time after their close. Says what came of them once the grace is over, and says it
 * anew whenever it is not what was said before: edited, reopened and closed again, a voter deleted.
 */
export class PollFollower {
  readonly #reader: PollReader;
  /** What is known beyond the cursor, which is only stored with an observation: candidates, and when a close was first seen. */
  readonly #candidates = new Set<string>();
  readonly #firstSeenClosed = new Map<string, number>();
  /** Watched long enough; they may still be in the cursor. */
  readonly #forgotten = new Set<string>();
  #since: string | undefined;

  constructor(reader: PollReader) {
    this.#reader = reader;
  }

  async *observe(cursor: Cursor | undefined, signal: AbortSignal): AsyncGenerator<Observed> {
    const place = this.#placeOf(cursor);
    const found = await this.#reader.discover(this.#since ?? place.since, signal);
    place.since = this.#since = found.since;
    for (const id of this.#forgotten) delete place.polls[id];
    for (const id of found.ids) {
      this.#candidates.add(id);
      this.#forgotten.delete(id);
    }
    for (const id of this.#candidates) place.polls[id] ??= {};

    let failure: SourceError | undefined;
    for (const [id, said] of Object.entries(place.polls)) {
      try {
        const { told, isOver } = await this.#look(id, signal);
        let isNew = false;
        for (const observation of told) {
          const hash = contentHash(observation);
          if (said[observation.kind] === hash) continue;
          isNew = true;
          said[observation.kind] = hash;
          yield { key: `${observation.kind}/${id}`, observation, cursor: JSON.stringify(place) };
        }
        // What is new may not have been stored: then it is said again.
        if (isOver && !isNew) this.#forget(id, place);
      } catch (error) {
        if (!(error instanceof SourceError) || !OF_ONE_POLL.has(error.fault)) throw error;
        if (error.fault === "not-found") this.#forget(id, place);
        else failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
  }

  async confirm(claimed: Observed, signal: AbortSignal): Promise<Observation | undefined> {
    const { kind, pollId } = claimed.observation as PollOutcome;
    if (claimed.key !== `${kind}/${pollId}`) return undefined;
    try {
      const reading = await this.#reader.read(pollId, signal);
      if (reading.open || this.#now() < this.#closedSince(pollId, reading.closedAt) + this.#reader.grace)
        return undefined;
      return (await reading.tell()).find((observation) => observation.kind === kind);
    } catch (error) {
      if (error instanceof SourceError && error.fault === "not-found") return undefined;
      throw error;
    }
  }

  #placeOf(cursor: Cursor | undefined): Place {
    return cursor === undefined ? { polls: {} } : Place.parse(JSON.parse(cursor));
  }

  async #look(
    id: string,
    signal: AbortSignal,
  ): Promise<{ told: readonly (PollOutcome | BallotBatch)[]; isOver: boolean }> {
    const reading = await this.#reader.read(id, signal);
    if (reading.open) {
      this.#firstSeenClosed.delete(id);
      return { told: [], isOver: false };
    }
    const due = this.#closedSince(id, reading.closedAt) + this.#reader.grace;
    if (this.#now() < due) return { told: [], isOver: false };
    return { told: await reading.tell(), isOver: this.#now() > due + this.#reader.watch };
  }

  #closedSince(id: string, closedAt: number | undefined): number {
    if (closedAt !== undefined) return closedAt;
    const seen = this.#firstSeenClosed.get(id) ?? this.#now();
    this.#firstSeenClosed.set(id, seen);
    return seen;
  }

  #forget(id: string, place: Place): void {
    delete place.polls[id];
    this.#candidates.delete(id);
    this.#forgotten.add(id);
    this.#firstSeenClosed.delete(id);
  }

  #now(): number {
    return Math.floor(this.#reader.clock.now() / 1_000);
  }
}
