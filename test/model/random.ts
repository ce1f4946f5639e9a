/**
 * Random scenarios. The generator proposes, the model disposes: what the model accepts is recorded; of what it refuses,
 * nominations are kept with `reverts`, and the rest is dropped. One seed gives one scenario, always the same.
 */
import { Dice } from "./dice.ts";
import { Recorder, type Step } from "./record.ts";
import {
  isPlainBallot,
  isScoreBallot,
  pileOf,
  type BallotJson,
  type LeasedPlacement,
  type PileJson,
  type Scenario,
  type Setting,
} from "./scenario.ts";
import { Refused } from "./weights.ts";

export interface RandomOptions {
  seed: number;
  kind: "elections" | "leases";
  /** What is not given is drawn. */
  setting: Partial<Setting>;
  voters: number;
  events: number;
  /** The likelihood that a proposed event is a credit: every one changes `E`. */
  credits: number;
  /** The likelihood that a proposed event is a nomination. */
  nominations: number;
  /** The likelihood of an idle stretch after an event, and its longest length in cycles. */
  idle: number;
  idleCycles: number;
  /** Amounts from a small set, so that votes are often equal; otherwise odd ones. */
  coarse: boolean;
  /** The likelihood of an expectation after an event. */
  looks: number;
}

export const DEFAULTS: Omit<RandomOptions, "seed" | "kind"> = {
  setting: {},
  voters: 6,
  events: 40,
  credits: 0.08,
  nominations: 0.12,
  idle: 0.15,
  idleCycles: 30,
  coarse: false,
  looks: 0.2,
};

const DAY = 86_400;
const LEASE_PERIOD = 30 * DAY;
/** Refusals that a scenario may show: they do not depend on how units were rounded. */
const SHOWN_REFUSALS = ["FieldFull", "NominationWithoutVotes", "AlreadyStanding"];

export function randomScenario(given: Partial<RandomOptions> & Pick<RandomOptions, "seed" | "kind">): Scenario {
  return new Generator({ ...DEFAULTS, ...given }).run();
}

function drawSetting(dice: Dice, { kind, setting }: RandomOptions): Setting {
  const leases = kind === "leases";
  return {
    // With a leasing source a cycle lasts 1 to 7 days (section 2), and a lease's value is its units where nothing decays.
    cycle: dice.pick(leases ? [DAY, 3 * DAY, 7 * DAY] : [3600, DAY, 7 * DAY]),
    halfLife: leases || dice.chance(0.6) ? 0 : dice.pick([90 * DAY, 365 * DAY, 36_525 * DAY]),
    method: leases ? "resource" : dice.pick(["resource", "score"]),
    seats: dice.between(1, 4),
    nominationFill: dice.pick(["0", "0", "200000000000000000", "1000000000000000000"]),
    stabilizationFill: dice.pick([
      "50000000000000000",
      "500000000000000000",
      "2000000000000000000",
      "333333333333333333",
    ]),
    ...setting,
  };
}

class Generator {
  private readonly dice: Dice;
  private readonly recorder: Recorder;
  private readonly voters: string[];
  private readonly leasedByBallot = new Map<string, bigint>();
  private named = 0;

  constructor(private readonly options: RandomOptions) {
    this.dice = new Dice(options.seed);
    this.recorder = new Recorder(drawSetting(this.dice, options), options.kind);
    this.voters = Array.from({ length: options.voters }, (_, index) => `v${index}`);
  }

  run(): Scenario {
    const { dice, recorder, options } = this;
    for (const voter of this.voters) this.attempt(this.weight(voter));
    // Most proposals are accepted; the bound is for options that leave nothing to do.
    for (let tries = options.events * 10; tries > 0 && recorder.recorded < options.events; tries--) {
      if (!this.attempt(this.propose())) continue;
      if (dice.chance(options.looks)) recorder.look();
      this.pause();
    }
    return recorder.look().scenario();
  }

  private attempt(step: Step | undefined): boolean {
    if (step === undefined || ("ballot" in step && !isCast(step.ballot))) return false;
    const at = this.recorder.now;
    try {
      this.recorder.step(step);
      if ("ballot" in step) this.leasedByBallot.set(step.voter, leasedIn(step.ballot));
      if (step.do === "withdraw") this.leasedByBallot.delete(step.voter);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (step.do !== "nominate" || !SHOWN_REFUSALS.includes(error.reason)) return false;
      this.recorder.refused(step, error.reason);
    }
    return this.recorder.now > at;
  }

  /** Mostly within a cycle, often at its very edges, sometimes for long. */
  private pause(): void {
    const { dice, recorder, options } = this;
    const { cycle } = recorder.setting;
    const running = Math.floor(recorder.now / cycle);
    if (dice.chance(options.idle)) recorder.cycle(running + dice.between(1, options.idleCycles));
    const pauses = [
      () => recorder,
      () => recorder.wait(recorder.now + Math.floor(cycle / 2)),
      () => recorder.endOf(running),
      () => recorder.cycle(running + 1),
      () => recorder.wait(recorder.now + dice.between(1, 3 * cycle)),
    ];
    dice.pick(pauses)();
  }

