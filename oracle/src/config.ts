import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Address, Hex } from "viem";
import { type Document, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { OracleError } from "./errors.ts";
import { MetagovConfig } from "./gateway/config.ts";
import { LoomioAccess } from "./gateway/loomioVotes.ts";
import { GovernanceConfig } from "./governance/governance.ts";
import { KeeperConfig } from "./keeper/keeper.ts";
import { OutboundConfig } from "./outbound/config.ts";
import { ReportConfig, SourceConfig } from "./providers.ts";
import { RemoteKey } from "./remoteSigner.ts";
import { complaintsOf, ForumConfig, RevenueConfig } from "./services.ts";

const Account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "an address is expected")
  .transform((text) => text.toLowerCase() as Address);
const Bytes32 = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, "32 bytes are expected")
  .transform((text) => text as Hex);
const Url = z.url({ protocol: /^https?$/ });
const Seconds = z.number().positive().max(86_400);
const Place = z.strictObject({ host: z.string().default("127.0.0.1"), port: z.int().min(0).max(65_535) });
/** In a file of ours, or with whoever keeps it. */
const Key = z.union([z.strictObject({ keystore: z.string().min(1), password: z.string().min(1) }), RemoteKey]);
export type Key = z.infer<typeof Key>;

const Chain = z.strictObject({
  rpc: Url,
  inbox: Account,
  startBlock: z.int().nonnegative().default(0),
  /** Blocks on top of a transaction, besides the node's word, before it counts as final. */
  depth: z.int().min(0).max(10_000).default(12),
  maxFeeGwei: z.number().positive().max(1_000_000).default(200),
  /** The least gas that a report is sent with: what its consumer may need. */
  reportGas: z.int().min(150_000).max(30_000_000).default(2_000_000),
});

const Pace = z
  .strictObject({
    observe: Seconds.default(30),
    chain: Seconds.default(4),
    takeover: Seconds.default(120),
    patience: Seconds.default(90),
    /** Seconds for which a report is good. */
    lifetime: z.int().min(60).max(86_400).default(3_600),
  })
  .prefault({});

export const Config = z
  .strictObject({
    chain: Chain,
    storage: z.union([
      z.strictObject({ folder: z.string().min(1) }),
      z.strictObject({ postgres: z.url({ protocol: /^postgres(ql)?$/ }) }),
    ]),
    /** `submitter` pays for transactions; without it, `operator` does. */
    keys: z.strictObject({ operator: Key, submitter: Key.optional() }),
    /** The other operators. All of them take turns, so all of them name each other. */
    peers: z
      .array(z.strictObject({ address: Account, url: Url }))
      .max(30)
      .default([]),
    /** Where peers and webhooks come in. */
    listen: Place.prefault({ port: 8480 }),
    /** Where health and metrics are; not for everybody. */
    operating: Place.prefault({ port: 9480 }),
    log: z.enum(["debug", "info", "warn", "error"]).default("info"),
    pace: Pace,
    sources: z.array(SourceConfig).default([]),
    feeds: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "small letters, digits and dashes are expected"),
          /** As the inbox knows it; without it, the hash of the name. */
          id: Bytes32.optional(),
          sources: z.array(z.string().min(1)).min(1),
          report: ReportConfig,
        }),
      )
      .default([]),
    /** A forum in which votes are held, and whose members' pointers are known. */
    forum: ForumConfig.optional(),
    /** A group of Loomio in which votes are held. */
    loomio: LoomioAccess.optional(),
    /** The Metagov-compatible gateway. */
    gateway: MetagovConfig.optional(),
    /** The community's constitution, as records that others know. */
    governance: GovernanceConfig.optional(),
    /** The community's revenue shares, served to pages. */
    revenue: RevenueConfig.optional(),
    /** What leaves. Of several operators one is enough to have it. */
    outbound: OutboundConfig.optional(),
    /** What is done on the chain when it is due. Of several operators one is enough to have it. */
    keeper: KeeperConfig.optional(),
  })
  .superRefine((config, context) => {
    const { feeds, peers } = config;
    const complain = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (new Set(feeds.map(({ name }) => name)).size < feeds.length) complain("feeds", "two feeds have one name");
    if (new Set(peers.map(({ address }) => address)).size < peers.length)
      complain("peers", "two peers have one address");
    for (const [field, message] of complaintsOf(config)) complain(field, message);
  });
export type Config = z.infer<typeof Config>;

export interface Loaded {
  config: Config;
  /** The folder that the file's paths start from. */
  folder: string;
  /** As it was read, with secrets left out: to be shown. */
  shown: unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration. `!file path` stands for what a file holds, `!env NAME` for a variable of the environment: secrets are
 * never written into the configuration itself.
 * @throws OracleError naming the line and the field of everything that is wrong
 */
export function loadConfig(path: string, environment: Environment = process.env): Loaded {
  const text = readOrComplain(path, "Make one with perdure-oracle init, or name it with --config.");
  const folder = dirname(resolve(path));
  const lines = new LineCounter();
  const secrets: string[] = [];
  const keep = (secret: string) => {
    if (secret === "") throw new Error("is empty");
    secrets.push(secret);
    return secret;
  };
  const customTags = [
    { tag: "!file", resolve: (name: string) => keep(readFileSync(resolve(folder, name), "utf8").trim()) },
    { tag: "!env", resolve: (name: string) => keep(variable(environment, name)) },
  ];
  const parsed = parse(path, text, lines, customTags);
  const result = Config.safeParse(parsed.toJS());
  if (!result.success) {
    const told = result.error.issues.map(({ path: field, message }) => where(path, parsed, lines, field) + message);
    throw new OracleError(told.join("\n"), "Correct these fields; README.md shows an example.");
  }
  return { config: result.data, folder, shown: redact(result.data, new Set(secrets)) };
}

function parse(
  path: string,
  text: string,
  lineCounter: LineCounter,
  customTags: { tag: string; resolve: (name: string) => string }[],
) {
  try {
    const parsed = parseDocument(text, { lineCounter, customTags, uniqueKeys: true });
    const [error] = [...parsed.errors, ...parsed.warnings];
    if (error !== undefined) throw error;
    return parsed;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new OracleError(`${path}: ${message}`, "Check what it refers to and how it is written.", { cause });
  }
}

function variable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`the environment has no ${name}`);
  return value;
}

/** The line of a field, or of the nearest thing around it that is there. */
function where(file: string, document: Document, lines: LineCounter, field: readonly PropertyKey[]): string {
  const name = field.map(String).join(".");
  for (let depth = field.length; depth >= 0; depth--) {
    const node = document.getIn(field.slice(0, depth), true) as Node | undefined;
    const offset = node?.range?.[0];
    if (offset !== undefined) return `${file}:${lines.linePos(offset).line}: ${name === "" ? "" : `${name}: `}`;
  }
  return `${file}: ${name}: `;
}

function redact(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (typeof value === "string") return secrets.has(value) ? "(secret)" : value;
  if (Array.isArray(value)) return value.map((one) => redact(one, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redact(inner, secrets)]));
}

export function readOrComplain(path: string, advice: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new OracleError(`${path} cannot be read: ${(cause as Error).message}`, advice, { cause });
  }
}
