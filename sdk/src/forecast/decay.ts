import type { Terms } from "../core/terms.ts";

const PRECISION = 128n;
const ONE = 1n << PRECISION;
/** ln 2 in units of 10^-40. */
const LN2 = 6931471805599453094172321214581765680755n;
const LN2_SCALE = 10n ** 40n;

type DecayTerms = Pick<Terms, "genesisAt" | "halfLife">;

/** `2^(elapsed / halfLife)` as a multiple of 2^-128, by the series of the exponential. */
function index({ genesisAt, halfLife }: DecayTerms, timestamp: bigint): bigint {
  const elapsed = timestamp > genesisAt ? timestamp - genesisAt : 0n;
  if (halfLife === 0) return ONE;
  const [doublings, rest] = [elapsed / BigInt(halfLife), elapsed % BigInt(halfLife)];
  const exponent = (((LN2 << PRECISION) / LN2_SCALE) * rest) / BigInt(halfLife);
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; term !== 0n; ++n) {
    term = (term * exponent) / (n << PRECISION);
    sum += term;
  }
  return sum << doublings;
}

/**
 * The weight that units show at any time, past or to come. The contracts round the index to 18 digits, so a weight of more
 * digits may differ in its last ones.
 *
 * @param timestamp - Seconds since 1970.
 * @returns 9 decimals of the reference currency.
 */
export function weightAt(units: bigint, timestamp: bigint, terms: DecayTerms): bigint {
  return (units << PRECISION) / index(terms, timestamp);
}

/**
 * The units that a value will be worth.
 *
 * @param value - 9 decimals of the reference currency.
 * @param timestamp - When it will be credited, seconds since 1970.
 */
export function unitsAt(value: bigint, timestamp: bigint, terms: DecayTerms): bigint {
  return (value * index(terms, timestamp)) >> PRECISION;
}
