import { expect } from "chai";
import { Hono } from "hono";
import { toFunctionSelector, zeroHash } from "viem";
import { ManualClock } from "../../test/helpers/clock.ts";
import { serveApp, type Served } from "../../test/helpers/server.ts";
import { type DiscourseServer, startDiscourse } from "../../test/servers/discourse.ts";
import { PolicyKit } from "../../test/servers/policykit.ts";
import { type Receiver, startReceiver } from "../../test/servers/receiver.ts";
import { deployShares } from "../../test/shares.ts";
import { createRequest } from "../http/request.ts";
import { Observation, type PollOutcome } from "../observation.ts";
import { createDeliverer } from "../outbound/deliverer.ts";
import { OUTBOUND_MIGRATIONS } from "../outbound/deliveries.ts";
import { createTarget } from "../outbound/targets.ts";
import { createRevenue } from "../revenue/revenue.ts";
import { encodeSetShares } from "../revenue/shares.ts";
import type { Observed } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { signBody, signedAt } from "../verification/webhookSignature.ts";
import { MetagovConfig } from "./config.ts";
import { createDiscourseVotes } from "./discourseVotes.ts";
import { createMetagov, type Metagov } from "./gateway.ts";
import { GATEWAY_MIGRATIONS } from "./migrations.ts";

const TOKEN = "a-token-that-nobody-will-guess-so-soon";
const OTHER_TOKEN = "the-token-of-another-communitys-driver";
const SIGNING = "the secret with which a driver signs";
const CALLBACK = "the secret with which we sign what we call back";
const SET = toFunctionSelector("set(bytes32,(uint64,bytes32,string)[])");
const { signal } = new AbortController();
const TABLES =
  "gateway_signatures, gateway_outcomes, gateway_shares, gateway_processes, gateway_accounts, gateway_ids, deliveries";

