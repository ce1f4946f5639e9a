import { expect } from "chai";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { mutate, observeAll, soup, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type SourceCredServer, startSourceCred } from "../../../test/servers/sourcecred.ts";
import { createRequest } from "../../http/request.ts";
import type { Source } from "../Source.ts";
import { createSourceCred, SourceCredConfig } from "./sourcecred.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const WEEK = 604_800_000;

describe("sourcecred", () => {
  let clock: ManualClock;
  let server: SourceCredServer;

  const open = (metric: "cred" | "grain", intervals = 4): Source =>
    createSourceCred(SourceCredConfig.parse({ kind: "sourcecred", url: server.url, metric, intervals }), {
      request: createRequest({ clock }),
      clock,
    });
  const seen = async (source: Source): Promise<unknown[][]> =>
    (await observeAll(source)).flatMap(({ key, observation: one }) =>
      one.kind === "cred" ? [[key, one.subject, one.amount]] : [],
    );
  const standing = async (source: Source): Promise<unknown> =>
    (await observeAll(source)).find(({ key }) => key === "standings")?.observation;
  const distribute = (id: string, receipts: Record<string, string>): void => {
    const allocations = Object.entries(receipts).map(([to, amount]) => ({
      id: `a-${to}`,
      receipts: [{ id: to, amount }],
    }));
    server.record({ type: "DISTRIBUTE_GRAIN", distribution: { id, credTimestamp: 1_000, allocations } }, 2_000);
  };

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startSourceCred();
    const end = clock.now();
    server.intervals = [-2, -1, 0].map((week) => ({
      startTimeMs: end + week * WEEK,
      endTimeMs: end + (week + 1) * WEEK,
    }));
    server.people.push(
      { id: "ann", subtype: "USER", cred: [1.5, 0.1 + 0.2, 9] },
      { id: "bot", subtype: "BOT", cred: [8, 8, 8] },
      { id: "bob", subtype: "USER", cred: [0, 1e-7, 9] },
    );
  });
  afterEach(() => server.close());

  it("tells of the scores of people in the latest weeks that are over", async () => {
    const [first, second] = server.intervals.map(({ endTimeMs }) => endTimeMs / 1_000);
    expect(await seen(open("cred"))).to.deep.equal([
      [`cred/ann/${first}`, "ann", "1.5"],
      [`cred/ann/${second}`, "ann", "0.30000000000000004".slice(0, 20)],
      [`cred/bob/${second}`, "bob", "0.0000001"],
    ]);
    expect(await seen(open("cred", 1))).to.have.length(2);
  });

  it("sums up what everybody has had of late", async () => {
    const [first, second] = server.intervals.map(({ endTimeMs }) => endTimeMs / 1_000);
    const start = (server.intervals[0]?.startTimeMs ?? 0) / 1_000;
    const both = [
      { subject: "ann", amount: "1.800000000000000040" },
      { subject: "bob", amount: "0.0000001" },
    ].map(({ subject, amount }) => ({ subject, amount: amount.replace(/0+$/, "") }));
    const told = { kind: "standings", source: open("cred").name, scores: both, interval: { start, end: second } };
    expect(await standing(open("cred"))).to.deep.equal(told);
    expect(await standing(open("cred", 1))).to.deep.include({ interval: { start: first, end: second } });
    expect(await standing(open("grain"))).to.equal(undefined);
    distribute("d1", { bob: "5", ann: "7" });
    expect(await standing(open("grain"))).to.have.deep.property("scores", [
      { subject: "ann", amount: "0.000000000000000007" },
      { subject: "bob", amount: "0.000000000000000005" },
    ]);
  });

  it("tells of grain exactly, and of people who turned out to be one as one", async () => {
    distribute("d1", { ann: "955230194734145601536", old: "44769805265854398464" });
    server.record({ type: "CREATE_IDENTITY", identity: { id: "new", address: "N\u0000" } }, 1);
    server.record({ type: "MERGE_IDENTITIES", base: "older", target: "old" }, 3_000);
    server.record({ type: "MERGE_IDENTITIES", base: "ann", target: "older" }, 3_000);
    distribute("d2", { bob: "1" });
    expect(await seen(open("grain"))).to.deep.equal([
      ["grain/d1/ann", "ann", "1000"],
      ["grain/d2/bob", "bob", "0.000000000000000001"],
    ]);
    server.record({ type: "MERGE_IDENTITIES", base: "old", target: "ann" }, 4_000);
    expect((await sourceError(observeAll(open("grain")))).fault).to.equal("unexpected");
  });

  it("is confirmed by our own eyes, and looked at once a day", async () => {
    const source = open("cred");
    const [first] = await observeAll(source);
    if (first === undefined) throw new Error("Nothing was seen.");
    const { signal } = new AbortController();
    const lie = { ...first, observation: { ...first.observation, amount: "99" } as typeof first.observation };
    expect(await open("cred").confirm(lie, signal)).to.deep.equal(first.observation);
    expect(await open("cred").confirm({ ...first, key: "cred/eve/1" }, signal)).to.equal(undefined);
    server.asked.length = 0;
    expect(await observeAll(source)).to.deep.equal([]);
    expect(server.asked).to.deep.equal([]);
    clock.advance(86_400_000);
    expect(await observeAll(source)).to.have.length(4);
  });

  it("refuses scores that do not fit their intervals", async () => {
    server.people[0]?.cred.pop();
    expect((await sourceError(observeAll(open("cred")))).fault).to.equal("unexpected");
  });

  describe("in trouble", () => {
    for (const [what, [interference, fault]] of Object.entries(TROUBLES)) {
      it(`answers ${what} with ${fault}`, async () => {
        server.interfere = interference;
        expect((await sourceError(observeAll(open("cred")))).fault).to.equal(fault);
        if (fault === "html") return;
        expect((await sourceError(observeAll(open("grain")))).fault).to.equal(fault);
      });
    }

    it("survives any one thing wrong in a file", async () => {
      distribute("d1", { ann: "1" });
      const paths = ["output/accounts.json", "data/ledger.json"];
      const files = await Promise.all(paths.map((path) => fetch(`${server.url}/${path}`).then((file) => file.json())));
      await fc.assert(
        fc.asyncProperty(fc.boolean(), fc.nat(35), soup, async (isGrain, where, what) => {
          server.interfere = () => Response.json(mutate(files[isGrain ? 1 : 0], where, what));
          await survives(open(isGrain ? "grain" : "cred"));
        }),
        { numRuns: 200 },
      );
    });
  });
});
