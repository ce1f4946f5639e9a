import { setTimeout } from "node:timers/promises";

/** Time, passed in: whatever waits or asks for the time can be tested in none. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or rejects as soon as the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The longest that a timer can wait; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    for (let left = milliseconds; left > 0; left -= LONGEST_TIMER) {
      await setTimeout(Math.min(left, LONGEST_TIMER), undefined, signal === undefined ? {} : { signal });
    }
  },
};
