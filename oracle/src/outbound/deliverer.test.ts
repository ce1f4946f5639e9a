import { expect } from "chai";
import { ManualClock } from "../../test/helpers/clock.ts";
import { type Receiver, startReceiver } from "../../test/servers/receiver.ts";
import { rejected } from "../../test/storage.ts";
import { createRequest } from "../http/request.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { signedAt } from "../verification/webhookSignature.ts";
import { createDeliverer, type Deliverer } from "./deliverer.ts";
import {
  cancelDelivery,
  claimDeliveries,
  countDeliveries,
  deliveryId,
  enqueue,
  listDeliveries,
  type NewDelivery,
  OUTBOUND_MIGRATIONS,
  retryDelivery,
  settleDelivery,
} from "./deliveries.ts";
import { createTarget } from "./targets.ts";

const SECRET = "a secret of sixteen";
const HOUR = 3_600_000;
const { signal } = new AbortController();

describe("deliveries", () => {
  let database: Database;
  let clock: ManualClock;
  let receiver: Receiver;
  let deliverer: Deliverer;
  let failures: (string | undefined)[];

  before(async () => {
    database = await openPglite();
    await migrate(database, OUTBOUND_MIGRATIONS);
  });

  after(() => database.close());

  beforeEach(async () => {
    await database.query("DELETE FROM deliveries");
    clock = new ManualClock();
    receiver = await startReceiver();
    failures = [];
    const request = createRequest({ clock });
    const target = createTarget(
      { kind: "webhook", name: "hook", url: `${receiver.url}/in`, secret: SECRET },
      { request, clock },
    );
    const onAttempt = (_: unknown, failure: Error | undefined) => failures.push(failure?.message);
    deliverer = createDeliverer({ database, clock, targets: [target], onAttempt });
  });

  afterEach(() => receiver.close());

  const put = (key: string, more: Partial<NewDelivery> = {}): Promise<string> =>
    enqueue(database, { target: "hook", key, payload: { key }, ...more }, clock.now());
  const due = async (): Promise<number> => (await listDeliveries(database))[0]?.dueAt ?? NaN;

  it("leave with the transaction that causes them, or not at all", async () => {
    const failing = database.transaction(async (transaction) => {
      await enqueue(transaction, { target: "hook", key: "undone", payload: {} }, clock.now());
      throw new Error("the cause was undone");
    });
    await rejected(failing, "the cause was undone");
    expect(await deliverer.deliverDue(signal)).to.equal(0);
    await database.transaction((transaction) =>
      enqueue(transaction, { target: "hook", key: "done", payload: { a: "é" } }, clock.now()),
    );
    expect(await deliverer.deliverDue(signal)).to.equal(1);
    expect(receiver.received.map(({ body }) => body)).to.deep.equal(['{"a":"é"}']);
  });

  it("are signed at each attempt, over the bytes that arrive, under an id that stays", async () => {
    const id = await put("signed");
    receiver.manners.push({ status: 503 });
    await deliverer.deliverDue(signal);
    clock.advance(HOUR);
    await deliverer.deliverDue(signal);
    const [first, second] = receiver.received;
    for (const [one, at] of [
      [first, clock.seconds - 3_600],
      [second, clock.seconds],
    ] as const) {
      expect(signedAt(SECRET, one?.headers["perdure-signature"], one?.body ?? "", at)).to.equal(at);
      expect(one?.headers["perdure-delivery"]).to.equal(id);
      expect(one?.headers["idempotency-key"]).to.equal(id);
    }
    expect([first, second].map((one) => one?.headers["perdure-attempt"])).to.deep.equal(["1", "2"]);
    expect(first?.body).to.equal(second?.body);
  });

  it("are made once, however often they are enqueued", async () => {
    expect(await put("same")).to.equal(await put("same"));
    expect(deliveryId("hook", "same")).to.match(/^[0-9a-f]{32}$/);
    expect(deliveryId("hook", "same")).not.to.equal(deliveryId("hooks", "ame"));
    await deliverer.deliverDue(signal);
    await put("same");
    expect(await deliverer.deliverDue(signal)).to.equal(0);
    expect(receiver.received).to.have.length(1);
  });

  it("are made again, under the same id, when the answer got lost", async () => {
    const id = await put("lost");
    receiver.manners.push("cut");
    await deliverer.deliverDue(signal);
    clock.advance(HOUR);
    await deliverer.deliverDue(signal);
    expect(receiver.received.map(({ headers }) => headers["perdure-delivery"])).to.deep.equal([id, id]);
    expect((await countDeliveries(database)).counts.delivered).to.equal(1);
  });

  it("wait longer each time, and as long as the other side asks for", async () => {
    await put("late");
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      receiver.manners.push({ status: 500, body: "<h1>down</h1>" });
      await deliverer.deliverDue(signal);
      waits.push((await due()) - clock.now());
      clock.advance((await due()) - clock.now() - 1);
      expect(await deliverer.deliverDue(signal)).to.equal(0);
      clock.advance(1);
    }
    for (const [i, wait] of waits.entries()) expect(wait).to.be.within(5_000 * 2 ** i, 6_250 * 2 ** i);
    receiver.manners.push({ status: 429, headers: { "retry-after": "7200" } });
    await deliverer.deliverDue(signal);
    expect((await due()) - clock.now()).to.equal(2 * HOUR);
  });

  it("are kept when nobody takes them, until somebody retries or cancels them", async () => {
    const id = await put("refused");
    for (let i = 0; i < 18; i++) {
      receiver.manners.push({ status: 410 });
      expect(await deliverer.deliverDue(signal)).to.equal(1);
      clock.advance(8 * HOUR);
    }
    expect(await deliverer.deliverDue(signal)).to.equal(0);
    const [dead] = await listDeliveries(database, { state: "dead" });
    expect(dead).to.deep.include({ id, attempts: 18, state: "dead" });
    expect(dead?.lastError).to.include("410");
    await retryDelivery(database, id, clock.now());
    await deliverer.deliverDue(signal);
    expect(await listDeliveries(database, { state: "delivered" })).to.have.length(1);
    await rejected(retryDelivery(database, id, 0), "was made already");
    await rejected(cancelDelivery(database, id, 0), "was made already");
    await rejected(cancelDelivery(database, "none", 0), "There is no delivery none");
  });

  it("keep their order within a lane, and wait for nobody outside of it", async () => {
    await put("opened", { lane: "ann" });
    await put("ended", { lane: "ann" });
    await put("other");
    receiver.manners.push({ status: 500 }, { status: 500 });
    await deliverer.deliverDue(signal);
    expect(receiver.received.map(({ body }) => body).sort()).to.deep.equal(['{"key":"opened"}', '{"key":"other"}']);
    clock.advance(HOUR);
    await deliverer.deliverDue(signal);
    await deliverer.deliverDue(signal);
    const later = receiver.received.slice(2).map(({ body }) => body);
    expect(later.slice(0, 2).sort()).to.deep.equal(['{"key":"opened"}', '{"key":"other"}']);
    expect(later.slice(2)).to.deep.equal(['{"key":"ended"}']);
  });

  it("are given up when they are cancelled, even under way", async () => {
    const id = await put("cancelled");
    const [claimed] = await claimDeliveries(database, clock.now(), clock.now() + HOUR, 16);
    await cancelDelivery(database, id, clock.now());
    if (claimed === undefined) throw new Error("Nothing was claimed.");
    await settleDelivery(database, claimed, { state: "waiting", now: clock.now(), dueAt: clock.now() });
    expect(await deliverer.deliverDue(signal)).to.equal(0);
    expect((await countDeliveries(database)).counts).to.deep.equal({
      waiting: 0,
      delivered: 0,
      dead: 0,
      cancelled: 1,
    });
  });

  it("are taken up again after whoever had them was killed, and that one changes nothing any more", async () => {
    await put("killed");
    const [claimed] = await claimDeliveries(database, clock.now(), clock.now() + 1_000, 16);
    expect(await claimDeliveries(database, clock.now(), clock.now() + 1_000, 16)).to.deep.equal([]);
    expect((await countDeliveries(database)).oldestWaiting).to.equal(clock.now());
    clock.advance(1_000);
    const [again] = await claimDeliveries(database, clock.now(), clock.now() + 1_000, 16);
    expect(again?.attempts).to.equal(2);
    if (claimed === undefined) throw new Error("Nothing was claimed.");
    await settleDelivery(database, claimed, { state: "dead", now: clock.now() });
    expect((await countDeliveries(database)).counts.waiting).to.equal(1);
  });

  it("are let go of when they are called off, and count for nothing", async () => {
    await put("called off");
    const stop = new AbortController();
    receiver.manners.push("hang");
    const running = deliverer.run(stop.signal);
    await receiver.reached(1);
    stop.abort();
    await running;
    expect(failures).to.deep.equal([]);
    expect((await countDeliveries(database)).counts.waiting).to.equal(1);
  });

  it("fail without their target, and say so", async () => {
    await put("nowhere", { target: "gone" });
    await deliverer.deliverDue(signal);
    expect(failures).to.deep.equal(["There is no target gone"]);
  });
});
