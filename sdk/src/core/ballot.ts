import { InvalidParameterError } from "../errors/failures.ts";

/** Weight on a candidacy; by scores, on a pile. */
export interface PlacementInput {
  /** Resource method: on whom. Left out for the nominee of an opening ballot, and for a pile. */
  candidacy?: number | undefined;
  /** Counts against the candidacy; by scores, the pile that disapproves. */
  against?: boolean | undefined;
  /** Units that the voter holds for good. */
  permanent?: bigint | undefined;
  /** Units of the voter's lease. */
  leased?: bigint | undefined;
}

export interface ScoreInput {
  /** Left out for the nominee of an opening ballot. */
  candidacy?: number | undefined;
  /** -100 to 100. */
  score: number;
}

/** A whole ballot, in any order. */
export interface BallotInput {
  placements: readonly PlacementInput[];
  /** Score method only. */
  scores?: readonly ScoreInput[] | undefined;
  /**
   * Elections in which to release first what the voter has on ended candidacies, or all if they have ended. Found by the action
   * itself, if weight is lacking and nothing is said.
   */
  dead?: readonly bigint[] | undefined;
}

export interface Placement {
  candidacy: number;
  against: boolean;
  permanent: bigint;
  leased: bigint;
}

export interface Score {
  candidacy: number;
  score: number;
}

export interface OrderedBallot {
  placements: Placement[];
  scores: Score[];
  dead: bigint[];
}

/** A ballot as the contracts want it: everything said, in ascending order, nothing twice. */
export function orderBallot({ placements, scores = [], dead = [] }: BallotInput): OrderedBallot {
  if (placements.length === 0)
    throw new InvalidParameterError("placements", "is empty. To place nothing, use withdrawBallot.");
  const placed = placements.map(completePlacement).toSorted(byCandidacy);
  const scored = scores.map(completeScore).toSorted(byCandidacy);
  // By scores the two piles have no candidacy to tell them apart: approval comes first.
  const isPile = (one: Placement, next: Placement) => one.candidacy === 0 && one.against !== next.against;
  refuseTwice("placements", placed, isPile);
  refuseTwice("scores", scored, () => false);
  return { placements: placed, scores: scored, dead: [...dead] };
}

function completePlacement({ candidacy = 0, against = false, permanent = 0n, leased = 0n }: PlacementInput): Placement {
  checkCandidacy("placements", candidacy);
  if (permanent < 0n || leased < 0n) throw new InvalidParameterError("placements", "cannot place less than nothing.");
  if (permanent + leased === 0n) {
    throw new InvalidParameterError(
      "placements",
      `places nothing on candidacy ${candidacy}. Give it units, or leave it out.`,
    );
  }
  return { candidacy, against, permanent, leased };
}

function completeScore({ candidacy = 0, score }: ScoreInput): Score {
  checkCandidacy("scores", candidacy);
  if (!Number.isInteger(score) || Math.abs(score) > 100) {
    throw new InvalidParameterError(
      "scores",
      `has ${score} for candidacy ${candidacy}. Scores are whole numbers from -100 to 100.`,
    );
  }
  return { candidacy, score };
}

function checkCandidacy(parameter: string, candidacy: number): void {
  if (Number.isInteger(candidacy) && candidacy >= 0 && candidacy < 2 ** 32) return;
  throw new InvalidParameterError(parameter, `names candidacy ${candidacy}, which cannot be one.`);
}

function byCandidacy(a: { candidacy: number; against?: boolean }, b: { candidacy: number; against?: boolean }): number {
  return a.candidacy - b.candidacy || Number(a.against ?? false) - Number(b.against ?? false);
}

function refuseTwice<T extends { candidacy: number }>(
  parameter: string,
  list: readonly T[],
  mayFollow: (one: T, next: T) => boolean,
): void {
  const i = list.findIndex((one, at) => {
    const next = list[at + 1];
    return next !== undefined && next.candidacy === one.candidacy && !mayFollow(one, next);
  });
  if (i >= 0)
    throw new InvalidParameterError(parameter, `names candidacy ${list[i]?.candidacy} twice. Put it together.`);
}
