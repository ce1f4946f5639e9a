import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SourceError } from "../errors.ts";
import { parseJson } from "../http/json.ts";
import { parseAs } from "../http/request.ts";
import type { Observation, PollOutcome } from "../observation.ts";
import { type Delivery, enqueue } from "../outbound/deliveries.ts";
import type { Observed } from "../sources/Source.ts";
import type { Database, Queryable } from "../storage/Database.ts";
import type { Revenue } from "../revenue/revenue.ts";
import type { CommunityConfig, MetagovConfig, PolicyConfig } from "./config.ts";
import { joinShares } from "./joining.ts";
import { CLIENT, GatewayRefusal } from "./refusal.ts";
import { maybe } from "./schema.ts";
import { isDecided, outcomeOf, type PollReading, type VoteBackend } from "./votes.ts";

const Line = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[^\r\n\u2028\u2029]*$/);

/** What a driver says to start a vote; the same for every backend. */
export const NewProcess = z.object({
  title: Line,
  options: z
    .array(Line)
    .min(1)
    .max(20)
    .refine((all) => new Set(all).size === all.length, "has an option twice"),
  details: maybe(z.string().max(20_000)),
  closing_at: maybe(z.iso.datetime({ offset: true }).or(z.iso.date())),
  callback_url: maybe(z.url().max(2_000)),
  /** By which it is decided, as the configuration has it. */
  policy: maybe(z.string().min(1).max(100)),
  /** Members who are told when it opens, and how it ended. */
  notify: maybe(z.array(z.string().regex(/^[^,\s]{1,60}$/)).max(10)),
});
export type NewProcess = z.infer<typeof NewProcess>;

/** A process in Metagov's form. */
export interface SerializedProcess {
  id: number;
  name: string;
  community: string;
  status: "created" | "pending" | "completed";
  url: string | null;
  errors: unknown;
  outcome: unknown;
}

interface Row {
  id: bigint;
  community: string;
  name: string;
  question: string;
  reference: string | null;
  url: string | null;
  callback_url: string | null;
  status: "created" | "pending" | "completed";
  outcome: string;
  errors: string;
  started_at: bigint;
  looked_at: bigint;
}

/** What a peer needs to come to the same outcome. */
const Evidence = z.strictObject({ community: z.string(), policy: z.string().optional() });

export interface ProcessesDependencies {
  config: MetagovConfig;
  database: Database;
  clock: Clock;
  backends: readonly VoteBackend[];
  /** Without it, no vote changes any shares. */
  revenue?: Revenue | undefined;
}

/** A process that was looked at so lately is not looked at again, whoever asks. Milliseconds. */
const FRESH = 5_000;

/** Votes that a driver had us start: each in a backend, until it is over and the driver has been told. */
export class Processes {
  readonly #config: MetagovConfig;
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #backends: ReadonlyMap<string, VoteBackend>;
  readonly #revenue: Revenue | undefined;

  constructor({ config, database, clock, backends, revenue }: ProcessesDependencies) {
    this.#config = config;
    this.#database = database;
    this.#clock = clock;
    this.#revenue = revenue;
    this.#backends = new Map(backends.map((backend) => [`${backend.plugin}.${backend.process}`, backend]));
  }

  /**
   * Starts a vote.
   * @param request names the driver's request, so that one that is repeated starts nothing anew
   */
  async start(community: string, name: string, asked: NewProcess, request: string | undefined): Promise<number> {
    const config = this.#communityOf(community);
    const backend = this.#backendOf(name);
    if (asked.callback_url !== undefined) checkCallback(config, asked.callback_url);
    const { policy } = asked;
    if (policy !== undefined && !Object.hasOwn(config.policies, policy)) {
      throw new GatewayRefusal(400, `There is no policy '${policy}'.`);
    }
    checkPolicy(name, backend, policy === undefined ? undefined : config.policies[policy]);
    const { id } = await this.#insert(community, name, asked, request);
    const row = await this.#find(id);
    // Whoever is killed from here on goes on with it the next time they look.
    if (row.status === "created") await this.#open(row);
    return Number(id);
  }

