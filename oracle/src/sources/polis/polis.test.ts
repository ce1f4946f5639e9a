import { expect } from "chai";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { follow, observeAll, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type PolisServer, startPolis } from "../../../test/servers/polis.ts";
import { createRequest } from "../../http/request.ts";
import type { BallotBatch, PollOutcome } from "../../observation.ts";
import type { Source } from "../Source.ts";
import { createPolis, PolisConfig } from "./polis.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

describe("polis", () => {
  let clock: ManualClock;
  let server: PolisServer;
  let opensAt: number;

  const open = (agreeSign: 1 | -1 = 1): Source => {
    const conversations = [{ report: "r1", opensAt, closesAt: opensAt + 100 }];
    const config = PolisConfig.parse({ kind: "polis", url: server.url, agreeSign, conversations });
    return createPolis(config, { request: createRequest({ clock }), clock });
  };
  const tell = async (source: Source): Promise<[PollOutcome, BallotBatch]> =>
    (await observeAll(source)).map(({ observation }) => observation) as [PollOutcome, BallotBatch];

  beforeEach(async () => {
    clock = new ManualClock();
    opensAt = clock.seconds;
    server = await startPolis();
    server.comments.push(
      { id: 0, body: 'Plant "many", now', moderated: 1 },
      { id: 1, body: "None\nat all", moderated: 0 },
    );
    server.votes.push(
      { at: opensAt + 1, comment: 0, voter: 5, vote: 1 },
      { at: opensAt + 2, comment: 0, voter: 6, vote: -1 },
      { at: opensAt + 2, comment: 1, voter: 6, vote: 0 },
      // Votes again, and once more too late.
      { at: opensAt + 50, comment: 0, voter: 6, vote: 1 },
      { at: opensAt + 101, comment: 0, voter: 5, vote: -1 },
    );
  });
  afterEach(() => server.close());

  it("tells what was voted until the end, each voter's last word", async () => {
    const source = open();
    const next = follow(source);
    clock.advance(699_000);
    expect(await next()).to.deep.equal([]);
    clock.advance(1_000);
    const [outcome, ballots] = (await next()) as [PollOutcome, BallotBatch];
    expect(outcome).to.include({ status: "closed", voters: 2, title: "Trees", closedAt: opensAt + 100 });
    expect(outcome.options).to.deep.equal([
      { id: "0", label: 'Plant "many", now', count: "2", weight: "2" },
      { id: "1", label: "None at all", count: "0", weight: "0" },
    ]);
    expect(ballots.ballots).to.deep.equal([
      { subject: "5", choices: [{ optionId: "0", score: "1" }], castAt: opensAt + 1 },
      {
        subject: "6",
        choices: [
          { optionId: "0", score: "1" },
          { optionId: "1", score: "0" },
        ],
        castAt: opensAt + 50,
      },
    ]);
    expect(await next()).to.deep.equal([]);
    const claim = { key: "poll/r1", observation: { ...outcome, voters: 7 } };
    expect(await open().confirm(claim, new AbortController().signal)).to.deep.equal(outcome);
  });

  it("turns signs around where the export does, and reads milliseconds", async () => {
    clock.advance(700_000);
    const [mine] = await tell(open());
    for (const vote of server.votes) Object.assign(vote, { at: vote.at * 1_000 + 7, vote: 0 - vote.vote });
    const [turned] = await tell(open(-1));
    expect(turned).to.deep.equal(mine);
    const [wrong] = await tell(open(1));
    expect(wrong.options[0]?.weight).to.equal("-2");
  });

  it("leaves out what moderators hid, which supersedes what was said", async () => {
    clock.advance(700_000);
    const next = follow(open());
    await next();
    const [, second] = server.comments;
    if (second !== undefined) second.moderated = -1;
    const seen = (await next()) as [PollOutcome, BallotBatch];
    expect(seen[0].options).to.have.length(1);
    expect(seen[1].ballots[1]?.choices).to.have.length(1);
  });

  it("has no default for the sign, and no end before the beginning", () => {
    const conversations = [{ report: "r1", opensAt: 2, closesAt: 1 }];
    expect(
      PolisConfig.safeParse({ kind: "polis", conversations: [{ report: "r1", opensAt: 1, closesAt: 2 }] }).success,
    ).to.equal(false);
    expect(PolisConfig.safeParse({ kind: "polis", agreeSign: 1, conversations }).success).to.equal(false);
  });

  describe("in trouble", () => {
    beforeEach(() => clock.advance(700_000));
    for (const what of [
      "a web page",
      "another charset",
      "bytes that are no text",
      "more than can be",
      "a locked door",
      "an accident",
    ]) {
      const trouble = TROUBLES[what];
      if (trouble === undefined) throw new Error(`There is no trouble like ${what}.`);
      it(`answers ${what} with ${trouble[1]}`, async () => {
        [server.interfere] = trouble;
        expect((await sourceError(observeAll(open()))).fault).to.equal(trouble[1]);
      });
    }

    it("survives tables of any kind", async () => {
      const fields = fc.oneof(fc.constantFrom("0", "1", "-1", "7", '"', "\u0000", "1e9", "-"), fc.string());
      const table = fc.array(fc.array(fields, { maxLength: 6 }), { maxLength: 5 });
      const names = ["timestamp", "comment-id", "voter-id", "vote", "moderated", "comment-body"];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom("summary", "comments", "votes"),
          table,
          fc.boolean(),
          async (which, rows, headed) => {
            const text = [...(headed ? [names] : []), ...rows].map((row) => row.join(",")).join("\n");
            server.interfere = ({ req }) => (req.path.endsWith(`${which}.csv`) ? new Response(text) : undefined);
            await survives(open());
          },
        ),
        { numRuns: 150 },
      );
    });
  });
});
