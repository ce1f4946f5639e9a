import { encodeAbiParameters, parseAbiParameters } from "viem";
import { z } from "zod";
import { type BuilderDependencies, Registry, accountsIn } from "./accounts.ts";
import type { PayloadBuilder } from "./feeds.ts";
import { valueOf } from "./values.ts";

const PATRONAGES = parseAbiParameters([
  "Patronage[] patronages",
  "struct Patronage { address account; uint64 value; uint64 committed; uint64 paidAt; }",
]);

export const PatronageReport = z.strictObject({
  kind: z.literal("patronage"),
  registry: Registry,
  /** What one of each currency is worth in the reference currency; donations in others are not told. */
  rates: z.record(
    z.string().regex(/^[A-Z]{3,10}$/),
    z.string().regex(/^(0|[1-9]\d{0,17})(\.\d{1,18})?$/, "a number as text is expected"),
  ),
});
type PatronageReport = z.infer<typeof PatronageReport>;

/**
 * Tells PatronSource of donations, one in each report: what goes over the bound of its period must not keep the others out. The contract takes a donation that it knows by its time for a commitment that has changed, so
 * one that is seen anew is never counted twice; one that was given back commits to nothing from then on.
 */
export function patronageBuilder({ registry, rates }: PatronageReport, on: BuilderDependencies): PayloadBuilder {
  const accountsOf = accountsIn(registry, on);
  return {
    parts: (observation) => (observation.kind === "patronage" && Object.hasOwn(rates, observation.currency) ? 1 : 0),
    build: async (observation) => {
      if (observation.kind !== "patronage") return undefined;
      const { source, subject, currency, amount, committed, paidAt, status } = observation;
      const rate = rates[currency];
      const [account] = await accountsOf(source, [subject]);
      if (account === undefined || rate === undefined) return undefined;
      const isPaid = status === "paid";
      const value = isPaid ? valueOf(amount, rate) : 0n;
      const next = isPaid ? valueOf(committed, rate) : 0n;
      return encodeAbiParameters(PATRONAGES, [[{ account, value, committed: next, paidAt: BigInt(paidAt) }]]);
    },
  };
}
