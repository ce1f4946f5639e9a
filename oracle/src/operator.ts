import type { Hono } from "hono";
import type { Logger } from "pino";
import { type Address, type PublicClient, formatEther } from "viem";
import type { Clock } from "./clock.ts";
import { SourceError } from "./errors.ts";
import { Doorkeeper } from "./http/peerAuth.ts";
import { HttpPeer, peerRoutes } from "./http/peers.ts";
import type { Metrics } from "./metrics.ts";
import { Answers } from "./quorum/answers.ts";
import { Engine } from "./quorum/engine.ts";
import { Ledger } from "./quorum/ledger.ts";
import { type Feed, routerOf } from "./reports/feeds.ts";
import { Inbox } from "./reports/inbox.ts";
import { domainOf } from "./reports/report.ts";
import type { Signer } from "./reports/Signer.ts";
import type { Observed, Recorder, Source } from "./sources/Source.ts";
import type { Database } from "./storage/Database.ts";
import { Observations } from "./storage/observations.ts";
import { Lane } from "./submission/lane.ts";
import { Outbox } from "./submission/outbox.ts";
import { traced, traceIds } from "./tracing.ts";

/** How fast and how far; durations in milliseconds but where they say otherwise. */
export interface Pace {
  /** Between two looks at a source. */
  observe: number;
  /** Between two looks at the chain. */
  chain: number;
  takeover: number;
  /** Before a transaction is sent again for more. */
  patience: number;
  /** Seconds for which a report is good. */
  lifetime: bigint;
  /** Blocks. */
  depth: bigint;
  startBlock: bigint;
  /** Wei for a unit of gas, at most. */
  mostFee: bigint;
  /** The least gas that a report is sent with. */
  reportGas: bigint;
}

/** What else is done again and again. */
export interface Chore {
  name: string;
  /** Milliseconds. */
  pause: number;
  work: (signal: AbortSignal) => Promise<void>;
}

export interface OperatorDependencies {
  database: Database;
  sources: readonly Source[];
  feeds: readonly Feed[];
  chores?: readonly Chore[];
  client: PublicClient;
  chainId: number;
  inbox: Address;
  /** Signs reports and requests to peers. */
  signer: Signer;
  /** Pays for the transactions. */
  submitter: Signer;
  peers: readonly { address: Address; url: string }[];
  pace: Pace;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  /** Called at each step that a crash must not undo; tests stop the process there. */
  checkpoint: (name: string) => Promise<void>;
}

/** One operator's whole working path, from what it sees to what the chain takes. */
export class Operator {
  readonly #on: OperatorDependencies;
  readonly #observations: Observations;
  readonly #engine: Engine;
  readonly #lane: Lane;
  readonly outbox: Outbox;
  /** What peers ask. */
  readonly peerApp: Hono;
  readonly address: Address;
  #lastRound: number;

  constructor(on: OperatorDependencies) {
    this.#on = on;
    this.address = on.signer.address;
    const { database, client, chainId, signer, submitter, pace, feeds, checkpoint } = on;
    const clock = () => on.clock.now();
    const domain = domainOf(chainId, on.inbox);
    const inbox = new Inbox({ client, address: on.inbox, depth: pace.depth });
    const observations = new Observations(database, routerOf(feeds), clock);
    const ledger = new Ledger(database, domain, signer, clock);
    const sources = new Map(on.sources.map((source) => [source.name, source]));
    const shared = { feeds, observations, ledger, inbox, signer, lifetime: pace.lifetime, checkpoint };
    const answers = new Answers({ ...shared, sources });
    this.outbox = new Outbox(database, `${chainId}:${submitter.address}`, clock);
    const { outbox } = this;
    const call = { target: on.inbox, gas: pace.reportGas, idleIfFalse: true };
    const submit = (one: Pick<Parameters<Outbox["plan"]>[0], "key" | "data">) => outbox.plan({ ...call, ...one });
    const withdraw = (key: string) => outbox.withdraw(key);
    const peers = on.peers.map((peer) => new HttpPeer({ ...peer, signer, clock }));
    const { takeover, startBlock } = pace;
    this.#engine = new Engine({ ...shared, answers, peers, submit, withdraw, takeover, startBlock, clock });
    const { mostFee, patience, depth } = pace;
    const fees = { depth, mostFee, patience, window: 8 };
    this.#lane = new Lane({ client, chainId, signer: submitter, outbox, ...fees, clock, checkpoint });
    this.#observations = observations;
    this.#lastRound = clock();
    const doorkeeper = new Doorkeeper(
      signer.address,
      on.peers.map(({ address }) => address),
      clock,
    );
    this.peerApp = peerRoutes({ doorkeeper, answers, ledger });
  }

  /** Stores what a source was told. */
  recorder(source: Source): Recorder {
    return (observed) => this.#record(source, observed);
  }

