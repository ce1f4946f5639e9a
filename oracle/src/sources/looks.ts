import type { Clock } from "../clock.ts";
import type { Cursor, Observed, Source } from "./Source.ts";

/** Knows since when each source has been heard. Of the time before a restart it knows nothing: nobody looked then. */
export class Looks {
  readonly #clock: Clock;
  readonly #began = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns the same source; what is looked for in it is noted */
  at(source: Source): Source {
    const { name } = source;
    if (source.observe === undefined) return source;
    this.#began.set(name, -Infinity);
    return {
      name,
      observe: (cursor, signal) => this.#look(source, cursor, signal),
      confirm: (claimed, signal) => source.confirm(claimed, signal),
      ...(source.mount === undefined ? {} : { mount: (app, record) => source.mount?.(app, record) }),
    };
  }

  /**
   * When the last look at a source had begun that came to its end, everything in it stored; milliseconds since 1970.
   * @returns -Infinity before the first; Infinity for a source that nobody looks at, because it calls us or is no more
   */
  beganAt(name: string): number {
    return this.#began.get(name) ?? Infinity;
  }

  async *#look(source: Source, cursor: Cursor | undefined, signal: AbortSignal): AsyncGenerator<Observed> {
    const began = this.#clock.now();
    yield* source.observe?.(cursor, signal) ?? [];
    // Whoever asks for more has stored what there was.
    this.#began.set(source.name, began);
  }
}
