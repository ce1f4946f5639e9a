import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import type { Reply, Request, RequestOptions } from "./request.ts";

/** At most `count` requests in any time of `windowMs`. */
export interface RateLimit {
  count: number;
  windowMs: number;
}

export interface RateLimitOptions {
  clock: Clock;
  /** All of them hold at once. */
  limits: readonly RateLimit[];
  /** Beyond so many who wait, the next is refused. Default 1,000. */
  maxWaiting?: number;
  /** Told of every wait, in milliseconds. */
  onWait?: (source: string, milliseconds: number) => void;
}

/**
 * Keeps a source's limits instead of running into them: whoever asks too early waits in line, and when the source itself asks
 * for patience, all wait.
 */
export function limitRate(request: Request, { clock, limits, maxWaiting = 1_000, onWait }: RateLimitOptions): Request {
  const line = new Line(clock, limits);
  let waiting = 0;
  return async <T>(source: string, options: RequestOptions<T>): Promise<Reply<T>> => {
    if (waiting >= maxWaiting) throw refusal(source, `${waiting} requests wait already`, line.delay());
    const came = clock.now();
    waiting++;
    try {
      await line.wait(options.signal);
    } catch (error) {
      throw refusal(source, "was called off while it waited", undefined, error);
    } finally {
      waiting--;
    }
    if (clock.now() > came) onWait?.(source, clock.now() - came);
    try {
      return await request(source, options);
    } catch (error) {
      if (error instanceof SourceError && error.fault === "rate-limited") line.hold(error.retryAfter ?? 1_000);
      throw error;
    }
  };
}

/** Lets one after the other go, in the order in which they come. */
class Line {
  readonly #clock: Clock;
  readonly #limits: readonly RateLimit[];
  /** When the latest went, as many as the largest limit counts. */
  #went: number[] = [];
  #heldUntil = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(clock: Clock, limits: readonly RateLimit[]) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** How long whoever is first has to wait. */
  delay(): number {
    const free = this.#limits.map(({ count, windowMs }) => (this.#went.at(-count) ?? -Infinity) + windowMs);
    return Math.max(0, ...[...free, this.#heldUntil].map((at) => at - this.#clock.now()));
  }

  /** Counts when somebody went, not when it was planned: timers fire late, and together. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    const turn = this.#turn;
    const gone = Promise.withResolvers<void>();
    this.#turn = turn.then(() => gone.promise);
    try {
      await untilAborted(turn, signal);
      for (let left = this.delay(); left > 0; left = this.delay()) await this.#clock.sleep(left, signal);
      const counted = Math.max(1, ...this.#limits.map(({ count }) => count));
      this.#went = [...this.#went, this.#clock.now()].slice(-counted);
    } finally {
      gone.resolve();
    }
  }

  hold(milliseconds: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock.now() + milliseconds);
  }
}

async function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function refusal(source: string, what: string, retryAfter: number | undefined, cause?: unknown): SourceError {
  return new SourceError(source, "rate-limited", what, "Ask less often, or raise its limit.", retryAfter, { cause });
}
