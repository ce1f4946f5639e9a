import { expect } from "chai";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { createUsers, DAY, forumConfig, pollText, SECRET } from "../../../test/helpers/forum.ts";
import { follow, observeAll } from "../../../test/helpers/observing.ts";
import { type DiscourseServer, startDiscourse } from "../../../test/servers/discourse.ts";
import { digestOf } from "../../../test/servers/discourseForum.ts";
import { createRequest } from "../../http/request.ts";
import type { BallotBatch, Observation, PollOutcome } from "../../observation.ts";
import type { Source } from "../Source.ts";
import { createDiscourse, type DiscourseConfig } from "./discourse.ts";

const YES = digestOf("Yes");
const NO = digestOf("No");

describe("discourse", () => {
  let clock: ManualClock;
  let server: DiscourseServer;
  let source: Source;
  let next: () => Promise<Observation[]>;

  const open = (more: Partial<DiscourseConfig> = {}): Source =>
    createDiscourse(forumConfig(server, more), { request: createRequest({ clock }), clock });
  const users = (count: number): string[] => createUsers(server, count);
  const poll = (attributes?: string, options?: string[]): string => pollText(clock, attributes, options);
  const closed = async (raw: string, vote: (postId: number) => void): Promise<Observation[]> => {
    const id = server.forum.createPost({ raw });
    vote(id);
    clock.advance(DAY + 600_000);
    return next();
  };
  const outcome = (seen: readonly Observation[]): PollOutcome => {
    const found = seen.find(({ kind }) => kind === "poll");
    expect(found, "an outcome").to.not.equal(undefined);
    return found as PollOutcome;
  };
  const ballots = (seen: readonly Observation[]): BallotBatch["ballots"] =>
    (seen.find(({ kind }) => kind === "ballots") as BallotBatch).ballots;

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startDiscourse({ clock, requestsPerMinute: 10_000, webhookSecret: SECRET });
    source = open();
    next = follow(source);
  });
  afterEach(() => server.close());

  describe("a poll", () => {
    it("is told of once, after its close and a grace, with every ballot", async () => {
      const [ann = "", bob = "", eve = ""] = users(3);
      const id = server.forum.createPost({ raw: poll() });
      server.forum.vote(ann, id, "poll", [YES]);
      server.forum.vote(bob, id, "poll", [YES]);
      server.forum.vote(eve, id, "poll", [NO]);
      expect(await next()).to.deep.equal([]);
      clock.advance(DAY + 599_000);
      expect(await next()).to.deep.equal([]);
      clock.advance(1_000);
      const seen = await next();
      expect(seen.map(({ kind }) => kind)).to.deep.equal(["poll", "ballots"]);
      const { status, winner, options, voters, title, closedAt, url, pollId } = outcome(seen);
      expect({ status, winner, voters, title, pollId }).to.deep.equal({
        status: "passed",
        winner: YES,
        voters: 3,
        title: "Title",
        pollId: `${id}/poll`,
      });
      expect(options).to.deep.equal([
        { id: YES, label: "Yes", count: "2" },
        { id: NO, label: "No", count: "1" },
      ]);
      expect(closedAt).to.equal(Date.UTC(2026, 0, 2) / 1_000);
      expect(url).to.equal(`${server.url}/t/-/1/1`);
      expect(ballots(seen).map(({ subject, choices }) => [subject, choices])).to.deep.equal([
        ["2", [{ optionId: YES, approve: true }]],
        ["3", [{ optionId: YES, approve: true }]],
        ["4", [{ optionId: NO, approve: true }]],
      ]);
      expect(await next()).to.deep.equal([]);
    });

    it("whose status is open after its close is closed all the same", async () => {
      const seen = await closed(poll(), () => undefined);
      expect(outcome(seen).status).to.equal("failed");
      server.forum.runJobs();
      expect(await next()).to.deep.equal([]);
    });

    it("that was closed by hand waits for the grace from when that was seen, and says the same to everybody", async () => {
      const id = server.forum.createPost({ raw: poll() });
      clock.advance(1_000);
      server.forum.toggle(server.forum.user("system"), id, "poll", "closed");
      expect(await next()).to.deep.equal([]);
      clock.advance(600_000);
      const mine = outcome(await next());
      expect(mine.closedAt).to.equal(mine.openedAt);
      const other = follow(open());
      clock.advance(7_000);
      expect(await other()).to.deep.equal([]);
      clock.advance(600_000);
      expect(outcome(await other())).to.deep.equal(mine);
    });

    it("that is reopened and closed again supersedes what was said", async () => {
      const [ann = ""] = users(1);
      const id = server.forum.createPost({ raw: poll().replace(/close=\S+/, "") });
      const staff = server.forum.user("system");
      server.forum.toggle(staff, id, "poll", "closed");
      await next();
      clock.advance(600_000);
      expect(outcome(await next()).status).to.equal("failed");
      server.forum.toggle(staff, id, "poll", "open");
      server.forum.vote(ann, id, "poll", [YES]);
      expect(await next()).to.deep.equal([]);
      server.forum.toggle(staff, id, "poll", "closed");
      expect(await next()).to.deep.equal([]);
      clock.advance(600_000);
      expect(outcome(await next()).status).to.equal("passed");
    });

    it("that is edited within the window loses options and votes, and is another by its hash", async () => {
      const [ann = ""] = users(1);
      const id = server.forum.createPost({ raw: poll() });
      server.forum.vote(ann, id, "poll", [YES]);
      await next();
      clock.advance(60_000);
      server.forum.edit(id, poll("", ["Yes", "Never"]));
      clock.advance(DAY + 600_000);
      const seen = outcome(await next());
      expect([seen.voters, seen.options.map(({ label }) => label)]).to.deep.equal([0, ["Yes", "Never"]]);
    });

    it("whose text is edited after it was told of supersedes what was said", async () => {
      const raw = poll();
      const before = outcome(await closed(raw, () => undefined));
      server.forum.edit(1, raw.replace("Shall we?", "Shall we not?"));
      const after = outcome(await next());
      expect(after.contentHash).to.not.equal(before.contentHash);
    });

    it("loses voters who are deleted, which supersedes what was said", async () => {
      const names = users(3);
      const seen = await closed(poll(), (id) => {
        for (const name of names) server.forum.vote(name, id, "poll", [YES]);
      });
      expect(ballots(seen)).to.have.length(3);
      server.forum.deleteUser("user1");
      const again = await next();
      expect(again.map(({ kind }) => kind)).to.deep.equal(["ballots"]);
      expect(ballots(again).map(({ subject }) => subject)).to.deep.equal(["2", "4"]);
    });

    it("that is gone is forgotten, and so is one that was watched long enough", async () => {
      await closed(poll(), () => undefined);
      server.forum.createPost({ raw: poll() });
      await next();
      server.forum.deletePost(2);
      clock.advance(8 * DAY);
      expect(await next()).to.deep.equal([]);
      server.asked.length = 0;
      expect(await next()).to.deep.equal([]);
      expect(server.asked).to.deep.equal(["/posts.json"]);
    });

    it("with pages of voters counts each once, deleted ones in the middle or not", async () => {
      const names = users(130);
      const seen = await closed(poll(), (id) => {
        for (const name of names) server.forum.vote(name, id, "poll", [YES]);
        server.forum.deleteUser("user20");
        server.forum.deleteUser("user60");
      });
      expect(ballots(seen)).to.have.length(128);
      expect(new Set(ballots(seen).map(({ subject }) => subject)).size).to.equal(128);
      expect(outcome(seen).voters).to.equal(130);
    });

    it("is one of several in a post, each by its name", async () => {
      const raw = `${poll("name=a")}\n\n${poll("name=b", ["Red", "Blue"])}`;
      const seen = await closed(raw, (id) => {
        for (const name of users(1)) server.forum.vote(name, id, "b", [digestOf("Blue")]);
      });
      const outcomes = seen.filter((one) => one.kind === "poll").map(({ pollId, status }) => [pollId, status]);
      expect(outcomes).to.deep.equal([
        ["1/a", "failed"],
        ["1/b", "closed"],
      ]);
    });

    it("of several choices has all of a voter's", async () => {
      const [a, b, c] = ["A", "B", "C"].map(digestOf) as [string, string, string];
      const seen = await closed(poll("", ["A", "B", "C"]).replace("regular", "multiple"), (id) => {
        const [ann = "", bob = ""] = users(2);
        server.forum.vote(ann, id, "poll", [a, c]);
        server.forum.vote(bob, id, "poll", [c]);
      });
      expect(outcome(seen)).to.include({ status: "closed", winner: c, voters: 2 });
      expect(ballots(seen)[0]?.choices.map(({ optionId }) => optionId)).to.deep.equal([a, c]);
      expect(b).to.not.equal(a);
    });

    it("of numbers has counts, but no ballots", async () => {
      const raw = poll("min=1 max=5 step=2", []).replace("regular", "number");
      const seen = await closed(raw, (id) => {
        for (const name of users(2)) server.forum.vote(name, id, "poll", [digestOf("3")]);
      });
      expect(seen.map(({ kind }) => kind)).to.deep.equal(["poll"]);
      expect(outcome(seen).options.map(({ label, count }) => [label, count])).to.deep.equal([
        ["1", "0"],
        ["3", "2"],
        ["5", "0"],
      ]);
      expect(outcome(seen)).to.not.have.property("winner");
    });

    it("of ranks is won as the forum counts, and has everybody's ranks", async () => {
      const [a, b, c] = ["A", "B", "C"].map(digestOf) as [string, string, string];
      const papers = [
        ...Array.from({ length: 4 }, () => [a, b, c]),
        ...Array.from({ length: 3 }, () => [b, c, a]),
        [c, b, a],
        [c, b, a],
      ];
      const seen = await closed(poll("", ["A", "B", "C"]).replace("regular", "ranked_choice"), (id) => {
        for (const [index, name] of users(papers.length).entries())
          server.forum.vote(name, id, "poll", papers[index] ?? []);
        server.forum.deleteUser("user8");
      });
      expect(outcome(seen).winner).to.equal(b);
      expect(outcome(seen).options.map(({ count }) => count)).to.deep.equal(["4", "3", "2"]);
      expect(ballots(seen)).to.have.length(8);
      expect(ballots(seen).find(({ subject }) => subject === "6")?.choices).to.deep.equal([
        { optionId: a, rank: 3 },
        { optionId: b, rank: 1 },
        { optionId: c, rank: 2 },
      ]);
    });

    it("that is secret has an outcome alone; one that hides its results has none", async () => {
      const id = server.forum.createPost({ raw: poll().replace("public=true", "") });
      server.forum.createPost({ raw: poll("results=staff_only") });
      clock.advance(DAY + 600_000);
      const seen: Observation[] = [];
      const error = await sourceError(async () => {
        for await (const { observation } of source.observe?.(undefined, new AbortController().signal) ?? [])
          seen.push(observation);
      });
      expect(error.fault).to.equal("unauthorized");
      expect(seen.map(({ kind }) => kind)).to.deep.equal(["poll"]);
      expect(outcome(seen).pollId).to.equal(`${id}/poll`);
    });

    it("that changes while its voters are read is read again", async () => {
      const [ann = ""] = users(1);
      const raw = poll();
      const id = server.forum.createPost({ raw });
      server.forum.vote(ann, id, "poll", [YES]);
      await next();
      clock.advance(DAY + 600_000);
      server.interfere = (context) => {
        if (context.req.path === "/polls/voters.json") server.forum.edit(id, `${raw} And more.`);
        return undefined;
      };
      const error = await sourceError(next());
      expect([error.fault, error.message.includes("changed")]).to.deep.equal(["unexpected", true]);
    });

    it("that is broken does not hold up the others", async () => {
      server.forum.createPost({ raw: poll() });
      const second = server.forum.createPost({ raw: poll() });
      await next();
      clock.advance(DAY + 600_000);
      server.interfere = ({ req }) => (req.path === "/posts/1.json" ? new Response('{"id":1,"id":2}') : undefined);
      const seen: Observation[] = [];
      const error = await sourceError(async () => {
        for await (const { observation } of source.observe?.(undefined, new AbortController().signal) ?? [])
          seen.push(observation);
      });
      expect(error.fault).to.equal("duplicate-key");
      expect(outcome(seen).pollId).to.equal(`${second}/poll`);
    });
  });

  describe("looking", () => {
    it("goes on from its cursor, after a restart too", async () => {
      server.forum.createPost({ raw: poll() });
      await next();
      clock.advance(DAY + 600_000);
      const seen = await observeAll(source);
      server.forum.createPost({ raw: poll() });
      clock.advance(DAY + 600_000);
      const more = await observeAll(open(), seen.at(-1)?.cursor);
      expect(more.map(({ key }) => key)).to.deep.equal(["poll/2/poll", "ballots/2/poll"]);
    });

    it("loses nothing that was not stored", async () => {
      server.forum.createPost({ raw: poll() });
      await next();
      clock.advance(DAY + 600_000);
      const first = await observeAll(source);
      expect(await observeAll(source)).to.deep.equal(first);
      const rest = await observeAll(source, first[0]?.cursor);
      expect(rest.map(({ key }) => key)).to.deep.equal(["ballots/1/poll"]);
    });

    it("finds polls behind many posts, and only in its categories", async () => {
      source = open({ categories: [7] });
      server.forum.createPost({ raw: poll(), category: 7 });
      for (let count = 0; count < 120; count++) server.forum.createPost({ raw: "Nothing to vote on." });
      server.forum.createPost({ raw: poll(), category: 8 });
      clock.advance(DAY + 600_000);
      expect((await observeAll(source)).map(({ key }) => key)).to.deep.equal(["poll/1/poll", "ballots/1/poll"]);
    });

    it("keeps the forum's limit, and waits as long as it says", async () => {
      await server.close();
      server = await startDiscourse({ clock, requestsPerMinute: 2 });
      source = open();
      server.forum.createPost({ raw: poll() });
      const error = await sourceError(observeAll(source));
      expect([error.fault, error.retryAfter]).to.deep.equal(["rate-limited", 60_000]);
    });
  });

  describe("a peer's claim", () => {
    const signal = new AbortController().signal;

    it("is seen by our own eyes, whatever it says", async () => {
      const seen = await closed(poll(), (id) => server.forum.vote(users(1)[0] ?? "", id, "poll", [YES]));
      const mine = outcome(seen);
      const lie = { ...mine, status: "failed", winner: NO } as const;
      expect(await open().confirm({ key: "poll/1/poll", observation: lie }, signal)).to.deep.equal(mine);
      const batch = { key: "ballots/1/poll", observation: { ...seen[1], ballots: [] } as Observation };
      expect(await open().confirm(batch, signal)).to.deep.equal(seen[1]);
    });

    it("is not seen before its time, under another key, or of nothing", async () => {
      const mine = outcome(await closed(poll(), () => undefined));
      const early = { ...mine, pollId: "2/poll" };
      server.forum.createPost({ raw: poll() });
      expect(await source.confirm({ key: "poll/2/poll", observation: early }, signal)).to.equal(undefined);
      clock.advance(DAY);
      expect(await source.confirm({ key: "poll/2/poll", observation: early }, signal)).to.equal(undefined);
      expect(await source.confirm({ key: "poll/1/poll", observation: early }, signal)).to.equal(undefined);
      for (const pollId of ["9/poll", "1/other", "nonsense", "../admin/1", "01/poll"]) {
        const claim = { key: `poll/${pollId}`, observation: { ...mine, pollId } };
        expect(await source.confirm(claim, signal), pollId).to.equal(undefined);
      }
    });
  });
});
