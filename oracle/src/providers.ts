import { z } from "zod";
import type { Clock } from "./clock.ts";
import type { SourceError } from "./errors.ts";
import type { Request } from "./http/request.ts";
import {
  ReceiptsConfig,
  type ReceiptsDependencies,
  ReceiptsReport,
  createReceipts,
  receiptsBuilder,
} from "./receipts/source.ts";
import type { BuilderDependencies } from "./reports/accounts.ts";
import { BallotsReport, ballotsBuilder } from "./reports/ballots.ts";
import { ContributorsReport, contributorsBuilder } from "./reports/contributors.ts";
import type { PayloadBuilder } from "./reports/feeds.ts";
import { IdentitiesReport, identitiesBuilder } from "./reports/identities.ts";
import { MembershipsReport, membershipsBuilder } from "./reports/memberships.ts";
import { OutcomesConfig, outcomesBuilder } from "./reports/outcomes.ts";
import { PatronageReport, patronageBuilder } from "./reports/patronage.ts";
import { DiscourseConfig, createDiscourse } from "./sources/discourse/discourse.ts";
import { GitHubConfig, createGitHub } from "./sources/github/github.ts";
import { LoomioConfig, createLoomio } from "./sources/loomio/loomio.ts";
import { Looks } from "./sources/looks.ts";
import { OpenCollectiveConfig, createOpenCollective } from "./sources/opencollective/opencollective.ts";
import { OpenPaymentsConfig, createOpenPayments } from "./sources/openpayments/adapter.ts";
import { PolisConfig, createPolis } from "./sources/polis/polis.ts";
import { RafikiConfig, createRafiki } from "./sources/rafiki/adapter.ts";
import { SnapshotConfig, createSnapshot } from "./sources/snapshot/snapshot.ts";
import type { Source } from "./sources/Source.ts";
import { SourceCredConfig, createSourceCred } from "./sources/sourcecred/sourcecred.ts";
import { StreamConfig, createStream } from "./sources/stream/adapter.ts";
import type { Database } from "./storage/Database.ts";

/** Every kind of source that a configuration can name. A new one is added here and to SOURCES, and nowhere else. */
export const SourceConfig = z.discriminatedUnion("kind", [
  DiscourseConfig,
  GitHubConfig,
  LoomioConfig,
  OpenCollectiveConfig,
  OpenPaymentsConfig,
  PolisConfig,
  RafikiConfig,
  ReceiptsConfig,
  SnapshotConfig,
  SourceCredConfig,
  StreamConfig,
]);
type SourceConfig = z.infer<typeof SourceConfig>;

/** Every kind of report that a feed can carry. */
export const ReportConfig = z.discriminatedUnion("kind", [
  BallotsReport,
  ContributorsReport,
  IdentitiesReport,
  MembershipsReport,
  OutcomesConfig,
  PatronageReport,
  ReceiptsReport,
]);
type ReportConfig = z.infer<typeof ReportConfig>;

export interface SourceDependencies {
  request: Request;
  clock: Clock;
  database: Database;
  onWait: (source: string, milliseconds: number) => void;
  onFault: (error: SourceError) => void;
  onReceipts: NonNullable<ReceiptsDependencies["onReceipts"]>;
  /** Told the name of a forum's member whose profile changed. */
  onProfile?: (username: string) => Promise<void>;
}

interface AmongSources extends SourceDependencies {
  lookedAt: NonNullable<ReceiptsDependencies["lookedAt"]>;
  /** Looks a payment up in the wallet itself, where another source can. */
  read?: Source["confirm"];
}

type Makers<Config extends { kind: string }, Rest extends unknown[], Made> = {
  [Kind in Config["kind"]]: (config: Extract<Config, { kind: Kind }>, ...rest: Rest) => Made;
};

const SOURCES: Makers<SourceConfig, [AmongSources], Source> = {
  discourse: createDiscourse,
  github: createGitHub,
  loomio: createLoomio,
  opencollective: createOpenCollective,
  openpayments: createOpenPayments,
  polis: createPolis,
  rafiki: createRafiki,
  receipts: createReceipts,
  snapshot: createSnapshot,
  sourcecred: createSourceCred,
  stream: createStream,
};

const BUILDERS: Makers<ReportConfig, [BuilderDependencies], PayloadBuilder> = {
  ballots: ballotsBuilder,
  contributors: contributorsBuilder,
  identities: identitiesBuilder,
  memberships: membershipsBuilder,
  outcomes: outcomesBuilder,
  patronage: patronageBuilder,
  receipts: receiptsBuilder,
};

/**
 * Rafiki's webhooks are looked up through the Open Payments source of the same wallet, if there is one. Receipts know since when the
 * others have been heard.
 */
export function createSources(configs: readonly SourceConfig[], dependencies: SourceDependencies): Source[] {
  const looks = new Looks(dependencies.clock);
  const among = { ...dependencies, lookedAt: (name: string) => looks.beganAt(name) };
  const create = (config: SourceConfig, read?: Source["confirm"]): Source => {
    const make = SOURCES[config.kind] as (config: SourceConfig, dependencies: AmongSources) => Source;
    return looks.at(make(config, read === undefined ? among : { ...among, read }));
  };
  const wallets = new Map<string, Source>();
  for (const config of configs) if (config.kind === "openpayments") wallets.set(config.wallet, create(config));
  return configs.map((config) => {
    if (config.kind === "openpayments") return wallets.get(config.wallet) ?? create(config);
    const wallet = config.kind === "rafiki" ? wallets.get(config.wallet) : undefined;
    return create(config, wallet === undefined ? undefined : (claimed, signal) => wallet.confirm(claimed, signal));
  });
}

export function createBuilder(config: ReportConfig, dependencies: BuilderDependencies): PayloadBuilder {
  type Maker = (config: ReportConfig, dependencies: BuilderDependencies) => PayloadBuilder;
  return (BUILDERS[config.kind] as Maker)(config, dependencies);
}
