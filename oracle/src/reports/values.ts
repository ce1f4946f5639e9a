import { DECIMALS, eighteenths } from "../verification/decimal.ts";

/** Of values on the chain. */
const NINE = 10n ** 9n;
const ONE = 10n ** BigInt(DECIMALS);
const MOST = 2n ** 64n - 1n;

/** What an amount is worth at a rate: 9 decimals of the reference currency, rounded down, within uint64. */
export function valueOf(amount: string, rate: string): bigint {
  const value = (eighteenths(amount) * eighteenths(rate) * NINE) / (ONE * ONE);
  if (value <= 0n) return 0n;
  return value < MOST ? value : MOST;
}
