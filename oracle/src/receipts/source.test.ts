import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../test/helpers/clock.ts";
import { accountOf, GENESIS, MONTH, payment, TERMS } from "../../test/receipts.ts";
import { rejected } from "../../test/storage.ts";
import type { IdentityLink, Observation } from "../observation.ts";
import { feedId, routerOf } from "../reports/feeds.ts";
import type { Observed, Source } from "../sources/Source.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { observationMigrations, Observations } from "../storage/observations.ts";
import { openPglite } from "../storage/pglite.ts";
import { receiptMigrations } from "./migrations.ts";
import { createReceipts, ReceiptsConfig, rebuildReceipts, receiptsBuilder, type ReceiptTroubles } from "./source.ts";

const WALLET = "openpayments:wallet.example/coop";
const FORUM = "discourse:forum.example";
const { signal } = new AbortController();

const TABLES = ["payments", "links", "pending", "accounts", "epochs", "leaves", "nodes", "conflicts"].map(
  (name) => `receipt_${name}`,
);

const LINK: IdentityLink = {
  kind: "link",
  source: FORUM,
  subject: "42",
  account: accountOf(7),
  quality: "strong",
  revoked: false,
  observedAt: GENESIS,
};
const PAYMENTS = [
  payment("a"),
  payment("b", { payer: `${FORUM}/42` }),
  payment("c", { payer: accountOf(2), final: false }),
];
const SEEN: [string, Observation][] = [[FORUM, LINK], ...PAYMENTS.map((paid): [string, Observation] => [WALLET, paid])];

