import { expect } from "chai";
import { fc } from "../../test/helpers/fuzz.ts";
import type { Payment } from "../src/observation.ts";
import { closeEpoch, type ClosedEpoch } from "../src/receipts/closing.ts";
import { recordPayments } from "../src/receipts/ledger.ts";
import type { Database } from "../src/storage/Database.ts";
import { accountOf, clearReceipts, GENESIS, MONTH, payment, TERMS } from "./receipts.ts";

/** A payment as it was told, and how many epochs had been closed by then. */
interface Told {
  paid: Payment;
  closed: number;
}

const EPOCHS = 3;
/** One currency of two names: whatever counts is worth what it says. */
const BOTH = { ...TERMS, rates: ["USD", "EUR"].map((asset) => ({ asset, from: 0, value: "1" })) };

/** Few payments, told in many ways, by all sources, early and late. */
const tellings = (refunds: boolean): fc.Arbitrary<Told[]> =>
  fc.array(
    fc.record({
      closed: fc.integer({ min: 0, max: EPOCHS - 1 }),
      paid: fc
        .record({
          source: fc.constantFrom(...TERMS.payments),
          payer: fc.constantFrom(accountOf(0), accountOf(1)),
          asset: fc.constantFrom("USD", "EUR"),
          cumulativeAmount: fc.integer({ min: 0, max: 50 }).map(String),
          refunded: refunds ? fc.integer({ min: 0, max: 20 }).map(String) : fc.constant("0"),
          final: fc.boolean(),
          observedAt: fc.integer({ min: 0, max: 2 * EPOCHS }).map((half) => GENESIS + (half * MONTH) / 2),
          id: fc.constantFrom("a", "b"),
        })
        .map(({ id, ...more }) => payment(id, more)),
    }),
    { maxLength: 24 },
  );

/** An order, and sizes of pieces that are taken in turn. */
const Hearing = fc.record({
  keys: fc.array(fc.integer(), { minLength: 24, maxLength: 24 }),
  sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
});
type Hearing = typeof Hearing extends fc.Arbitrary<infer T> ? T : never;

async function close(database: Database, told: readonly Told[], { keys, sizes }: Hearing): Promise<ClosedEpoch[]> {
  await clearReceipts(database);
  const epochs: ClosedEpoch[] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const heard = told
      .map((one, i) => ({ ...one, key: keys[i] ?? 0 }))
      .filter(({ closed }) => closed === epoch)
      .toSorted((a, b) => a.key - b.key)
      .map(({ paid }) => paid);
    for (let at = 0, turn = 0; at < heard.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      await recordPayments(database, BOTH, heard.slice(at, at + size));
      at += size;
    }
    epochs.push(await closeEpoch(database, BOTH));
  }
  return epochs;
}

type Version = { name: string; rank: number; toldAt: number; amount: bigint; epoch: number };

const nameOf = ({ payer, asset }: Payment): string => `${payer} ${asset}`;

/** What was told of a payment so far, in the order in which it is preferred; slow and obvious. */
function versionsOf(id: string, told: readonly Told[]): Version[] {
  const all = told.filter(({ paid }) => paid.paymentId === id);
  return [...Map.groupBy(all, ({ paid }) => nameOf(paid))]
    .map(([name, tellings]): Version => {
      const ranks = tellings.map(({ paid }) => TERMS.payments.indexOf(paid.source));
      const rank = Math.min(...ranks);
      const epochs = tellings.map(({ paid, closed }) =>
        paid.final ? Math.max(closed, Math.floor((paid.observedAt - GENESIS) / MONTH)) : Infinity,
      );
      return {
        name,
        rank,
        toldAt: Math.min(...tellings.filter((_, i) => ranks[i] === rank).map(({ paid }) => paid.observedAt)),
        amount: tellings.map(({ paid }) => BigInt(paid.cumulativeAmount)).reduce((a, b) => (a > b ? a : b)),
        epoch: Math.min(...epochs),
      };
    })
    .toSorted((a, b) => a.rank - b.rank || a.toldAt - b.toldAt || (a.name < b.name ? -1 : 1));
}

/** The value of each epoch's root, by the rule as it is written down. */
function expected(told: readonly Told[]): bigint[] {
  const bound = new Map<string, string>();
  return Array.from({ length: EPOCHS }, (_, epoch) => {
    const heard = told.filter(({ closed }) => closed <= epoch);
    let value = 0n;
    for (const id of new Set(heard.map(({ paid }) => paid.paymentId))) {
      const versions = versionsOf(id, heard);
      const chosen = versions.find(({ name }) => name === bound.get(id)) ?? versions[0];
      if (chosen === undefined || chosen.epoch > epoch) continue;
      bound.set(id, chosen.name);
      value += chosen.amount;
    }
    return value;
  });
}

/** That operators who heard the same between two closings come to the same, whatever they heard first. */
export function agreesInAnyOrder(database: () => Database): void {
  it("come to the same roots for whoever heard the same by each closing, in any order and any pieces", async () => {
    await fc.assert(
      fc.asyncProperty(tellings(true), Hearing, Hearing, async (told, one, other) => {
        expect(await close(database(), told, one)).to.deep.equal(await close(database(), told, other));
      }),
      { numRuns: 60 },
    );
  });

  it("count of what is told in several ways what a slow reckoning of the rule counts", async () => {
    await fc.assert(
      fc.asyncProperty(tellings(false), Hearing, async (told, hearing) => {
        const epochs = await close(database(), told, hearing);
        expect(epochs.map(({ value }) => value)).to.deep.equal(expected(told));
      }),
      { numRuns: 60 },
    );
  });
}
