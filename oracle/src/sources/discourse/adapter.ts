import type { BallotBatch, PollOutcome } from "../../observation.ts";
import { SourceError } from "../../errors.ts";
import { contentHash } from "../../verification/contentHash.ts";
import { decimalOf } from "../../verification/decimal.ts";
import { outcomeOf, type Verdicts } from "../../verification/verdict.ts";
import type { PollReading } from "../polls.ts";
import { clip, plainText, secondsOf } from "../text.ts";
import type { DiscourseClient, DiscoursePoll, DiscoursePost } from "./client.ts";

export interface DiscourseReading {
  source: string;
  url: string;
  client: DiscourseClient;
  verdicts: Verdicts;
  /** Seconds since 1970. */
  now: number;
}

/** A post's id and a poll's name in it: what stays when an edit makes a new poll of it. */
export function pollIdOf(postId: number, name: string): string {
  return `${postId}/${name}`;
}

/** What is voted on: the text, the options in their order, and the rules. */
function hashOf(source: string, post: DiscoursePost, poll: DiscoursePoll): `0x${string}` {
  const { name, type, min = null, max = null, step = null, close = null, groups = null, title = null } = poll;
  const options = poll.options.map(({ id, html }) => ({ id, html }));
  return contentHash({
    source,
    post: post.id,
    raw: post.raw ?? null,
    name,
    type,
    min,
    max,
    step,
    close,
    groups,
    title,
    options,
  });
}

export async function readPoll(pollId: string, reading: DiscourseReading, signal: AbortSignal): Promise<PollReading> {
  // One way to write a number: under another, the same poll would be told again, as another.
  const [, postId, name = ""] = /^([1-9]\d{0,14})\/(.+)$/s.exec(pollId) ?? [];
  if (postId === undefined) throw new SourceError(reading.source, "not-found", `has no poll "${clip(pollId)}"`, "");
  const { post, poll } = await reading.client.getPoll(Number(postId), name, signal);
  // The forum closes polls by a job, which may be late; nobody can vote any more by then.
  const due = secondsOf(poll.close);
  const isDue = due !== undefined && due <= reading.now;
  if (poll.status === "open" && !isDue) return { open: true };
  return {
    open: false,
    closedAt: isDue ? due : undefined,
    tell: async () => {
      const outcome = pollOutcome(pollId, post, poll, reading);
      // Nobody is told what each voter of a number poll chose.
      if (poll.public !== true || poll.type === "number") return [outcome];
      const ballots = await readBallots(outcome, post.id, poll, reading, signal);
      await refuseChange(outcome, post.id, poll, reading, signal);
      return [outcome, ballots];
    },
  };
}

function pollOutcome(pollId: string, post: DiscoursePost, poll: DiscoursePoll, reading: DiscourseReading): PollOutcome {
  const { source, url, verdicts, now } = reading;
  const openedAt = secondsOf(post.created_at) ?? 0;
  const due = secondsOf(poll.close);
  const options = poll.options.map(({ id, html, votes }) => {
    if (votes !== undefined) return { id, label: plainText(html), count: decimalOf(votes) };
    throw new SourceError(
      source,
      "unauthorized",
      `hides the results of ${pollId}`,
      "Use the key of somebody who sees them.",
    );
  });
  const ranked = poll.ranked_choice_outcome;
  const winner = ranked?.winner === true ? ranked.winning_candidate?.digest : undefined;
  return {
    kind: "poll",
    source,
    pollId,
    title: plainText(poll.title ?? "") || `Post ${post.id}`,
    url: new URL(`t/-/${post.topic_id}/${post.post_number}`, url.endsWith("/") ? url : `${url}/`).href,
    options,
    voters: poll.voters,
    ...outcomeOf(
      options,
      verdicts,
      poll.type === "ranked_choice" ? { winner } : poll.type === "number" ? {} : undefined,
    ),
    openedAt,
    // The forum does not tell when somebody closed a poll by hand: two who look have to say the same.
    closedAt: due !== undefined && due <= now ? Math.max(due, openedAt) : openedAt,
    contentHash: hashOf(source, post, poll),
  };
}

async function readBallots(
  { source, pollId, closedAt, contentHash }: PollOutcome,
  postId: number,
  poll: DiscoursePoll,
  { client }: DiscourseReading,
  signal: AbortSignal,
): Promise<BallotBatch> {
  const isRanked = poll.type === "ranked_choice";
  const bySubject = new Map<string, BallotBatch["ballots"][number]["choices"]>();
  let isComplete = true;
  for (const { id: optionId, votes } of poll.options) {
    const expected = isRanked ? poll.voters : (votes ?? 0);
    if (expected === 0) continue;
    const voters = await client.getVoters(postId, poll.name, optionId, expected, signal);
    // Deleted users are counted and not listed; so is whoever a server leaves out.
    isComplete &&= voters.length >= expected;
    for (const { id, rank } of voters) {
      const choices = bySubject.get(String(id)) ?? [];
      if (!isRanked) choices.push({ optionId, approve: true });
      else if (rank !== undefined) choices.push({ optionId, rank });
      bySubject.set(String(id), choices);
    }
  }
  return {
    kind: "ballots",
    source,
    pollId,
    closedAt,
    contentHash,
    ...(isComplete && bySubject.size === poll.voters ? { complete: true } : {}),
    ballots: [...bySubject]
      .map(([subject, choices]) => ({ subject, choices, castAt: closedAt }))
      .sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  };
}

/** Voters are read page by page: what was edited, reopened or voted on meanwhile is read anew, the next time. */
async function refuseChange(
  outcome: PollOutcome,
  postId: number,
  poll: DiscoursePoll,
  { source, client }: DiscourseReading,
  signal: AbortSignal,
): Promise<void> {
  const again = await client.getPoll(postId, poll.name, signal);
  const state = (one: DiscoursePoll): string =>
    JSON.stringify([one.status, one.voters, one.options.map(({ votes }) => votes)]);
  if (hashOf(source, again.post, again.poll) === outcome.contentHash && state(again.poll) === state(poll)) return;
  throw new SourceError(source, "unexpected", `${outcome.pollId} changed while it was read`, "It is read again later.");
}
