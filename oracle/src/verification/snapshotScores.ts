export const SNAPSHOT_SYSTEMS = [
  "basic",
  "single-choice",
  "approval",
  "quadratic",
  "weighted",
  "ranked-choice",
] as const;
export type SnapshotSystem = (typeof SNAPSHOT_SYSTEMS)[number];

/** A choice, counted from one: one of them, several, all by rank, or shares by choice. */
export type SnapshotChoice = number | number[] | Record<string, number>;

export interface WeighedChoice {
  choice: SnapshotChoice;
  power: number;
}

/** Whether a choice is one that a system knows; the hub does not count others. */
export function isValidChoice(choice: SnapshotChoice, system: SnapshotSystem, count: number): boolean {
  const isOne = (one: number): boolean => Number.isInteger(one) && one >= 1 && one <= count;
  if (system === "basic" || system === "single-choice") return typeof choice === "number" && isOne(choice);
  if (system === "approval" || system === "ranked-choice") {
    if (!Array.isArray(choice) || !choice.every(isOne) || new Set(choice).size !== choice.length) return false;
    return system === "approval" || choice.length === count;
  }
  if (typeof choice === "number" || Array.isArray(choice)) return false;
  const shares = Object.entries(choice);
  return (
    shares.every(([key, share]) => isOne(Number(key)) && share >= 0 && (share > 0 || system === "weighted")) &&
    shares.some(([, share]) => share > 0)
  );
}

/** What the hub should come to: the power behind each of `count` choices, by the rules of the voting system. */
export function snapshotScores(votes: readonly WeighedChoice[], system: SnapshotSystem, count: number): number[] {
  const valid = votes.filter(({ choice }) => isValidChoice(choice, system, count));
  const choices = Array.from({ length: count }, (_, index) => index + 1);
  if (system === "ranked-choice") return runoff(valid as RankedVote[], count);
  if (system !== "quadratic") {
    return choices.map((one) => sum(valid.map(({ choice, power }) => power * shareOf(choice, one))));
  }
  const squares = choices.map(
    (one) => sum(valid.map(({ choice, power }) => Math.sqrt(power * shareOf(choice, one)))) ** 2,
  );
  const [all, total] = [sum(squares), sum(valid.map(({ power }) => power))];
  return squares.map((square) => (all === 0 ? 0 : (square / all) * total));
}

interface RankedVote {
  choice: number[];
  power: number;
}

/** Instant runoff: whoever has least goes, the first of several who do, until somebody has more than half or two are left. */
function runoff(votes: readonly RankedVote[], count: number): number[] {
  const out = new Set<number>();
  for (;;) {
    const scores: number[] = Array.from({ length: count }, () => 0);
    for (const { choice, power } of votes) {
      const first = choice.find((one) => !out.has(one));
      if (first !== undefined) scores[first - 1] = (scores[first - 1] ?? 0) + power;
    }
    const left = scores.map((score, index) => ({ score, one: index + 1 })).filter(({ one }) => !out.has(one));
    const total = sum(left.map(({ score }) => score));
    if (left.length <= 2 || left.some(({ score }) => score > total / 2)) return scores;
    const least = Math.min(...left.map(({ score }) => score));
    const last = left.find(({ score }) => score === least);
    if (last === undefined) return scores;
    out.add(last.one);
  }
}

/** Which part of a voter's power a choice gets. */
function shareOf(choice: SnapshotChoice, one: number): number {
  if (typeof choice === "number") return choice === one ? 1 : 0;
  if (Array.isArray(choice)) return choice.includes(one) ? 1 : 0;
  return (choice[one] ?? 0) / sum(Object.values(choice));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
