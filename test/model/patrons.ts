/** Patronages (section 2.3 of the design) as obviously as possible: values and times in whole numbers, nothing packed. */
import { Refused, unitsOf } from "./weights.ts";

const PERIOD = 30 * 86_400;

interface Patron {
  /** Values with 9 decimals: of the last donation that counts, and of the next one. */
  last: bigint;
  committed: bigint;
  /** Seconds. */
  donatedAt: number;
  endsAt: number;
  reportedAt: number;
  reported: boolean;
}

interface Holding {
  patron: Patron;
  /** What anyone may collect at once, 9 decimals. */
  most: bigint;
  /** Leased units, and the first cycle in which they no longer count. */
  lease: { units: bigint; until: number };
  contributed: bigint;
}

interface Setting {
  genesis: number;
  cycleLength: number;
  halfLife: bigint;
  mostReported: bigint;
}

interface Reported {
  account: string;
  value: bigint;
  committed: bigint;
  paidAt: number;
}

export class PatronsModel {
  readonly holdings = new Map<string, Holding>();
  #highest: string | undefined;
  #window = 0;
  #reported = 0n;

  constructor(private readonly setting: Setting) {}

  of(account: string): Holding {
    const patron = { last: 0n, committed: 0n, donatedAt: 0, endsAt: 0, reportedAt: 0, reported: false };
    const found = this.holdings.get(account) ?? { patron, most: 0n, lease: { units: 0n, until: 0 }, contributed: 0n };
    this.holdings.set(account, found);
    return found;
  }

  donate(now: number, account: string, value: bigint, committed: bigint): void {
    const holding = this.of(account);
    const { patron } = holding;
    patron.committed = committed;
    if (this.#renew(now, patron, value, now)) patron.reported = false;
    holding.contributed += value;
    this.#lease(now, holding);
  }

  commit(now: number, account: string, committed: bigint): void {
    const holding = this.of(account);
    holding.patron.committed = committed;
    this.#lease(now, holding);
  }

  setStream(now: number, account: string, most: bigint, committed: bigint): void {
    this.of(account).most = most;
    this.commit(now, account, committed);
  }

  /** A donation is due a cycle before the period ends, or at once if there was none. */
  collect(now: number, account: string): void {
    const { patron, most } = this.of(account);
    const { committed, endsAt } = patron;
    if (most === 0n || committed === 0n) throw new Refused("PatronStreamsNothing");
    if (endsAt !== 0 && now < endsAt - this.setting.cycleLength) throw new Refused("PatronNotDue");
    if (committed > most) throw new Refused("PatronStreamTooSmall");
    this.donate(now, account, committed, committed);
  }

  /** @returns whether the report is taken: one that brings too much within a window of 30 days is not. */
  report(now: number, list: readonly Reported[]): boolean {
    const before = structuredClone({ holdings: this.holdings, window: this.#window, reported: this.#reported });
    const value = list.reduce((sum, one) => sum + this.#note(now, one), 0n);
    const window = Math.floor((now - this.setting.genesis) / PERIOD);
    const sum = value + (window === this.#window ? this.#reported : 0n);
    if (sum <= this.setting.mostReported) {
      [this.#window, this.#reported] = [window, sum];
      return true;
    }
    this.holdings.clear();
    for (const [account, holding] of before.holdings) this.holdings.set(account, holding);
    return false;
  }

  nameHighest(now: number, account: string): void {
    if (this.unitsNow(now, account) <= this.highest(now).units) throw new Refused("PatronNotHigher");
    this.#highest = account;
  }

  highest(now: number): { account: string | undefined; units: bigint } {
    const units = this.#highest === undefined ? 0n : this.unitsNow(now, this.#highest);
    return { account: units > 0n ? this.#highest : undefined, units };
  }

  /** Leased units that count. */
  unitsNow(now: number, account: string): bigint {
    const { units, until } = this.of(account).lease;
    return until > this.#cycleAt(now) ? units : 0n;
  }

  /** What an account has said or given itself stands against a report that would make it less. */
  #note(now: number, { account, value, committed, paidAt }: Reported): bigint {
    const holding = this.of(account);
    const { patron } = holding;
    const known = paidAt === patron.reportedAt;
    const counts = known ? 0n : value < committed ? value : committed;
    const own = holding.most > 0n || (!patron.reported && this.#weight(now, patron) > counts);
    const isVoid = paidAt < this.setting.genesis || paidAt > now || paidAt < patron.reportedAt;
    if (isVoid || (known && own)) return 0n;
    patron.reportedAt = paidAt;
    if (!own) {
      patron.committed = committed;
      if (!known && this.#renew(now, patron, value, paidAt)) patron.reported = true;
      this.#lease(now, holding);
    }
    if (known) return 0n;
    holding.contributed += value;
    return value;
  }

  /** Takes a donation for the last one, unless it counts for less than what still runs. */
  #renew(now: number, patron: Patron, value: bigint, donatedAt: number): boolean {
    const counts = value < patron.committed ? value : patron.committed;
    if (counts < this.#weight(now, patron)) return false;
    const left = patron.endsAt - donatedAt;
    // What is paid a little early is for the time after.
    const start = left > 0 && left <= this.setting.cycleLength ? patron.endsAt : donatedAt;
    [patron.last, patron.donatedAt] = [value, donatedAt];
    patron.endsAt = Math.max(patron.endsAt, start + PERIOD);
    return true;
  }

  #lease(now: number, holding: Holding): void {
    const weight = this.#weight(now, holding.patron);
    if (!this.#isRunning(now, holding.patron) || (weight === 0n && holding.lease.units === 0n)) return;
    const { genesis, halfLife } = this.setting;
    const units = unitsOf(weight, BigInt(holding.patron.donatedAt - genesis), halfLife);
    holding.lease = { units, until: this.#until(holding.patron) };
  }

  #weight(now: number, patron: Patron): bigint {
    if (!this.#isRunning(now, patron)) return 0n;
    return patron.last < patron.committed ? patron.last : patron.committed;
  }

  #isRunning(now: number, patron: Patron): boolean {
    return this.#until(patron) > this.#cycleAt(now);
  }

  #until({ endsAt }: Patron): number {
    const { genesis, cycleLength } = this.setting;
    return endsAt <= genesis ? 0 : Math.ceil((endsAt - genesis) / cycleLength);
  }

  #cycleAt(now: number): number {
    return Math.floor((now - this.setting.genesis) / this.setting.cycleLength);
  }
}
