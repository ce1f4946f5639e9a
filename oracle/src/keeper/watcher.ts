import {
  type AbiFunction,
  type Address,
  decodeEventLog,
  decodeFunctionData,
  encodeFunctionData,
  type Hex,
  type Log,
  type PublicClient,
  size,
  toEventSelector,
  TransactionNotFoundError,
} from "viem";
import { argumentsOf, type Kind, KINDS, type Occasion, WATCHES } from "./watches.ts";

/** What an Upkeep takes. */
export interface Job {
  target: Address;
  call: Hex;
  probe: Hex;
}

/** Where a community's contracts are; of some kinds it may have several. */
export type Contracts = Readonly<Partial<Record<Kind, readonly Address[]>>>;

export interface WatcherDependencies {
  client: PublicClient;
  contracts: Contracts;
  /** Before which none of them did anything. */
  startBlock: bigint;
  /** How many jobs are remembered; the oldest give way. */
  most?: number;
}

/** By the names of arguments. */
type Told = Readonly<Record<string, unknown>>;

/** Blocks asked for at a time. */
const SPAN = 2_000n;
/** Blocks that may be replaced by others: what they tell is heard again. */
const UNSETTLED = 64n;
const MOST = 50_000;
/** Bytes of a call. What others can make as long as they like must not keep a node from trying out the rest. */
const LONGEST = 32_768;

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
      for (const log of await client.getLogs({ address, fromBlock: this.#next, toBlock: last })) {
        await this.#hear(log);
      }
      this.#next = last + 1n;
    }
    if (this.#next > startBlock + UNSETTLED) this.#next -= UNSETTLED;
    return [...this.#found.values()];
  }

  async #hear(log: Log<bigint, number, false>): Promise<void> {
    const kind = this.#kinds.get(log.address.toLowerCase());
    if (kind === undefined) return;
    for (const { event, about, calls } of WATCHES[kind].endings) {
      const told = read(event, log);
      if (told !== undefined) this.#forget(keyOf(log.address, about, told), calls);
    }
    for (const occasion of WATCHES[kind].occasions) {
      const target = occasion.on === undefined ? log.address : this.on.contracts[occasion.on]?.[0];
      if (target === undefined) continue;
      for (const told of await this.#learn(occasion, log)) {
        const job = jobOf(occasion, target, told);
        if (size(job.call) > LONGEST) continue;
        this.#found.set(`${keyOf(log.address, occasion.about, told)} ${occasion.call.name}:${job.call}`, job);
      }
    }
    const { most = MOST } = this.on;
    for (const key of this.#found.keys()) {
      if (this.#found.size <= most) break;
      this.#found.delete(key);
    }
  }

  /** What an event tells, and the call that brought it about, once for each occasion that it is. */
  async #learn({ event, given = {}, brought, each }: Occasion, log: Log<bigint, number, false>): Promise<Told[]> {
    const told = read(event, log);
    if (told === undefined || Object.entries(given).some(([name, value]) => told[name] !== value)) return [];
    const list = each === undefined ? undefined : told[each];
    if (each !== undefined && Array.isArray(list)) return list.map((one: unknown) => ({ ...told, [each]: one }));
    if (brought === undefined) return [told];
    const transaction = await this.on.client.getTransaction({ hash: log.transactionHash }).catch(missing);
    if (transaction?.to?.toLowerCase() !== log.address.toLowerCase()) return [];
    const named = readCall(brought, transaction.input);
    return named === undefined ? [] : [{ ...named, ...told }];
  }

  #forget(about: string, calls: readonly string[] | undefined): void {
    for (const key of this.#found.keys()) {
      const isMeant = calls === undefined || calls.some((name) => key.includes(` ${name}:`));
      if (key.startsWith(about) && isMeant) this.#found.delete(key);
    }
  }
}

function jobOf({ call, args, probe }: Occasion, target: Address, told: Told): Job {
  const encode = (abi: Occasion["call"], given: Occasion["args"]): Hex =>
    encodeFunctionData({ abi: [abi], args: argumentsOf(given, told) });
  return { target, call: encode(call, args), probe: probe === undefined ? "0x" : encode(probe.view, probe.args) };
}

/** Begins with what is shared by all that is about the same. */
function keyOf(contract: Address, about: readonly string[], told: Told): string {
  return `${contract.toLowerCase()} ${about.map((name) => `${name}=${String(told[name])};`).join("")}`;
}

function read(event: Occasion["event"], log: Log): Told | undefined {
  if (log.topics[0] !== toEventSelector(event)) return undefined;
  try {
    const { args } = decodeEventLog({ abi: [event], data: log.data, topics: log.topics });
    return args;
  } catch {
    // Of the same name and types, but indexed otherwise: another event.
    return undefined;
  }
}

function readCall(call: AbiFunction, data: Hex): Told | undefined {
  try {
    const { args } = decodeFunctionData({ abi: [call], data });
    return Object.fromEntries(call.inputs.map(({ name = "" }, i) => [name, args[i]]));
  } catch {
    // Another call of the same contract.
    return undefined;
  }
}

/** Nodes forget transactions that are old, and know none of a block that is gone. */
function missing(error: unknown): undefined {
  if (error instanceof TransactionNotFoundError) return undefined;
  throw error;
}
