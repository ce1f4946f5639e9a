import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { mutate, observeAll, soup, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type OpenCollectiveServer, startOpenCollective } from "../../../test/servers/opencollective.ts";
import { createRequest } from "../../http/request.ts";
import type { Source } from "../Source.ts";
import { createOpenCollective, OpenCollectiveConfig } from "./opencollective.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

describe("opencollective", () => {
  let clock: ManualClock;
  let server: OpenCollectiveServer;
  let source: Source;

  const open = (slug = "trees"): Source => {
    const config = { kind: "opencollective", url: server.url, slug, token: "a-token", requestsPerMinute: 10_000 };
    return createOpenCollective(OpenCollectiveConfig.parse(config), { request: createRequest({ clock }), clock });
  };
  const seen = async (): Promise<unknown[][]> =>
    (await observeAll(open())).map(({ observation: one }) =>
      one.kind === "patronage" ? [one.donationId, one.subject, one.amount, one.committed, one.status] : [],
    );

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startOpenCollective();
    source = open();
  });
  afterEach(() => server.close());

  it("tells of each payment by itself, and of what is committed with the latest", async () => {
    const order = server.order();
    server.pay(order, "2026-01-01T00:00:00.000Z");
    server.pay(order, "2026-02-01T00:00:00.000Z");
    server.pay(
      server.order({ frequency: "YEARLY", fromAccount: { id: "bob", isIncognito: false } }),
      "2026-01-03T00:00:00.000Z",
    );
    server.pay(server.order({ fromAccount: { id: "who", isIncognito: true } }), "2026-01-04T00:00:00.000Z");
    server.order({ status: "PENDING" });
    expect(await seen()).to.deep.equal([
      ["order-0-0", "ann", "12.5", "12.5", "paid"],
      ["order-0-2", "ann", "12.5", "12.5", "paid"],
      ["order-1-0", "bob", "12.5", "0", "paid"],
    ]);
  });

  it("leaves a month as it was when the next one is paid", async () => {
    const order = server.order();
    server.pay(order, "2026-01-01T00:00:00.000Z");
    const [first] = await seen();
    server.pay(order, "2026-02-01T00:00:00.000Z");
    expect((await seen())[0]).to.deep.equal(first);
  });

  it("takes back what was refunded, disputed or cancelled", async () => {
    const [refunded, disputed, cancelled] = [server.order(), server.order(), server.order()];
    for (const order of [refunded, disputed, cancelled]) server.pay(order, "2026-01-01T00:00:00.000Z");
    server.refund(refunded);
    disputed.status = "DISPUTED";
    cancelled.status = "CANCELLED";
    expect((await seen()).map((row) => row.slice(2))).to.deep.equal([
      ["12.5", "0", "refunded"],
      ["12.5", "0", "disputed"],
      ["12.5", "0", "paid"],
    ]);
  });

  it("is confirmed by our own eyes, over all pages", async () => {
    for (let count = 0; count < 250; count++) server.pay(server.order(), "2026-01-01T00:00:00.000Z");
    const all = await observeAll(source);
    expect(all).to.have.length(250);
    const last = all.at(-1);
    if (last === undefined) throw new Error("Nothing was seen.");
    const { signal } = new AbortController();
    expect(
      await source.confirm({ ...last, observation: { ...last.observation, source: "a lie" } }, signal),
    ).to.deep.equal(last.observation);
    expect(await source.confirm({ ...last, key: "patronage/other" }, signal)).to.equal(undefined);
    expect((await sourceError(observeAll(open("bushes")))).fault).to.equal("not-found");
  });

  it("looks once an hour, sooner after a hint, and never all the time", async () => {
    server.pay(server.order(), "2026-01-01T00:00:00.000Z");
    const app = new Hono();
    source.mount?.(app, async () => undefined);
    const hint = async (): Promise<number> =>
      (await app.request("/hooks/opencollective/trees", { method: "POST", body: "?" })).status;
    expect(await observeAll(source)).to.have.length(1);
    clock.advance(3_599_000);
    expect(await observeAll(source)).to.have.length(0);
    clock.advance(1_000);
    expect(await observeAll(source)).to.have.length(1);
    expect(await hint()).to.equal(200);
    expect(await observeAll(source)).to.have.length(0);
    clock.advance(60_000);
    expect(await observeAll(source)).to.have.length(1);
    expect(server.asked).to.equal(3);
  });

  describe("in trouble", () => {
    for (const [what, [interference, fault]] of Object.entries(TROUBLES)) {
      it(`answers ${what} with ${fault}`, async () => {
        server.interfere = interference;
        expect((await sourceError(observeAll(source))).fault).to.equal(fault);
      });
    }

    it("survives any one thing wrong in an answer", async () => {
      server.pay(server.order(), "2026-01-01T00:00:00.000Z");
      const nodes = server.orders;
      const answer = { data: { account: { orders: { totalCount: nodes.length, nodes } } } };
      await fc.assert(
        fc.asyncProperty(fc.nat(35), soup, async (where, what) => {
          server.interfere = () => Response.json(mutate(answer, where, what));
          await survives(open());
        }),
        { numRuns: 200 },
      );
    });
  });
});
