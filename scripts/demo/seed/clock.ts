import { type Clock, systemClock } from "../../../oracle/src/clock.ts";

/** The time of the story: it goes on by itself, or stands still, and can be moved forward. */
export class StoryClock implements Clock {
  #ahead = 0;

  /** @param ticking milliseconds; it goes on as this does */
  constructor(private readonly ticking: () => number) {}

  now(): number {
    return this.ticking() + this.#ahead;
  }

  get seconds(): number {
    return Math.floor(this.now() / 1_000);
  }

  /** @param seconds since 1970; an earlier time than now changes nothing */
  moveTo(seconds: number): void {
    this.#ahead = Math.max(this.#ahead, seconds * 1_000 - this.ticking());
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(milliseconds, signal);
  }
}