  /** @throws GatewayRefusal if it belongs to another community, as if there were none */
  async get(community: string, name: string, id: bigint): Promise<Row> {
    const row = await this.#find(id).catch(() => undefined);
    if (row?.community !== community || row.name !== name) throw new GatewayRefusal(404, "Not found.");
    return row;
  }

  /** Brings it up to date. What it yields has to be stored before it goes on. */
  async *look(row: Row, signal?: AbortSignal): AsyncGenerator<Observed, Row> {
    if (row.status === "completed") return row;
    if (row.status === "created") return this.#open(row, signal);
    if (Number(row.looked_at) > this.#clock.now() - FRESH) return row;
    const backend = this.#backendOf(row.name);
    const policy = this.#policyOf(row);
    const readings = await backend.read(row.reference ?? "", policy?.config.trustLevel, signal);
    const [main] = readings;
    if (main === undefined)
      throw new SourceError(backend.source, "not-found", "has lost a poll", "It was edited away.");
    if (!main.isOpen) return yield* this.#complete(row, backend, readings);
    const isOver = policy !== undefined && isDecided(policy.config, main, this.#seconds());
    if (isOver && backend.close !== undefined) return yield* this.close(row, signal);
    await this.#note(row, readings);
    return this.#find(row.id);
  }

  /** Ends it now. */
  async *close(row: Row, signal?: AbortSignal): AsyncGenerator<Observed, Row> {
    const backend = this.#backendOf(row.name);
    if (backend.close === undefined) throw new GatewayRefusal(400, `${row.name} ends when it is due, and not before.`);
    const opened = row.status === "created" ? await this.#open(row, signal) : row;
    const reference = opened.reference ?? "";
    await backend.close(reference, signal);
    const readings = await backend.read(reference, this.#policyOf(row)?.config.trustLevel, signal);
    if (readings[0]?.isOpen !== false) throw new GatewayRefusal(502, "Failed to close process", 30);
    return yield* this.#complete(opened, backend, readings);
  }

  /** All that is going on, the one that nobody looked at for longest first. */
  async open(community?: string, plugin?: string): Promise<Row[]> {
    const rows = await this.#database.query<Row>(
      "SELECT * FROM gateway_processes WHERE status <> 'completed' AND ($1::text IS NULL OR community = $1) ORDER BY looked_at",
      [community ?? null],
    );
    return rows.filter(
      ({ name }) => this.#backends.has(name) && (plugin === undefined || name.startsWith(`${plugin}.`)),
    );
  }

  /** What a peer says it saw, by our own eyes: its poll, as the backend shows it to us, under the policy that we have, too. */
  async confirm({ key, observation, evidence }: Observed, signal?: AbortSignal): Promise<Observation | undefined> {
    if (observation.kind !== "poll" || key !== observation.pollId) return undefined;
    const { community, policy: named } = parseAs(CLIENT, Evidence, parseJson(CLIENT, evidence ?? "{}"));
    const config = Object.hasOwn(this.#config.communities, community) ? this.#config.communities[community] : undefined;
    const policy = named === undefined ? undefined : config?.policies[named];
    if (config === undefined || (named !== undefined && policy === undefined)) return undefined;
    for (const backend of this.#backends.values()) {
      const [prefix, pollId] = splitPollId(observation.pollId);
      const reference = prefix === backend.source ? backend.referenceOf(pollId) : undefined;
      if (reference === undefined) continue;
      const readings = await backend.read(reference, policy?.trustLevel, signal);
      const reading = readings.find((one) => one.pollId === pollId);
      if (reading === undefined || reading.isOpen) return undefined;
      const known = policy === undefined || named === undefined ? undefined : { name: named, config: policy };
      return joinShares(this.#observe(backend, reading, known), policy, { revenue: this.#revenue });
    }
    return undefined;
  }

  serialize({ id, name, community, status, url, errors, outcome }: Row): SerializedProcess {
    const parse = (text: string): unknown => JSON.parse(text);
    return { id: Number(id), name, community, status, url, errors: parse(errors), outcome: parse(outcome) };
  }

  async #insert(community: string, name: string, asked: NewProcess, request: string | undefined): Promise<Row> {
    const { callback_url: callback, ...question } = asked;
    const [row] = await this.#database.query<Row>(
      `INSERT INTO gateway_processes (community, name, request, question, callback_url, started_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (community, name, request) DO UPDATE SET request = excluded.request RETURNING *`,
      [community, name, request ?? null, JSON.stringify(question), callback ?? null, this.#clock.now()],
    );
    if (row === undefined) throw new TypeError("An insert returns its row.");
    if (row.question === JSON.stringify(question)) return row;
    throw new GatewayRefusal(409, "This idempotency key was used for another process.");
  }

  async #open(row: Row, signal?: AbortSignal): Promise<Row> {
    const backend = this.#backendOf(row.name);
    const asked = NewProcess.parse(JSON.parse(row.question));
    const closesAfter = this.#policyOf(row)?.config.closesAfter;
    const begun = Math.floor(Number(row.started_at) / 1_000);
    const closesAt = asked.closing_at === undefined ? undefined : Math.floor(Date.parse(asked.closing_at) / 1_000);
    const question = {
      title: asked.title,
      options: asked.options,
      details: asked.details,
      closesAt: closesAt ?? (closesAfter === undefined ? undefined : begun + closesAfter),
    };
    const { reference, url } = await backend.start(`perdure-${row.community}-${row.id}`.slice(-50), question, signal);
    await this.#database.transaction(async (transaction) => {
      const [opened] = await transaction.query<Row>(
        "UPDATE gateway_processes SET status = 'pending', reference = $2, url = $3 WHERE id = $1 AND status = 'created' RETURNING *",
        [row.id, reference, url],
      );
      if (opened === undefined) return;
      const raw = `The vote on “${asked.title}” is open: ${url}`;
      await this.#tell(transaction, opened, asked, "opened", `Vote opened: ${asked.title}`, raw);
    });
    return this.#find(row.id);
  }

