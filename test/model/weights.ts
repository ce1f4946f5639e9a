/**
 * Weights (section 2 of the design) as slowly and obviously as possible: exact integers, nothing cached, every number
 * counted anew from what each voter holds and has placed.
 */

/** An action the mechanism refuses. Nothing has changed when it is thrown. */
export class Refused extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "Refused";
  }
}

export type Scaling = "quadratic" | "linear";

/** Leased units count in cycles < until (section 2.4). */
export interface Lease {
  units: bigint;
  until: number;
}

export interface Account {
  units: bigint;
  lease: Lease;
}

/** Weight in one place: a permanent part, and a leased part with the `until` it was placed with (section 2.4). */
export interface Pile {
  permanent: bigint;
  leased: bigint;
  until: number;
}

const MAX_UNITS = 2n ** 96n - 1n;
const HORIZON_HALF_LIVES = 40n;

/** Fractional bits of the fixed point: the error of `indexAt` stays under 2^-300, so a floor taken of it is the floor. */
const FRACTION_BITS = 320n;
const ONE = 1n << FRACTION_BITS;

function sqrtDown(square: bigint): bigint {
  if (square < 2n) return square;
  // Newton from above: 2^ceil(bits / 2) is never less than the root.
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Rounds towards minus infinity, unlike `/` on bigints. */
export function divideDown(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const inexact = numerator % denominator !== 0n;
  return inexact && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient;
}

export const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** 2^(1/2), 2^(1/4), 2^(1/8), … in fixed point: enough of them to spell any exponent out in binary. */
const BINARY_ROOTS: readonly bigint[] = (() => {
  const roots: bigint[] = [];
  let root = 2n * ONE;
  for (let bit = 0n; bit < FRACTION_BITS; bit++) {
    root = sqrtDown(root << FRACTION_BITS);
    roots.push(root);
  }
  return roots;
})();

/** index(t) = 2^(elapsed / halfLife), 1 when the half-life is 0 (section 2.1), in fixed point. */
function indexAt(elapsed: bigint, halfLife: bigint): bigint {
  if (halfLife === 0n) return ONE;
  let index = ONE << (elapsed / halfLife);
  let remainder = elapsed % halfLife;
  for (const root of BINARY_ROOTS) {
    remainder *= 2n;
    if (remainder >= halfLife) {
      remainder -= halfLife;
      index = (index * root) >> FRACTION_BITS;
    }
  }
  return index;
}

/** units = floor(v × index(t)) */
export function unitsOf(value: bigint, elapsed: bigint, halfLife: bigint): bigint {
  return (value * indexAt(elapsed, halfLife)) >> FRACTION_BITS;
}

/** weight(t) = floor(units / index(t)) */
export function weightOf(units: bigint, elapsed: bigint, halfLife: bigint): bigint {
  return (units << FRACTION_BITS) / indexAt(elapsed, halfLife);
}

/** What units count for where they are placed (section 2.2). */
export function votesOf(units: bigint, scaling: Scaling = "quadratic"): bigint {
  return scaling === "linear" ? units : sqrtDown(units << 64n);
}

/** votes(p + l) while the leased part lasts, then votes(p) (section 2.4). */
export function pileVotes(pile: Pile, cycle: number, scaling: Scaling): bigint {
  return votesOf(pile.permanent + (cycle < pile.until ? pile.leased : 0n), scaling);
}

/** Who holds what, what they have placed and where, and the electorate cycle by cycle. */
export class Weights {
  readonly accounts = new Map<string, Account>();
  /** `electorates[k]` is `electorateAt(k)` of every closed cycle k. */
  readonly electorates: bigint[] = [];
  private readonly placed = new Map<string, Map<string, readonly Pile[]>>();

  constructor(
    readonly halfLife: bigint,
    readonly scaling: Scaling = "quadratic",
  ) {}

  /** The running cycle: the first that is not closed. */
  get cycle(): number {
    return this.electorates.length;
  }

  account(voter: string): Account {
    return this.accounts.get(voter) ?? { units: 0n, lease: { units: 0n, until: 0 } };
  }

  /** @returns the units credited for `value` at `elapsed` seconds after genesis. */
  credit(voter: string, value: bigint, elapsed: bigint): bigint {
    if (this.halfLife > 0n && elapsed >= HORIZON_HALF_LIVES * this.halfLife) throw new Refused("KernelHorizonReached");
    const account = this.account(voter);
    const units = unitsOf(value, elapsed, this.halfLife);
    if (account.units + units > MAX_UNITS) throw new Refused("UnitsTooLarge");
    this.accounts.set(voter, { ...account, units: account.units + units });
    return units;
  }

  /**
   * Sets an account's lease. It may neither shrink below what is placed from it and still counts, nor end before such a
   * placement does: a lease never overdraws an account (section 2.4).
   */
  setLease(voter: string, lease: Lease): void {
    const live = this.piles(voter).filter((pile) => pile.leased > 0n && pile.until > this.cycle);
    const leased = live.reduce((sum, pile) => sum + pile.leased, 0n);
    if (lease.units < leased) throw new Refused("LeaseBelowPlaced");
    if (live.some((pile) => pile.until > lease.until)) throw new Refused("LeaseEndsBeforePlaced");
    this.accounts.set(voter, { ...this.account(voter), lease: { ...lease } });
  }

  /** The leased units that count in the running cycle. */
  leasedUnits(voter: string): bigint {
    const { lease } = this.account(voter);
    return this.cycle < lease.until ? lease.units : 0n;
  }

  /** Σ over voters of votes(all their units), now: at a cycle's very end, what it closes with (section 2.2). */
  electorateNow(): bigint {
    let electorate = 0n;
    for (const [voter, account] of this.accounts) {
      electorate += votesOf(account.units + this.leasedUnits(voter), this.scaling);
    }
    return electorate;
  }

  /** Ends the running cycle. Leases whose `until` is the next one count in it to its very end, and no longer. */
  closeCycle(): void {
    this.electorates.push(this.electorateNow());
  }

  private piles(voter: string, except?: string): Pile[] {
    const places = [...(this.placed.get(voter) ?? new Map<string, readonly Pile[]>())];
    return places.flatMap(([place, piles]) => (place === except ? [] : piles));
  }

  /** What is free besides what stands in `place` already. Leased parts that have ended take up nothing. */
  free(voter: string, place: string): { permanent: bigint; leased: bigint } {
    let permanent = this.account(voter).units;
    let leased = this.leasedUnits(voter);
    for (const pile of this.piles(voter, place)) {
      permanent -= pile.permanent;
      if (pile.until > this.cycle) leased -= pile.leased;
    }
    return { permanent, leased };
  }

  /** Refuses piles that the voter could not put in `place` in exchange for what is there (W1). */
  requireFree(voter: string, place: string, piles: readonly Pile[]): void {
    const free = this.free(voter, place);
    for (const pile of piles) {
      free.permanent -= pile.permanent;
      if (pile.until > this.cycle) free.leased -= pile.leased;
      else if (pile.leased > 0n) throw new Refused("LeaseEnded");
      if (pile.permanent < 0n || pile.leased < 0n) throw new Refused("NegativeUnits");
    }
    if (free.permanent < 0n || free.leased < 0n) throw new Refused("NotEnoughFree");
  }

  /** Records that `piles` are all that the voter has in `place` now. */
  setPlaced(voter: string, place: string, piles: readonly Pile[]): void {
    const places = this.placed.get(voter) ?? new Map<string, readonly Pile[]>();
    if (piles.length === 0) places.delete(place);
    else places.set(place, piles);
    this.placed.set(voter, places);
  }
}
