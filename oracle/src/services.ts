import { type Context, Hono } from "hono";
import type { Logger } from "pino";
import type { Address, PublicClient } from "viem";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { MetagovConfig } from "./gateway/config.ts";
import { createDiscourseVotes } from "./gateway/discourseVotes.ts";
import { createLoomioVotes } from "./gateway/loomioVotes.ts";
import { createMetagov, type Metagov } from "./gateway/gateway.ts";
import { clientOf, createLimit } from "./gateway/limits.ts";
import { answerErrors } from "./gateway/refusal.ts";
import { Governance } from "./governance/governance.ts";
import { mountGovernance } from "./governance/routes.ts";
import type { Request } from "./http/request.ts";
import { createKeeper, type KeeperConfig } from "./keeper/keeper.ts";
import { createRound } from "./keeper/rounds.ts";
import type { Metrics } from "./metrics.ts";
import type { Chore } from "./operator.ts";
import { createChainEvents } from "./outbound/chainEvents.ts";
import type { OutboundConfig } from "./outbound/config.ts";
import { createDeliverer } from "./outbound/deliverer.ts";
import { countDeliveries } from "./outbound/deliveries.ts";
import { ForumAccess } from "./outbound/forumTopics.ts";
import { createTarget } from "./outbound/targets.ts";
import { createRevenue, type Revenue } from "./revenue/revenue.ts";
import { mountRevenue } from "./revenue/routes.ts";
import { hasShare, keyOf, type Share } from "./revenue/shares.ts";
import { createWriters, pointerOf } from "./revenue/writers.ts";
import { DiscourseClient } from "./sources/discourse/client.ts";
import type { Source } from "./sources/Source.ts";
import type { Database } from "./storage/Database.ts";
import { Outbox } from "./submission/outbox.ts";

/** A forum in which votes are held, and whose members have payment pointers. */
export const ForumConfig = ForumAccess.extend({
  /** Id of the user field in which members write their payment pointer. */
  pointerField: z.string().min(1).optional(),
  /** Whoever sets a pointer has it voted on in this community of the gateway, under this policy. */
  pointers: z.strictObject({ community: z.string().min(1), policy: z.string().min(1) }).optional(),
});
type ForumConfig = z.infer<typeof ForumConfig>;

export const RevenueConfig = z.strictObject({
  /** A RevenueShares contract. */
  shares: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, "an address is expected")
    .transform((text) => text as Address),
  /** Requests a minute of one client. */
  limit: z.int().positive().default(120),
  /** How many proxies of ours stand before it, each of which adds to X-Forwarded-For. */
  proxies: z.int().min(0).max(5).default(0),
});

type Parts = Pick<Config, "forum" | "loomio" | "gateway" | "governance" | "revenue" | "outbound" | "keeper">;

/** What in these parts of a configuration does not fit together, by field. */
export function complaintsOf({
  forum,
  gateway,
  revenue,
  outbound,
}: {
  forum?: ForumConfig | undefined;
  gateway?: MetagovConfig | undefined;
  revenue?: unknown;
  outbound?: OutboundConfig | undefined;
}): [field: string, message: string][] {
  const complaints: [string, string][] = [];
  const targets = outbound?.targets.map(({ name }) => name) ?? [];
  for (const [name, { messages }] of Object.entries(gateway?.communities ?? {})) {
    if (messages !== undefined && outbound !== undefined && !targets.includes(messages))
      complaints.push(["gateway", `${name}'s messages go to ${messages}, which is no target of outbound`]);
  }
  const { pointers, pointerField } = forum ?? {};
  if (pointers === undefined) return complaints;
  const { community, policy } = pointers;
  const joins = gateway?.communities[community]?.policies[policy]?.joins;
  if (joins === undefined) complaints.push(["forum", `the gateway has no policy ${policy} of ${community} that joins`]);
  if (pointerField === undefined) complaints.push(["forum", "pointers need a pointerField"]);
  if (revenue === undefined) complaints.push(["forum", "pointers need revenue, which they are to join"]);
  if (outbound === undefined) complaints.push(["forum", "pointers need outbound, by which members are told of votes"]);
  return complaints;
}