  async #note(row: Row, readings: readonly PollReading[]): Promise<void> {
    await this.#database.query(
      "UPDATE gateway_processes SET outcome = $2, looked_at = $3 WHERE id = $1 AND status = 'pending'",
      [row.id, JSON.stringify(tally(readings)), this.#clock.now()],
    );
  }

  async *#complete(row: Row, backend: VoteBackend, readings: readonly PollReading[]): AsyncGenerator<Observed, Row> {
    const policy = this.#policyOf(row);
    const about = { revenue: this.#revenue, database: this.#database, now: this.#seconds() };
    const observations: PollOutcome[] = [];
    for (const reading of readings) {
      observations.push(await joinShares(this.#observe(backend, reading, policy), policy?.config, about));
    }
    const [main] = observations;
    for (const observation of observations) {
      const evidence = JSON.stringify({
        community: row.community,
        ...(policy === undefined ? {} : { policy: policy.name }),
      });
      yield { key: observation.pollId, observation, evidence };
    }
    const { kind: _, ...result } = main ?? {};
    const outcome = JSON.stringify({ ...tally(readings), ...result });
    await this.#database.transaction(async (transaction) => {
      const [done] = await transaction.query<Row>(
        "UPDATE gateway_processes SET status = 'completed', outcome = $2 WHERE id = $1 AND status <> 'completed' RETURNING *",
        [row.id, outcome],
      );
      if (done === undefined) return;
      const asked = NewProcess.parse(JSON.parse(row.question));
      const raw = `The vote on “${asked.title}” has ended: **${main?.status ?? "closed"}**. ${row.url ?? ""}`;
      await this.#tell(transaction, done, asked, "ended", `Vote ended: ${asked.title}`, raw);
      await this.#callBack(transaction, done);
    });
    return this.#find(row.id);
  }

  #observe(
    backend: VoteBackend,
    reading: PollReading,
    policy: { name: string; config: PolicyConfig } | undefined,
  ): PollOutcome {
    const named = { ...reading, pollId: `${backend.source}/${reading.pollId}` };
    return outcomeOf(this.#config.name, named, this.#seconds(), policy);
  }

  async #tell(
    transaction: Queryable,
    row: Row,
    asked: NewProcess,
    what: string,
    title: string,
    raw: string,
  ): Promise<void> {
    const target = this.#communityOf(row.community).messages;
    if (target === undefined || asked.notify === undefined || asked.notify.length === 0) return;
    const lane = `process:${row.id}`;
    const payload = { kind: "message", recipients: asked.notify, title: title.slice(0, 255), raw };
    await enqueue(
      transaction,
      { target, key: `${lane}:${what}`, lane: `${target}:${lane}`, payload },
      this.#clock.now(),
    );
  }

  async #callBack(transaction: Queryable, row: Row): Promise<void> {
    if (row.callback_url === null) return;
    const payload = { url: row.callback_url, body: JSON.stringify(this.serialize(row)) };
    const target = callbackTarget(row.community);
    await enqueue(transaction, { target, key: `process:${row.id}:completed`, payload }, this.#clock.now());
  }

  async #find(id: bigint): Promise<Row> {
    const [row] = await this.#database.query<Row>("SELECT * FROM gateway_processes WHERE id = $1", [id]);
    if (row === undefined) throw new GatewayRefusal(404, "Not found.");
    return row;
  }

  #policyOf(row: Row): { name: string; config: PolicyConfig } | undefined {
    const { policy: name } = NewProcess.parse(JSON.parse(row.question));
    const config = name === undefined ? undefined : this.#communityOf(row.community).policies[name];
    return name === undefined || config === undefined ? undefined : { name, config };
  }

  #communityOf(community: string): CommunityConfig {
    const config = this.#config.communities[community];
    if (config === undefined) throw new GatewayRefusal(400, `Community '${community}' not found`);
    return config;
  }

  #backendOf(name: string): VoteBackend {
    const backend = this.#backends.get(name);
    if (backend === undefined) throw new GatewayRefusal(404, `There is no process '${name.slice(0, 100)}'.`);
    return backend;
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1_000);
  }
}

