import { SourceError } from "../../errors.ts";
import type { BallotBatch, PollOutcome } from "../../observation.ts";
import { contentHash } from "../../verification/contentHash.ts";
import { clip } from "../text.ts";
import type { PolisClient, PolisComment, PolisVote } from "./client.ts";

export interface PolisConversation {
  report: string;
  /** Seconds since 1970: a conversation never closes by itself, so votes count until then. */
  opensAt: number;
  closesAt: number;
}

export interface PolisReading {
  source: string;
  url: string;
  client: PolisClient;
  /** What this export writes for agreement: the raw table has −1, the participants' export +1. */
  agreeSign: 1 | -1;
}

/** The statements of a conversation are the options of one poll: everybody agrees or disagrees with as many as they like. */
export async function tell(
  { report, opensAt, closesAt }: PolisConversation,
  { source, url, client, agreeSign }: PolisReading,
  signal: AbortSignal,
): Promise<[PollOutcome, BallotBatch]> {
  const summary = await client.getSummary(report, signal);
  // What moderators hid is not voted on.
  const comments = (await client.getComments(report, signal))
    .filter(({ moderated }) => moderated !== "-1")
    .sort((a, b) => a["comment-id"] - b["comment-id"]);
  if (comments.length > 1_000) {
    throw new SourceError(source, "oversized", `has ${comments.length} statements`, "Moderate them, or leave it out.");
  }
  const votes = lastVotes(await client.getVotes(report, signal), comments, closesAt, agreeSign);
  const title = clip(summary.topic ?? "") || report;
  const hash = contentHash({
    source,
    report,
    title,
    closesAt,
    statements: comments.map((comment) => [comment["comment-id"], comment["comment-body"]]),
  });
  const ballots = ballotsOf(votes, closesAt);
  const outcome: PollOutcome = {
    kind: "poll",
    source,
    pollId: report,
    title,
    url: `${url.replace(/\/$/, "")}/report/${encodeURIComponent(report)}`,
    options: optionsOf(comments, votes),
    voters: ballots.length,
    status: "closed",
    openedAt: opensAt,
    closedAt: closesAt,
    contentHash: hash,
  };
  return [outcome, { kind: "ballots", source, pollId: report, closedAt: closesAt, contentHash: hash, ballots }];
}

/** Counted by who agrees, weighed by how many more agree than disagree. */
function optionsOf(comments: readonly PolisComment[], votes: readonly LastVote[]): PollOutcome["options"] {
  const byComment = Map.groupBy(votes, ({ comment }) => comment);
  return comments.map(({ "comment-id": id, "comment-body": body }) => {
    const scores = byComment.get(id)?.map(({ score }) => score) ?? [];
    return {
      id: String(id),
      label: clip(body),
      count: String(scores.filter((score) => score === 1).length),
      weight: String(scores.reduce<number>((sum, score) => sum + score, 0)),
    };
  });
}

interface LastVote {
  voter: number;
  comment: number;
  score: -1 | 0 | 1;
  castAt: number;
}

/** Exports keep every vote: of each voter and statement, the last before the end counts. */
function lastVotes(
  votes: readonly PolisVote[],
  comments: readonly PolisComment[],
  closesAt: number,
  agreeSign: 1 | -1,
): LastVote[] {
  const statements = new Set(comments.map((comment) => comment["comment-id"]));
  const last = new Map<string, LastVote>();
  for (const { timestamp, "comment-id": comment, "voter-id": voter, vote } of votes) {
    const castAt = secondsOf(timestamp);
    const key = `${voter}/${comment}`;
    if (castAt > closesAt || !statements.has(comment) || (last.get(key)?.castAt ?? 0) > castAt) continue;
    const score = vote === "0" ? 0 : Number(vote) === agreeSign ? 1 : -1;
    last.set(key, { voter, comment, score, castAt });
  }
  return [...last.values()];
}

function ballotsOf(votes: readonly LastVote[], closesAt: number): BallotBatch["ballots"] {
  const byVoter = Map.groupBy(votes, ({ voter }) => String(voter));
  return [...byVoter]
    .map(([subject, cast]) => ({
      subject,
      choices: cast
        .sort((a, b) => a.comment - b.comment)
        .map(({ comment, score }) => ({ optionId: String(comment), score: String(score) })),
      castAt: Math.min(closesAt, Math.max(...cast.map(({ castAt }) => castAt))),
    }))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** Some exports count in milliseconds. */
function secondsOf(timestamp: number): number {
  return timestamp > 100_000_000_000 ? Math.floor(timestamp / 1_000) : timestamp;
}