export interface ServicesDependencies {
  database: Database;
  clock: Clock;
  request: Request;
  client: PublicClient;
  chainId: number;
  /** Blocks on top of one that counts as final. */
  depth: bigint;
  /** Who pays for transactions. */
  submitter: Address;
  metrics: Metrics;
  log: Logger;
}

/** What an oracle does besides telling the chain what it sees. */
export interface Services {
  sources: Source[];
  chores: Chore[];
  mount: (app: Hono) => void;
  onProfile: (username: string) => Promise<void>;
}

/** What of a configuration is at work. */
interface Opened {
  gateway: Metagov | undefined;
  revenue: Revenue | undefined;
  governance: Governance | undefined;
}

/** Milliseconds between two looks for what is to leave. */
const OFTEN = 1_000;

export function createServices(config: Parts, dependencies: ServicesDependencies): Services {
  const forum = config.forum === undefined ? undefined : openForum(config.forum, dependencies.request);
  const revenue = openRevenue(config, forum, dependencies);
  const gateway = openGateway(config, revenue, dependencies);
  const { governance: terms } = config;
  const governance = terms === undefined ? undefined : new Governance({ ...dependencies, config: terms });
  return {
    sources: gateway === undefined ? [] : [gateway],
    chores: choresOf(config, { gateway, revenue, governance }, dependencies),
    mount: (app) => mountPages(app, config, { revenue, governance }, dependencies),
    onProfile: async (username) => {
      const { community = "", policy = "" } = forum?.pointers ?? {};
      const joins = config.gateway?.communities[community]?.policies[policy]?.joins;
      if (forum === undefined || gateway === undefined || revenue === undefined || joins === undefined) return;
      const shares = await revenue.sharesOf(keyOf(joins));
      await askForPointer(forum, gateway, shares, username);
    },
  };
}

interface Forum extends ForumConfig {
  client: DiscourseClient;
}

function openForum(config: ForumConfig, request: Request): Forum {
  const { url, apiKey, username: apiUsername } = config;
  const source = `discourse:${new URL(url).host}`;
  return { ...config, client: new DiscourseClient({ source, url, apiKey, apiUsername, request }) };
}

function openRevenue({ revenue }: Parts, forum: Forum | undefined, { client, clock }: ServicesDependencies) {
  if (revenue === undefined) return undefined;
  const field = forum?.pointerField;
  const writersOf =
    forum === undefined || field === undefined ? undefined : createWriters({ client: forum.client, clock, field });
  return createRevenue({ client, address: revenue.shares, clock, ...(writersOf === undefined ? {} : { writersOf }) });
}

function openGateway(
  { gateway, forum, loomio }: Parts,
  revenue: Revenue | undefined,
  { database, clock, request, log }: ServicesDependencies,
): Metagov | undefined {
  if (gateway === undefined) return undefined;
  const backends = [
    ...(forum === undefined ? [] : [createDiscourseVotes({ forum, request })]),
    ...(loomio === undefined ? [] : [createLoomioVotes({ loomio, clock, request })]),
  ];
  const onFailure = (error: Error): void => log.error({ err: error }, error.message);
  return createMetagov(gateway, { database, clock, request, backends, revenue, onFailure });
}

function mountPages(
  app: Hono,
  config: Parts,
  { revenue, governance }: Pick<Opened, "revenue" | "governance">,
  { clock, log }: ServicesDependencies,
): void {
  const pages = new Hono();
  answerErrors(pages, (error) => log.error({ err: error }, error.message));
  const limitOf = ({ limit, proxies }: { limit: number; proxies: number }) => {
    const count = createLimit(clock, limit);
    return (context: Context) => count(clientOf(context, proxies));
  };
  if (config.revenue !== undefined) mountRevenue(pages, { revenue, limit: limitOf(config.revenue) });
  if (config.governance !== undefined && governance !== undefined) {
    mountGovernance(pages, { governance, clock, limit: limitOf(config.governance) });
  }
  app.route("/", pages);
}

