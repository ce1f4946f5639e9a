import { z } from "zod";

/** What one whole unit of an asset is worth from a time on. All operators need the same table: another gives another root. */
export const RatesConfig = z.array(
  z.strictObject({
    asset: z.string().min(1).max(64),
    /** Seconds since 1970. */
    from: z.int().nonnegative(),
    /** Of the reference currency, with at most 9 decimals. */
    value: z.string().regex(/^(0|[1-9]\d{0,17})(\.\d{1,9})?$/),
  }),
);
export type RatesConfig = z.infer<typeof RatesConfig>;

/**
 * @param at seconds since 1970
 * @returns 9 decimals of the reference currency for one whole unit; undefined if the table has none for it
 */
export function rateAt(rates: RatesConfig, asset: string, at: number): bigint | undefined {
  const inForce = rates
    .filter((rate) => rate.asset === asset && rate.from <= at)
    .sort((a, b) => a.from - b.from)
    .at(-1);
  if (inForce === undefined) return undefined;
  const [whole = "0", decimals = ""] = inForce.value.split(".");
  return BigInt(whole + decimals.padEnd(9, "0"));
}
