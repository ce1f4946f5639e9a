import { expect } from "chai";
import { decodeAbiParameters, parseAbiParameters } from "viem";
import { ManualClock } from "../../test/helpers/clock.ts";
import { createUsers, forumConfig, pollText } from "../../test/helpers/forum.ts";
import { type DiscourseServer, startDiscourse } from "../../test/servers/discourse.ts";
import { digestOf } from "../../test/servers/discourseForum.ts";
import { startLoomio } from "../../test/servers/loomio.ts";
import { createRequest } from "../http/request.ts";
import type { BallotBatch } from "../observation.ts";
import { ballotsBuilder } from "../reports/ballots.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { observationMigrations, Observations } from "../storage/observations.ts";
import { openPglite } from "../storage/pglite.ts";
import { createDiscourse } from "./discourse/discourse.ts";
import { createLoomio, LoomioConfig } from "./loomio/loomio.ts";
import type { Source } from "./Source.ts";

const YES = digestOf("Yes");
const NO = digestOf("No");
const BATCH = parseAbiParameters([
  "Batch batch",
  "struct Batch { bytes32 pollKey; uint64 election; Voice[] voices; }",
  "struct Voice { bytes32 provider; bytes32 subject; uint64 castAt; Choice[] choices; }",
  "struct Choice { uint32 candidacy; int8 score; }",
]);

describe("voters who withdraw", () => {
  let database: Database;
  let observations: Observations;
  let clock: ManualClock;

  before(async () => {
    database = await openPglite();
    await migrate(database, observationMigrations);
  });
  after(() => database.close());

  beforeEach(async () => {
    await database.query("TRUNCATE observations, items, cursors");
    clock = new ManualClock();
    observations = new Observations(
      database,
      () => [],
      () => clock.seconds,
    );
  });

  /** Has an operator look, and says what it holds of the voters then: who, when, and for how many options. */
  async function voices(source: Source): Promise<[subject: string, castAt: number, choices: number][]> {
    for await (const observed of source.observe?.(undefined, new AbortController().signal) ?? []) {
      await observations.record(source.name, observed);
    }
    return (await last()).ballots.map(({ subject, castAt, choices }) => [subject, castAt, choices.length]);
  }

  async function last(): Promise<BallotBatch> {
    const sql = `SELECT body FROM observations WHERE key LIKE 'ballots/%' ORDER BY id DESC LIMIT 1`;
    const [row] = await database.query<{ body: string }>(sql);
    return JSON.parse(row?.body ?? "") as BallotBatch;
  }

  describe("in Discourse", () => {
    let server: DiscourseServer;
    let source: Source;
    let post: number;
    const toggle = (status: "open" | "closed"): object =>
      server.forum.toggle(server.forum.user("system"), post, "poll", status);
    /** Reopens the poll, lets something happen, and looks at it once it is closed again. */
    const meanwhile = async (what: () => void): Promise<Awaited<ReturnType<typeof voices>>> => {
      toggle("open");
      await source.observe?.(undefined, new AbortController().signal)[Symbol.asyncIterator]().next();
      what();
      toggle("closed");
      await source.observe?.(undefined, new AbortController().signal)[Symbol.asyncIterator]().next();
      clock.advance(600_000);
      return voices(source);
    };

    beforeEach(async () => {
      server = await startDiscourse({ clock, requestsPerMinute: 10_000 });
      source = createDiscourse(forumConfig(server), { request: createRequest({ clock }), clock });
      post = server.forum.createPost({ raw: pollText(clock).replace(/close=\S+/, "") });
      for (const name of createUsers(server, 2)) server.forum.vote(name, post, "poll", [YES]);
    });
    afterEach(() => server.close());

    it("are told to have, a second after their last voice, and speak again after that", async () => {
      const opened = clock.seconds;
      expect(await meanwhile(() => {})).to.deep.equal([
        ["2", opened, 1],
        ["3", opened, 1],
      ]);
      expect(await meanwhile(() => server.forum.retract("user1", post, "poll"))).to.deep.equal([
        ["2", opened, 1],
        ["3", opened + 1, 0],
      ]);
      const polls = [{ source: source.name, poll: `${post}/poll`, election: 1, options: { [YES]: 1 }, fullScore: 100 }];
      const payload = await ballotsBuilder({ kind: "ballots", polls }).build(await last(), 0);
      const [{ voices: told }] = decodeAbiParameters(BATCH, payload ?? "0x");
      expect(told.map(({ castAt, choices }) => [Number(castAt), choices.length])).to.deep.equal([
        [opened, 1],
        [opened + 1, 0],
      ]);
      expect(await meanwhile(() => server.forum.vote("user1", post, "poll", [NO]))).to.deep.equal([
        ["2", opened, 1],
        ["3", opened + 2, 1],
      ]);
    });

    it("Attack: nobody has who is only missing from a list: deleted, or on a page that was cut short", async () => {
      const opened = clock.seconds;
      await meanwhile(() => {});
      expect(await meanwhile(() => server.forum.deleteUser("user1"))).to.deep.equal([["2", opened, 1]]);
      // What was known of them is not forgotten by that.
      expect(await meanwhile(() => {})).to.deep.equal([["2", opened, 1]]);
    });

    it("are all who voted, if nobody's vote is left", async () => {
      const opened = clock.seconds;
      await meanwhile(() => {});
      const seen = await meanwhile(() => {
        for (const name of ["user0", "user1"]) server.forum.retract(name, post, "poll");
      });
      expect(seen).to.deep.equal([
        ["2", opened + 1, 0],
        ["3", opened + 1, 0],
      ]);
    });
  });

  it("in Loomio are told to have, unless somebody hides their vote", async () => {
    const server = await startLoomio({ clock });
    const config = { kind: "loomio", url: server.url, apiKey: "a-key", groups: [7], requestsPerMinute: 10_000 };
    const source = createLoomio(LoomioConfig.parse(config), { request: createRequest({ clock }), clock });
    const poll = server.open("Plant trees");
    const again = async (scores: Record<string, number>, hidden: number) => {
      if (poll.options[0] !== undefined) poll.options[0].voter_scores = scores;
      poll.hidden = hidden;
      server.closePoll(poll);
      clock.advance(600_000);
      return (await voices(source)).map(([subject, , choices]) => [subject, choices]);
    };
    expect(await again({ "11": 1, "12": 1 }, 0)).to.deep.equal([
      ["11", 1],
      ["12", 1],
    ]);
    expect(await again({ "11": 1 }, 1)).to.deep.equal([["11", 1]]);
    expect(await again({ "11": 1 }, 0)).to.deep.equal([
      ["11", 1],
      ["12", 0],
    ]);
    const { ballots, closedAt } = await last();
    expect(ballots[1]?.castAt).to.equal(closedAt);
    await server.close();
  });
});
