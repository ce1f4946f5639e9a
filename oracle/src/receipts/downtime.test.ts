import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { z } from "zod";
import { ManualClock } from "../../test/helpers/clock.ts";
import { accountOf, clearReceipts, GENESIS, MONTH, payment } from "../../test/receipts.ts";
import { OpenPaymentsServer } from "../../test/servers/openpayments.ts";
import { rejected } from "../../test/storage.ts";
import { createRequest } from "../http/request.ts";
import type { Receipts } from "../observation.ts";
import { createSources, SourceConfig } from "../providers.ts";
import type { Source } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { observationMigrations, Observations } from "../storage/observations.ts";
import { openPglite } from "../storage/pglite.ts";
import { receiptMigrations } from "./migrations.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const DAY = 86_400_000;
const SETTLE = 21_600_000;
const SEED = Buffer.alloc(32, 7).toString("base64");
const WALLET = {
  kind: "openpayments",
  keyId: "key-1",
  privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
};
const { signal } = new AbortController();

type Looker = (kind: string) => Promise<Receipts[]>;

describe("receipts of an operator that was down", () => {
  let clock: ManualClock;
  let server: OpenPaymentsServer;
  let databases: [Database, Database];

  before(async () => {
    databases = [await openPglite(), await openPglite()];
    for (const database of databases) await migrate(database, [...observationMigrations, ...receiptMigrations]);
  });
  beforeEach(async () => {
    clock = new ManualClock(GENESIS * 1_000);
    server = new OpenPaymentsServer(privateKey, () => clock.now());
    await server.start();
    for (const database of databases) {
      await database.query("TRUNCATE observations, items, cursors RESTART IDENTITY");
      await clearReceipts(database);
    }
  });
  afterEach(() => server.stop());
  after(() => Promise.all(databases.map((database) => database.close())));

  /** Starts an operator on what it has stored. @returns how it looks once at its source of a kind; what of it are receipts */
  function start(database: Database, others: readonly object[], payments: readonly string[]): Looker {
    const terms = { genesisAt: GENESIS, halfLife: 0, epochLength: MONTH, mostValue: "1000000000" };
    const rates = [{ asset: "USD", from: 0, value: "1" }];
    const configs = z.array(SourceConfig).parse([{ kind: "receipts", payments, ...terms, rates }, ...others]);
    const nothing = { onWait: () => {}, onFault: () => {}, onReceipts: () => {} };
    const sources = createSources(configs, { request: createRequest({ clock }), clock, database, ...nothing });
    const observations = new Observations(
      database,
      () => [],
      () => clock.seconds,
    );
    return async (kind) => {
      const source = sources.find(({ name }) => name.startsWith(`${kind}:`)) as Source;
      const told: Receipts[] = [];
      for await (const observed of source.observe?.(await observations.cursorOf(source.name), signal) ?? []) {
        await observations.record(source.name, observed);
        if (observed.observation.kind === "receipts") told.push(observed.observation);
      }
      return told;
    };
  }

  const wallet = () => ({ ...WALLET, wallet: server.wallet, client: `${server.url}/oracle` });
  const named = () => [`openpayments:${server.wallet.replace("http://", "")}`];
  const pay = (payer: number) => server.pay(1_000, { completed: true, metadata: { payer: accountOf(payer) } });

  it("are those of one that never stopped: nothing is closed before its sources have been heard again", async () => {
    const [steady, before] = databases.map((database) => start(database, [wallet()], named())) as [Looker, Looker];
    pay(1);
    for (const look of [steady, before]) await look("openpayments");
    clock.advance(20 * DAY);
    pay(2);
    await steady("openpayments");
    clock.advance(10 * DAY + SETTLE);
    await steady("openpayments");
    const told = await steady("receipts");
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.include({ epoch: 0, value: "2000" });

    const restarted = start(databases[1], [wallet()], named());
    expect(await restarted("receipts")).to.deep.equal([]);
    server.trouble = (context) => context.text("", 502);
    await rejected(restarted("openpayments"), "502");
    expect(await restarted("receipts")).to.deep.equal([]);
    server.trouble = () => undefined;
    await restarted("openpayments");
    expect(await restarted("receipts")).to.deep.equal(told);
  });

  it("wait for a look that began when the epoch was due: an earlier one may have missed its last payments", async () => {
    const look = start(databases[0], [wallet()], named());
    pay(1);
    clock.advance(30 * DAY + SETTLE - 1_000);
    server.trouble = () => {
      clock.advance(1_000);
      return undefined;
    };
    await look("openpayments");
    expect(await look("receipts")).to.deep.equal([]);
    await look("openpayments");
    expect(await look("receipts")).to.have.lengthOf(1);
  });

  it("do not wait for what nobody looks at: a source that calls us, and one that is no more", async () => {
    const stream = { kind: "stream", wallet: "$wallet.example/coop", seed: SEED, asset: "USD", scale: 9 };
    const look = start(databases[0], [stream], ["openpayments:wallet.example/gone", "stream:wallet.example/coop"]);
    const paid = payment("a", { source: "openpayments:wallet.example/gone" });
    const observations = new Observations(
      databases[0],
      () => [],
      () => clock.seconds,
    );
    await observations.record(paid.source, { key: paid.paymentId, observation: paid });
    clock.advance(30 * DAY + SETTLE);
    expect(await look("receipts")).to.have.lengthOf(1);
  });
});
