import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "./helpers/clock.ts";
import { serveApp, type Served } from "./helpers/server.ts";
import { type DiscourseServer, startDiscourse } from "./servers/discourse.ts";
import { type LoomioServer, startLoomio } from "./servers/loomio.ts";
import { PolicyKit } from "./servers/policykit.ts";
import { type Receiver, startReceiver } from "./servers/receiver.ts";
import { deployShares } from "./shares.ts";
import { createRequest } from "../src/http/request.ts";
import { Observation, type PollOutcome } from "../src/observation.ts";
import { createDeliverer } from "../src/outbound/deliverer.ts";
import { OUTBOUND_MIGRATIONS } from "../src/outbound/deliveries.ts";
import { createTarget } from "../src/outbound/targets.ts";
import { createRevenue } from "../src/revenue/revenue.ts";
import type { Observed } from "../src/sources/Source.ts";
import type { Database } from "../src/storage/Database.ts";
import { migrate } from "../src/storage/migrate.ts";
import { openPglite } from "../src/storage/pglite.ts";
import { MetagovConfig } from "../src/gateway/config.ts";
import { createDiscourseVotes } from "../src/gateway/discourseVotes.ts";
import { createLoomioVotes, LoomioAccess } from "../src/gateway/loomioVotes.ts";
import { createMetagov, type Metagov } from "../src/gateway/gateway.ts";
import { GATEWAY_MIGRATIONS } from "../src/gateway/migrations.ts";

export const TOKEN = "a-token-that-nobody-will-guess-so-soon";
export const OTHER_TOKEN = "the-token-of-another-communitys-driver";
export const SIGNING = "the secret with which a driver signs";
export const CALLBACK = "the secret with which we sign what we call back";
const { signal } = new AbortController();
const TABLES =
  "gateway_signatures, gateway_outcomes, gateway_shares, gateway_processes, gateway_accounts, gateway_ids, deliveries";

/** A gateway with a forum, a chain and a driver of its own for each test; the database is emptied in between. */
export function useGateway() {
  let database: Database;
  let chain: Awaited<ReturnType<typeof deployShares>>;
  let clock: ManualClock;
  let forum: DiscourseServer;
  let loomio: LoomioServer;
  let receiver: Receiver;
  let served: Served;
  let metagov: Metagov;
  let recorded: Observed[];
  let failures: Error[];
  let policykit: PolicyKit;

  before(async () => {
    database = await openPglite();
    await migrate(database, [...OUTBOUND_MIGRATIONS, ...GATEWAY_MIGRATIONS]);
  });

  after(() => database.close());

  const build = (): Metagov => {
    const request = createRequest({ clock });
    const config = MetagovConfig.parse({
      kind: "metagov",
      name: "metagov:oracle.example.org",
      limit: 100,
      publicLimit: 20,
      communities: {
        town: {
          readableName: "Our town",
          tokens: [TOKEN],
          signingSecret: SIGNING,
          callbackSecret: CALLBACK,
          callbacks: [receiver.url],
          events: `${receiver.url}/metagov/internal/action`,
          hooks: { discourse: { secret: "a secret that both know" } },
          policies: {
            pointer: { approve: "Yes", closesAfter: 86_400, votes: 5, trustLevel: 3 },
            aDay: { approve: "Yes", closesAfter: 86_400 },
          },
          messages: "forum",
        },
        other: { tokens: [OTHER_TOKEN], callbackSecret: CALLBACK },
      },
    });
    const revenue = createRevenue({ client: chain.client, address: chain.address, clock });
    const access = { url: forum.url, apiKey: forum.apiKey, username: "system" };
    const group = LoomioAccess.parse({ url: loomio.url, apiKey: "a-key", group: 7 });
    const backends = [
      createDiscourseVotes({ forum: access, request }),
      createLoomioVotes({ loomio: group, clock, request }),
    ];
    const onFailure = (error: Error): void => void failures.push(error);
    return createMetagov(config, { database, clock, request, backends, revenue, onFailure });
  };

  beforeEach(async () => {
    await database.query(`TRUNCATE ${TABLES}`);
    chain = await deployShares();
    clock = new ManualClock();
    forum = await startDiscourse({ clock, requestsPerMinute: 1_000 });
    loomio = await startLoomio({ clock });
    for (const username of ["ann", "ben", "cat", "dan", "eve"]) forum.forum.createUser(username);
    receiver = await startReceiver();
    [recorded, failures] = [[], []];
    metagov = build();
    const app = new Hono();
    metagov.mount?.(app, async (observed) => {
      expect(Observation.parse(JSON.parse(JSON.stringify(observed.observation)))).to.deep.equal(observed.observation);
      recorded.push(observed);
    });
    served = await serveApp(app);
    const metagovUrl = served.url.replace("://", `://driver:${TOKEN}@`);
    policykit = new PolicyKit({ metagovUrl, serverUrl: receiver.url, community: "town" });
  });

  afterEach(async () => {
    await Promise.all([served.close(), receiver.close(), forum.close(), loomio.close()]);
    expect(failures).to.deep.equal([]);
  });

  const signing = (): PolicyKit =>
    new PolicyKit({
      metagovUrl: served.url,
      serverUrl: receiver.url,
      community: "town",
      signing: { secret: SIGNING, now: () => clock.seconds },
    });
  const deliver = async (): Promise<void> => {
    const dependencies = { request: createRequest({ clock }), clock };
    const access = { url: forum.url, apiKey: forum.apiKey, username: "system" };
    const messages = createTarget({ kind: "discourse", name: "forum", forum: access }, dependencies);
    const deliverer = createDeliverer({ database, clock, targets: [...metagov.targets, messages] });
    while ((await deliverer.deliverDue(signal)) > 0);
  };
  const observe = async (): Promise<void> => {
    clock.advance(5_000);
    for await (const observed of metagov.observe?.(undefined, signal) ?? []) recorded.push(observed);
  };
  const vote = (username: string, option: number): void => {
    const post = forum.forum.post(1) as unknown as { polls: { name: string; options: { id: string }[] }[] };
    const [poll] = post.polls;
    forum.forum.vote(username, 1, poll?.name ?? "", [poll?.options[option]?.id ?? ""]);
  };
  const start = (more: object = {}) =>
    policykit.startProcess("discourse.poll", {
      title: "Add $ann.example to the revenue share",
      options: ["Yes", "No", "Nobody wants this"],
      details: "Ann wants to share.",
      policy: "pointer",
      notify: ["ann"],
      ...more,
    });
  const outcome = (): PollOutcome => recorded[0]?.observation as PollOutcome;
  const refusal = async (response: Promise<Response>): Promise<[number, unknown]> => {
    const answer = await response;
    const { detail } = (await answer.json()) as { detail: unknown };
    return [answer.status, detail];
  };

  return {
    get policykit() {
      return policykit;
    },
    get served() {
      return served;
    },
    get clock() {
      return clock;
    },
    get recorded() {
      return recorded;
    },
    get forum() {
      return forum;
    },
    get loomio() {
      return loomio;
    },
    get receiver() {
      return receiver;
    },
    get metagov() {
      return metagov;
    },
    get chain() {
      return chain;
    },
    deliver,
    observe,
    vote,
    start,
    outcome,
    refusal,
    signing,
    build,
  };
}
