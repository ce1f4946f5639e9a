import canonicalize from "canonicalize";
import type { BallotBatch } from "../observation.ts";

type Ballot = BallotBatch["ballots"][number];

/** Seconds that two operators' times of one voice may be apart: each change that only one of them saw moves it on by one. */
const APART = 60;

/**
 * What a poll's voters say by now, after what was told of them before. A voice counts only if it is later than the voter's last
 * one, and sources often have but one time for all: a change is a second later than what it changes. Who voted and is not among
 * them any more has withdrawn, which is a voice without choices; but only if all that voted are known.
 * @param before what was told of the poll, in its order, from the last time on that all its voters were known
 */
export function followBallots(before: readonly BallotBatch[], seen: BallotBatch): BallotBatch {
  const known = new Map(before.flatMap(({ ballots }) => ballots).map((ballot) => [ballot.subject, ballot]));
  const ballots = seen.ballots.map((ballot) => later(ballot, known.get(ballot.subject)));
  if (seen.complete === true) {
    const present = new Set(ballots.map(({ subject }) => subject));
    for (const last of known.values()) {
      const { subject } = last;
      if (!present.has(subject)) ballots.push(later({ subject, choices: [], castAt: seen.closedAt }, last));
    }
  }
  return { ...seen, ballots: ballots.toSorted((a, b) => (a.subject < b.subject ? -1 : 1)) };
}

function later(ballot: Ballot, last: Ballot | undefined): Ballot {
  if (last === undefined) return ballot;
  const least = isSame(ballot.choices, last.choices) ? last.castAt : last.castAt + 1;
  return { ...ballot, castAt: Math.max(ballot.castAt, least) };
}

const isSame = (a: unknown, b: unknown): boolean => canonicalize(a) === canonicalize(b);

/** Whether an operator that may have seen other changes in between says the same of a poll's voters as we do. */
export function agreesOnBallots(claimed: BallotBatch, mine: BallotBatch): boolean {
  const timeless = ({ ballots, ...rest }: BallotBatch) => ({
    ...rest,
    ballots: ballots.map(({ subject, choices }) => ({ subject, choices })),
  });
  return (
    isSame(timeless(claimed), timeless(mine)) &&
    claimed.ballots.every(({ castAt }, i) => Math.abs(castAt - (mine.ballots[i]?.castAt ?? Infinity)) <= APART)
  );
}
