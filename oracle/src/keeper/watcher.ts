import {
  type Address,
  decodeEventLog,
  encodeFunctionData,
  type Hex,
  type Log,
  type PublicClient,
  toEventSelector,
} from "viem";
import { argumentsOf, type Kind, KINDS, type Occasion, WATCHES } from "./watches.ts";

/** What an Upkeep takes. */
export interface Job {
  target: Address;
  call: Hex;
  probe: Hex;
}

/** Where a community's contracts are; of some kinds it may have several. */
type Contracts = Readonly<Partial<Record<Kind, readonly Address[]>>>;

export interface WatcherDependencies {
  client: PublicClient;
  contracts: Contracts;
  /** Before which none of them did anything. */
  startBlock: bigint;
  /** How many jobs are remembered; the oldest give way. */
  most?: number;
}

/** Blocks asked for at a time. */
const SPAN = 2_000n;
/** Blocks that may be replaced by others: what they tell is heard again. */
const UNSETTLED = 64n;
const MOST = 50_000;

/** Finds, in what contracts tell, what there may be to do: of whom, and with which data. Whether it is due, an Upkeep finds out. */
export class Watcher {
  readonly #kinds = new Map<string, Kind>();
  readonly #found = new Map<string, Job>();
  #next: bigint;

  constructor(private readonly on: WatcherDependencies) {
    this.#next = on.startBlock;
    for (const kind of KINDS) {
      for (const target of on.contracts[kind] ?? []) {
        this.#kinds.set(target.toLowerCase(), kind);
        for (const call of WATCHES[kind].always ?? []) {
          const data = encodeFunctionData({ abi: [call], args: [] });
          this.#found.set(`${target.toLowerCase()} always ${call.name}`, { target, call: data, probe: "0x" });
        }
      }
    }
  }

  /** @returns all that what has happened so far gives occasion to, oldest first */
  async jobs(): Promise<Job[]> {
    const { client, startBlock } = this.on;
    const latest = await client.getBlockNumber({ cacheTime: 0 });
    const address = [...this.#kinds.keys()] as Address[];
    while (address.length > 0 && this.#next <= latest) {
      const last = this.#next + SPAN - 1n < latest ? this.#next + SPAN - 1n : latest;
      for (const log of await client.getLogs({ address, fromBlock: this.#next, toBlock: last })) this.#hear(log);
      this.#next = last + 1n;
    }
    if (this.#next > startBlock + UNSETTLED) this.#next -= UNSETTLED;
    return [...this.#found.values()];
  }

  #hear(log: Log): void {
    const kind = this.#kinds.get(log.address.toLowerCase());
    if (kind === undefined) return;
    for (const { event, about, calls } of WATCHES[kind].endings) {
      const told = read(event, log);
      if (told !== undefined) this.#forget(keyOf(log.address, about, told), calls);
    }
    for (const occasion of WATCHES[kind].occasions) {
      const told = read(occasion.event, log);
      const target = occasion.on === undefined ? log.address : this.on.contracts[occasion.on]?.[0];
      if (told === undefined || target === undefined) continue;
      const job = jobOf(occasion, target, told);
      this.#found.set(`${keyOf(log.address, occasion.about, told)} ${occasion.call.name}:${job.call}`, job);
    }
    const { most = MOST } = this.on;
    for (const key of this.#found.keys()) {
      if (this.#found.size <= most) break;
      this.#found.delete(key);
    }
  }

  #forget(about: string, calls: readonly string[] | undefined): void {
    for (const key of this.#found.keys()) {
      const isMeant = calls === undefined || calls.some((name) => key.includes(` ${name}:`));
      if (key.startsWith(about) && isMeant) this.#found.delete(key);
    }
  }
}

function jobOf({ call, args, probe }: Occasion, target: Address, told: Readonly<Record<string, unknown>>): Job {
  const encode = (abi: Occasion["call"], given: Occasion["args"]): Hex =>
    encodeFunctionData({ abi: [abi], args: argumentsOf(given, told) });
  return { target, call: encode(call, args), probe: probe === undefined ? "0x" : encode(probe.view, probe.args) };
}

/** Begins with what is shared by all that is about the same. */
function keyOf(contract: Address, about: readonly string[], told: Readonly<Record<string, unknown>>): string {
  return `${contract.toLowerCase()} ${about.map((name) => `${name}=${String(told[name])};`).join("")}`;
}

function read(event: Occasion["event"], log: Log): Readonly<Record<string, unknown>> | undefined {
  if (log.topics[0] !== toEventSelector(event)) return undefined;
  try {
    const { args } = decodeEventLog({ abi: [event], data: log.data, topics: log.topics });
    return args;
  } catch {
    // Of the same name and types, but indexed otherwise: another event.
    return undefined;
  }
}
