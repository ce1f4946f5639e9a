/** Long stretches in which nobody touches the election while the electorate changes in every cycle. */
import { Dice } from "./dice.ts";
import { OFFICE, Recorder } from "./record.ts";
import type { BallotJson, Scenario, Setting } from "./scenario.ts";

export interface DriftOptions {
  seed: number;
  kind: "elections" | "leases";
  setting: Partial<Setting>;
  /** How many cycles a stretch lasts. */
  cycles: number;
  stretches: number;
}

const VOTERS = 6;
const AMOUNT = 10n ** 12n;

/** Everybody stands, and some move their weight between the stretches. */
export function driftScenario({ seed, kind, setting, cycles, stretches }: DriftOptions): Scenario {
  const dice = new Dice(seed);
  const recorder = new Recorder({ ...OFFICE, ...setting }, kind);
  const units = new Map<string, bigint>();
  const voters = Array.from({ length: VOTERS }, (_, index) => `v${index}`);
  const gain = (voter: string): void => {
    const amount = AMOUNT + BigInt(dice.between(0, 2 ** 31));
    recorder.credit(voter, amount);
    units.set(voter, (units.get(voter) ?? 0n) + amount);
  };
  const ballot = (voter: string, candidacy: string): BallotJson => {
    const placed = (units.get(voter) ?? 0n) / BigInt(dice.between(1, 6));
    if (kind === "elections") return { place: { [candidacy]: placed.toString() } };
    return { [candidacy]: { sign: 1, permanent: placed.toString(), leased: "0" } };
  };

  for (const voter of voters) gain(voter);
  for (const [index, voter] of voters.entries()) {
    recorder.cycle(index).nominate(voter, `c${index}`, ballot(voter, `c${index}`));
  }
  let cycle = VOTERS;
  for (let stretch = 0; stretch < stretches; stretch++) {
    for (const end = cycle + cycles; cycle < end; cycle++) {
      recorder.cycle(cycle);
      // Leases rise and fall, so that the electorate does; what is credited stays.
      if (kind === "elections") gain(dice.pick(voters));
      else recorder.lease(`lessee${cycle % 7}`, AMOUNT * BigInt(dice.between(1, 9)), cycle + dice.between(1, 7));
      if (dice.chance(0.05)) recorder.look();
    }
    recorder.look();
    const voter = dice.pick(voters);
    recorder.cast(voter, ballot(voter, `c${dice.between(0, VOTERS - 1)}`));
  }
  return recorder
    .cycle(cycle + cycles)
    .look()
    .scenario();
}
