import { Hono } from "hono";
import { pino } from "pino";
import type { Address } from "viem";
import type { BallotBatch, IdentityLink, PollOutcome } from "../src/observation.ts";
import { Metrics } from "../src/metrics.ts";
import { Operator } from "../src/operator.ts";
import { quorumMigrations } from "../src/quorum/migrations.ts";
import { type Feed, feedId } from "../src/reports/feeds.ts";
import { outcomesBuilder } from "../src/reports/outcomes.ts";
import type { Signer } from "../src/reports/Signer.ts";
import type { Source } from "../src/sources/Source.ts";
import type { Database } from "../src/storage/Database.ts";
import { migrate } from "../src/storage/migrate.ts";
import { observationMigrations } from "../src/storage/observations.ts";
import { openPglite } from "../src/storage/pglite.ts";
import { submissionMigrations } from "../src/submission/outbox.ts";
import { type TestChain, deployInbox, operatorSigners, startAnvil } from "./chain.ts";
import { ManualClock } from "./helpers/clock.ts";
import { type Served, serveApp } from "./helpers/server.ts";

export const LIST = "list:test";
/** Milliseconds. */
export const TAKEOVER = 60_000;
/** Seconds. */
export const LIFETIME = 600;

export const feed: Feed = {
  id: feedId("outcomes"),
  name: "outcomes",
  sources: [LIST],
  builder: outcomesBuilder({ kind: "outcomes", policy: "polls", arguments: [] }),
};

export const poll = (pollId: string, yes = 3): PollOutcome => ({
  kind: "poll",
  source: LIST,
  pollId,
  title: pollId,
  url: `https://example.org/${pollId}`,
  options: [
    { id: "yes", label: "Yes", count: String(yes) },
    { id: "no", label: "No", count: "1" },
  ],
  voters: yes + 1,
  status: "passed",
  winner: "yes",
  openedAt: 1,
  closedAt: 2 + yes,
  contentHash: `0x${"11".repeat(32)}`,
});

type Seen = PollOutcome | BallotBatch | IdentityLink;

function keyOf(seen: Seen): string {
  if (seen.kind === "poll") return seen.pollId;
  return `${seen.kind}/${seen.kind === "link" ? seen.subject : seen.pollId}`;
}

/** What one operator sees of the world. */
export class View implements Source {
  readonly name = LIST;
  /** What it finds by itself, in order. */
  readonly list: Seen[] = [];
  /** What it sees if it is told where to look. */
  readonly hidden = new Map<string, PollOutcome>();

  async *observe(cursor: string | undefined) {
    for (let position = Number(cursor ?? 0); position < this.list.length; position++) {
      const observation = this.list[position];
      if (observation !== undefined) yield { key: keyOf(observation), observation, cursor: String(position + 1) };
    }
  }

  async confirm({ key }: { key: string }) {
    return this.hidden.get(key) ?? this.list.findLast((one) => keyOf(one) === key);
  }
}

export interface Member {
  operator: Operator;
  database: Database;
  view: View;
  signer: Signer;
  server: Served;
  metrics: Metrics;
  /** Answers no peer any more, and does nothing itself. */
  down: boolean;
  /** Answers peers in the operator's place, which then does nothing itself either. */
  rogue: Hono | undefined;
}

/** Operators in one process that speak over HTTP, with a node that mines when it is told. */
export class Crew {
  readonly clock = new ManualClock();
  members: Member[] = [];
  inbox: Address = "0x";

  private constructor(
    readonly chain: TestChain,
    readonly signers: readonly Signer[],
    readonly databases: readonly Database[],
    readonly feed: Feed,
  ) {}

  /** Databases take a second each to make: they are made once and emptied. */
  static async databases(count: number): Promise<Database[]> {
    const all = await Promise.all(Array.from({ length: count }, () => openPglite()));
    for (const one of all) await migrate(one, [...observationMigrations, ...quorumMigrations, ...submissionMigrations]);
    return all;
  }

