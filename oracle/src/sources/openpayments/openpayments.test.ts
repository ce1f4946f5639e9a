import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { OpenPaymentsServer } from "../../../test/servers/openpayments.ts";
import { SourceError } from "../../errors.ts";
import { createRequest } from "../../http/request.ts";
import { Observation, type Payment } from "../../observation.ts";
import type { Cursor, Observed, Source } from "../Source.ts";
import { createOpenPayments, OpenPaymentsConfig } from "./adapter.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const HOUR = 3_600_000;
const { signal } = new AbortController();

describe("Open Payments", () => {
  let clock: ManualClock;
  let server: OpenPaymentsServer;
  let source: Source;
  let faults: string[];

  beforeEach(async () => {
    clock = new ManualClock();
    server = new OpenPaymentsServer(privateKey, () => clock.now());
    await server.start();
    faults = [];
    source = create();
  });

  afterEach(() => server.stop());

  function create(more: Record<string, unknown> = {}): Source {
    const config = {
      kind: "openpayments",
      wallet: server.wallet,
      client: `${server.url}/oracle`,
      keyId: "key-1",
      privateKey: PEM,
      ...more,
    };
    const onFault = ({ fault }: SourceError): void => void faults.push(fault);
    return createOpenPayments(OpenPaymentsConfig.parse(config), { request: createRequest({ clock }), clock, onFault });
  }

  async function look(cursor?: Cursor): Promise<{ payments: Payment[]; cursor: Cursor | undefined; list: Observed[] }> {
    const list: Observed[] = [];
    for await (const observed of source.observe?.(cursor, signal) ?? []) list.push(observed);
    const payments = list.map(({ observation }) => Observation.parse(observation) as Payment);
    return { payments, list, cursor: list.findLast((observed) => observed.cursor !== undefined)?.cursor };
  }

  it("reads what was received, with a grant of its own and every request signed", async () => {
    const { id } = server.pay(1_234, { completed: true, metadata: { payer: "discourse:forum.example/42" } });
    expect((await look()).payments).to.deep.equal([
      {
        kind: "payment",
        source: source.name,
        paymentId: id,
        payer: "discourse:forum.example/42",
        recipient: server.wallet,
        asset: "USD",
        scale: 9,
        cumulativeAmount: "1234",
        final: true,
        observedAt: clock.seconds + 600 + 3_600,
      },
    ]);
    expect(server.requests).to.deep.equal(["GET /alice", "POST /auth", "GET /op/incoming-payments"]);
  });

  it("follows one URL through its minutes until it has expired and the grace is over", async () => {
    const payment = server.pay(10);
    const seen: [string | undefined, boolean | undefined][] = [];
    let cursor: Cursor | undefined;
    for (const minutes of [0, 1, 8, 59, 3, 200]) {
      clock.advance(minutes * 60_000);
      payment.receivedAmount.value = String(10 + clock.seconds - Date.UTC(2026, 0, 1) / 1_000);
      const found = await look(cursor);
      cursor = found.cursor ?? cursor;
      seen.push([found.payments[0]?.cumulativeAmount, found.payments[0]?.final]);
    }
    expect(seen.map(([, final]) => final)).to.deep.equal([false, false, false, false, true, true]);
    expect(seen.map(([amount]) => amount)).to.deep.equal(["10", "70", "550", "4090", "4270", "16270"]);
  });

  for (const oldestFirst of [false, true]) {
    it(`reads every page of a server that lists the ${oldestFirst ? "oldest" : "newest"} first`, async () => {
      server.oldestFirst = oldestFirst;
      for (let i = 0; i < 450; i++) {
        server.pay(i + 1);
        clock.advance(60_000);
      }
      const { payments, cursor } = await look();
      expect(new Set(payments.map(({ paymentId }) => paymentId)).size).to.equal(450);
      server.requests.length = 0;
      server.pay(7);
      const again = await look(cursor);
      expect(again.payments.some(({ cumulativeAmount }) => cumulativeAmount === "7")).to.equal(true);
      if (!oldestFirst) expect(server.requests.filter((path) => path.endsWith("incoming-payments")).length).to.equal(3);
    });
  }

  it("rereads one by one what is old and open, and forgets it once it is final", async () => {
    const invoice = server.pay(5, { expiresAt: new Date(clock.now() + 30 * 24 * HOUR).toISOString() });
    clock.advance(10 * HOUR);
    for (let i = 0; i < 120; i++) server.pay(1);
    const first = await look();
    expect(JSON.parse(first.cursor ?? "")).to.deep.include({ open: [invoice.id] });
    clock.advance(10 * HOUR);
    Object.assign(invoice, { completed: true, receivedAmount: { ...invoice.receivedAmount, value: "500" } });
    const second = await look(first.cursor);
    expect(second.payments[0]).to.include({ paymentId: invoice.id, cumulativeAmount: "500", final: true });
    expect(JSON.parse(second.cursor ?? "")).to.deep.include({ open: [] });
  });

  it("moves its cursor only when a pass is over", async () => {
    for (let i = 0; i < 150; i++) server.pay(1);
    const { list } = await look();
    expect(list.slice(0, -1).every(({ cursor }) => cursor === undefined)).to.equal(true);
    expect(list.at(-1)?.cursor).to.be.a("string");
  });

  it("asks for another token before the old one ends, and when it was revoked", async () => {
    const grants = () => server.requests.filter((path) => path === "POST /auth").length;
    server.pay(1);
    await look();
    await look();
    expect(grants()).to.equal(1);
    clock.advance(571_000);
    await look();
    expect(grants()).to.equal(2);
    server.revokeTokens();
    expect((await look()).payments.length).to.equal(1);
    expect(grants()).to.equal(3);
  });

  it("confirms by reading for itself", async () => {
    const { id } = server.pay(9, { completed: true });
    const [claimed] = (await look()).list;
    if (claimed === undefined) throw new Error("nothing seen");
    expect(await source.confirm(claimed, signal)).to.deep.equal(claimed.observation);
    expect(await source.confirm({ ...claimed, key: `${id}0` }, signal)).to.equal(undefined);
  });

  it("Attack: no token of ours goes to another server, nor to another path of this one", async () => {
    server.pay(9);
    const [claimed] = (await look()).list;
    server.requests.length = 0;
    for (const key of [
      "https://evil.example/op/incoming-payments/1",
      `${server.url}/op/incoming-payments/../../steal`,
      `${server.url}/op/outgoing-payments/1`,
      `${server.url}/op/incoming-payments/1?x=1`,
      "x",
    ]) {
      if (claimed) expect(await source.confirm({ ...claimed, key }, signal)).to.equal(undefined);
    }
    expect(server.requests).to.deep.equal([]);
  });

  it("Attack: a payment into another wallet is none of ours", async () => {
    server.pay(100, { completed: true, walletAddress: `${server.url}/mallory` });
    const mine = server.pay(1, { completed: true, walletAddress: `${server.wallet}/` });
    expect((await look()).payments.map(({ paymentId }) => paymentId)).to.deep.equal([mine.id]);
  });

  it("Attack: what an unauthorised reader is shown proves nothing", async () => {
    const payment = server.pay(100, { completed: true });
    const [claimed] = (await look()).list;
    const { receivedAmount } = payment;
    server.trouble = (context) =>
      context.req.path.endsWith(payment.id.slice(-36)) ? context.json({ receivedAmount, authServer: "x" }) : undefined;
    if (claimed) expect((await sourceError(source.confirm(claimed, signal))).fault).to.equal("unexpected");
  });

  it("Attack: an answer that names another payment than was asked for is not taken for it", async () => {
    const [small, large] = [server.pay(1), server.pay(100)];
    server.trouble = (context) =>
      context.req.path.endsWith(small.id.slice(-36)) ? context.json({ ...large }) : undefined;
    const claimed = { key: small.id, observation: {} as Payment };
    expect(await source.confirm(claimed, signal)).to.equal(undefined);
  });

  it("Attack: metadata that cannot be read hides no payment but its own", async () => {
    const metadata = JSON.parse(`${'{"a":['.repeat(200)}1${"]}".repeat(200)}`) as Record<string, unknown>;
    for (let i = 0; i < 120; i++) server.pay(1_000 + i, i % 40 === 7 ? { metadata } : {});
    server.pay(1, { metadata: { a: "\ud800" } });
    server.pay(2, { metadata: { a: 'no ] end } of "\\' } });
    const { payments, cursor } = await look();
    expect(payments).to.have.length(118);
    expect(cursor).to.be.a("string");
    expect(faults).to.deep.equal(["charset", "too-deep", "too-deep", "too-deep"]);
  });

  it("Attack: a key that metadata says twice is refused with its payment alone", async () => {
    const [bad, good] = [server.pay(1, { metadata: { x: 1 } }), server.pay(2)];
    server.trouble = (context) => {
      if (context.req.path !== "/op/incoming-payments") return undefined;
      const body = JSON.stringify({ pagination: { hasNextPage: false }, result: [bad, good, 7, "x"] });
      return context.body(body.replace('{"x":1}', '{"x":1,"x":2}').replace(",7,", ","), 200, {
        "content-type": "application/json",
      });
    };
    expect((await look()).payments.map(({ paymentId }) => paymentId)).to.deep.equal([good.id]);
    expect(faults).to.deep.equal(["duplicate-key", "malformed"]);
  });

  it("Attack: metadata as large as a server takes it makes pages shorter, and hides no payment but its own", async () => {
    const metadata = { a: "x".repeat(900_000) };
    for (let i = 0; i < 12; i++) server.pay(i + 1, i < 11 ? { metadata } : { metadata: { a: "x".repeat(60_000) } });
    server.pay(99, { metadata: { a: "\u{1f9ff}".repeat(2_000_000) } });
    expect((await look()).payments.map(({ cumulativeAmount }) => cumulativeAmount)).to.deep.equal(["12"]);
    expect(faults).to.deep.equal(Array.from({ length: 12 }, () => "oversized"));
  });

  it("Attack: an open payment that cannot be read any more does not stop the others", async () => {
    const expiresAt = new Date(clock.now() + 30 * 24 * HOUR).toISOString();
    const [bad, good] = [server.pay(5, { expiresAt }), server.pay(6, { expiresAt })];
    clock.advance(10 * HOUR);
    for (let i = 0; i < 120; i++) server.pay(1);
    const { cursor } = await look();
    bad.metadata = JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`) as Record<string, unknown>;
    good.receivedAmount.value = "60";
    clock.advance(10 * HOUR);
    const again = await look(cursor);
    expect(again.payments.find(({ paymentId }) => paymentId === good.id)?.cumulativeAmount).to.equal("60");
    expect(faults).to.include("too-deep");
    expect(JSON.parse(again.cursor ?? "")).to.deep.include({ open: [good.id] });
  });

  it("refuses a wallet that describes itself as another, or sends us to an unsafe server", async () => {
    for (const more of [
      { id: `${server.url}/bob` },
      { authServer: "http://auth.example" },
      { resourceServer: "ftp://x" },
    ]) {
      server.trouble = (context) =>
        context.req.path === "/alice" ? context.json({ ...server.describe(), ...more }) : undefined;
      expect((await sourceError(look())).fault).to.equal("unexpected");
    }
  });

  it("says so when a person would have to allow it, or the key is not known", async () => {
    server.interactive = true;
    expect(await sourceError(look())).to.include({ fault: "unauthorized" });
    server.interactive = false;
    source = create({ keyId: "another" });
    expect(await sourceError(look())).to.include({ fault: "unauthorized" });
    expect(() => create({ privateKey: "no key" })).to.throw("not an Ed25519 key");
    const { privateKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    expect(() => create({ privateKey: rsa.export({ type: "pkcs8", format: "pem" }) })).to.throw("not an Ed25519 key");
  });

  it("stops at a server that pages in a circle", async () => {
    server.trouble = (context) =>
      context.req.path === "/op/incoming-payments"
        ? context.json({
            pagination: { hasNextPage: true, hasPreviousPage: false, endCursor: "a" },
            result: [server.payments[0]],
          })
        : undefined;
    server.pay(1);
    expect((await sourceError(look())).fault).to.equal("unexpected");
  });

  it("answers whatever it is sent with a SourceError, or with what is so", async () => {
    const good = server.pay(1);
    const field = fc.constantFrom(
      "id",
      "walletAddress",
      "receivedAmount",
      "completed",
      "expiresAt",
      "createdAt",
      "metadata",
    );
    const broken = fc.tuple(field, fc.jsonValue()).map(([key, value]) => ({ ...good, [key]: value }));
    const page = broken.map((payment) =>
      JSON.stringify({ pagination: { hasNextPage: false, hasPreviousPage: false }, result: [payment] }),
    );
    const text = fc.oneof(
      page,
      fc.string(),
      fc.constantFrom("<!doctype html>", '{"a":1,"a":2}', "[".repeat(500), "1e999"),
    );
    const type = fc.constantFrom("application/json", "text/html", "application/json; charset=latin1");
    await fc.assert(
      fc.asyncProperty(text, type, async (body, contentType) => {
        server.trouble = (context) =>
          context.req.path === "/op/incoming-payments"
            ? context.body(body, 200, { "content-type": contentType })
            : undefined;
        try {
          await look();
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
        }
      }),
      { numRuns: 150 },
    );
  });
});
