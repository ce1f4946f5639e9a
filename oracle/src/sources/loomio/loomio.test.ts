import { expect } from "chai";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { follow, mutate, observeAll, soup, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type LoomioServer, startLoomio } from "../../../test/servers/loomio.ts";
import { createRequest } from "../../http/request.ts";
import type { BallotBatch, Observation, PollOutcome } from "../../observation.ts";
import type { Source } from "../Source.ts";
import { createLoomio, LoomioConfig } from "./loomio.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

describe("loomio", () => {
  let clock: ManualClock;
  let server: LoomioServer;
  let source: Source;
  let next: () => Promise<Observation[]>;

  const open = (): Source => {
    const config = { kind: "loomio", url: server.url, apiKey: "a-key", groups: [7], requestsPerMinute: 10_000 };
    return createLoomio(LoomioConfig.parse(config), { request: createRequest({ clock }), clock });
  };

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startLoomio({ clock });
    source = open();
    next = follow(source);
  });
  afterEach(() => server.close());

  it("tells of a poll once Loomio has closed it, whenever that was due", async () => {
    const poll = server.open("Plant trees");
    server.open("Of others", undefined, { group_id: 8 });
    Object.assign(poll.options[0]?.voter_scores ?? {}, { "11": 1, "12": 1 });
    Object.assign(poll.options[1]?.voter_scores ?? {}, { "13": 1 });
    clock.advance(90_000_000);
    expect(await next()).to.deep.equal([]);
    server.closePoll(poll);
    clock.advance(599_000);
    expect(await next()).to.deep.equal([]);
    clock.advance(1_000);
    const [outcome, ballots] = (await next()) as [PollOutcome, BallotBatch];
    expect(outcome).to.include({
      status: "passed",
      winner: "100",
      voters: 3,
      pollId: "key1",
      url: `${server.url}/p/key1`,
    });
    expect(outcome.options.map(({ label, count, weight }) => [label, count, weight])).to.deep.equal([
      ["agree", "2", "2"],
      ["disagree", "1", "1"],
    ]);
    expect(ballots.ballots.map(({ subject, choices }) => [subject, choices])).to.deep.equal([
      ["11", [{ optionId: "100", score: "1" }]],
      ["12", [{ optionId: "100", score: "1" }]],
      ["13", [{ optionId: "101", score: "1" }]],
    ]);
    const claim = { key: "ballots/key1", observation: { ...ballots, ballots: [] } };
    expect(await open().confirm(claim, new AbortController().signal)).to.deep.equal(ballots);
  });

  it("tells nobody's vote of a secret poll, adds scores, and corrects itself when one is reopened", async () => {
    const poll = server.open("Dots", ["A", "B"], { anonymous: true, poll_type: "dot_vote" });
    Object.assign(poll.options[1]?.voter_scores ?? {}, { "11": 2.5, "12": 3 });
    server.closePoll(poll);
    clock.advance(600_000);
    const seen = await next();
    expect(seen.map(({ kind }) => kind)).to.deep.equal(["poll"]);
    expect((seen[0] as PollOutcome).options[1]?.weight).to.equal("5.5");
    poll.closed_at = null;
    expect(await next()).to.deep.equal([]);
    Object.assign(poll.options[0]?.voter_scores ?? {}, { "13": 9 });
    server.closePoll(poll);
    clock.advance(600_000);
    expect(((await next())[0] as PollOutcome).winner).to.equal("100");
  });

  it("forgets what was discarded, and reads many pages", async () => {
    const polls = Array.from({ length: 120 }, (_, index) => server.open(`Poll ${index}`));
    for (const poll of polls) server.closePoll(poll);
    if (polls[0] !== undefined) polls[0].discarded_at = polls[0].created_at;
    clock.advance(600_000);
    const seen = await next();
    expect(seen.filter(({ kind }) => kind === "poll")).to.have.length(119);
    const claim = { key: "poll/key1", observation: { ...(seen[0] as PollOutcome), pollId: "key1" } };
    expect(await source.confirm(claim, new AbortController().signal)).to.equal(undefined);
  });

  describe("in trouble", () => {
    for (const [what, [interference, fault]] of Object.entries(TROUBLES)) {
      it(`answers ${what} with ${fault}`, async () => {
        server.interfere = interference;
        expect((await sourceError(observeAll(source))).fault).to.equal(fault);
      });
    }

    it("survives any one thing wrong in any answer", async () => {
      const poll = server.open("Plant trees");
      Object.assign(poll.options[0]?.voter_scores ?? {}, { "11": 1 });
      server.closePoll(poll);
      clock.advance(600_000);
      await fc.assert(
        fc.asyncProperty(fc.nat(1), fc.nat(35), soup, async (which, where, what) => {
          let answers = 0;
          server.interfere = async ({ req }) => {
            if (req.header("fuzzed") !== undefined || answers++ !== which) return undefined;
            const answer = await fetch(req.url, { headers: { authorization: "Bearer a-key", fuzzed: "no" } });
            return Response.json(mutate(await answer.json(), where, what));
          };
          await survives(open());
        }),
        { numRuns: 150 },
      );
    });
  });
});
