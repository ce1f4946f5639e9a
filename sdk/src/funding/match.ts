/** The formulas of a funding pool (design 7) in whole numbers, exact to the last unit, as the contracts have them. */

/** The whole part of a square root. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  // The floating-point root of the leading 52 bits is right to some 25 bits; each step doubles them.
  const shift = BigInt(Math.max(0, value.toString(16).length * 4 - 52) >> 1);
  let root = BigInt(Math.ceil(Math.sqrt(Number(value >> (2n * shift))) + 1)) << shift;
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * What the pledges of one identity count for: `s = floor(sqrt(c × 2^64))`.
 *
 * @param pledged - What all accounts of the identity pledged to the project, smallest units of the token.
 */
export function rootOf(pledged: bigint): bigint {
  return squareRoot(pledged << 64n);
}

/** What a project's pledges come to. */
export interface Pledges {
  /** Σ c: pledges that are matched. */
  matched: bigint;
  /** Pledges that count as money alone: the team's. */
  unmatched: bigint;
  /** Σ s. */
  roots: bigint;
}

/**
 * Sums up the pledges to one project.
 *
 * @param matched - What each identity pledged.
 * @param unmatched - What the team pledged.
 */
export function sumPledges(matched: Iterable<bigint>, unmatched: Iterable<bigint> = []): Pledges {
  const sums = { matched: 0n, unmatched: 0n, roots: 0n };
  for (const pledged of matched) {
    sums.matched += pledged;
    sums.roots += rootOf(pledged);
  }
  for (const pledged of unmatched) sums.unmatched += pledged;
  return sums;
}

/** `T = floor((Σ s)² / 2^64)`. */
export function totalOf({ roots }: Pick<Pledges, "roots">): bigint {
  return (roots * roots) >> 64n;
}

/**
 * What the pool would add to a project: `M = min(ceiling, max(0, T − Σ c))`.
 *
 * @param ceiling - The most that it adds; without one there is no limit.
 */
export function matchOf(pledges: Pick<Pledges, "matched" | "roots">, ceiling?: bigint): bigint {
  const more = totalOf(pledges) - pledges.matched;
  const match = more > 0n ? more : 0n;
  return ceiling !== undefined && ceiling < match ? ceiling : match;
}