  static async assemble(
    chain: TestChain,
    databases: readonly Database[],
    quorum: number,
    told: Feed = feed,
  ): Promise<Crew> {
    const tables =
      "observations, cursors, items, signatures, equivocations, feeds, strangers, transactions, broadcasts";
    for (const one of databases) await one.query(`TRUNCATE ${tables}, proposals, proposal_items`);
    const crew = new Crew(chain, operatorSigners(databases.length), databases, told);
    const addresses = crew.signers.map(({ address }) => address);
    crew.inbox = (await deployInbox(chain, told.id, addresses, quorum)).inbox;
    const apps = databases.map(() => new Hono());
    const servers = await Promise.all(apps.map((app) => serveApp(app)));
    for (const [index, signer] of crew.signers.entries()) {
      const member = crew.#member(index, signer, servers);
      crew.members.push(member);
      apps[index]?.all("*", async (context) => {
        if (member.down) return context.json({}, 503);
        return (member.rogue ?? member.operator.peerApp).fetch(context.req.raw);
      });
    }
    return crew;
  }

  #member(index: number, signer: Signer, servers: readonly Served[]): Member {
    const { chain, clock, databases } = this;
    const [database, server] = [databases[index], servers[index]];
    if (database === undefined || server === undefined) throw new Error("There are too few databases.");
    const view = new View();
    const metrics = new Metrics();
    const peers = this.signers
      .map(({ address }, other) => ({ address, url: servers[other]?.url ?? "" }))
      .filter((_, other) => other !== index);
    const operator = new Operator({
      database,
      sources: [view],
      feeds: [this.feed],
      peers,
      clock,
      metrics,
      signer,
      submitter: signer,
      client: chain.client,
      chainId: chain.chainId,
      inbox: this.inbox,
      pace: {
        observe: 1_000,
        chain: 1_000,
        takeover: TAKEOVER,
        patience: 60_000,
        lifetime: BigInt(LIFETIME),
        depth: 1n,
        startBlock: 0n,
        mostFee: 10n ** 12n,
        reportGas: 1_000_000n,
      },
      log: pino({ level: "silent" }),
      checkpoint: async () => {},
    });
    return { operator, database, view, signer, server, metrics, down: false, rogue: undefined };
  }

  /** Everybody who is there does everything once, and a block is mined. */
  async round(): Promise<void> {
    for (const member of this.members.filter(({ down, rogue }) => !down && rogue === undefined)) {
      await member.operator.look(member.view, new AbortController().signal);
      await this.tell(member);
      await member.operator.submit();
    }
    await this.chain.control.mine({ blocks: 1 });
  }

  tell({ operator }: Member): Promise<void> {
    return operator.tell(this.feed);
  }

  async rounds(count: number): Promise<void> {
    for (let round = 0; round < count; round++) await this.round();
  }

  see(...seen: readonly Seen[]): void {
    for (const { view } of this.members) view.list.push(...seen);
  }

  async disband(): Promise<void> {
    await Promise.all(this.members.map(({ server }) => server.close()));
  }
}

/**
 * Has each test begin with a chain and a crew of its own, which are gone afterwards.
 * @param begin is handed both
 * @returns what replaces the crew by one that tells something else, or by another quorum, and begins again
 */
export function eachWithACrew(
  count: number,
  begin: (crew: Crew, chain: TestChain) => void,
  told: Feed = feed,
): (quorum: number, other: Feed) => Promise<void> {
  let databases: Database[];
  let chain: TestChain;
  let crew: Crew;
  const assemble = async (quorum: number, tells: Feed): Promise<void> => {
    crew = await Crew.assemble(chain, databases, quorum, tells);
    begin(crew, chain);
  };

  before(async () => {
    databases = await Crew.databases(count);
  });

  after(() => Promise.all(databases.map((database) => database.close())));

  beforeEach(async () => {
    chain = await startAnvil({ manual: true });
    await assemble(2, told);
  });

  afterEach(async () => {
    await crew.disband();
    chain.stop();
  });

  return async (quorum, other) => {
    await crew.disband();
    await assemble(quorum, other);
  };
}
