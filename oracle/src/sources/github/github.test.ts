import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { follow, mutate, observeAll, soup, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type Served, serveApp } from "../../../test/helpers/server.ts";
import { type GitHubServer, startGitHub } from "../../../test/servers/github.ts";
import type { SourceError } from "../../errors.ts";
import { createRequest } from "../../http/request.ts";
import type { BallotBatch, Observation, PollOutcome } from "../../observation.ts";
import type { Observed, Source } from "../Source.ts";
import { createGitHub, createGitHubClient, GitHubConfig } from "./github.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const SECRET = "a secret that both know";

describe("github", () => {
  let clock: ManualClock;
  let server: GitHubServer;
  let source: Source;
  let next: () => Promise<Observation[]>;
  const faults: SourceError[] = [];

  const configured = (): GitHubConfig =>
    GitHubConfig.parse({
      kind: "github",
      apiUrl: server.url,
      repository: "pistachio/trees",
      token: "a-token",
      webhookSecret: SECRET,
      requestsPerMinute: 10_000,
    });
  const open = (): Source =>
    createGitHub(configured(), { request: createRequest({ clock }), clock, onFault: (error) => faults.push(error) });
  const outcome = (seen: readonly Observation[]): PollOutcome =>
    seen.find(({ kind }) => kind === "poll") as PollOutcome;
  const ballots = (seen: readonly Observation[]): BallotBatch["ballots"] =>
    (seen.find(({ kind }) => kind === "ballots") as BallotBatch).ballots;

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startGitHub({ clock, secret: SECRET });
    source = open();
    next = follow(source);
  });
  afterEach(() => server.close());

  it("tells of an issue with the label, once it is closed, by the thumbs of people", async () => {
    const issue = server.open("Plant trees");
    server.open("A bug", ["bug"]);
    for (const user of [1, 2, 3]) server.react(issue, user, "+1");
    server.react(issue, 4, "-1");
    server.react(issue, 5, "heart");
    server.react(issue, 6, "-1", "Bot");
    server.react(issue, null, "-1");
    // Both ways is no way.
    server.react(issue, 3, "-1");
    expect(await next()).to.deep.equal([]);
    clock.advance(5_000);
    server.closeIssue(issue);
    clock.advance(1_000);
    // Too late.
    server.react(issue, 7, "-1");
    clock.advance(598_000);
    expect(await next()).to.deep.equal([]);
    clock.advance(1_000);
    const seen = await next();
    expect(outcome(seen)).to.include({ status: "passed", winner: "+1", voters: 3, title: "Plant trees", pollId: "1" });
    expect(outcome(seen).closedAt - outcome(seen).openedAt).to.equal(5);
    expect(ballots(seen).map(({ subject, choices }) => [subject, choices[0]?.optionId])).to.deep.equal([
      ["1", "+1"],
      ["2", "+1"],
      ["4", "-1"],
    ]);
    const claim: Observed = { key: "poll/1", observation: { ...outcome(seen), voters: 9 } };
    const { signal } = new AbortController();
    expect(await open().confirm(claim, signal)).to.deep.equal(outcome(seen));
    const alias: Observed = { key: "poll/01", observation: { ...outcome(seen), pollId: "01" } };
    expect(await open().confirm(alias, signal)).to.equal(undefined);
  });

  it("tells anew of one that is reopened, edited and closed again, and nothing of one that lost its label", async () => {
    const issue = server.open("Plant trees");
    server.closeIssue(issue);
    clock.advance(600_000);
    const first = outcome(await next());
    server.reopenIssue(issue);
    issue.body = "And bushes.";
    server.react(issue, 1, "+1");
    expect(await next()).to.deep.equal([]);
    server.closeIssue(issue);
    clock.advance(600_000);
    const second = outcome(await next());
    expect([first.status, second.status]).to.deep.equal(["failed", "passed"]);
    expect(second.contentHash).to.not.equal(first.contentHash);
    issue.labels = [];
    expect(await next()).to.deep.equal([]);
    expect(await source.confirm({ key: "poll/1", observation: second }, new AbortController().signal)).to.equal(
      undefined,
    );
  });

  it("reads pages of issues and reactions", async () => {
    const issues = Array.from({ length: 101 }, (_, index) => server.open(`Poll ${index}`));
    const [first] = issues;
    if (first === undefined) throw new Error("There are issues.");
    for (let user = 1; user <= 250; user++) server.react(first, user, "+1");
    for (const issue of issues) server.closeIssue(issue);
    clock.advance(600_000);
    const seen = await next();
    expect(seen).to.have.length(202);
    expect(outcome(seen).voters).to.equal(250);
  });

  it("waits until there is a quota again", async () => {
    server.exhausted = true;
    const error = await sourceError(observeAll(source));
    expect([error.fault, error.retryAfter]).to.deep.equal(["rate-limited", 60_000]);
  });

  it("closes, labels, opens and answers issues", async () => {
    const client = createGitHubClient(configured(), { request: createRequest({ clock }) });
    const { number } = await client.createIssue("Done?", "Yes.", ["vote"]);
    await client.addLabels(number, ["passed"]);
    expect(await client.comment(number, "It passed.")).to.equal(1);
    expect((await client.closeIssue(number, "completed")).state).to.equal("closed");
    expect(server.issues[0]?.labels.map(({ name }) => name)).to.deep.equal(["vote", "passed"]);
    expect(server.issues[0]?.comments).to.deep.equal(["It passed."]);
  });

  describe("sponsorships", () => {
    let ours: Served;
    let url: string;
    let recorded: Observed[];
    const sponsorship = (action: string, more: object = {}, cents = 550): object => ({
      action,
      sponsorship: {
        node_id: "S_1",
        created_at: "2026-01-01T00:00:00Z",
        privacy_level: "public",
        sponsor: { id: 9, login: "ann" },
        tier: { monthly_price_in_cents: cents, is_one_time: false },
        ...more,
      },
    });

    beforeEach(async () => {
      recorded = [];
      faults.length = 0;
      const app = new Hono();
      source.mount?.(app, async (observed) => void recorded.push(observed));
      ours = await serveApp(app);
      url = `${ours.url}/hooks/${source.name.replace(":", "/")}`;
    });
    afterEach(() => ours.close());

    it("are patronage, which another operator verifies by what GitHub signed", async () => {
      expect((await server.deliver(url, "sponsorship", sponsorship("created"))).status).to.equal(200);
      const [seen] = recorded;
      if (seen === undefined) throw new Error("Nothing was recorded.");
      expect(seen.observation).to.include({
        donationId: "S_1",
        subject: "9",
        amount: "5.5",
        committed: "5.5",
        status: "paid",
      });
      const { signal } = new AbortController();
      expect(
        await open().confirm({ ...seen, observation: { ...seen.observation, source: "a lie" } }, signal),
      ).to.deep.equal(seen.observation);
      const { body, signature } = JSON.parse(seen.evidence ?? "") as { body: string; signature: string };
      const forged = JSON.stringify({ signature, body: body.replace("550", "990") });
      expect(await open().confirm({ ...seen, evidence: forged }, signal)).to.equal(undefined);
      expect(await open().confirm({ ...seen, key: "patronage/S_2" }, signal)).to.equal(undefined);
      expect(await open().confirm({ key: seen.key, observation: seen.observation }, signal)).to.equal(undefined);
    });

    it("supersede when they change or end; a delivery counts once, and what is private or pending not at all", async () => {
      await server.deliver(url, "sponsorship", sponsorship("created"), "one");
      await server.deliver(url, "sponsorship", sponsorship("tier_changed", {}, 1_000));
      await server.deliver(url, "sponsorship", sponsorship("cancelled", {}, 1_000));
      await server.deliver(url, "sponsorship", sponsorship("created"), "one");
      await server.deliver(url, "sponsorship", sponsorship("pending_cancellation"));
      await server.deliver(url, "sponsorship", sponsorship("created", { privacy_level: "private" }));
      await server.deliver(url, "ping", { zen: "Keep it logically awesome." });
      const tier = { tier: { monthly_price_in_cents: 700, is_one_time: true } };
      await server.deliver(url, "sponsorship", sponsorship("created", { node_id: "S_2", ...tier }));
      const seen = recorded.map(({ observation }) => observation);
      expect(
        seen.map((one) => (one.kind === "patronage" ? [one.donationId, one.amount, one.committed] : [])),
      ).to.deep.equal([
        ["S_1", "5.5", "5.5"],
        ["S_1", "10", "10"],
        ["S_1", "10", "0"],
        ["S_2", "7", "0"],
      ]);
    });

    it("test_Attack are refused without GitHub's signature, and taken as nothing if they are nonsense", async () => {
      const other = await startGitHub({ clock, secret: "another secret altogether" });
      expect((await other.deliver(url, "sponsorship", sponsorship("created"))).status).to.equal(401);
      await other.close();
      expect(faults.map(({ fault }) => fault)).to.deep.equal(["signature"]);
      await fc.assert(
        fc.asyncProperty(fc.nat(12), soup, async (where, what) => {
          const response = await server.deliver(
            url,
            "sponsorship",
            mutate(sponsorship("created"), where, what) as object,
          );
          expect([200, 400]).to.include(response.status);
        }),
        { numRuns: 100 },
      );
    });
  });

  describe("in trouble", () => {
    for (const [what, [interference, fault]] of Object.entries(TROUBLES)) {
      it(`answers ${what} with ${fault}`, async () => {
        server.interfere = interference;
        expect((await sourceError(observeAll(source))).fault).to.equal(fault);
      });
    }

    it("survives any one thing wrong in any answer", async () => {
      const issue = server.open("Plant trees");
      server.react(issue, 1, "+1");
      server.closeIssue(issue);
      clock.advance(600_000);
      await fc.assert(
        fc.asyncProperty(fc.nat(2), fc.nat(25), soup, async (which, where, what) => {
          let answers = 0;
          server.interfere = async ({ req }) => {
            if (req.header("fuzzed") !== undefined || answers++ !== which) return undefined;
            const answer = await fetch(req.url, { headers: { authorization: "Bearer a-token", fuzzed: "no" } });
            return Response.json(mutate(await answer.json(), where, what));
          };
          await survives(open());
        }),
        { numRuns: 150 },
      );
    });
  });
});
