import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { Refusal } from "../lib/refusal.ts";
import { VectorChain } from "../vectors/chain.ts";
import { type Scenario, type ScenarioEvent, complaint, vectorScenario } from "../vectors/format.ts";
import { Performance, firstLine } from "../vectors/performance.ts";
import { bar, heading, paint, percent, say, table } from "./print.ts";

const DAY = 86_400;
const STAGES = ["", "nominee", "candidate", "incumbent", "ended"];
const READING = 600;
/** How long the story goes on after the last event, in cycles. */
const AFTERWARDS = 8;
/** So many cycles without an event are shown one by one. */
const MOST_CYCLES = 6;

const StoryFile = z.object({
  kind: z.enum(["elections", "leases"]),
  scenarios: z.array(vectorScenario.extend({ expect: vectorScenario.shape.expect.default([]) })).min(1),
});

/** @param path meant from where the command was given */
export async function readScenarios(path: string): Promise<Scenario[]> {
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const text = await readFile(resolve(from, path), "utf8").catch(() => {
    throw new Refusal(`${path}: there is no such file to read.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${path}: not JSON: ${firstLine(error)}`);
  }
  const file = StoryFile.safeParse(json);
  if (!file.success) throw new Refusal(`${path}: ${complaint(file.error)}`);
  return file.data.scenarios;
}

/** Tells every scenario of a file on a chain of its own: each event, and the field at the end of each cycle with one. */
export async function tellScenarios(scenarios: readonly Scenario[], { fast }: { fast: boolean }): Promise<void> {
  const chain = await VectorChain.create();
  try {
    for (const [index, scenario] of scenarios.entries()) {
      heading(scenarios.length === 1 ? "Your story" : `Story ${index + 1} of ${scenarios.length}`);
      await tellScenario(chain, scenario, fast);
    }
  } finally {
    await chain.close();
  }
}

async function tellScenario(chain: VectorChain, scenario: Scenario, fast: boolean): Promise<void> {
  const { cycle, halfLife, method, seats, events } = scenario;
  const decay = halfLife === 0 ? "does not fade" : `halves every ${(halfLife / DAY).toFixed(0)} days`;
  say(
    `One office with ${seats === 1 ? "one seat" : `${seats} seats`}, ${method} ballots, cycles of ${time(cycle)}; weight ${decay}.`,
  );
  const performance = await Performance.found(chain, scenario);
  for (const [index, event] of events.entries()) {
    const trouble = await performance.play([event], index);
    if (trouble !== undefined) throw new Refusal(`${trouble} — the story ends here.`);
    console.log(`  ${paint("dim", time(event.at).padStart(12))}  ${wordsOf(event)}`);
    const until = Math.floor((events[index + 1]?.at ?? event.at + AFTERWARDS * cycle) / cycle);
    if (index === events.length - 1) say("And if nobody does anything more:");
    await printCycles(performance, scenario, Math.floor(event.at / cycle), until, fast);
  }
}

/** The field at the end of each cycle from `from` to before `to`; of a long silence only the first ones and the last. */
async function printCycles(
  performance: Performance,
  scenario: Scenario,
  from: number,
  to: number,
  fast: boolean,
): Promise<void> {
  for (let cycle = from; cycle < to; cycle++) {
    if (cycle === from + MOST_CYCLES && to - cycle > 1) {
      console.log(`\n  ${paint("dim", `… ${to - cycle - 1} more cycles in which nobody does anything …`)}`);
      cycle = to - 1;
    }
    await printField(performance, scenario, (cycle + 1) * scenario.cycle);
    if (!fast) await wait(READING);
  }
}

async function printField(performance: Performance, scenario: Scenario, at: number): Promise<void> {
  const field = await performance.standing(at);
  const [votes, fills] = [field.map((one) => Number(one.votes)), [scenario.nominationFill, scenario.stabilizationFill]];
  const most = Math.max(1, ...votes);
  table(
    [`end of cycle ${Math.floor(at / scenario.cycle) - 1}`, "", "votes", "", "bucket", ""],
    field.map(({ name, stage, votes: own, bucket }) => {
      const fill = Number(fills[stage - 1] ?? 0);
      const share = fill === 0 ? 0 : Number(bucket) / fill;
      const filled = stage === 3 || fill === 0 ? ["", ""] : [percent(share), paint("yellow", bar(share))];
      return [
        paint("bold", name),
        STAGES[stage] ?? "",
        (Number(own) / 100 / 2 ** 32).toFixed(2),
        bar(Number(own) / most),
        ...filled,
      ];
    }),
  );
}

function wordsOf(event: ScenarioEvent): string {
  const who = event.voter;
  switch (event.do) {
    case "credit":
      return `${who} is credited ${Number(event.value) / 1e9}`;
    case "lease":
      return `${who} is lent ${Number(event.value) / 1e9} until cycle ${event.until}`;
    case "nominate":
      return `${who} nominates ${event.candidacy}`;
    case "cast":
      return `${who} casts a ballot`;
    case "withdraw":
      return `${who} withdraws the ballot`;
    case "refresh":
      return `${who}'s placements are refreshed`;
    case "resign":
      return `${event.candidacy} steps down`;
    case "leave":
    default:
      return `${event.candidacy} is withdrawn`;
  }
}

function time(seconds: number): string {
  const [days, hours] = [Math.floor(seconds / DAY), Math.floor((seconds % DAY) / 3_600)];
  if (days === 0 && hours === 0) return `${seconds} s`;
  if (hours === 0) return days === 1 ? "1 day" : `${days} days`;
  return days === 0 ? `${hours} h` : `${days} d ${hours} h`;
}
