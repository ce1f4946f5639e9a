/** Contributors (section 2.3 of the design, decision 20) as obviously as possible: every sum is counted anew. */
import type { PatronsModel } from "./patrons.ts";
import { Refused, larger, smaller, unitsOf, weightOf } from "./weights.ts";

const WAD = 10n ** 18n;
const MOST_METRICS = 128;

interface Contributor {
  listed: boolean;
  /** Values with 9 decimals; the metric is 0 as soon as a report leaves it out. */
  hand: bigint;
  metric: bigint;
  /** To be held as a contributor. */
  units: bigint;
  /** To be given back, and not found. */
  owed: bigint;
}

interface Setting {
  treasury: string;
  genesis: number;
  halfLife: bigint;
  /** 9 decimals. */
  baseWeight: bigint;
  /** WAD. */
  share: bigint;
  /** What a person's other accounts belong to; without a gate nobody has any. */
  primaries: ReadonlyMap<string, string> | undefined;
  /** Who leases weight, if anybody does. */
  patrons: PatronsModel | undefined;
}

export class ContributorsModel {
  readonly contributors = new Map<string, Contributor>();
  /** Units that accounts hold for good, whatever they got them for. */
  readonly held = new Map<string, bigint>();
  readonly placed = new Map<string, bigint>();
  blend = { hand: 0n, metric: 0n };
  /** How many were taken. */
  reports = 0;

  constructor(private readonly setting: Setting) {}

  of(account: string): Contributor {
    const found = this.contributors.get(account) ?? { listed: false, hand: 0n, metric: 0n, units: 0n, owed: 0n };
    this.contributors.set(account, found);
    return found;
  }

  heldBy(account: string): bigint {
    return this.held.get(account) ?? 0n;
  }

  // What others do.

  /** Units for something else than work. */
  earn(now: number, account: string, value: bigint): void {
    this.held.set(account, this.heldBy(account) + this.#unitsFor(now, value));
  }

  place(account: string, units: bigint): void {
    this.placed.set(account, units);
  }

  overdraft(account: string): bigint {
    return larger((this.placed.get(account) ?? 0n) - this.heldBy(account), 0n);
  }

  consolidate(account: string): void {
    const primary = this.setting.primaries?.get(account);
    if (primary === undefined) throw new Refused("WeightsNotSecondary");
    this.held.set(primary, this.heldBy(primary) + this.heldBy(account));
    this.held.set(account, 0n);
  }

  // What the office does.

  list(now: number, { by, account, hand }: { by: string; account: string; hand: bigint }): void {
    this.#onlyTreasury(by);
    if (account === this.setting.treasury) throw new Refused("ContributorIsTreasury");
    Object.assign(this.of(account), { listed: true, hand });
    this.settle(now, account);
  }

  strike(now: number, { by, account }: { by: string; account: string }): void {
    this.#onlyTreasury(by);
    if (!this.of(account).listed) throw new Refused("ContributorNotListed");
    Object.assign(this.of(account), { listed: false, hand: 0n, metric: 0n });
    this.settle(now, account);
  }

  setBlend(by: string, blend: { hand: bigint; metric: bigint }): void {
    this.#onlyTreasury(by);
    this.blend = blend;
  }

  // What anybody and reports do.

  /** @returns whether the report is taken. */
  report(accounts: readonly string[], metrics: readonly bigint[]): boolean {
    const isAscending = accounts.every((account, i) => i === 0 || BigInt(account) > BigInt(accounts[i - 1] ?? ""));
    if (accounts.length !== metrics.length || accounts.length > MOST_METRICS || !isAscending) return false;
    for (const [account, one] of this.#listed()) one.metric = metrics[accounts.indexOf(account)] ?? 0n;
    this.reports++;
    return true;
  }

  settle(now: number, account: string): void {
    const one = this.of(account);
    const due = this.due(now, account);
    if (due > one.units) {
      const kept = smaller(due - one.units, one.owed);
      this.held.set(account, this.heldBy(account) + due - one.units - kept);
      one.owed -= kept;
    } else {
      one.owed += one.units - due;
      one.owed -= this.#revoke(account, this.setting.primaries === undefined ? one.units - due : one.owed);
    }
    one.units = due;
  }

  // What is so.

  /** The most that one may hold, and the first cycle in which the patron who says so no longer does; 0 = nobody does. */
  ceiling(now: number): { units: bigint; until: number } {
    const { patrons, baseWeight } = this.setting;
    const highest = patrons?.highest(now);
    if (patrons === undefined || highest?.account === undefined) {
      return { units: this.#unitsFor(now, baseWeight), until: 0 };
    }
    return { units: highest.units, until: patrons.of(highest.account).lease.until };
  }

  due(now: number, account: string): bigint {
    const { listed, hand, metric } = this.of(account);
    if (!listed) return 0n;
    const most = this.ceiling(now).units;
    if (this.count === 1) return most;

    const shared = this.#shared(now);
    const together = larger(shared, this.#weightOf(now, most));
    const all = [...this.#listed().values()];
    const said = this.#blended(hand, metric);
    const sum = this.#blended(total(all.map((one) => one.hand)), total(all.map((one) => one.metric)));
    const part = sum > together ? (together * said) / sum : said;
    // What others have not given back yet is not there for this one.
    const others = this.units - this.of(account).units;
    const room = larger(larger(most, this.#unitsFor(now, shared)) - others, 0n);
    return smaller(smaller(this.#unitsFor(now, part), most), room);
  }

  get count(): number {
    return this.#listed().size;
  }

  /** What all hold as contributors. */
  get units(): bigint {
    return total([...this.contributors.values()].map((one) => one.units));
  }

  #listed(): Map<string, Contributor> {
    return new Map([...this.contributors].filter(([, one]) => one.listed));
  }

  /** Of `share` of everything, others hold the rest: contributors may hold `share / (1 - share)` of what those do. */
  #shared(now: number): bigint {
    const { patrons, share } = this.setting;
    const leased = [...(patrons?.holdings.keys() ?? [])].map((account) => patrons?.unitsNow(now, account) ?? 0n);
    const all = this.#weightOf(now, total([...this.held.values(), ...leased]));
    const others = larger(all - this.#weightOf(now, this.units), 0n);
    return (others * share) / (WAD - share);
  }

  #blended(hand: bigint, metric: bigint): bigint {
    const { blend } = this;
    if (blend.hand === 0n && blend.metric === 0n) return hand;
    return (hand * blend.hand) / WAD + (metric * blend.metric) / WAD;
  }

  /**
   * From the account, and what is not there any more from the one it was moved to.
   * @returns what was there.
   */
  #revoke(account: string, units: bigint): bigint {
    const here = smaller(units, this.heldBy(account));
    this.held.set(account, this.heldBy(account) - here);
    const primary = this.setting.primaries?.get(account);
    if (primary === undefined) return here;
    const there = smaller(units - here, this.heldBy(primary));
    this.held.set(primary, this.heldBy(primary) - there);
    return here + there;
  }

  #unitsFor(now: number, value: bigint): bigint {
    return unitsOf(value, BigInt(now - this.setting.genesis), this.setting.halfLife);
  }

  #weightOf(now: number, units: bigint): bigint {
    return weightOf(units, BigInt(now - this.setting.genesis), this.setting.halfLife);
  }

  #onlyTreasury(by: string): void {
    if (by !== this.setting.treasury) throw new Refused("ContributorCallerNotTreasury");
  }
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}