/** The target of a community's callbacks and events; the gateway brings it along. */
export function callbackTarget(community: string): Delivery["target"] {
  return `callback-${community}`;
}

/** Who would close a poll early where nobody can is told so before it opens. */
function checkPolicy(name: string, backend: VoteBackend, policy: PolicyConfig | undefined): void {
  if (backend.close !== undefined || (policy?.votes === undefined && policy?.trustLevel === undefined)) return;
  throw new GatewayRefusal(400, `${name} ends when it is due: its policy cannot ask for votes or a trustLevel.`);
}

function checkCallback({ callbacks }: CommunityConfig, url: string): void {
  if (callbacks.includes(new URL(url).origin)) return;
  throw new GatewayRefusal(400, "The callback_url is not of an origin to which callbacks may go.");
}

/** Votes by label, as the original has them, with whatever else was put to the vote beside. */
function tally([main, ...others]: readonly PollReading[]): object {
  const votesOf = (reading: PollReading | undefined): Record<string, number> =>
    Object.fromEntries((reading?.options ?? []).map(({ label, count }) => [label, count]));
  const beside = others.map((reading) => ({ poll_id: reading.pollId, title: reading.title, votes: votesOf(reading) }));
  return { poll_url: main?.url, votes: votesOf(main), ...(beside.length === 0 ? {} : { other_polls: beside }) };
}

function splitPollId(pollId: string): [source: string, id: string] {
  const at = pollId.indexOf("/");
  return [pollId.slice(0, at), pollId.slice(at + 1)];
}
