export interface RankedOutcome {
  tied: boolean;
  tied_candidates: Candidate[] | null;
  winner: true | null;
  winning_candidate: Candidate | null;
  round_activity: object[];
}

interface Candidate {
  digest: string;
  html: string;
}

/** Instant runoff as the forum does it: all with the fewest first votes go at once. */
export function rankedOutcome(
  options: readonly Candidate[],
  votes: readonly { userId: number; digest: string; rank: number }[],
): RankedOutcome | null {
  const voters = [...new Set(votes.map(({ userId }) => userId))];
  const papers = voters.map((voter) =>
    votes
      .filter(({ userId, rank }) => userId === voter && rank > 0)
      .sort((a, b) => a.rank - b.rank)
      .map(({ digest }) => digest),
  );
  const enrich = (wanted: readonly string[]): Candidate[] => options.filter(({ digest }) => wanted.includes(digest));
  const activity: object[] = [];
  let left = papers.filter((paper) => paper.length > 0);
  for (let round = 1; left.length > 0; round++) {
    const tally = new Map(left.flat().map((digest) => [digest, 0]));
    for (const [first] of left) if (first !== undefined) tally.set(first, (tally.get(first) ?? 0) + 1);
    const most = Math.max(...tally.values());
    const total = [...tally.values()].reduce((sum, count) => sum + count, 0);
    const counted = (count: number): string[] =>
      [...tally].filter(([, own]) => own === count).map(([digest]) => digest);
    const [winning = null] = enrich(counted(most).slice(0, 1));
    if (most > Math.floor(total / 2)) {
      activity.push({ round, majority: winning, eliminated: null });
      return { tied: false, tied_candidates: null, winner: true, winning_candidate: winning, round_activity: activity };
    }
    const losers = counted(Math.min(...tally.values()));
    activity.push({ round, majority: null, eliminated: enrich(losers) });
    left = left.map((paper) => paper.filter((digest) => !losers.includes(digest))).filter((paper) => paper.length > 0);
    if (left.length === 0) {
      return {
        tied: true,
        tied_candidates: enrich(losers),
        winner: null,
        winning_candidate: null,
        round_activity: activity,
      };
    }
  }
  return null;
}
