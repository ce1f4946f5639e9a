/** Lists of priorities (section 5 of the design) as slowly and obviously as possible: cycle by cycle, everything counted anew. */
import { type Pile, Refused, type Scaling, Weights, pileVotes } from "./weights.ts";

const WAD = 10n ** 18n;

interface List {
  /** Seconds in which ranks go half the way to the votes; 0 = ranks are votes. */
  halfLife: number;
  /** Cycles that an idle item stays open; 0 = for ever. */
  interval: number;
  /** WAD share of the electorate up to which an item is idle. */
  floor: bigint;
  retired: boolean;
}

interface Placed extends Pile {
  against: boolean;
}

interface Item {
  list: number;
  owner: string;
  stage: "open" | "served" | "closed" | "dropped";
  openedIn: number;
  idleSince: number | undefined;
  placed: Map<string, Placed>;
  /** Votes at the end of the last ended cycle. */
  ended: bigint;
  /** The rank then: exact without a half-life. */
  rank: number;
}

export class PrioritiesModel {
  readonly weights: Weights;
  readonly lists: List[] = [];
  readonly items: Item[] = [];

  constructor(
    private readonly scaling: Scaling,
    private readonly cycleLength: number,
    cycle: number,
  ) {
    this.weights = new Weights(0n, scaling);
    for (let i = 0; i < cycle; ++i) this.weights.closeCycle();
  }

  get cycle(): number {
    return this.weights.cycle;
  }

  makeList(halfLife: number, interval: number, floor: bigint): void {
    this.lists.push({ halfLife, interval, floor, retired: false });
  }

  retireList(list: number): void {
    this.#live(list).retired = true;
  }

  open(owner: string, list: number): void {
    this.#live(list);
    const [stage, idleSince] = ["open", undefined] as const;
    this.items.push({ list, owner, stage, openedIn: this.cycle, idleSince, placed: new Map(), ended: 0n, rank: 0 });
  }

  drop(owner: string, id: number): void {
    const item = this.#open(id);
    if (item.owner !== owner) throw new Refused("ItemNotOwned");
    item.stage = "dropped";
  }

  serve(id: number): void {
    this.#open(id).stage = "served";
  }

  /** All that the voter has on the item is this now; leased units count to the end of the lease as it is now. */
  place(voter: string, id: number, against: boolean, permanent: bigint, leased: bigint): void {
    this.#open(id);
    if (permanent + leased === 0n) throw new Refused("ItemPlacementEmpty");
    const { until } = this.weights.account(voter).lease;
    const pile = { permanent, leased, until: leased > 0n ? until : 0 };
    this.weights.requireFree(voter, String(id), [pile]);
    this.#put(voter, id, { ...pile, against });
  }

  withdraw(voter: string, id: number): void {
    if (this.items[id - 1]?.placed.has(voter) !== true) throw new Refused("ItemPlacementAbsent");
    this.#put(voter, id, undefined);
  }

  /** A leased part that still counts gets the end of the lease as it is now. */
  refresh(voter: string, id: number): void {
    const placed = this.#open(id).placed.get(voter);
    const { until } = this.weights.account(voter).lease;
    const alive = placed !== undefined && placed.leased > 0n && placed.until > this.cycle;
    if (!alive || until <= placed.until) throw new Refused("ItemPlacementNotRefreshable");
    this.#put(voter, id, { ...placed, until });
  }

  markIdle(id: number): void {
    const item = this.#open(id);
    if (item.idleSince !== undefined) throw new Refused("ItemAlreadyIdle");
    if (this.#listOf(item).interval === 0) throw new Refused("ListKeepsIdleItems");
    this.#mustBeIdle(item);
    item.idleSince = this.cycle;
  }

  closeIdle(id: number): void {
    const item = this.#open(id);
    if (item.idleSince === undefined) throw new Refused("ItemNotMarkedIdle");
    this.#mustBeIdle(item);
    if (this.cycle < item.idleSince + this.#listOf(item).interval) throw new Refused("ItemNotClosableYet");
    item.stage = "closed";
  }

  closeCycle(): void {
    for (const item of this.items) {
      if (!this.#isOpen(item)) continue;
      item.ended = this.votesOf(item);
      const { halfLife } = this.#listOf(item);
      const kept = halfLife === 0 ? 0 : 2 ** (-this.cycleLength / halfLife);
      item.rank = Number(item.ended) + (item.rank - Number(item.ended)) * kept;
    }
    this.weights.closeCycle();
  }

  /** Placed on it now, for minus against. */
  votesOf(item: Item): bigint {
    return [...item.placed.values()]
      .map((pile) => pileVotes(pile, this.cycle, this.scaling) * (pile.against ? -1n : 1n))
      .reduce((sum, votes) => sum + votes, 0n);
  }

  /** How many items of a list have not ended by themselves. */
  openIn(list: number): number {
    return this.items.filter((item) => item.list === list && item.stage === "open").length;
  }

  isOpen(id: number): boolean {
    return this.#isOpen(this.#known(id));
  }

  /** The mark of an idle item is cleared by any support that is more than there was. */
  #put(voter: string, id: number, placed: Placed | undefined): void {
    const item = this.#known(id);
    const before = this.votesOf(item);
    if (placed === undefined) item.placed.delete(voter);
    else item.placed.set(voter, placed);
    this.weights.setPlaced(voter, String(id), placed === undefined ? [] : [placed]);
    if (this.#isOpen(item) && this.votesOf(item) > before) item.idleSince = undefined;
  }

  #mustBeIdle(item: Item): void {
    if (item.openedIn === this.cycle) throw new Refused("ItemCycleNotEnded");
    const electorate = this.weights.electorates.at(-1) ?? 0n;
    if (item.ended * WAD > this.#listOf(item).floor * electorate) throw new Refused("ItemNotIdle");
  }

  #isOpen(item: Item): boolean {
    return item.stage === "open" && !this.#listOf(item).retired;
  }

  #listOf(item: Item): List {
    return this.#list(item.list);
  }

  #live(id: number): List {
    const list = this.#list(id);
    if (list.retired) throw new Refused("ListHasEnded");
    return list;
  }

  #list(id: number): List {
    const list = this.lists[id - 1];
    if (list === undefined) throw new Refused("ListUnknown");
    return list;
  }

  #open(id: number): Item {
    const item = this.#known(id);
    if (!this.#isOpen(item)) throw new Refused("ItemHasEnded");
    return item;
  }

  #known(id: number): Item {
    const item = this.items[id - 1];
    if (item === undefined) throw new Refused("ItemUnknown");
    return item;
  }
}
