const WAD = 10n ** 18n;
/** ln 2, rounded down, as in contracts/weights/DecayLib. */
const LN2_WAD = 693_147_180_559_945_309n;
const HORIZON = 40n;
/** Solady's numbers: ln 2 and e^x's approximation, times 2^96. */
const LN2_96 = 54916777467707473351141471128n;
const COEFFICIENTS = [
  50020603652535783019961831881945n,
  -533845033583426703283633433725380n,
  3604857256930695427073651918091429n,
  -14423608567350463180887372962807573n,
  26449188498355588339934803723976023n,
];

export interface Decay {
  /** Seconds since 1970. */
  genesisAt: number;
  /** Seconds; 0 = weight never decays. */
  halfLife: number;
}

/**
 * The units that a value is worth when it is credited at a time: `floor(value × 2^((at − genesis) / H))`, to the unit what
 * contracts/weights/DecayLib makes of it: a root with a unit too many is refused.
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

function mantissaDown(rest: bigint, halfLife: bigint): bigint {
  if (rest === 0n) return WAD;
  const mantissa = expWad((LN2_WAD * rest) / halfLife) - 1n;
  return mantissa < WAD ? WAD : mantissa;
}

/** e^x as Solady's FixedPointMathLib has it, bit for bit, for 0 <= x < 1: the contracts use that one. */
function expWad(wad: bigint): bigint {
  const scaled = (wad << 78n) / 5n ** 18n;
  const k = ((scaled << 96n) / LN2_96 + 2n ** 95n) >> 96n;
  const x = scaled - k * LN2_96;
  const y = (((x + 1346386616545796478920950773328n) * x) >> 96n) + 57155421227552351082224309758442n;
  let p = y + x - 94201549194550492254356042504812n;
  p = ((p * y) >> 96n) + 28719021644029726153956944680412240n;
  p = p * x + (4385272521454847904659076985693276n << 96n);
  let q = x - 2855989394907223263936484059900n;
  for (const coefficient of COEFFICIENTS) q = ((q * x) >> 96n) + coefficient;
  return ((p / q) * 3822833074963236453042738258902158003155416615667n) >> (195n - k);
}
