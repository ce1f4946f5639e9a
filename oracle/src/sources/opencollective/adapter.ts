import { SourceError } from "../../errors.ts";
import type { Patronage } from "../../observation.ts";
import { decimalOf } from "../../verification/decimal.ts";
import { secondsOf } from "../text.ts";
import type { OpenCollectiveOrder } from "./client.ts";

/**
 * Each payment of an order by itself, so that a month is never counted twice. What is committed for the next month stands with
 * the latest payment of an order that is still active; with an earlier one stands what was paid next, so that it remains as it
 * was told when the next month is paid. Whoever gives incognito is left alone.
 */
export function patronageOf(source: string, order: OpenCollectiveOrder): Patronage[] {
  const { fromAccount, transactions, status: state, frequency, amount } = order;
  if (fromAccount === null || fromAccount === undefined || fromAccount.isIncognito === true) return [];
  const paid = transactions
    .filter(
      ({ type, kind, isRefund }) =>
        type === "CREDIT" && (kind ?? "CONTRIBUTION") === "CONTRIBUTION" && isRefund !== true,
    )
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return paid.map((payment, index) => {
    const isLast = index === paid.length - 1;
    const next = isLast ? (state === "ACTIVE" ? amount : undefined) : paid[index + 1]?.amount;
    const isCommitted = frequency === "MONTHLY" && next?.currency === payment.amount.currency;
    return {
      kind: "patronage",
      source,
      donationId: payment.id,
      subject: fromAccount.id,
      currency: payment.amount.currency,
      amount: exact(source, payment.amount.value),
      committed: isCommitted ? exact(source, next.value) : "0",
      paidAt: secondsOf(payment.createdAt) ?? 0,
      status: statusOf(state, payment.isRefunded === true, isLast),
    };
  });
}

/** An order that is disputed is disputed for its latest payment. */
function statusOf(state: string, isRefunded: boolean, isLast: boolean): Patronage["status"] {
  if (isRefunded || state === "REFUNDED") return "refunded";
  return isLast && state === "DISPUTED" ? "disputed" : "paid";
}

function exact(source: string, value: Parameters<typeof decimalOf>[0]): string {
  const decimal = ((): string => {
    try {
      return decimalOf(value);
    } catch (error) {
      throw new SourceError(source, "unexpected", "has an amount out of range", "Look at its orders.", undefined, {
        cause: error,
      });
    }
  })();
  if (!decimal.startsWith("-")) return decimal;
  throw new SourceError(source, "unexpected", "has a payment of less than nothing", "Look at its orders.");
}
