import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { type Served, serveApp } from "../../../test/helpers/server.ts";
import { incomingPayment, RafikiSender, WALLET_ADDRESS_ID } from "../../../test/servers/rafiki.ts";
import type { SourceError } from "../../errors.ts";
import { Observation, type Payment } from "../../observation.ts";
import type { Observed, Source } from "../Source.ts";
import { createRafiki, RafikiConfig } from "./adapter.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const SECRET = "a secret of some length";
const { signal } = new AbortController();

describe("Rafiki", () => {
  let clock: ManualClock;
  let served: Served;
  let rafiki: RafikiSender;
  let source: Source;
  let recorded: Observed[];
  let refused: SourceError[];
  /** How many recordings fail before one succeeds. */
  let failures: number;

  beforeEach(async () => {
    [clock, recorded, refused, failures] = [new ManualClock(), [], [], 0];
    const config = RafikiConfig.parse({
      kind: "rafiki",
      wallet: "$wallet.example/alice",
      walletAddressId: WALLET_ADDRESS_ID,
      incomingPayments: "https://wallet.example/incoming-payments/",
      secret: SECRET,
    });
    source = createRafiki(config, { clock, onFault: (error) => refused.push(error) });
    const app = new Hono();
    app.onError((_, context) => context.text("", 500));
    source.mount?.(app, (observed) => {
      if (failures-- > 0) return Promise.reject(new Error("The disk is full."));
      recorded.push(observed);
      return Promise.resolve();
    });
    served = await serveApp(app);
    rafiki = new RafikiSender(`${served.url}/hooks/rafiki`, SECRET, () => clock.now());
  });

  afterEach(() => served.close());

  const payments = (): Payment[] => recorded.map(({ observation }) => Observation.parse(observation) as Payment);
  const event = (data: Record<string, unknown>, type = "incoming_payment.completed") => ({
    id: randomUUID(),
    type,
    data,
  });

  it("records what a payment came to, under the address that Open Payments has for it", async () => {
    await rafiki.deliver("incoming_payment.completed", incomingPayment(clock.now()));
    expect(payments()).to.deep.equal([
      {
        kind: "payment",
        source: "rafiki:wallet.example/alice",
        paymentId: "https://wallet.example/incoming-payments/0141ee62-1c0f-4a57-9231-9e515a7cdffb",
        payer: "discourse:forum.example/42",
        recipient: "https://wallet.example/alice",
        asset: "USD",
        scale: 2,
        cumulativeAmount: "1000",
        final: true,
        observedAt: clock.seconds + 600 + 3_600,
      },
    ]);
  });

  it("takes the type for what it is, though the data of Rafiki's own samples say otherwise", async () => {
    for (const [type, final] of [
      ["incoming_payment.created", false],
      ["incoming_payment.partial_payment_received", false],
      ["incoming_payment.completed", true],
      ["incoming_payment.expired", true],
    ] as const) {
      await rafiki.deliver(type, incomingPayment(clock.now(), { completed: false }));
      expect(payments().at(-1)?.final, type).to.equal(final);
    }
  });

  it("is tried again until it is recorded, and acknowledged only then", async () => {
    failures = 3;
    expect(await rafiki.deliver("incoming_payment.completed", incomingPayment(clock.now()))).to.equal(4);
    expect(recorded.length).to.equal(1);
  });

  it("acknowledges what is no business of ours, and records nothing of it", async () => {
    for (const type of [
      "outgoing_payment.created",
      "wallet_address.not_found",
      "asset.liquidity_low",
      "something.new",
    ]) {
      expect(await rafiki.deliver(type, { id: randomUUID() })).to.equal(1);
    }
    const createdAt = new Date(clock.now()).toISOString();
    const receivedAmount = { value: "100", assetCode: "USD", assetScale: 2 };
    await rafiki.deliver("wallet_address.web_monetization", {
      walletAddress: { id: WALLET_ADDRESS_ID, createdAt, receivedAmount },
    });
    expect(recorded).to.deep.equal([]);
  });

  it("Attack: a payment into another wallet of the same Rafiki", async () => {
    await rafiki.deliver("incoming_payment.completed", incomingPayment(clock.now(), { walletAddressId: randomUUID() }));
    expect(recorded).to.deep.equal([]);
  });

  it("Attack: forged, unsigned, replayed and predated webhooks", async () => {
    const body = event(incomingPayment(clock.now()));
    const other = {
      ...body,
      data: { ...body.data, receivedAmount: { value: "9999", assetCode: "USD", assetScale: 2 } },
    };
    expect((await rafiki.post(other, rafiki.sign(body))).status).to.equal(401);
    expect(
      (await rafiki.post(body, new RafikiSender("", "another secret!!", () => clock.now()).sign(body))).status,
    ).to.equal(401);
    expect((await fetch(`${served.url}/hooks/rafiki`, { method: "POST", body: JSON.stringify(body) })).status).to.equal(
      401,
    );
    const captured = rafiki.sign(body);
    clock.advance(300_001);
    expect((await rafiki.post(body, captured)).status).to.equal(401);
    expect((await rafiki.post(body, rafiki.sign(body, clock.now() + 300_001))).status).to.equal(401);
    expect(recorded).to.deep.equal([]);
    expect(refused.map(({ fault }) => fault)).to.deep.equal(Array(5).fill("signature"));
  });

  it("Attack: seconds where milliseconds belong", async () => {
    const body = event(incomingPayment(clock.now()));
    expect((await rafiki.post(body, rafiki.sign(body, Math.floor(clock.now() / 1_000)))).status).to.equal(401);
    expect(refused[0]?.message).to.include("a clock in seconds");
  });

  it("Attack: a webhook replayed within the window, doubled, or out of order is the same payment", async () => {
    const body = event(incomingPayment(clock.now()));
    const signature = rafiki.sign(body);
    for (let i = 0; i < 3; i++) expect((await rafiki.post(body, signature)).status).to.equal(200);
    await rafiki.deliver(
      "incoming_payment.created",
      incomingPayment(clock.now(), { receivedAmount: { value: "0", assetCode: "USD", assetScale: 2 } }),
    );
    expect(new Set(recorded.map(({ key }) => key)).size).to.equal(1);
    expect(new Set(payments().map(({ observedAt }) => observedAt)).size).to.equal(1);
  });

  it("Attack: one key twice, signed as one and read as the other", async () => {
    const body = event(incomingPayment(clock.now()));
    const text = JSON.stringify(body).replace('"type":', '"type":"incoming_payment.created","type":');
    expect((await rafiki.postText(text, rafiki.sign(body))).status).to.equal(400);
    expect(refused[0]?.fault).to.equal("duplicate-key");
  });

  it("takes a body in any order of keys and any spacing: its canonical form is signed", async () => {
    const body = event(incomingPayment(clock.now()));
    const shuffled = Object.fromEntries(Object.entries(body).toReversed());
    expect((await rafiki.postText(JSON.stringify(shuffled, undefined, 3), rafiki.sign(body))).status).to.equal(200);
  });

  it("refuses what is too long, too deep, in another charset, or another shape", async () => {
    const data = incomingPayment(clock.now());
    const signature = rafiki.sign({});
    expect((await rafiki.postText(`{"a":"${"x".repeat(300_000)}"}`, signature)).status).to.equal(400);
    expect((await rafiki.postText("[".repeat(10_000), signature)).status).to.equal(400);
    expect((await rafiki.postText("{}", signature, "application/json; charset=latin1")).status).to.equal(400);
    expect((await rafiki.postText(Uint8Array.of(0x22, 0xff, 0x22), signature)).status).to.equal(400);
    for (const field of ["id", "receivedAmount", "completed", "createdAt", "expiresAt", "walletAddressId"]) {
      expect((await rafiki.post(event({ ...data, [field]: "x" }))).status, field).to.equal(400);
    }
    for (const value of ["-1", "1.5", "01", "1e3", " 1", "", 5, "99999999999999999999999"]) {
      const receivedAmount = { value, assetCode: "USD", assetScale: 2 };
      expect((await rafiki.post(event({ ...data, receivedAmount }))).status, String(value)).to.equal(400);
    }
    expect(recorded).to.deep.equal([]);
    expect(new Set(refused.map(({ fault }) => fault))).to.deep.equal(
      new Set(["oversized", "too-deep", "charset", "unexpected"]),
    );
  });

  it("answers whatever is signed, and never breaks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (body, data) => {
        expect((await rafiki.post(body)).status).to.equal(400);
        expect((await rafiki.post(event(data as never))).status).to.be.oneOf([200, 400]);
      }),
      { numRuns: 60 },
    );
    expect(recorded).to.deep.equal([]);
  });

  it("confirms nothing by a secret that its checkers share, but by a read of the wallet", async () => {
    await rafiki.deliver("incoming_payment.completed", incomingPayment(clock.now()));
    const [claimed] = recorded;
    if (claimed === undefined) throw new Error("nothing recorded");
    expect(await source.confirm(claimed, signal)).to.equal(undefined);
    const [seen] = payments();
    const reader = createRafiki(
      RafikiConfig.parse({
        kind: "rafiki",
        wallet: "$wallet.example/alice",
        walletAddressId: WALLET_ADDRESS_ID,
        incomingPayments: "https://wallet.example/incoming-payments/",
        secret: SECRET,
      }),
      { clock, read: () => Promise.resolve(seen && { ...seen, source: "openpayments:wallet.example/alice" }) },
    );
    expect(await reader.confirm(claimed, signal)).to.deep.equal(seen);
  });
});
