import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect } from "chai";
import { ManualClock } from "../../test/helpers/clock.ts";
import { startPostgres } from "../../test/postgres.ts";
import { type Receiver, startReceiver } from "../../test/servers/receiver.ts";
import { createRequest } from "../http/request.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPostgres } from "../storage/postgres.ts";
import { createDeliverer, type Deliverer } from "./deliverer.ts";
import { countDeliveries, enqueue, OUTBOUND_MIGRATIONS } from "./deliveries.ts";
import { createTarget } from "./targets.ts";

const SECRET = "a secret of sixteen";
/** Longer than a claim lasts, milliseconds. */
const CLAIM_OVER = 6 * 60_000;
const { signal } = new AbortController();

describe("deliveries of several workers on PostgreSQL", function () {
  this.timeout(120_000);
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let databases: Database[];
  let receiver: Receiver;

  before(async () => {
    server = await startPostgres();
    databases = await Promise.all([openPostgres(server.url), openPostgres(server.url)]);
    for (const database of databases) await migrate(database, OUTBOUND_MIGRATIONS);
  });

  after(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await server.stop();
  });

  beforeEach(async () => {
    await on(0).query("DELETE FROM deliveries");
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const on = (worker: number): Database => {
    const database = databases[worker];
    if (database === undefined) throw new Error(`There is no worker ${worker}.`);
    return database;
  };
  const workerOn = (database: Database, clock: ManualClock): Deliverer => {
    const request = createRequest({ clock });
    const target = createTarget(
      { kind: "webhook", name: "hook", url: `${receiver.url}/in`, secret: SECRET },
      { request, clock },
    );
    return createDeliverer({ database, clock, targets: [target] });
  };
  /** Puts deliveries down in lanes that are taken in turn. */
  const put = (count: number, lanes: number, now: number): Promise<string[]> =>
    on(0).transaction(async (transaction) => {
      const ids: string[] = [];
      for (let i = 0; i < count; i++) {
        const lane = `lane ${i % lanes}`;
        ids.push(await enqueue(transaction, { target: "hook", key: String(i), lane, payload: { i, lane } }, now));
      }
      return ids;
    });
  const idsReceived = (): string[] => receiver.received.map(({ headers }) => headers["idempotency-key"] ?? "");
  /** Until nothing waits, and nobody has anything in hand. */
  const drain = async (worker: Deliverer): Promise<number> => {
    let all = 0;
    while ((await countDeliveries(on(1))).counts.waiting > 0) all += await worker.deliverDue(signal);
    return all;
  };

  it("arrive once each, in the order of their lanes, though both take from one heap", async () => {
    const clock = new ManualClock();
    const ids = await put(300, 40, clock.now());
    const shares = await Promise.all(databases.map((database) => drain(workerOn(database, clock))));
    expect(idsReceived().toSorted()).to.deep.equal(ids.toSorted());
    const places = new Map<string, number>();
    for (const { body } of receiver.received) {
      const { i, lane } = JSON.parse(body) as { i: number; lane: string };
      expect(i, lane).to.be.greaterThan(places.get(lane) ?? -1);
      places.set(lane, i);
    }
    expect(shares[0]).to.be.greaterThan(0);
    expect(shares[1]).to.be.greaterThan(0);
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).to.equal(300);
  });

  it("are lost by none who is killed between sending and marking: they arrive again under the same id, the others once", async () => {
    const ids = await put(60, 60, Date.now());
    // The first ones arrive, and whoever sent them never hears of it.
    receiver.manners.push("take", "take", ...Array.from({ length: 14 }, () => "hang" as const));
    const child: ChildProcess = spawn(
      process.execPath,
      ["--import", "tsx", resolve("oracle/test/kills/sender.ts"), server.url, `${receiver.url}/in`, SECRET],
      { stdio: "inherit" },
    );
    await receiver.reached(16);
    child.kill("SIGKILL");
    await once(child, "close");
    const sent = idsReceived();
    expect(new Set(sent).size, "each once so far").to.equal(16);

    // Before its claims are over, others leave them alone.
    const clock = new ManualClock(Date.now());
    const worker = workerOn(on(1), clock);
    while ((await worker.deliverDue(signal)) > 0);
    expect(new Set(idsReceived()).size).to.equal(60);
    const { counts } = await countDeliveries(on(1));
    expect(counts.waiting).to.be.within(14, 16);
    expect(counts.waiting + counts.delivered).to.equal(60);
    clock.advance(CLAIM_OVER);
    while ((await worker.deliverDue(signal)) > 0);
    expect((await countDeliveries(on(1))).counts).to.include({ waiting: 0, delivered: 60, dead: 0 });

    const times = Map.groupBy(receiver.received, ({ headers }) => headers["idempotency-key"] ?? "");
    expect([...times.keys()].toSorted()).to.deep.equal(ids.toSorted());
    for (const [id, arrivals] of times) {
      expect(arrivals.length, id).to.be.at.most(sent.includes(id) ? 2 : 1);
      expect(new Set(arrivals.map(({ body }) => body)).size, "the same bytes").to.equal(1);
    }
    expect(receiver.received).to.have.lengthOf(60 + counts.waiting);
  });
});
