/** Writes scenarios down: plays every event as it is recorded, and lets the model say what is to be expected. */
import { Play, type BallotJson, type Event, type Expectation, type Scenario, type Setting } from "./scenario.ts";
import { Refused } from "./weights.ts";

type WithoutTime<T> = T extends unknown ? Omit<T, "at" | "reverts"> : never;

/** An office of one seat, decided by the day: what the cases made by hand depart from. */
export const OFFICE: Setting = {
  cycle: 86_400,
  halfLife: 0,
  method: "resource",
  seats: 1,
  nominationFill: "0",
  stabilizationFill: "500000000000000000",
};

/** An event without its time. */
export type Step = WithoutTime<Event>;

export class Recorder {
  readonly play: Play;
  private readonly events: Event[] = [];
  private readonly expectations: Expectation[] = [];
  /** The next free second: there is one event a second at most. */
  private clock = 1;

  constructor(
    readonly setting: Setting,
    /** Scenarios with leases also say what the electorate is. */
    private readonly kind: "elections" | "leases",
  ) {
    this.play = new Play(setting);
  }

  get now(): number {
    return this.clock;
  }

  get recorded(): number {
    return this.events.length;
  }

  /** Nothing happens before `at`. */
  wait(at: number): this {
    this.clock = Math.max(this.clock, at);
    return this;
  }

  /** Goes to the first second of a cycle. */
  cycle(cycle: number): this {
    return this.wait(cycle * this.setting.cycle);
  }

  /** Goes to the last second of a cycle. */
  endOf(cycle: number): this {
    return this.wait((cycle + 1) * this.setting.cycle - 1);
  }

  /** Records what the model accepts. @throws Refused, with nothing recorded, what it does not. */
  step(step: Step): this {
    const event: Event = { at: this.clock, ...step };
    this.play.act(event);
    this.events.push(event);
    this.clock += 1;
    return this;
  }

  /** Records what the model must refuse for the `reason` given. */
  refused(step: Step, reason: string): this {
    const event: Event = { at: this.clock, ...step, reverts: true };
    try {
      this.play.act(event);
    } catch (error) {
      if (!(error instanceof Refused) || error.reason !== reason) throw error;
      this.events.push(event);
      this.clock += 1;
      return this;
    }
    throw new Error(`expected to be refused: ${JSON.stringify(event)}`);
  }

  /** Records what there is to be seen now. */
  look(): this {
    this.expectations.push(this.play.expectation(this.events.length, this.clock, this.kind === "leases"));
    this.clock += 1;
    return this;
  }

  scenario(): Scenario {
    return { ...this.setting, events: this.events, expect: this.expectations };
  }

  // Steps by name

  credit(voter: string, value: bigint): this {
    return this.step({ do: "credit", voter, value: value.toString() });
  }

  lease(voter: string, value: bigint, until: number): this {
    return this.step({ do: "lease", voter, value: value.toString(), until });
  }

  nominate(voter: string, candidacy: string, ballot: BallotJson): this {
    return this.step({ do: "nominate", candidacy, voter, ballot });
  }

  cast(voter: string, ballot: BallotJson): this {
    return this.step({ do: "cast", voter, ballot });
  }

  withdraw(voter: string): this {
    return this.step({ do: "withdraw", voter });
  }

  refresh(voter: string): this {
    return this.step({ do: "refresh", voter });
  }

  resign(voter: string, candidacy: string): this {
    return this.step({ do: "resign", candidacy, voter });
  }

  leave(voter: string, candidacy: string): this {
    return this.step({ do: "leave", candidacy, voter });
  }
}
