/** When a poll about one member's wish is over: after its time, at one word of somebody trusted, or at enough votes. */
export interface SwiftPollRules {
  /** Seconds that it is open at most. */
  period: number;
  /** From this trust level, one vote decides. */
  decisiveLevel: number;
  /** At so many votes, most of them decide. */
  enough: number;
}

const SWIFT_POLL_RULES: SwiftPollRules = { period: 86_400, decisiveLevel: 3, enough: 5 };

export interface SwiftVote {
  voter: string;
  approves: boolean;
  trustLevel: number;
}

export type SwiftVerdict =
  { over: false; closesAt: number } | { over: true; passed: boolean; because: "decisive" | "enough" | "time" };

/**
 * What has become of a poll by now. A tie, and a poll without votes, fails; so do two trusted people who disagree.
 * @param votes one for each voter: as they stand, not as they came
 * @param now seconds since 1970, as `openedAt`
 */
export function judgeSwiftPoll(
  votes: readonly SwiftVote[],
  openedAt: number,
  now: number,
  { period, decisiveLevel, enough }: SwiftPollRules = SWIFT_POLL_RULES,
): SwiftVerdict {
  const decisive = votes.filter(({ trustLevel }) => trustLevel >= decisiveLevel);
  if (decisive.length > 0) return { over: true, passed: prevails(decisive), because: "decisive" };
  if (votes.length >= enough) return { over: true, passed: prevails(votes), because: "enough" };
  if (now >= openedAt + period) return { over: true, passed: prevails(votes), because: "time" };
  return { over: false, closesAt: openedAt + period };
}

function prevails(votes: readonly SwiftVote[]): boolean {
  return votes.filter(({ approves }) => approves).length * 2 > votes.length;
}
