import { z } from "zod";
import { SourceError } from "../../errors.ts";
import type { BallotBatch, Patronage, PollOutcome } from "../../observation.ts";
import { contentHash } from "../../verification/contentHash.ts";
import { outcomeOf } from "../../verification/verdict.ts";
import type { PollReading } from "../polls.ts";
import { clip, secondsOf } from "../text.ts";
import type { GitHubClient, GitHubIssue, GitHubReaction } from "./client.ts";

export interface GitHubReading {
  source: string;
  client: GitHubClient;
  label: string;
}

const OPTIONS = [
  { id: "+1", label: "👍" },
  { id: "-1", label: "👎" },
] as const;
const VERDICTS = { approve: ["👍"], reject: ["👎"] };

/** An issue with the label is a poll by thumbs, until it is closed. */
export async function readIssue(
  id: string,
  { source, client, label }: GitHubReading,
  signal: AbortSignal,
): Promise<PollReading> {
  // One way to write a number: under another, the same poll would be told again.
  const issue = /^[1-9]\d{0,14}$/.test(id) ? await client.getIssue(Number(id), signal) : undefined;
  const labels = issue?.labels.map((one) => (typeof one === "string" ? one : one.name));
  if (issue === undefined || labels?.includes(label) !== true) {
    throw new SourceError(source, "not-found", "has no such poll", "See whether it was taken off the list.");
  }
  const closedAt = secondsOf(issue.closed_at);
  if (issue.state === "open" || closedAt === undefined) return { open: true };
  return {
    open: false,
    closedAt,
    tell: async () => tell(source, issue, closedAt, await client.getReactions(issue.number, signal)),
  };
}

function tell(
  source: string,
  issue: GitHubIssue,
  closedAt: number,
  reactions: readonly GitHubReaction[],
): [PollOutcome, BallotBatch] {
  const pollId = String(issue.number);
  const hash = contentHash({ source, issue: issue.number, title: issue.title, body: issue.body ?? null });
  const cast = ballotsOf(reactions, closedAt);
  const options = OPTIONS.map(({ id, label }) => ({
    id,
    label,
    count: String(cast.filter(({ choices }) => choices[0]?.optionId === id).length),
  }));
  const outcome: PollOutcome = {
    kind: "poll",
    source,
    pollId,
    title: clip(issue.title),
    url: issue.html_url.slice(0, 2_048),
    options,
    voters: cast.length,
    ...outcomeOf(options, VERDICTS),
    openedAt: secondsOf(issue.created_at) ?? 0,
    closedAt,
    contentHash: hash,
  };
  return [outcome, { kind: "ballots", source, pollId, closedAt, contentHash: hash, ballots: cast }];
}

/** Reactions can be given after the close, by bots, and both ways by one person: none of these are votes. */
function ballotsOf(reactions: readonly GitHubReaction[], closedAt: number): BallotBatch["ballots"] {
  const byUser = new Map<number, { optionId: string; castAt: number }[]>();
  for (const { user, content, created_at: createdAt } of reactions) {
    const castAt = secondsOf(createdAt) ?? Infinity;
    if (user?.type !== "User" || castAt > closedAt || !OPTIONS.some(({ id }) => id === content)) continue;
    byUser.set(user.id, [...(byUser.get(user.id) ?? []), { optionId: content, castAt }]);
  }
  return [...byUser]
    .flatMap(([id, [first, second]]) =>
      first === undefined || second !== undefined
        ? []
        : [{ subject: String(id), choices: [{ optionId: first.optionId, approve: true }], castAt: first.castAt }],
    )
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

const Sponsorship = z.object({
  action: z.enum(["created", "edited", "cancelled", "pending_cancellation", "pending_tier_change", "tier_changed"]),
  sponsorship: z.object({
    node_id: z.string().min(1).max(512),
    created_at: z.iso.datetime({ offset: true }),
    privacy_level: z.string(),
    sponsor: z.object({ id: z.int().positive() }),
    tier: z.object({ monthly_price_in_cents: z.int().nonnegative(), is_one_time: z.boolean() }),
  }),
});

/**
 * A sponsorship as its webhook tells of it: what was paid when it began, and what is committed for the next month. Nothing of
 * what is only pending, and nothing of sponsors who want to stay private.
 */
export function patronageOf(source: string, body: unknown): Patronage | undefined {
  const { data } = Sponsorship.safeParse(body);
  if (data === undefined || data.sponsorship.privacy_level !== "public") return undefined;
  const { action, sponsorship } = data;
  if (action !== "created" && action !== "tier_changed" && action !== "cancelled") return undefined;
  const { monthly_price_in_cents: cents, is_one_time: isOnce } = sponsorship.tier;
  const amount = dollarsOf(cents);
  return {
    kind: "patronage",
    source,
    donationId: sponsorship.node_id,
    subject: String(sponsorship.sponsor.id),
    currency: "USD",
    amount,
    committed: isOnce || action === "cancelled" ? "0" : amount,
    paidAt: secondsOf(sponsorship.created_at) ?? 0,
    status: "paid",
  };
}

export function dollarsOf(cents: number): string {
  const rest = String(cents % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${Math.floor(cents / 100)}${rest === "" ? "" : `.${rest}`}`;
}
