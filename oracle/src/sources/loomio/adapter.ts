import { SourceError } from "../../errors.ts";
import type { BallotBatch, PollOutcome } from "../../observation.ts";
import { contentHash } from "../../verification/contentHash.ts";
import { decimalOf } from "../../verification/decimal.ts";
import { outcomeOf, type Verdicts } from "../../verification/verdict.ts";
import type { PollReading } from "../polls.ts";
import { clip, secondsOf } from "../text.ts";
import type { LoomioClient, LoomioOption, LoomioPoll } from "./client.ts";

export interface LoomioReading {
  source: string;
  url: string;
  client: LoomioClient;
  groups: readonly number[];
  verdicts: Verdicts;
}

export async function readPoll(key: string, reading: LoomioReading, signal: AbortSignal): Promise<PollReading> {
  const { source, client, groups } = reading;
  const { poll, options } = await client.getPoll(key, signal);
  if (typeof poll.group_id !== "number" || !groups.includes(poll.group_id)) {
    throw new SourceError(source, "not-found", "has no such poll in these groups", "See whether it was moved.");
  }
  // Without it, a poll is open even if it was due: Loomio closes polls once an hour, and takes votes until then.
  const closedAt = secondsOf(poll.closed_at);
  if (closedAt === undefined) return { open: true };
  return { open: false, closedAt, tell: async () => tell(poll, options, closedAt, reading) };
}

function tell(
  poll: LoomioPoll,
  options: readonly LoomioOption[],
  closedAt: number,
  { source, url, verdicts }: LoomioReading,
): (PollOutcome | BallotBatch)[] {
  const hash = contentHash({
    source,
    poll: poll.id,
    title: poll.title,
    details: poll.details ?? null,
    type: poll.poll_type,
    options: options.map(({ id, name }) => ({ id, name })),
  });
  const counted = options.map(({ id, name, total_score: score, voter_scores: scores }) => ({
    id: String(id),
    label: clip(name),
    count: String(Object.values(scores ?? {}).filter((one) => one !== 0).length),
    weight: decimalOf(score),
  }));
  const outcome: PollOutcome = {
    kind: "poll",
    source,
    pollId: poll.key,
    title: clip(poll.title),
    url: new URL(`p/${encodeURIComponent(poll.key)}`, url.endsWith("/") ? url : `${url}/`).href,
    options: counted,
    voters: poll.decided_voters_count,
    ...outcomeOf(counted, verdicts),
    openedAt: secondsOf(poll.created_at) ?? 0,
    closedAt,
    contentHash: hash,
  };
  if (poll.anonymous === true) return [outcome];
  const ballots = ballotsOf(options, closedAt);
  const complete = ballots.length === poll.decided_voters_count ? { complete: true as const } : {};
  return [outcome, { kind: "ballots", source, pollId: poll.key, closedAt, contentHash: hash, ...complete, ballots }];
}

function ballotsOf(options: readonly LoomioOption[], castAt: number): BallotBatch["ballots"] {
  const byVoter = new Map<string, { optionId: string; score: string }[]>();
  for (const { id, voter_scores: scores } of options) {
    for (const [voter, score] of Object.entries(scores ?? {})) {
      byVoter.set(voter, [...(byVoter.get(voter) ?? []), { optionId: String(id), score: decimalOf(score) }]);
    }
  }
  return [...byVoter]
    .map(([subject, choices]) => ({ subject, choices, castAt }))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}