  async #record(source: Source, observed: Observed): Promise<void> {
    const isNew = await this.#observations.record(source.name, observed);
    if (isNew) this.#on.metrics.observations.inc({ source: source.name });
    await this.#on.checkpoint("recorded");
  }

  /** Works until it is told to stop, and then ends what it has begun. */
  async run(signal: AbortSignal): Promise<void> {
    const { sources, feeds, chores = [], pace, metrics, clock } = this.#on;
    const looked = sources.filter((source) => source.observe !== undefined);
    // One that never answers has to be missed as well.
    for (const { name } of looked) metrics.sourceSeen.set({ source: name }, clock.now() / 1_000);
    const loops = looked.map((source) =>
      this.#repeat(`source ${source.name}`, pace.observe, signal, () => this.look(source, signal)),
    );
    for (const feed of feeds) {
      loops.push(this.#repeat(`feed ${feed.name}`, pace.chain, signal, () => this.tell(feed)));
    }
    loops.push(this.#repeat("submission", pace.chain, signal, () => this.submit()));
    for (const { name, pause, work } of chores) loops.push(this.#repeat(name, pause, signal, () => work(signal)));
    await Promise.all(loops);
  }

  /** Looks once at a source for what is new. */
  look(source: Source, signal: AbortSignal): Promise<void> {
    return traced("observe", { source: source.name }, () => this.#look(source, signal));
  }

  async #look(source: Source, signal: AbortSignal): Promise<void> {
    const { metrics, clock } = this.#on;
    const cursor = await this.#observations.cursorOf(source.name);
    for await (const observed of source.observe?.(cursor, signal) ?? []) await this.#record(source, observed);
    metrics.sourceSeen.set({ source: source.name }, clock.now() / 1_000);
  }

  /** Brings a feed a step on. */
  async tell(feed: Feed): Promise<void> {
    const { metrics, signer } = this.#on;
    await this.#engine.tick(feed);
    const status = this.#engine.status.get(feed.id);
    if (status === undefined) return;
    const { head, sequence, leader } = status;
    metrics.feedSequence.set({ feed: feed.name }, Number(sequence));
    metrics.leader.set({ feed: feed.name }, leader === signer.address ? 1 : 0);
    metrics.finalityLag.set(Number(head.timestamp - head.finalTimestamp));
    await this.#measureQueue(feed);
  }

  async #measureQueue(feed: Feed): Promise<void> {
    const { metrics, database, clock } = this.#on;
    const [queue] = await database.query<{ length: bigint; since: bigint | null; strangers: bigint }>(
      `SELECT count(*) AS length, min(wanted_since) AS since,
              (SELECT count(*) FROM strangers WHERE feed = $1) AS strangers
       FROM items WHERE feed = $1 AND wanted IS DISTINCT FROM reported`,
      [feed.id],
    );
    const age = typeof queue?.since === "bigint" ? clock.now() - Number(queue.since) : 0;
    metrics.queueLength.set({ feed: feed.name }, Number(queue?.length ?? 0));
    metrics.queueAge.set({ feed: feed.name }, Math.max(0, age) / 1_000);
    metrics.strangers.set({ feed: feed.name }, Number(queue?.strangers ?? 0));
    const counted = await database.query<{ signer: string; pairs: bigint }>(
      "SELECT signer, count(*) AS pairs FROM equivocations GROUP BY signer",
      [],
    );
    for (const { signer, pairs } of counted) metrics.equivocations.set({ signer }, Number(pairs));
  }

  /** Brings the transactions a step on. */
  async submit(): Promise<void> {
    const { metrics, log, clock } = this.#on;
    await this.#lane.tick();
    const { underWay, gap, stuck, balance, lastError } = this.#lane.status;
    metrics.underWay.set(underWay);
    metrics.nonceGap.set(gap);
    metrics.stuck.set(stuck ? 1 : 0);
    metrics.balance.set(Number(formatEther(balance)));
    if (lastError !== undefined) log.warn({ error: lastError }, "a transaction did not go out");
    this.#lastRound = clock.now();
  }

  /** Whether the chain and the database have answered of late. */
  isReady(): boolean {
    return this.#on.clock.now() - this.#lastRound < 60_000 + 3 * this.#on.pace.chain;
  }

  /** What fails is tried again in the next round: every step can be taken twice. */
  async #repeat(loop: string, pause: number, signal: AbortSignal, round: () => Promise<void>): Promise<void> {
    const { clock } = this.#on;
    while (!signal.aborted) {
      const rest = await round().then(
        () => pause,
        (error: unknown) => Math.max(pause, this.#note(loop, error, signal)),
      );
      await clock.sleep(rest, signal).catch(() => {});
    }
  }

  /** @returns how long the source wants to be left alone, milliseconds */
  #note(loop: string, error: unknown, signal: AbortSignal): number {
    const { metrics, log } = this.#on;
    if (signal.aborted) return 0;
    metrics.failures.inc({ loop });
    if (error instanceof SourceError) {
      metrics.sourceErrors.inc({ source: error.source, fault: error.fault });
      const { source, fault, advice } = error;
      log.warn({ source, fault, advice, ...traceIds(error) }, error.message);
      return error.retryAfter ?? 0;
    }
    log.error({ loop, err: error, ...traceIds(error) }, error instanceof Error ? error.message : String(error));
    return 0;
  }
}
