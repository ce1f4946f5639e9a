import { resolve } from "node:path";
import { Hono } from "hono";
import type { Logger } from "pino";
import { type PublicClient, createPublicClient, http, parseGwei } from "viem";
import { type Clock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { GATEWAY_MIGRATIONS } from "./gateway/migrations.ts";
import { GOVERNANCE_MIGRATIONS } from "./governance/migrations.ts";
import { listen } from "./http/listen.ts";
import { operatingRoutes } from "./http/operating.ts";
import { createRequest } from "./http/request.ts";
import { openKey } from "./keystore.ts";
import { createLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { type Chore, Operator, type Pace } from "./operator.ts";
import { createBuilder, createSources } from "./providers.ts";
import { OUTBOUND_MIGRATIONS } from "./outbound/deliveries.ts";
import { quorumMigrations } from "./quorum/migrations.ts";
import { receiptMigrations } from "./receipts/migrations.ts";
import { feedId, type Feed } from "./reports/feeds.ts";
import type { Signer } from "./reports/Signer.ts";
import { createServices, type Services, type ServicesDependencies } from "./services.ts";
import type { Source } from "./sources/Source.ts";
import type { Database } from "./storage/Database.ts";
import { migrate } from "./storage/migrate.ts";
import { observationMigrations } from "./storage/observations.ts";
import { openPglite } from "./storage/pglite.ts";
import { openPostgres } from "./storage/postgres.ts";
import { submissionMigrations } from "./submission/outbox.ts";

const MILLISECONDS = 1_000;
/** Of all rooms that store something. */
const MIGRATIONS = [
  ...observationMigrations,
  ...quorumMigrations,
  ...submissionMigrations,
  ...receiptMigrations,
  ...OUTBOUND_MIGRATIONS,
  ...GATEWAY_MIGRATIONS,
  ...GOVERNANCE_MIGRATIONS,
];

/** What is put in from outside: the real thing, or a test's. */
interface Surroundings {
  clock?: Clock;
  log?: Logger;
  checkpoint?: (name: string) => Promise<void>;
  /** Migrated; otherwise it is opened where the configuration says. */
  database?: Database;
  /** In place of the configured keys. */
  signer?: Signer;
}

export interface Oracle {
  operator: Operator;
  /** What peers, platforms and pages ask. */
  app: Hono;
  /** What is done besides, by name. */
  chores: readonly Chore[];
  database: Database;
  sources: readonly Source[];
  feeds: readonly Feed[];
  metrics: Metrics;
  log: Logger;
  close: () => Promise<void>;
}

export async function openStorage({ storage }: Pick<Config, "storage">, folder: string): Promise<Database> {
  const database =
    "folder" in storage ? await openPglite(resolve(folder, storage.folder)) : await openPostgres(storage.postgres);
  await migrate(database, MIGRATIONS);
  return database;
}

/** A storage that is gone afterwards. */
export async function openMemory(): Promise<Database> {
  const database = await openPglite();
  await migrate(database, MIGRATIONS);
  return database;
}

/** @param client of the chain that the builders look at */
export const feedsOf = ({ feeds, chain }: Pick<Config, "feeds" | "chain">, client: PublicClient): Feed[] =>
  feeds.map(({ name, id, sources, report }) => ({
    id: id ?? feedId(name),
    name,
    sources,
    builder: createBuilder(report, { client, depth: BigInt(chain.depth) }),
  }));

/** Puts everything together; nothing runs yet. */
export async function composeOracle(config: Config, folder: string, around: Surroundings = {}): Promise<Oracle> {
  const { clock = systemClock, log = createLog(config.log), checkpoint = async () => {} } = around;
  const signer = around.signer ?? (await openKey(folder, config.keys.operator));
  const { submitter: payer } = config.keys;
  const submitter = around.signer ?? (payer === undefined ? signer : await openKey(folder, payer));
  const database = around.database ?? (await openStorage(config, folder));
  const metrics = new Metrics();
  const request = createRequest({ clock });
  const client = createPublicClient({ transport: http(config.chain.rpc), cacheTime: 0 });
  const chainId = await client.getChainId();
  const depth = BigInt(config.chain.depth);
  const own = { database, clock, request, client, chainId, depth, submitter: submitter.address, metrics, log };
  const services = createServices(config, own);
  const sources = [...watch(config, own, services), ...services.sources];
  const feeds = feedsOf(config, client);
  const { inbox } = config.chain;
  const { peers } = config;
  const { chores } = services;
  const working = { ...own, sources, feeds, chores, inbox, peers, signer, submitter };
  const operator = new Operator({ ...working, pace: paceOf(config), checkpoint });
  const app = new Hono();
  for (const source of sources) source.mount?.(app, operator.recorder(source));
  app.route("/", operator.peerApp);
  services.mount(app);
  return { operator, app, chores, database, sources, feeds, metrics, log, close: () => database.close() };
}

function watch({ sources }: Config, own: ServicesDependencies, { onProfile }: Services): Source[] {
  const { request, clock, database, metrics, log } = own;
  return createSources(sources, {
    request,
    clock,
    database,
    onWait: (source, milliseconds) => metrics.rateLimitWaits.inc({ source }, milliseconds / MILLISECONDS),
    onFault: ({ source, fault, advice, message }) => {
      metrics.sourceErrors.inc({ source, fault });
      log.warn({ source, fault, advice }, message);
    },
    onReceipts: (source, { conflicts, withoutRate }) => {
      metrics.receiptConflicts.set({ source }, conflicts);
      metrics.receiptsWithoutRate.set({ source }, withoutRate.length);
      if (withoutRate.length > 0) log.error({ source, assets: withoutRate }, "there is no rate: the epoch stays open");
    },
    onProfile,
  });
}

function paceOf({ pace, chain }: Config): Pace {
  return {
    observe: pace.observe * MILLISECONDS,
    chain: pace.chain * MILLISECONDS,
    takeover: pace.takeover * MILLISECONDS,
    patience: pace.patience * MILLISECONDS,
    lifetime: BigInt(pace.lifetime),
    depth: BigInt(chain.depth),
    startBlock: BigInt(chain.startBlock),
    mostFee: parseGwei(String(chain.maxFeeGwei)),
    reportGas: BigInt(chain.reportGas),
  };
}

/** Runs until the signal is aborted; then what was begun is ended, and everything closed. */
export async function runOracle(config: Config, oracle: Oracle, signal: AbortSignal): Promise<void> {
  const { operator, app, metrics, log } = oracle;
  const operating = await listen(operatingRoutes({ metrics, isReady: () => operator.isReady() }), config.operating);
  const open = await listen(app, config.listen);
  log.info({ port: open.port, operating: operating.port, operator: operator.address }, "running");
  try {
    await operator.run(signal);
  } finally {
    await open.close();
    await operating.close();
    await oracle.close();
    log.info("stopped");
  }
}
