import type { ClosingTerms } from "../src/receipts/closing.ts";
import type { Payment } from "../src/observation.ts";
import type { Database } from "../src/storage/Database.ts";

export const MONTH = 2_592_000;
export const GENESIS = 1_700_000_000;

export const TERMS: ClosingTerms = {
  genesisAt: GENESIS,
  epochLength: MONTH,
  halfLife: 31_557_600,
  credit: "payer",
  payments: ["openpayments:wallet.example/coop", "rafiki:wallet.example", "stream:wallet.example/coop"],
  mostValue: 10n ** 18n,
  rates: [{ asset: "USD", from: 0, value: "1" }],
};

export function accountOf(number: number): string {
  return `0x${(number + 1).toString(16).padStart(40, "0")}`;
}

/** A payment of one micro-dollar of scale 9, final a day into the first epoch. */
export function payment(id: string, more: Partial<Payment> = {}): Payment {
  return {
    kind: "payment",
    source: "openpayments:wallet.example/coop",
    paymentId: `https://wallet.example/incoming-payments/${id}`,
    payer: accountOf(0),
    recipient: "https://wallet.example/coop",
    asset: "USD",
    scale: 9,
    cumulativeAmount: "1000",
    final: true,
    observedAt: GENESIS + 86_400,
    ...more,
  };
}

/** A month of micropayments, the same for every caller: payer after payer, spread evenly over the epoch. */
export function* micropayments(count: number, payers: number): Generator<Payment> {
  for (let number = 0; number < count; number++) {
    // Identifiers are random in life: scattered, so that an index has no easy time of it.
    const id = ((number * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, "0");
    yield payment(`${id}-7b7b-45e2-b645-51d04e7c330c`, {
      payer: accountOf(number % payers),
      cumulativeAmount: String(100_000 + (number % 977)),
      observedAt: GENESIS + Math.floor((number * (MONTH - 1)) / count),
    });
  }
}

const MADE = ["payments", "links", "pending", "accounts", "epochs", "leaves", "nodes", "conflicts"];

/** As if nothing had been recorded yet. */
export async function clearReceipts(database: Database): Promise<void> {
  await database.query(`TRUNCATE ${MADE.map((table) => `receipt_${table}`).join(", ")}`);
}