describe("the Metagov gateway, driven by a PolicyKit", () => {
  let database: Database;
  let chain: Awaited<ReturnType<typeof deployShares>>;
  let clock: ManualClock;
  let forum: DiscourseServer;
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
          policies: { pointer: { approve: "Yes", closesAfter: 86_400, votes: 5, trustLevel: 3 } },
          messages: "forum",
        },
        other: { tokens: [OTHER_TOKEN], callbackSecret: CALLBACK },
      },
    });
    const revenue = createRevenue({ client: chain.client, address: chain.address, clock });
    const access = { url: forum.url, apiKey: forum.apiKey, username: "system" };
    const backends = [createDiscourseVotes({ forum: access, request })];
    const onFailure = (error: Error): void => void failures.push(error);
    return createMetagov(config, { database, clock, request, backends, revenue, onFailure });
  };

  beforeEach(async () => {
    await database.query(`TRUNCATE ${TABLES}`);
    chain = await deployShares();
    clock = new ManualClock();
    forum = await startDiscourse({ clock, requestsPerMinute: 1_000 });
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
    await Promise.all([served.close(), receiver.close(), forum.close()]);
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

  describe("votes", () => {
    it("open in the forum, are polled, close at five votes, and the driver and the member are told", async () => {
      const begun = await start();
      expect(begun).to.deep.include({ name: "discourse.poll", community: "town", status: "pending", errors: {} });
      expect(begun.url).to.match(/\/t\//);
      for (const [i, name] of ["ann", "ben", "cat", "dan"].entries()) vote(name, i % 2);
      clock.advance(5_000);
      expect((await policykit.getProcess()).outcome.votes).to.deep.equal({ Yes: 2, No: 2, "Nobody wants this": 0 });
      vote("eve", 0);
      await observe();
      expect(outcome()).to.deep.include({ status: "passed", voters: 5, policy: "pointer", source: metagov.name });
      expect(outcome().options.map(({ label, count }) => [label, count])).to.deep.equal([
        ["Yes", "3"],
        ["No", "2"],
        ["Nobody wants this", "0"],
      ]);
      const ended = await policykit.getProcess();
      expect(ended.status).to.equal("completed");
      expect(ended.outcome).to.deep.include({ status: "passed", votes: { Yes: 3, No: 2, "Nobody wants this": 0 } });

      receiver.manners.push({ status: 500 });
      await deliver();
      clock.advance(60_000);
      await deliver();
      const callbacks = receiver.received.filter(({ path }) => path.startsWith("/metagov/internal/outcome/"));
      expect(callbacks.map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([ended, ended]);
      const [last] = callbacks.slice(-1);
      expect(signedAt(CALLBACK, last?.headers["perdure-signature"], last?.body ?? "", clock.seconds)).to.equal(
        clock.seconds,
      );
      const messages = forum.forum.messagesTo("ann").map(({ title }) => title);
      expect(messages).to.deep.equal([
        "Vote opened: Add $ann.example to the revenue share",
        "Vote ended: Add $ann.example to the revenue share",
      ]);
    });

    it("close at one word of somebody trusted, which decides", async () => {
      forum.forum.createUser("trusted", { trustLevel: 3 });
      await start();
      for (const name of ["ann", "ben", "cat"]) vote(name, 0);
      await observe();
      expect(recorded).to.deep.equal([]);
      vote("trusted", 1);
      await observe();
      expect(outcome().status).to.equal("failed");
    });

    it("close after a day, whoever has voted", async () => {
      await start();
      vote("ann", 0);
      clock.advance(86_400_000);
      await observe();
      expect(outcome()).to.deep.include({ status: "passed", voters: 1 });
    });

    it("are closed by their driver, once", async () => {
      await start({ policy: undefined });
      expect((await policykit.closeProcess()).outcome).to.deep.include({ status: "closed" });
      const error = await policykit.closeProcess().then(
        () => undefined,
        (reason: Error) => reason.message,
      );
      expect(error).to.include("Can't close process, it has already completed");
    });

    it("open once, however often a start is repeated, or its answer lost", async () => {
      const send = (title: string) => {
        const headers = { authorization: `Bearer ${TOKEN}`, "x-metagov-community": "town", "idempotency-key": "k1" };
        const body = JSON.stringify({ title, options: ["Yes"] });
        return fetch(`${served.url}/api/internal/process/discourse.poll`, { method: "POST", headers, body });
      };
      let isCut = true;
      forum.interfere = (context) => {
        if (!isCut || context.req.method !== "POST") return undefined;
        isCut = false;
        return context.req.json().then((body: Record<string, string>) => {
          forum.forum.write(forum.forum.user("system"), body);
          return context.text("the answer got lost", 502);
        });
      };
      const [first, second] = [await send("Once"), await send("Once")];
      expect([first.status, second.status]).to.deep.equal([202, 202]);
      expect(first.headers.get("location")).to.equal(second.headers.get("location"));
      expect(forum.forum.latest(Infinity)).to.have.length(1);
      expect((await send("Twice")).status).to.equal(409);
    });

    it("count every poll of the post", async () => {
      await start({ policy: undefined });
      const raw = (forum.forum.post(1) as unknown as { raw: string }).raw;
      forum.forum.edit(
        1,
        `${raw}\n[poll name=second type=regular results=always public=true]\n# More\n* A\n* B\n[/poll]`,
      );
      await policykit.closeProcess();
      expect(recorded.map(({ observation }) => (observation as PollOutcome).pollId.split("/").at(-1))).to.deep.equal([
        "poll",
        "second",
      ]);
    });

    it("are seen by other operators with their own eyes", async () => {
      await start();
      for (const name of ["ann", "ben", "cat", "dan", "eve"]) vote(name, 0);
      await observe();
      const [claimed] = recorded;
      if (claimed === undefined) throw new Error("Nothing was observed.");
      const peer = build();
      expect(await peer.confirm(claimed, signal)).to.deep.equal(claimed.observation);
      const lie = { ...claimed, observation: { ...outcome(), status: "failed" as const } };
      expect(await peer.confirm(lie, signal)).to.deep.equal(claimed.observation);
      const elsewhere = { ...claimed, observation: { ...outcome(), pollId: "discourse:evil.example/1/poll" } };
      expect(await peer.confirm(elsewhere, signal)).to.equal(undefined);
    });

    it("go nowhere but where the operator lets callbacks go, and hold no markup", async () => {
      for (const [more, said] of [
        [{ callback_url: "http://169.254.169.254/x" }, "not of an origin"],
        [{ options: ["Yes", "Yes"] }, "has an option twice"],
        [{ title: "x\n[/poll]" }, "at title"],
        [{ policy: "constructor" }, "There is no policy 'constructor'"],
      ] as const) {
        const body = { title: "T", options: ["Yes"], ...more };
        const [status, detail] = await refusal(policykit.send("POST", "/api/internal/process/discourse.poll", body));
        expect([status, detail], JSON.stringify(more)).to.satisfy(
          ([s, d]: [number, string]) => s === 400 && d.includes(said),
        );
      }
      expect(
        await refusal(policykit.send("POST", "/api/internal/process/slack.emoji-vote", { title: "T", options: ["a"] })),
      ).to.deep.equal([404, "There is no process 'slack.emoji-vote'."]);
      const [status] = await refusal(
        policykit.send("POST", "/api/internal/process/discourse.poll", { title: "T", options: ["[/poll]"] }),
      );
      expect(status).to.equal(502);
      expect(forum.forum.latest(Infinity)).to.deep.equal([]);
    });
  });

  describe("outcomes and shares", () => {
    it("records what a policy decided, once, and anew when it changes", async () => {
      const report = { proposal_id: 7, policy_id: 3, status: "passed", votes: { yes: 3, no: { count: 1 }, never: 0 } };
      await policykit.performAction("perdure.report-outcome", report);
      clock.advance(60_000);
      await policykit.performAction("perdure.report-outcome", report);
      const [first, second] = recorded.map(({ observation }) => observation);
      expect(first).to.deep.equal(second);
      expect(first).to.deep.include({ pollId: "town/7", status: "passed", policy: "3", voters: 4 });
      expect(await policykit.performAction("perdure.report-outcome", { ...report, status: "failed" })).to.deep.equal({
        recorded: true,
        poll_id: "town/7",
      });
      expect((recorded[2]?.observation as PollOutcome).status).to.equal("failed");
      expect(await policykit.performAction("perdure.report-outcome", { ...report, status: "proposed" })).to.deep.equal({
        recorded: false,
      });
    });

    it("has other operators believe what was signed, and nothing else", async () => {
      await signing().performAction("perdure.report-outcome", {
        proposal_id: "9",
        status: "passed",
        votes: { yes: 1 },
      });
      await policykit.performAction("perdure.report-outcome", { proposal_id: "10", status: "passed" });
      const [signed, told] = recorded;
      if (signed === undefined || told === undefined) throw new Error("Two were recorded.");
      const peer = build();
      expect(await peer.confirm(signed, signal)).to.deep.equal(signed.observation);
      expect(await peer.confirm(told, signal)).to.equal(undefined);
      const forged = { ...signed, evidence: (signed.evidence ?? "").replace('"v1=', '"v2=').replace("town", "other") };
      expect(await peer.confirm(forged, signal)).to.equal(undefined);
    });

    it("brings pointers to the chain, each building on the last, and picks from what is there", async () => {
      const driver = signing();
      await chain.set(zeroHash, [{ weight: 1n, pointer: "$site.example" }]);
      const after = await driver.performAction("revshare.add-pointer", { pointer: "$ann.example", weight: 1 });
      expect(after).to.deep.equal({ "$site.example": 1, "$ann.example": 1 });
      await driver.performAction("revshare.add-pointer", { pointer: "$ann.example", weight: 1 }).catch(() => undefined);
      clock.advance(1_000);
      await driver.performAction("revshare.add-pointer", { pointer: "$ben.example", weight: 1 });
      const [first, second] = recorded;
      if (first === undefined || second === undefined || recorded.length !== 2)
        throw new Error("Two changes were made.");
      const site = { weight: 1n, pointer: "$site.example" };
      const ann = { weight: 1n, pointer: "$ann.example" };
      expect((second.observation as PollOutcome).data).to.equal(
        encodeSetShares(zeroHash, [site, ann, { weight: 1n, pointer: "$ben.example" }]),
      );
      const peer = build();
      expect(await peer.confirm(first, signal)).to.deep.equal(first.observation);
      // As a report would, by the mandate that the constitution gave it.
      const data = ((first.observation as PollOutcome).data ?? "0x").slice(2);
      await chain.treasury.sendTransaction({ to: chain.address, data: `${SET}${data}` });
      clock.advance(2_000);
      expect(await peer.confirm(second, signal)).to.deep.equal(second.observation);
      const config = await policykit.performAction("revshare.get-config", {});
      expect(config).to.deep.equal({ "$site.example": 1, "$ann.example": 1 });
      const picked = await fetch(`${served.url}/api/action/revshare.pick-pointer`, {
        method: "POST",
        headers: { "x-metagov-community": "town", "content-type": "application/json" },
        body: "{}",
      });
      expect(await picked.json())
        .to.have.property("pointer")
        .that.is.oneOf(["$site.example", "$ann.example"]);
      const [status, detail] = await refusal(
        policykit.send("POST", "/api/action/revshare.add-pointer", { parameters: {} }),
      );
      expect([status, detail]).to.deep.equal([404, "There is no action 'revshare.add-pointer'."]);
    });

    it("says so where nobody shares", async () => {
      const asked = policykit.send("POST", "/api/action/revshare.pick-pointer", { parameters: { key: "blog" } });
      expect(await refusal(asked)).to.deep.equal([404, "No pointers for key blog"]);
    });
  });

  describe("identities", () => {
    it("are created, linked, found, merged and unlinked", async () => {
      const base = "/api/internal/identity";
      const post = async (name: string, body: object) =>
        (await policykit.send("POST", `${base}/${name}`, body, false)).json() as Promise<never>;
      const ids: number[] = await post("create_id", { community_slug: "town", count: 2 });
      expect(ids).to.have.length(2);
      const link = {
        external_id: ids[0],
        community_slug: "town",
        platform_type: "discourse",
        platform_identifier: "ann",
      };
      expect(
        await post("link_account", { ...link, link_quality: "confirmed (strong)", custom_data: { a: 1 } }),
      ).to.deep.include({
        community: "town",
        link_type: "unknown",
        link_quality: "confirmed (strong)",
      });
      await post("link_account", {
        ...link,
        external_id: ids[1],
        platform_identifier: "ann2",
        link_quality: "unconfirmed",
      });
      expect(await policykit.findMetagovId("discourse", "ann")).to.equal(ids[0]);
      expect(await post("link_account", { ...link, external_id: ids[1] })).to.deep.equal({
        detail: "The account is linked to another id; unlink it first.",
      });
      await post("merge_ids", { primary_instance_id: ids[0], secondary_instance_id: ids[1] });
      expect(await post("merge_ids", { primary_instance_id: ids[1], secondary_instance_id: ids[0] })).to.deep.equal({
        detail: "They are one already.",
      });
      const get = async (path: string) =>
        (await policykit.send("GET", `${base}/${path}`, undefined, false)).json() as Promise<never>;
      const user: { primary_ID: number; linked_accounts: object[] } = await get(`get_user?external_id=${ids[1]}`);
      expect(user.primary_ID).to.equal(ids[0]);
      expect(user.linked_accounts).to.have.length(2);
      expect(await get(`get_linked_account?external_id=${ids[1]}&platform_type=discourse`)).to.include({
        platform_identifier: "ann",
      });
      const filtered = await get(
        `filter_users_by_account?community=town&external_id_list=${ids.join(",")}&link_quality=unconfirmed`,
      );
      expect(filtered).to.have.length(2);
      expect(
        await post("unlink_account", {
          community_slug: "town",
          platform_type: "discourse",
          platform_identifier: "ann",
        }),
      ).to.equal(true);
      expect(await policykit.findMetagovId("discourse", "ann")).to.equal(undefined);
      expect(await get(`get_user?external_id=${ids[0]}&external_id=x`)).to.not.have.property("stack");
    });

    it("of one community are nothing to another", async () => {
      const [id] = (await (
        await policykit.send("POST", "/api/internal/identity/create_id", { community_slug: "town" })
      ).json()) as number[];
      const other = (path: string) =>
        fetch(`${served.url}${path}`, { headers: { authorization: `Bearer ${OTHER_TOKEN}` } });
      expect((await refusal(other(`/api/internal/identity/get_user?external_id=${id}`)))[0]).to.equal(400);
      expect(await refusal(other("/api/internal/identity/get_users?community=town"))).to.deep.equal([
        400,
        "Community 'town' not found",
      ]);
      await start();
      expect(await refusal(other("/api/internal/process/discourse.poll/1"))).to.satisfy(
        ([status]: [number]) => status === 404,
      );
    });
  });

  describe("who may", () => {
    const path = "/api/internal/action/perdure.report-outcome";
    const body = JSON.stringify({ parameters: { proposal_id: 1, status: "passed" } });
    const post = (headers: Record<string, string>, to = path) =>
      refusal(
        fetch(`${served.url}${to}`, { method: "POST", headers: { "x-metagov-community": "town", ...headers }, body }),
      );

    it("is whoever knows the token, and names their community", async () => {
      expect(await post({})).to.deep.equal([401, "Authentication credentials were not provided."]);
      expect(await post({ authorization: "Bearer nonsense" })).to.deep.equal([401, "Invalid token."]);
      expect(await post({ authorization: `Bearer ${OTHER_TOKEN}` })).to.deep.equal([401, "Invalid token."]);
      expect(await post({ "x-metagov-community": "" })).to.deep.equal([
        400,
        "Missing required header 'X-Metagov-Community'",
      ]);
      expect(await post({ "x-metagov-community": "constructor" })).to.deep.equal([
        400,
        "Community 'constructor' not found",
      ]);
      expect(recorded).to.deep.equal([]);
    });

    it("or whoever signs: this, here, now, and once", async () => {
      const sign = (secret: string, at: number, to = path, community = "town", text = body) => ({
        "perdure-signature": signBody(secret, at, `POST ${to}\n${community}\n${text}`),
      });
      const now = clock.seconds;
      const bad = [401, "Invalid signature."];
      expect(await post(sign("another secret", now))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now - 301))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now + 301))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now, "/api/internal/action/revshare.add-pointer"))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now, path, "other"))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now, path, "town", "{}"))).to.deep.equal(bad);
      expect(await post({ authorization: `Bearer ${TOKEN}`, "perdure-signature": "t=1,v1=00" })).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now))).to.deep.equal([200, undefined]);
      expect(await post(sign(SIGNING, now))).to.deep.equal([401, "Signature was used before."]);
      expect(recorded).to.have.length(1);
    });

    it("asks no more often than others can bear", async () => {
      const pick = () =>
        fetch(`${served.url}/api/action/revshare.pick-pointer`, {
          method: "POST",
          headers: { "x-metagov-community": "town" },
        });
      for (let i = 0; i < 20; i++) expect((await pick()).status).to.equal(404);
      const throttled = await pick();
      expect([throttled.status, throttled.headers.get("retry-after")]).to.deep.equal([429, "3"]);
      clock.advance(3_000);
      expect((await pick()).status).to.equal(404);
    });
  });

  describe("hooks", () => {
    it("are hints to look, and events for the driver, however often they come", async () => {
      await start({ policy: undefined });
      forum.forum.toggle(forum.forum.user("system"), 1, "poll", "closed");
      clock.advance(5_000);
      const user = { user: { id: 5, username: "ann", user_fields: { "1": "$ann.example" } } };
      const hook = `${served.url}/api/hooks/town/discourse`;
      for (let i = 0; i < 2; i++) expect((await forum.deliver(hook, "user_updated", user)).status).to.equal(200);
      expect(outcome().status).to.equal("closed");
      await deliver();
      const events = receiver.received.filter(({ path }) => path === "/metagov/internal/action");
      expect(events.map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([
        {
          community: "town",
          source: "discourse",
          event_type: "user_fields_changed",
          timestamp: String(clock.seconds),
          data: user.user,
          initiator: { user_id: "ann", provider: "discourse" },
        },
      ]);
    });

    it("are refused unsigned, and unknown", async () => {
      const send = (to: string) => refusal(fetch(`${served.url}/api/hooks/${to}`, { method: "POST", body: "{}" }));
      expect(await send("town/discourse")).to.deep.equal([401, "Invalid signature."]);
      expect(await send("town/slack")).to.deep.equal([404, "Not found."]);
      expect(await send("nowhere/discourse")).to.deep.equal([404, "Not found."]);
    });
  });
});
