/** A commitment (section 5 of the design) as slowly and obviously as possible: cycle by cycle, everything counted anew. */
import type { CommitmentEvent, CommitmentScenario } from "../../scripts/vectors/format.ts";
import { Dice } from "./dice.ts";
import { unitsOf, votesOf } from "./weights.ts";

const NOTHING = "nothing";
type Setting = Pick<CommitmentScenario, "cycle" | "halfLife" | "convictionHalfLife" | "others" | "scaling">;
type Distribute<Event> = Event extends { at: number } ? Omit<Event, "at"> : never;

class Commitment {
  readonly #units = new Map<string, bigint>();
  readonly #placed = new Map<string, { options: Map<string, bigint>; held: bigint }>();
  readonly #support = new Map<string, number>();
  #options: readonly string[] = [];
  #deadline = 0;
  #cycle = 0;

  constructor(private readonly setting: Setting) {}

  act(event: CommitmentEvent): void {
    this.#closeBefore(event.at);
    if (event.do === "open") {
      this.#options = [NOTHING, ...event.options];
      this.#deadline = event.deadline;
    } else if (event.do === "credit") {
      const units = unitsOf(BigInt(event.value), BigInt(event.at), BigInt(this.setting.halfLife));
      this.#units.set(event.voter, this.unitsOf(event.voter) + units);
    } else {
      this.#placed.delete(event.voter);
      const options = new Map(Object.entries(event.place).map(([option, units]) => [option, BigInt(units)]));
      if (options.size > 0) this.#placed.set(event.voter, { options, held: this.#votes(this.unitsOf(event.voter)) });
    }
  }

  outcome(): CommitmentScenario["expect"] {
    this.#closeBefore(this.#deadline);
    const supports = this.#options.map((option) => [option, this.#support.get(option) ?? 0] as const);
    const [outcome] = supports.reduce((most, next) => (next[1] > most[1] ? next : most));
    const support = supports.map(([option, value]) => [option, String(BigInt(Math.round(value)))]);
    return { support: Object.fromEntries(support) as Record<string, string>, outcome };
  }

  unitsOf(voter: string): bigint {
    return this.#units.get(voter) ?? 0n;
  }

  #closeBefore(seconds: number): void {
    for (; (this.#cycle + 1) * this.setting.cycle <= seconds; this.#cycle += 1) {
      if ((this.#cycle + 1) * this.setting.cycle <= this.#deadline) this.#close();
    }
  }

  #close(): void {
    const { cycle, convictionHalfLife, others, scaling } = this.setting;
    const ballots = [...this.#placed.values()];
    const everybody = [...this.#units.values()].reduce((sum, units) => sum + this.#votes(units), 0n);
    const absent = Number(everybody - ballots.reduce((sum, { held }) => sum + held, 0n));
    const share = scaling === "linear" ? others + 1 : Math.sqrt(others + 1);
    const kept = 2 ** (-cycle / convictionHalfLife);
    for (const option of this.#options) {
      let votes = option === NOTHING ? Math.max(0, absent) / share : 0;
      for (const { options } of ballots) votes += Number(this.#votes(options.get(option) ?? 0n));
      this.#support.set(option, votes + ((this.#support.get(option) ?? 0) - votes) * kept);
    }
  }

  #votes(units: bigint): bigint {
    return votesOf(units, this.setting.scaling);
  }
}

/** One seed gives one scenario, always the same, with what the model makes of it. */
export function commitmentScenario(seed: number): CommitmentScenario {
  const dice = new Dice(seed);
  const cycle = dice.pick([3_600, 86_400, 604_800]);
  const setting: Setting = {
    cycle,
    halfLife: dice.pick([0, 90 * 86_400, 3 * 365 * 86_400]),
    convictionHalfLife: cycle * dice.pick([1, 2, 7, 30]),
    others: dice.between(1, 4),
    scaling: dice.pick(["quadratic", "linear"]),
  };
  const model = new Commitment(setting);
  const events: CommitmentEvent[] = [];
  const voters = Array.from({ length: dice.between(2, 6) }, (_, index) => `v${index}`);
  const options = Array.from({ length: dice.between(1, 5) }, (_, index) => `o${index}`);
  const cycles = dice.between(4, 40);
  let at = 0;
  const record = (event: Distribute<CommitmentEvent>): void => {
    at += 1;
    const whole: CommitmentEvent = { ...event, at };
    model.act(whole);
    events.push(whole);
  };
  const credit = (voter: string): void => record({ do: "credit", voter, value: String(dice.between(1, 2 ** 40)) });
  for (const voter of voters) credit(voter);
  record({ do: "open", options, deadline: cycles * cycle });
  for (;;) {
    at += dice.between(0, 3) * dice.between(0, cycle);
    if (at + 1 >= cycles * cycle) break;
    const voter = dice.pick(voters);
    if (dice.chance(0.3)) credit(voter);
    else record({ do: "cast", voter, place: ballot(dice, [NOTHING, ...options], model.unitsOf(voter)) });
  }
  return { ...setting, events, expect: model.outcome() };
}

function ballot(dice: Dice, options: readonly string[], units: bigint): Record<string, string> {
  if (dice.chance(0.2)) return {};
  const chosen = dice.some(options, 3);
  return Object.fromEntries(chosen.map((option) => [option, String(units / BigInt(dice.between(3, 6)))]));
}