describe("receipts of an operator", () => {
  let clock: ManualClock;
  /** Two operators' databases, emptied for every operator: they take their time to open. */
  let databases: Database[];

  before(async () => {
    databases = [await openPglite(), await openPglite()];
    for (const database of databases) await migrate(database, [...observationMigrations, ...receiptMigrations]);
  });
  beforeEach(() => (clock = new ManualClock((GENESIS + MONTH) * 1_000)));
  after(() => Promise.all(databases.map((database) => database.close())));

  async function operator(seen: readonly [string, Observation][], more: Record<string, unknown> = {}, number = 0) {
    const database = databases[number];
    if (database === undefined) throw new Error(`There is no operator ${number}.`);
    await database.query(`TRUNCATE observations, items, cursors, ${TABLES.join(", ")} RESTART IDENTITY`);
    const config = { kind: "receipts", links: [FORUM], ...TERMS, mostValue: "1000000000", ...more };
    const troubles: ReceiptTroubles[] = [];
    const onReceipts = (_: string, found: ReceiptTroubles): void => void troubles.push(found);
    const source = createReceipts(ReceiptsConfig.parse(config), { database, clock, onReceipts });
    const feed = { id: feedId("receipts"), name: "receipts", sources: [source.name], builder: receiptsBuilder() };
    const observations = new Observations(database, routerOf([feed]), () => clock.seconds);
    for (const [name, observation] of seen) await observations.record(name, { key: keyOf(observation), observation });
    return { database, source, observations, troubles, config: ReceiptsConfig.parse(config) };
  }

  const keyOf = (observation: Observation): string => (observation.kind === "payment" ? observation.paymentId : "42");

  async function look(source: Source, cursor?: string): Promise<Observed[]> {
    const list: Observed[] = [];
    for await (const observed of source.observe?.(cursor, signal) ?? []) list.push(observed);
    return list;
  }

  it("tell an epoch once it is over and every source has been heard", async () => {
    const { source } = await operator(SEEN);
    clock.advance(6 * 3_600_000 - 1_000);
    expect(await look(source)).to.deep.equal([]);
    clock.advance(1_000);
    const [told, ...others] = await look(source);
    expect(others).to.deep.equal([]);
    expect(told?.key).to.equal("0");
    expect(told?.observation).to.include({ kind: "receipts", epoch: 0, value: "2000" });
    expect(await look(source, told?.cursor)).to.deep.equal([told]);
  });

  it("are the same for operators who saw the same in another order, and confirmed by them alone", async () => {
    clock.advance(MONTH * 500);
    const [one, other] = [await operator(SEEN), await operator(SEEN.toReversed(), {}, 1)];
    const [told] = await look(one.source);
    if (told === undefined) throw new Error("nothing told");
    expect(await other.source.confirm(told, signal)).to.equal(undefined);
    expect(await look(other.source)).to.deep.equal([told]);
    expect(await other.source.confirm(told, signal)).to.deep.equal(told.observation);
    const rates = [{ asset: "USD", from: 0, value: "1.001" }];
    for (const make of [() => operator(SEEN.slice(0, 2), {}, 1), () => operator(SEEN, { rates }, 1)]) {
      const differing = await make();
      await look(differing.source);
      expect(await differing.source.confirm(told, signal)).to.not.deep.equal(told.observation);
    }
  });

  it("are served once the chain holds them for good", async () => {
    clock.advance(MONTH * 500);
    const { database, source, observations } = await operator(SEEN);
    const app = new Hono();
    source.mount?.(app, () => Promise.resolve());
    const [told] = await look(source);
    if (told === undefined) throw new Error("nothing told");
    await observations.record(source.name, told);
    await look(source, told.cursor);
    expect((await app.request(`/receipts/${accountOf(7)}`)).status).to.equal(404);
    await database.query("UPDATE items SET reported = wanted");
    await look(source, told.cursor);
    const answer = await app.request(`/receipts/${accountOf(7)}`);
    expect(await answer.json()).to.include({
      epoch: 0,
      value: "1000",
      root: (told.observation as { root: string }).root,
    });
    expect((await app.request(`/receipts/${accountOf(2)}`)).status).to.equal(404);
  });

  it("go on with what is new, and tell nothing of epochs that added nothing", async () => {
    clock.advance(MONTH * 500);
    const { source, observations } = await operator(SEEN);
    const first = await look(source);
    clock.advance(MONTH * 3_000);
    expect(await look(source, first[0]?.cursor)).to.have.length(1);
    await observations.record(WALLET, { key: "late", observation: payment("late", { observedAt: clock.seconds }) });
    clock.advance(MONTH * 1_000);
    const [, second] = await look(source, first[0]?.cursor);
    expect(second?.observation).to.include({ epoch: 4, value: "3000" });
  });

  it("credit the wallets that a configuration gives accounts to", async () => {
    clock.advance(MONTH * 500);
    const accounts = [{ party: "$wallet.example/coop", account: accountOf(9) }];
    const { source } = await operator(SEEN, { credit: "recipient", accounts });
    const [told] = await look(source);
    expect(told?.observation).to.include({ value: "2000" });
  });

  it("say what they lack a rate for long before the epoch is over, and what was told in two ways", async () => {
    const other = payment("a", { payer: accountOf(9) });
    const { source, troubles } = await operator([...SEEN, [WALLET, payment("x", { asset: "XYZ" })], [WALLET, other]]);
    clock.advance(-3_600_000);
    expect(await look(source)).to.deep.equal([]);
    expect(troubles).to.deep.equal([{ conflicts: 1, withoutRate: ["XYZ"] }]);
    clock.advance(MONTH * 500);
    await rejected(look(source), "no rate for XYZ");
    const rates = ["USD", "XYZ"].map((asset) => ({ asset, from: 0, value: "1" }));
    const config = { kind: "receipts", ...TERMS, rates, mostValue: "1000000000" };
    const mended = createReceipts(ReceiptsConfig.parse(config), { database: databases[0] as Database, clock });
    expect((await look(mended))[0]?.observation).to.include({ epoch: 0, value: "3000" });
  });

  it("Attack: an operator that closed an epoch without a payment agrees with the others once it is rebuilt", async () => {
    clock.advance(MONTH * 1_500);
    const one = await operator(SEEN);
    const told = await look(one.source);
    const other = await operator(SEEN.slice(0, 2), {}, 1);
    const before = await look(other.source);
    expect(before).to.not.deep.equal(told);
    for (const [name, seen] of SEEN.slice(2))
      await other.observations.record(name, { key: keyOf(seen), observation: seen });
    await look(other.source);
    const rates = [{ asset: "USD", from: 0, value: "2" }];
    const changed = rebuildReceipts({ ...other.config, rates }, other.database, 1);
    await rejected(changed, "Epoch 0 would have another root");
    expect((await look(other.source))[0]?.observation).to.deep.equal(before[0]?.observation);
    expect(await rebuildReceipts(other.config, other.database, 0)).to.be.greaterThan(0);
    expect(await look(other.source)).to.deep.equal(told);
  });

  it("are rebuilt from an epoch on without touching those before, though payments came too late for these", async () => {
    clock.advance(MONTH * 500);
    const one = await operator(SEEN);
    const [first] = await look(one.source);
    const late = payment("late");
    await one.observations.record(WALLET, { key: late.paymentId, observation: late });
    clock.advance(MONTH * 1_000);
    const told = await look(one.source, first?.cursor);
    expect(told.map(({ observation }) => (observation as { value: string }).value)).to.deep.equal(["2000", "3000"]);
    const missed = payment("missed", { observedAt: GENESIS + MONTH });
    await one.observations.record(WALLET, { key: missed.paymentId, observation: missed });
    await look(one.source, told[1]?.cursor);
    expect(await rebuildReceipts(one.config, one.database, 1)).to.equal(1);
    const again = await look(one.source, told[1]?.cursor);
    expect(again[0]?.observation).to.deep.equal(first?.observation);
    expect(again[1]?.observation).to.include({ epoch: 1, value: "4000" });
    await rejected(rebuildReceipts(one.config, one.database, 2), "Epoch 2 is not closed yet");
  });
});
