import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { Hono } from "hono";
import { decodeAbiParameters } from "viem";
import { accountOf, clearReceipts, GENESIS, micropayments, MONTH, payment, TERMS } from "./receipts.ts";
import { rejected } from "./storage.ts";
import type { Payment } from "../src/observation.ts";
import type { Database } from "../src/storage/Database.ts";
import { type ClosingTerms, closeEpoch, epochEndsAt, publishEpoch, receiptPayload } from "../src/receipts/closing.ts";
import { partyOf, recordLink, recordPayments } from "../src/receipts/ledger.ts";
import { mountReceipts, readReceipt, type Receipt } from "../src/receipts/proofs.ts";
import { rateAt, RatesConfig } from "../src/receipts/rates.ts";
import { unitsDown } from "../src/receipts/units.ts";
import { fc } from "../../test/helpers/fuzz.ts";

const TYPES = ["address", "uint96", "uint64"];

/** What has to hold of receipts, whichever database they are kept in. */
export function behavesAsReceipts(opened: () => Database): void {
  let database: Database;

  beforeEach(async () => {
    database = opened();
    await clearReceipts(database);
  });

  const record = (...payments: Payment[]): Promise<number> => recordPayments(database, TERMS, payments);
  const close = (terms: Partial<ClosingTerms> = {}) => closeEpoch(database, { ...TERMS, ...terms });
  async function receiptOf(account: string): Promise<Receipt | undefined> {
    await database.query("UPDATE receipt_epochs SET published = true");
    return readReceipt(database, account);
  }

  it("put a month under the root that OpenZeppelin's own tree has, with a proof for everybody", async () => {
    const payments = [...micropayments(20_000, 1_500)];
    for (let from = 0; from < payments.length; from += 5_000) await record(...payments.slice(from, from + 5_000));
    const closed = await close();

    const values = new Map<string, bigint>();
    for (const { payer = "", cumulativeAmount } of payments) {
      values.set(payer, (values.get(payer) ?? 0n) + BigInt(cumulativeAmount));
    }
    const leaves = [...values].map(([account, value]) => [account, unitsDown(value, GENESIS + MONTH, TERMS), value]);
    const tree = StandardMerkleTree.of(leaves, TYPES);
    expect(closed).to.deep.equal({
      epoch: 0,
      root: tree.root,
      units: leaves.reduce((sum, [, units]) => sum + (units as bigint), 0n),
      value: [...values.values()].reduce((sum, value) => sum + value, 0n),
    });
    await publishEpoch(database, 0);
    for (const number of [0, 1, 777, 1_498, 1_499]) {
      const receipt = await readReceipt(database, accountOf(number));
      const leaf = [receipt?.account, receipt?.units, receipt?.value];
      expect(StandardMerkleTree.verify(tree.root, TYPES, leaf, [...(receipt?.proof ?? [])])).to.equal(true);
    }
  });

  it("are the same in whatever order, pieces and repetitions payments come", async () => {
    const payments = Array.from({ length: 12 }, (_, i) => {
      const of = (amount: number, final: boolean): Payment =>
        payment(`p${i}`, { payer: accountOf(i % 5), cumulativeAmount: String(amount), final });
      return [of(10 * i, false), of(70 * i + 3, false), of(100 * i + 7, true)];
    }).flat();
    await record(...payments);
    const expected = await close();
    const orders = fc.shuffledSubarray([...payments, ...payments], { minLength: payments.length * 2 });
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 30 }), async (order, size) => {
        await clearReceipts(database);
        for (let from = 0; from < order.length; from += size) await record(...order.slice(from, from + size));
        expect(await close()).to.deep.equal(expected);
      }),
      { numRuns: 15 },
    );
  });

  it("count one URL that serves many minutes once, by what it came to", async () => {
    for (const minute of [1, 2, 3, 4])
      await record(payment("a", { cumulativeAmount: String(minute * 100), final: false }));
    expect(await close()).to.include({ root: undefined, value: 0n });
    await record(payment("a", { cumulativeAmount: "450", observedAt: GENESIS + MONTH + 5 }));
    expect((await close()).value).to.equal(450n);
  });

  it("Attack: a webhook and a poll of the same payment are credited once", async () => {
    await record(payment("a"), payment("a", { source: "rafiki:wallet.example" }));
    await record(payment("a", { source: "rafiki:wallet.example" }));
    expect((await close()).value).to.equal(1_000n);
  });

  it("Attack: a cumulative amount that goes down takes nothing back", async () => {
    await record(payment("a", { cumulativeAmount: "900" }));
    await record(payment("a", { cumulativeAmount: "100" }), payment("a", { cumulativeAmount: "0", final: false }));
    expect((await close()).value).to.equal(900n);
    await record(payment("a", { cumulativeAmount: "1" }));
    expect((await close()).value).to.equal(900n);
  });

  it("Attack: a payment that is told again with another payer, asset or scale stops nothing: the earliest counts", async () => {
    await record(payment("a"));
    const later = payment("a").observedAt + 1;
    for (const other of [{ payer: accountOf(9) }, { asset: "XYZ" }, { scale: 2 }]) {
      const of = { ...other, observedAt: later };
      const more = [payment(JSON.stringify(other)), payment("a", { ...of, cumulativeAmount: "5000" })];
      expect(await recordPayments(database, TERMS, [...more, payment("b"), payment("b", of)])).to.equal(2);
    }
    expect((await close()).value).to.equal(5_000n);
    expect(await receiptOf(accountOf(9))).to.equal(undefined);
    const aside = await database.query(
      `SELECT DISTINCT ON (id) id, rank, party, amount::int FROM receipt_conflicts ORDER BY id, party DESC`,
    );
    const evidence = { rank: 0, party: accountOf(9) };
    expect(aside).to.deep.equal([
      { id: payment("a").paymentId, ...evidence, amount: 5_000 },
      { id: payment("b").paymentId, ...evidence, amount: 1_000 },
    ]);
  });

  it("Attack: whatever comes first in a piece, what agrees with the version that counts is added to it", async () => {
    await record(payment("a", { final: false, cumulativeAmount: "1" }));
    const wrong = payment("a", { payer: accountOf(9), cumulativeAmount: "9" });
    expect(await recordPayments(database, TERMS, [wrong, payment("a"), wrong])).to.equal(1);
    expect((await close()).value).to.equal(1_000n);
    expect(await receiptOf(accountOf(9))).to.equal(undefined);
  });

  it("Attack: Rafiki that names another payer gains nothing, neither first, nor by an earlier time", async () => {
    const thief = {
      source: "rafiki:wallet.example",
      payer: accountOf(9),
      cumulativeAmount: "9000",
      observedAt: GENESIS,
    };
    await record(payment("a", thief));
    await record(payment("a", { final: false }), payment("b", thief), payment("b"));
    await record(payment("a"));
    expect((await close()).value).to.equal(2_000n);
    expect(await receiptOf(accountOf(9))).to.equal(undefined);
  });

  it("Attack: a STREAM receipt that is shown again in another's name changes nothing", async () => {
    const stream = { source: "stream:wallet.example/coop", paymentId: "stream:wallet.example/coop/00/1" };
    const thief = { ...stream, payer: accountOf(9), cumulativeAmount: "9000", observedAt: payment("s").observedAt + 1 };
    await record(payment("s", thief));
    await record(payment("s", stream), payment("s", thief));
    expect((await close()).value).to.equal(1_000n);
    expect(await receiptOf(accountOf(9))).to.equal(undefined);
  });

  it("Attack: a version that is told once its epoch is closed counts never, though it would have been preferred", async () => {
    const rafiki = { source: "rafiki:wallet.example", cumulativeAmount: "700" };
    await record(payment("a", rafiki));
    const closed = await close();
    await record(payment("a", { payer: accountOf(9), observedAt: GENESIS }));
    await record(payment("a", { ...rafiki, cumulativeAmount: "750" }));
    expect(await close()).to.include({ value: closed.value + 50n });
    expect(await receiptOf(accountOf(9))).to.equal(undefined);
    expect(await receiptOf(accountOf(0))).to.include({ epoch: 1, value: "750" });
  });

  it("Attack: late payments count in the next epoch, and no epoch twice", async () => {
    await record(payment("a"));
    const first = await close();
    await record(payment("late", { cumulativeAmount: "50" }), payment("a", { cumulativeAmount: "1010" }));
    const second = await close();
    expect([first.value, second.value]).to.deep.equal([1_000n, 1_060n]);
    await record(payment("late", { cumulativeAmount: "50" }), payment("a", { cumulativeAmount: "1010" }));
    expect(await close()).to.include({ epoch: 2, root: second.root, value: 1_060n });
    const end = epochEndsAt(TERMS, 1);
    expect(second.units).to.equal(first.units + unitsDown(60n, end, TERMS));
  });

  it("net what was refunded: before the epoch is closed at once, afterwards against what comes later", async () => {
    await record(payment("a"), payment("b", { refunded: "400" }));
    expect((await close()).value).to.equal(1_600n);
    await record(
      payment("a", { refunded: "1000" }),
      payment("c", { cumulativeAmount: "300", observedAt: GENESIS + MONTH }),
    );
    expect((await close()).value).to.equal(1_600n);
    await record(payment("d", { cumulativeAmount: "5000", observedAt: GENESIS + 2 * MONTH }));
    expect((await close()).value).to.equal(1_600n + 5_000n - 700n);
  });

  it("wait for whoever is not known on the chain, and are worth no more for the waiting", async () => {
    const party = partyOf({ source: "discourse:forum.example", subject: "42" });
    const value = 10n ** 12n;
    await record(payment("a", { payer: party, cumulativeAmount: String(value) }));
    expect((await close()).root).to.equal(undefined);
    const link = { account: accountOf(3), revoked: false, observedAt: GENESIS + MONTH + 1 };
    await recordLink(database, party, link);
    const { units } = await close();
    expect(units).to.equal(unitsDown(value, GENESIS + MONTH, TERMS));
    expect(await receiptOf(accountOf(3))).to.include({ epoch: 1, units: String(units), value: String(value) });
    await recordLink(database, party, { ...link, account: accountOf(4), observedAt: GENESIS + 2 * MONTH + 1 });
    await record(payment("b", { payer: party, observedAt: GENESIS + 2 * MONTH + 2 }));
    await close();
    await recordLink(database, party, { ...link, revoked: true, observedAt: GENESIS + 3 * MONTH + 1 });
    await record(payment("c", { payer: party, observedAt: GENESIS + 3 * MONTH + 2 }));
    expect((await close()).value).to.equal(value + 1_000n);
    expect(await receiptOf(accountOf(3))).to.include({ value: String(value) });
    expect(await receiptOf(accountOf(4))).to.include({ value: "1000" });
  });

  it("publish no more at once than the kernel lets them, and lose nothing of the rest", async () => {
    await record(...[0, 1, 2].map((i) => payment(`p${i}`, { payer: accountOf(i) })));
    expect((await close({ mostValue: 1_500n })).value).to.equal(1_500n);
    expect((await close({ mostValue: 1_500n })).value).to.equal(3_000n);
    expect(await receiptOf(accountOf(1))).to.include({ value: "1000" });
  });

  it("lose nothing of amounts that are smaller than a value can be", async () => {
    const small = { scale: 12, cumulativeAmount: "400" };
    await record(...Array.from({ length: 10 }, (_, i) => payment(`p${i}`, small)));
    expect((await close()).value).to.equal(4n);
  });

  it("may be those of the wallet that was paid into", async () => {
    await recordPayments(database, { ...TERMS, credit: "recipient" }, [payment("a", { payer: undefined as never })]);
    await recordLink(database, "https://wallet.example/coop", { account: accountOf(8), revoked: false, observedAt: 0 });
    await close();
    expect(await receiptOf(accountOf(8))).to.include({ value: "1000" });
  });

  it("are refused to be valued by a table that has no rate", async () => {
    await record(payment("a", { asset: "XYZ" }));
    await rejected(close(), "no rate for XYZ");
    const rates = RatesConfig.parse([
      { asset: "XYZ", from: 0, value: "0.5" },
      { asset: "XYZ", from: 100, value: "1.25" },
    ]);
    expect([rateAt(rates, "XYZ", 99), rateAt(rates, "XYZ", 100), rateAt(rates, "USD", 100)]).to.deep.equal([
      500_000_000n,
      1_250_000_000n,
      undefined,
    ]);
    expect((await close({ rates })).value).to.equal(1_250n);
  });

  it("go out as ReceiptSource reads them", async () => {
    await record(payment("a"));
    const closed = await close();
    const { root = "0x" } = closed;
    const types = [{ type: "uint32" }, { type: "bytes32" }, { type: "uint96" }, { type: "uint64" }] as const;
    expect(decodeAbiParameters(types, receiptPayload({ ...closed, root }))).to.deep.equal([
      0,
      root,
      closed.units,
      1_000n,
    ]);
  });

  it("are served with their proofs once they are on the chain", async () => {
    const app = new Hono();
    mountReceipts(app, database);
    await record(payment("a"), payment("b", { payer: accountOf(1) }));
    const { root } = await close();
    expect((await app.request(`/receipts/${accountOf(1)}`)).status).to.equal(404);
    await publishEpoch(database, 0);
    const answer = await app.request(`/receipts/${accountOf(1)}`);
    const receipt = (await answer.json()) as Receipt;
    const leaf = [receipt.account, receipt.units, receipt.value];
    expect(StandardMerkleTree.verify(root ?? "", TYPES, leaf, [...receipt.proof])).to.equal(true);
    expect((await app.request("/receipts/0x12")).status).to.equal(400);
    expect((await app.request(`/receipts/${accountOf(5)}`)).status).to.equal(404);
  });
}