function choresOf(
  config: Parts,
  { gateway, revenue, governance }: Opened,
  dependencies: ServicesDependencies,
): Chore[] {
  const { outbound, keeper } = config;
  const { database, client, clock, log } = dependencies;
  const chores: Chore[] = [];
  if (outbound !== undefined || gateway !== undefined) chores.push(delivering(outbound, gateway, dependencies));
  if (outbound !== undefined && outbound.rules.length > 0) {
    const flatShares = (key: string, block: bigint) => revenue?.flatten(key, block) ?? Promise.resolve({});
    const events = createChainEvents({
      database,
      client,
      clock,
      flatShares,
      rules: outbound.rules,
      fromBlock: outbound.fromBlock,
      onRefused: ({ name }, { transactionHash }, error) => {
        log.warn({ rule: name, transaction: transactionHash, err: error }, "a rule made nothing of an event");
      },
    });
    const work = async (signal: AbortSignal): Promise<void> => void (await events.catchUp(signal));
    chores.push({ name: "chain events", pause: 4 * OFTEN, work });
  }
  if (governance !== undefined) {
    const work = (signal: AbortSignal): Promise<void> => governance.catchUp(signal);
    chores.push({ name: "governance", pause: 15 * OFTEN, work });
  }
  if (keeper !== undefined) chores.push(...keeping(keeper, dependencies));
  return chores;
}

function keeping(
  { rounds, ...config }: KeeperConfig,
  { database, client, chainId, clock, submitter: account }: ServicesDependencies,
): Chore[] {
  const outbox = new Outbox(database, `${chainId}:${account}`, () => clock.now());
  const pause = config.every * 1_000;
  const chores: Chore[] = [{ name: "keeper", pause, work: createKeeper({ config, client, outbox, account }) }];
  if (rounds === undefined) return chores;
  for (const pool of rounds.pools) {
    const work = createRound({ config: rounds, pool, gas: config.gas, client, outbox, account });
    chores.push({ name: `round ${pool}`, pause, work });
  }
  return chores;
}

function delivering(
  outbound: OutboundConfig | undefined,
  gateway: Metagov | undefined,
  { database, clock, request, metrics }: ServicesDependencies,
): Chore {
  const targets = (outbound?.targets ?? []).map((target) => createTarget(target, { request, clock }));
  const deliverer = createDeliverer({
    database,
    clock,
    targets: [...targets, ...(gateway?.targets ?? [])],
    onAttempt: ({ target }, failure) => {
      if (failure !== undefined) metrics.deliveryFailures.inc({ target });
    },
  });
  const work = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await deliverer.deliverDue(signal)) > 0);
    const { counts } = await countDeliveries(database);
    for (const [state, count] of Object.entries(counts)) metrics.deliveries.set({ state }, count);
  };
  return { name: "deliveries", pause: OFTEN, work };
}

/** Has the pointer that a member has set voted on, once; as the forum says it is, whatever made us look. */
async function askForPointer(
  { client, pointerField, pointers }: Forum,
  gateway: Metagov,
  shares: readonly Share[],
  username: string,
): Promise<void> {
  if (pointerField === undefined || pointers === undefined) return;
  const user = await client.getUser(username);
  const pointer = pointerOf(user, pointerField);
  if (pointer === undefined) return;
  if (hasShare(shares, pointer)) return;
  const question = {
    title: `Add ${pointer} to the revenue share`,
    options: ["Yes", "No"],
    details: `@${user.username} has set a payment pointer.`,
    policy: pointers.policy,
    notify: [user.username],
  };
  await gateway.start(pointers.community, "discourse.poll", question, `pointer/${user.id}/${pointer}`);
}
