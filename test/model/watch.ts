/** What a scenario looks like cycle by cycle, beside what its author thought of looking at. */
import { Play, type Event, type Expectation, type Scenario } from "./scenario.ts";

/** Of a long stretch in which nobody does anything, so many cycles are looked at, spread evenly. */
const LOOKS_A_STRETCH = 8;

/** The same events, with an expectation in every cycle until `after` cycles have passed since the last of them. */
export function watchEveryCycle(scenario: Scenario, after: number): Scenario {
  const play = new Play(scenario);
  const { events, cycle } = scenario;
  const last = events.at(-1)?.at ?? 0;
  const expect: Expectation[] = [];
  const watch = (played: number, from: number, to: number): void => {
    for (const at of starts(from, to, cycle)) expect.push(play.expectation(played, at, true));
  };
  let now = 0;
  events.forEach((event: Event, index) => {
    watch(index, now, event.at);
    const complaint = play.attempt(event);
    if (complaint !== undefined) throw new Error(`event ${index} (${event.do}) ${complaint}`);
    now = event.at;
  });
  watch(events.length, now, last + after * cycle);
  return { ...scenario, expect };
}

/** Beginnings of cycles later than `from` and not later than `to`: the first and the last, and some between. */
function starts(from: number, to: number, cycle: number): number[] {
  const first = Math.floor(from / cycle) + 1;
  const count = Math.floor(to / cycle) - first + 1;
  const step = Math.max(1, Math.ceil(count / LOOKS_A_STRETCH));
  const cycles = Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
  return cycles.filter((_, index) => index % step === 0 || index === count - 1).map((number) => number * cycle);
}
