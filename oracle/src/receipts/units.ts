const WAD = 10n ** 18n;
/** ln 2, rounded down, as in contracts/weights/DecayLib. */
const LN2_WAD = 693_147_180_559_945_309n;
const HORIZON = 40n;
const SCALE = 96n;

export interface Decay {
  /** Seconds since 1970. */
  genesisAt: number;
  /** Seconds; 0 = weight never decays. */
  halfLife: number;
}

/**
 * The units that a value is worth when it is credited at a time: `floor(value × 2^((at − genesis) / H))`, and never more than
 * the contracts make of it, since a root with a unit too many is refused.
 * @param value 9 decimals of the reference currency
 * @param at seconds since 1970
 * @throws RangeError at the horizon, after which nothing is credited any more
 */
export function unitsDown(value: bigint, at: number, { genesisAt, halfLife }: Decay): bigint {
  if (halfLife === 0) return value;
  const elapsed = BigInt(Math.max(0, at - genesisAt));
  const [doublings, rest] = [elapsed / BigInt(halfLife), elapsed % BigInt(halfLife)];
  if (doublings >= HORIZON) throw new RangeError("The kernel's horizon is reached: nothing is credited any more.");
  return ((value * mantissaDown(rest, BigInt(halfLife))) << doublings) / WAD;
}

/** Below the contract's, which itself is at most 4e-18 below the truth: two such steps lower. */
function mantissaDown(rest: bigint, halfLife: bigint): bigint {
  if (rest === 0n) return WAD;
  const exponent = (((LN2_WAD * rest) / halfLife) << SCALE) / WAD;
  let [sum, term] = [1n << SCALE, 1n << SCALE];
  for (let n = 1n; term !== 0n; n++) {
    term = (term * exponent) / (n << SCALE);
    sum += term;
  }
  const mantissa = ((sum * WAD) >> SCALE) - 4n;
  return mantissa < WAD ? WAD : mantissa;
}
