import type { Placement, Score } from "../core/ballot.ts";

/** The words in which the contracts keep ballots, and tell of them. */
const bits = (word: bigint, at: bigint, length: bigint): bigint => (word >> at) & ((1n << length) - 1n);

export function unpackPlacement(word: bigint): Placement {
  return {
    permanent: bits(word, 0n, 96n),
    leased: bits(word, 96n, 96n),
    candidacy: Number(bits(word, 216n, 32n)),
    against: bits(word, 255n, 1n) === 1n,
  };
}

/** First cycle in which the leased units of a ballot no longer count; it stands in the first word. */
export function unpackUntil(first: bigint): number {
  return Number(bits(first, 192n, 24n));
}

export function unpackScores(words: readonly bigint[]): Score[] {
  const count = Number(bits(words[0] ?? 0n, 240n, 16n));
  return Array.from({ length: count }, (_, i) => {
    const item = bits(words[Math.floor(i / 6)] ?? 0n, BigInt(i % 6) * 40n, 40n);
    return { candidacy: Number(item >> 8n), score: Number(BigInt.asIntN(8, item)) };
  });
}
