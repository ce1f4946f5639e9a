import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { createUsers, DAY, forumConfig, pollText, SECRET } from "../../../test/helpers/forum.ts";
import { follow, mutate, observeAll, soup, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type Served, serveApp } from "../../../test/helpers/server.ts";
import { type DiscourseServer, startDiscourse } from "../../../test/servers/discourse.ts";
import { digestOf } from "../../../test/servers/discourseForum.ts";
import type { SourceError } from "../../errors.ts";
import { createRequest } from "../../http/request.ts";
import { judgeSwiftPoll, type SwiftVerdict } from "../../verification/swiftPoll.ts";
import type { Source } from "../Source.ts";
import { readSwiftPoll } from "./swift.ts";
import { createDiscourse, createDiscourseClient, type DiscourseConfig } from "./discourse.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const YES = digestOf("Yes");
const NO = digestOf("No");

describe("discourse, beyond polls", () => {
  let clock: ManualClock;
  let server: DiscourseServer;
  let source: Source;
  const faults: SourceError[] = [];
  const profiles: string[] = [];

  const open = (more: Partial<DiscourseConfig> = {}): Source =>
    createDiscourse(forumConfig(server, more), {
      request: createRequest({ clock }),
      clock,
      onFault: (error) => faults.push(error),
      onProfile: (username) => void profiles.push(username),
    });
  const users = (count: number): string[] => createUsers(server, count);
  const poll = (): string => pollText(clock);

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startDiscourse({ clock, requestsPerMinute: 10_000, webhookSecret: SECRET });
    source = open();
  });
  afterEach(() => server.close());

  describe("members", () => {
    beforeEach(() => (source = open({ group: "voters", accountField: "3" })));

    it("are read with their trust and the account that they say is theirs", async () => {
      const account = `0x${"aB".repeat(20)}`;
      server.forum.createUser("ann", { trustLevel: 3, fields: { "3": ` ${account} ` }, groups: ["voters"] });
      server.forum.createUser("bob", { trustLevel: 0, fields: { "3": "0x12" }, groups: ["voters"] });
      const seen = await observeAll(source);
      expect(seen.map(({ key }) => key)).to.deep.equal(["member/2", "link/2", "member/3", "link/3"]);
      expect(seen[0]?.observation).to.include({ subject: "2", level: 3, quality: "strong" });
      expect(seen[1]?.observation).to.include({ subject: "2", account: account.toLowerCase(), revoked: false });
      expect(seen[2]?.observation).to.include({ subject: "3", level: 0, quality: "unknown" });
      expect(seen[3]?.observation).to.include({ subject: "3", account: `0x${"00".repeat(20)}`, revoked: true });
    });

    it("take their account back by emptying the field, but not where the forum hides it", async () => {
      const ann = server.forum.createUser("ann", {
        trustLevel: 3,
        fields: { "3": `0x${"ab".repeat(20)}` },
        groups: ["voters"],
      });
      const [, linked] = await observeAll(source);
      ann.user_fields = { "3": null };
      clock.advance(86_400_000);
      const [, revoked] = await observeAll(source);
      expect([linked?.key, revoked?.key]).to.deep.equal(["link/2", "link/2"]);
      expect(revoked?.observation).to.include({ kind: "link", revoked: true });
      expect(
        revoked && (await open({ group: "voters", accountField: "3" }).confirm(revoked, new AbortController().signal)),
      ).to.deep.equal(revoked?.observation);
      ann.user_fields = {};
      clock.advance(86_400_000);
      expect((await observeAll(source)).map(({ key }) => key)).to.deep.equal(["member/2"]);
    });

    it("are seen anew each week, by all alike", async () => {
      server.forum.createUser("ann", { groups: ["voters"] });
      const asOf = async (): Promise<number> => {
        const [seen] = await observeAll(open({ group: "voters" }));
        return seen?.observation.kind === "membership" ? seen.observation.asOf : NaN;
      };
      const first = await asOf();
      expect(first % 604_800).to.equal(0);
      clock.advance((first + 604_799) * 1_000 - clock.now());
      expect(await asOf()).to.equal(first);
      clock.advance(1_000);
      expect(await asOf()).to.equal(first + 604_800);
    });

    it("are confirmed one by one, each under their own key", async () => {
      server.forum.createUser("ann", { trustLevel: 2, groups: ["voters"] });
      server.forum.createUser("bob", { trustLevel: 4, groups: ["voters"] });
      const [ann] = await observeAll(source);
      if (ann === undefined) throw new Error("Nobody was seen.");
      const { signal } = new AbortController();
      expect(await open().confirm(ann, signal)).to.deep.equal(ann.observation);
      expect(await open().confirm({ ...ann, evidence: "bob" }, signal)).to.equal(undefined);
      expect(await open().confirm({ ...ann, evidence: "../admin" }, signal)).to.equal(undefined);
      server.forum.deleteUser("ann");
      expect(await open().confirm(ann, signal)).to.equal(undefined);
    });

    it("are all read, page by page, but not at every look", async () => {
      for (let index = 0; index < 60; index++) server.forum.createUser(`member${index}`, { groups: ["voters"] });
      expect(await observeAll(source)).to.have.length(60);
      expect(await observeAll(source)).to.have.length(0);
      clock.advance(DAY);
      expect(await observeAll(source)).to.have.length(60);
    });
  });

  describe("webhooks", () => {
    let ours: Served;
    let url: string;
    const app = (): Hono => {
      const served = new Hono();
      source.mount?.(served, async () => undefined);
      return served;
    };

    beforeEach(async () => {
      source = open({ webhookSecret: SECRET });
      ours = await serveApp(app());
      url = `${ours.url}/hooks/${source.name.replace(":", "/")}`;
      faults.length = profiles.length = 0;
    });
    afterEach(() => ours.close());

    it("are hints: an old post that got a poll is found, however often it is said", async () => {
      const id = server.forum.createPost({ raw: "No poll yet." });
      server.forum.createPost({ raw: poll() });
      clock.advance(DAY + 600_000);
      const seen = await observeAll(source);
      server.forum.edit(id, poll());
      const later = follow(source);
      expect(await observeAll(source, seen.at(-1)?.cursor)).to.deep.equal([]);
      for (let times = 0; times < 2; times++) {
        expect((await server.deliver(url, "post_edited", { post: { id } })).status).to.equal(200);
      }
      clock.advance(DAY + 600_000);
      expect((await later()).filter((one) => one.kind === "poll").map(({ pollId }) => pollId)).to.include(`${id}/poll`);
    });

    it("tell of profiles", async () => {
      const user = { username: "ann", user_fields: { "1": "$wallet.example/ann" } };
      expect((await server.deliver(url, "user_updated", { user })).status).to.equal(200);
      expect(profiles).to.deep.equal(["ann"]);
    });

    it("are refused with a wrong signature, or none, or with anything wrong in them", async () => {
      const forged = await startDiscourse({ clock, webhookSecret: "another secret altogether" });
      expect((await forged.deliver(url, "user_updated", { user: { username: "eve" } })).status).to.equal(401);
      await forged.close();
      expect((await fetch(url, { method: "POST", body: "{}" })).status).to.equal(401);
      const large = await fetch(url, { method: "POST", body: "x".repeat(2_000_000) });
      expect(large.status).to.equal(413);
      expect(faults.map(({ fault }) => fault)).to.deep.equal(["signature", "signature", "oversized"]);
      expect(profiles).to.deep.equal([]);
      expect((await server.deliver(url, "user_updated", { user: "nobody" })).status).to.equal(200);
    });
  });

  describe("writing", () => {
    const client = () => createDiscourseClient(forumConfig(server), { request: createRequest({ clock }) });

    it("opens polls, closes them, and tells members", async () => {
      server.forum.createUser("ann");
      const closesAt = clock.seconds + 86_400;
      const made = await client().createPoll({
        title: "Add [poll] $ilp\nfor Ann?",
        details: "[/poll] ha",
        options: ["Yes", "No"],
        closesAt,
      });
      const { poll } = await client().getPoll(made.id, "poll");
      expect(poll.options.map(({ html }) => html)).to.deep.equal(["Yes", "No"]);
      expect(poll.close).to.equal(new Date(closesAt * 1_000).toISOString());
      expect((await client().setStatus(made.id, "poll", "closed")).status).to.equal("closed");
      await client().sendMessage({ recipients: ["ann"], title: "Your vote", raw: "It has begun." });
      expect(server.forum.messagesTo("ann")).to.deep.equal([{ title: "Your vote", raw: "It has begun." }]);
      const reply = await client().createPost({ raw: "Thank you all.", topicId: made.topic_id });
      expect(reply.topic_id).to.equal(made.topic_id);
    });

    it("reads how an open poll stands, and closes it by the rules of swift polls", async () => {
      const [ann = "", bob = ""] = users(2);
      server.forum.createUser("lea", { trustLevel: 3 });
      const verdicts = { approve: ["yes"], reject: ["no"] };
      const { id } = await client().createPoll({ title: "Add it?", options: ["Yes", "No", "Later"] });
      const judge = async (): Promise<SwiftVerdict> => {
        const { votes, openedAt } = await readSwiftPoll(client(), id, "poll", verdicts);
        return judgeSwiftPoll(votes, openedAt, clock.seconds);
      };
      server.forum.vote(ann, id, "poll", [NO]);
      server.forum.vote(bob, id, "poll", [digestOf("Later")]);
      expect(await judge()).to.deep.equal({ over: false, closesAt: clock.seconds + 86_400 });
      server.forum.vote("lea", id, "poll", [YES]);
      expect(await judge()).to.deep.equal({ over: true, passed: true, because: "decisive" });
      await client().setStatus(id, "poll", "closed");
      expect((await readSwiftPoll(client(), id, "poll", verdicts)).isOpen).to.equal(false);
    });

    it("says why the forum would not have it", async () => {
      const error = await sourceError(
        client().sendMessage({ recipients: ["nobody"], title: "Hello", raw: "Hello there." }),
      );
      expect([error.fault, error.message.includes("nobody is not a user")]).to.deep.equal(["status", true]);
    });
  });

  describe("in trouble", () => {
    for (const [what, [interference, fault]] of Object.entries(TROUBLES)) {
      it(`answers ${what} with ${fault}`, async () => {
        server.interfere = interference;
        expect((await sourceError(observeAll(source))).fault).to.equal(fault);
      });
    }

    it("gives up on a forum that is too slow, or when it is told to", async () => {
      const asked = new Promise<void>((resolve) => {
        server.interfere = () => {
          resolve();
          return new Promise<Response>(() => undefined);
        };
      });
      const slow = sourceError(observeAll(source));
      await asked;
      clock.advance(30_000);
      expect((await slow).fault).to.equal("timeout");
    });

    it("survives any one thing wrong in any answer", async () => {
      const [ann = ""] = users(1);
      server.forum.vote(ann, server.forum.createPost({ raw: poll() }), "poll", [YES]);
      server.forum.user(ann).groups.push("voters");
      clock.advance(DAY + 600_000);
      const key = { "api-key": server.apiKey };
      await fc.assert(
        fc.asyncProperty(fc.nat(8), fc.nat(45), soup, async (which, where, what) => {
          let answers = 0;
          server.interfere = async ({ req }) => {
            if (req.header("fuzzed") !== undefined || answers++ !== which) return undefined;
            const answer = await fetch(req.url, { headers: { ...key, fuzzed: "no" } });
            return Response.json(mutate(await answer.json(), where, what));
          };
          await survives(open({ group: "voters", accountField: "3" }));
        }),
        { numRuns: 100 },
      );
    });
  });
});