  private propose(): Step | undefined {
    const { dice, options } = this;
    const { election } = this.recorder.play;
    const voter = dice.pick(this.voters);
    if (dice.chance(options.credits)) return this.weight(voter);
    if (election.field.length === 0 || dice.chance(options.nominations)) {
      const candidacy = `c${this.named}`;
      const ballot = this.ballot(voter, candidacy);
      this.named += 1;
      return { do: "nominate", candidacy, voter, ballot };
    }
    const { name: candidacy, owner, stage } = dice.pick(election.field);
    const drawn = dice.next();
    if (drawn < 0.06 && stage === "incumbent") return { do: "resign", candidacy, voter: owner };
    if (drawn < 0.1) return { do: "leave", candidacy, voter: owner };
    if (drawn < 0.18) return election.hasBallot(voter) ? { do: "withdraw", voter } : undefined;
    if (drawn < 0.3 && options.kind === "leases") return { do: "refresh", voter };
    return { do: "cast", voter, ballot: this.ballot(voter) };
  }

  private amount(): bigint {
    const { dice, options } = this;
    const coarse = 10n ** 9n * 4n ** BigInt(dice.between(0, 4));
    return options.coarse ? coarse : coarse * 40n + BigInt(dice.between(0, 2 ** 31));
  }

  /** A credit, or a lease that ends no sooner than the present one. */
  private weight(voter: string): Step | undefined {
    const { dice, recorder, options } = this;
    if (options.kind === "elections" || dice.chance(0.4)) {
      return { do: "credit", voter, value: this.amount().toString() };
    }
    const { cycle } = recorder.setting;
    const running = Math.floor(recorder.now / cycle);
    const longest = running + Math.ceil(LEASE_PERIOD / cycle) + 1;
    const shortest = Math.min(longest, Math.max(running + 1, recorder.play.weights.account(voter).lease.until));
    const value = this.amount();
    if (value < this.leased(voter, running)) return undefined;
    return { do: "lease", voter, value: value.toString(), until: dice.between(shortest, longest) };
  }

  /**
   * What the contracts take for placed from a voter's lease. What was placed before a renewal and has ended since, or on a
   * candidacy that has ended, stays placed until it is withdrawn or cast again; the model frees it at once. So no lease is
   * drawn on which the two could differ.
   */
  private leased(voter: string, running: number): bigint {
    const { lease } = this.recorder.play.weights.account(voter);
    return lease.until > running ? (this.leasedByBallot.get(voter) ?? 0n) : 0n;
  }

  /** A fraction of what is free, on one to three candidacies, the one to nominate first. */
  private ballot(voter: string, nominee?: string): BallotJson {
    const { dice, recorder } = this;
    recorder.play.advanceTo(recorder.now);
    const { election, weights } = recorder.play;
    const others = dice.some(
      election.field.map((candidacy) => candidacy.name),
      3,
    );
    const names = nominee === undefined ? others : [nominee, ...others.slice(dice.between(0, others.length))];
    const free = weights.free(voter, election.place);
    const parts = BigInt(dice.pick([1, 1, 2, 4, 3]) * names.length);
    const sign = (name: string): 1 | -1 => (name === nominee || dice.chance(0.75) ? 1 : -1);

    if (election.terms.method === "score") {
      const approve = free.permanent / BigInt(dice.between(1, 4));
      const disapprove = (free.permanent - approve) / BigInt(dice.between(1, 3));
      const scores = names.map((name) => [name, sign(name) * dice.pick([100, 100, 50, 37, 1])] as const);
      if (this.options.kind === "elections") {
        return { approve: approve.toString(), disapprove: disapprove.toString(), scores: Object.fromEntries(scores) };
      }
      const most = dice.between(0, 4);
      const pile = (permanent: bigint, parts: number): PileJson => ({
        permanent: permanent.toString(),
        leased: ((free.leased * BigInt(parts)) / 4n).toString(),
      });
      return {
        approve: pile(approve, most),
        disapprove: pile(disapprove, dice.between(0, 4 - most)),
        scores: Object.fromEntries(scores),
      };
    }
    const permanent = free.permanent / parts;
    if (this.options.kind === "elections") {
      return { place: Object.fromEntries(names.map((name) => [name, (BigInt(sign(name)) * permanent).toString()])) };
    }
    const leased = (free.leased / parts).toString();
    const placement = (name: string): LeasedPlacement => ({
      sign: sign(name),
      permanent: permanent.toString(),
      leased,
    });
    return Object.fromEntries(names.map((name) => [name, placement(name)]));
  }
}

function leasedIn(ballot: BallotJson): bigint {
  if (isScoreBallot(ballot)) return pileOf(ballot.approve).leased + pileOf(ballot.disapprove).leased;
  if (isPlainBallot(ballot)) return 0n;
  return Object.values(ballot).reduce((sum, { leased }) => sum + BigInt(leased), 0n);
}

/** Whether a ballot places something with every placement: an empty one says no more than a withdrawal. */
function isCast(ballot: BallotJson): boolean {
  const places = (units: unknown): boolean => typeof units === "string" && units !== "0";
  if (isScoreBallot(ballot)) {
    return [pileOf(ballot.approve), pileOf(ballot.disapprove)].some((pile) => pile.permanent + pile.leased > 0n);
  }
  if (isPlainBallot(ballot)) return Object.values(ballot.place).every(places);
  return Object.values(ballot).every(({ permanent, leased }) => places(permanent) || places(leased));
}
